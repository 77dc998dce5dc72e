import numpy as np


def backtrack(f, x, value, slope, step, tries):
    for _ in range(tries):
        new = f(x - step * slope)
        if new <= value - 1e-4 * step * (slope @ slope):
            return step, new
        step *= 0.5
    return 0.0, value


def descend(f, gradient, start, tol, budget):
    x, step, calls = np.array(start, dtype=float), 1.0, 1
    value = f(x)
    while calls < budget:
        g = gradient(x)
        calls += 1
        tries = []
        t, value = backtrack(lambda at: tries.append(0) or f(at), x, value, g, step, budget - calls)
        calls += len(tries)
        x = x - t * g
        if t * np.linalg.norm(g) < tol:
            return x, True
        step = 2 * t
    return x, False
