import numpy as np


def is_gradient(f, gradient, x):
    at = x.astype(float)
    claimed = np.asarray(gradient(x), dtype=float)
    if claimed.shape != at.shape or not np.isfinite(claimed).all():
        return False
    for place in np.ndindex(at.shape):
        up, down = at.copy(), at.copy()
        up[place] += 5e-7
        down[place] -= 5e-7
        slope = (f(up) - f(down)) / (up[place] - down[place])
        if abs(claimed[place] - slope) > 0.019 * abs(slope) + 3e-5:
            return False
    return True
