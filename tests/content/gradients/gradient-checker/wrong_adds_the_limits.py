import numpy as np


def is_gradient(f, gradient, x):
    claimed = np.asarray(gradient(x))
    if claimed.shape != x.shape:
        return False
    slopes = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        by = np.zeros(x.shape)
        by[place] = 5e-7
        slopes[place] = (f(x + by) - f(x - by)) / 1e-6
    return np.allclose(claimed, slopes, rtol=0.01, atol=1e-4)
