import numpy as np


def is_gradient(f, gradient, x):
    claimed = np.asarray(gradient(x))
    worst = 0.0
    for place in np.ndindex(x.shape):
        by = np.zeros(x.shape)
        by[place] = 3e-7
        slope = (f(x + by) - f(x - by)) / 6e-7
        worst = max(worst, abs(claimed[place] - slope) / (abs(slope) + 1e-2))
    return worst
