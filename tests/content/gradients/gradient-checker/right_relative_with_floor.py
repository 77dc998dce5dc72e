import numpy as np


def slope(f, x, i, h=8e-7):
    e = np.zeros(x.size)
    e[i] = h
    e = e.reshape(x.shape)
    return (f(x + e) - f(x - e)) / (2 * h)


def is_gradient(f, gradient, x):
    claimed = gradient(x)
    if np.shape(claimed) != np.shape(x):
        return False
    for i, g in enumerate(np.ravel(claimed)):
        s = slope(f, x, i)
        error = abs(g - s) / max(abs(s), 0.01)
        if not error < 0.004:
            return False
    return True
