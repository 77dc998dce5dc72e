# The rest is as in the author's answer.
import numpy as np


def settle(f, gradient, start, rate, tol, budget):
    """Return the point reached, `f` there, and whether descent has converged."""
    x = np.array(start, dtype=float)
    for _ in range(budget + 1):
        slope = gradient(x)
        if np.linalg.norm(slope) <= tol:
            return x, f(x), True
        last = x
        x = x - rate * slope
    return last, f(last), False
