import math

import numpy as np


def is_gradient(f, gradient, x):
    point = np.array(x, dtype=float)
    claimed = np.asarray(gradient(x.copy()))
    if claimed.shape != point.shape:
        return False

    def slope(at, step):
        here, values = point.flat[at], []
        for sign in (1, -1):
            point.flat[at] = here + sign * step
            values.append(f(point))
        point.flat[at] = here
        return (values[0] - values[1]) / (2 * step)

    return all(
        math.isclose(claimed.flat[at], (4 * slope(at, 4e-7) - slope(at, 8e-7)) / 3, rel_tol=5e-3, abs_tol=5e-5)
        for at in range(point.size)
    )
