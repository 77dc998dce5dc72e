import numpy as np


def is_gradient(f, gradient, x):
    claimed = gradient(x)
    if np.shape(claimed) != x.shape:
        return False
    for _ in range(5):
        u = np.random.normal(size=x.shape)
        u /= np.sqrt((u**2).sum())
        slope = (f(x + 3e-7 * u) - f(x - 3e-7 * u)) / 6e-7
        if not abs((claimed * u).sum() - slope) <= 1e-3 * abs(slope) + 1e-5:
            return False
    return True
