# The rest is as in the author's answer.
import numpy as np


def descend(f, gradient, start, tol, budget):
    x = np.array(start, dtype=float)
    value = f(x)
    slope = gradient(x)
    left = budget - 1
    step = 1.0
    while True:
        if np.linalg.norm(slope) <= tol:
            return x, True
        if left < 2:
            return x, False
        # keep one call for the gradient afterwards
        calls = 0

        def counted(z):
            nonlocal calls
            calls += 1
            return f(z)

        t, new = backtrack(counted, x, value, slope, step, left - 1)
        left -= calls
        if t == 0.0:
            return x, False
        x = x - t * slope
        value = new
        slope = gradient(x)
        left -= 1
        step = 2 * t
