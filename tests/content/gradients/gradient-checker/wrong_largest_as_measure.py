import numpy as np


def is_gradient(f, gradient, x):
    claimed = gradient(x)
    if np.shape(claimed) != x.shape:
        return False
    slopes = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        by = np.zeros(x.shape)
        by[place] = 3e-7
        slopes[place] = (f(x + by) - f(x - by)) / 6e-7
    return bool(np.max(abs(claimed - slopes)) <= 1e-3 * np.max(abs(slopes)) + 1e-6)
