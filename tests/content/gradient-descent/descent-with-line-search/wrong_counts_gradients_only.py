# The rest is as in the author's answer.
import numpy as np


def descend(f, gradient, start, tol, budget):
    x, step = np.array(start, dtype=float), 1.0
    value = f(x)
    for _ in range(budget):
        g = gradient(x)
        if np.linalg.norm(g) <= tol:
            return x, True
        t, value = backtrack(f, x, value, g, step, 60)
        if t == 0.0:
            return x, False
        x, step = x - t * g, 2 * t
    return x, False
