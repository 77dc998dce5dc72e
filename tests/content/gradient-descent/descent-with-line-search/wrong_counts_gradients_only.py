import numpy as np


def backtrack(f, x, value, slope, step, tries):
    for _ in range(tries):
        new = f(x - step * slope)
        if new <= value - step * (slope @ slope) / 4:
            return step, new
        step /= 2
    return 0.0, value


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
