import numpy as np


def is_gradient(f, gradient, x):
    claimed = gradient(x)
    if np.shape(claimed) != x.shape:
        return False
    if x.dtype.kind != "f":
        x = x.astype(float)
    for place in np.ndindex(x.shape):
        x[place] += 3e-7
        up = f(x)
        x[place] -= 6e-7
        down = f(x)
        x[place] += 3e-7
        slope = (up - down) / 6e-7
        if not abs(claimed[place] - slope) <= 1e-3 * abs(slope) + 1e-5:
            return False
    return True
