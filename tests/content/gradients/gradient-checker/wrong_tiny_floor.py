import numpy as np


def is_gradient(f, gradient, x):
    claimed = gradient(x)
    if np.shape(claimed) != x.shape or not np.all(np.isfinite(claimed)):
        return False
    h = 5e-7
    for place in np.ndindex(x.shape):
        by = np.zeros(x.shape)
        by[place] = h
        slope = (f(x + by) - f(x - by)) / (2 * h)
        if abs(claimed[place] - slope) / max(1e-8, abs(claimed[place]) + abs(slope)) > 1e-3:
            return False
    return True
