import numpy as np


def is_gradient(f, gradient, x):
    got = np.asarray(gradient(x))
    if got.shape != x.shape or not np.isfinite(got).all():
        return False
    point = np.array(x, dtype=np.float64)
    flat = point.reshape(-1)
    h = 1e-7
    for i, g in enumerate(got.ravel()):
        old = flat[i]
        flat[i] = old + h
        above = f(point)
        flat[i] = old - h
        below = f(point)
        flat[i] = old
        if not np.isclose(g, (above - below) / (2 * h), rtol=3e-3, atol=2e-5):
            return False
    return True
