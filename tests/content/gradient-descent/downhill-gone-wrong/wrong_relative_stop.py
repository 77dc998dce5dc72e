# The rest is as in the author's answer.
import numpy as np


def settle(f, gradient, start, rate, tol, budget):
    x = np.array(start, dtype=float)
    first = np.linalg.norm(gradient(x))
    for _ in range(budget - 1):
        slope = gradient(x)
        if np.linalg.norm(slope) <= 0.01 * first:
            return x, f(x), True
        x = x - rate * slope
    return x, f(x), False
