import numpy as np


def is_gradient(f, gradient, x):
    """A number next to 0 is taken for 0, all others are held to half a percent."""
    at = x * 1.0
    claimed = gradient(at.copy())
    if np.shape(claimed) != x.shape:
        return False
    steps = np.eye(at.size).reshape(at.size, *at.shape) * 2.0**-20
    slopes = np.array([(f(at + step) - f(at - step)) * 2.0**19 for step in steps]).reshape(at.shape)
    level = abs(slopes) < 0.005
    return np.all(abs(claimed - np.where(level, 0, slopes)) < np.where(level, 5e-5, 0.005 * abs(slopes)))
