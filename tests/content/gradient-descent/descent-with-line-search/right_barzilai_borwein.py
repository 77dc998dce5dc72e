import numpy as np


def backtrack(f, x, value, slope, step, tries):
    t = step
    while tries > 0:
        tries -= 1
        new = f(x - t * slope)
        if np.isfinite(new) and new <= value - t * np.dot(slope, slope) / 4:
            return t, new
        t *= 0.5
    return 0.0, value


def descend(f, gradient, start, tol, budget):
    x = start.astype(float)
    fx, g = f(x), gradient(x)
    left, step = budget - 2, 1.0
    while True:
        if np.linalg.norm(g) <= tol:
            return x, True
        if left <= 1:
            return x, False
        # One call is kept for the gradient at the place that is reached.
        tried = []
        t, new = backtrack(lambda at: tried.append(1) or f(at), x, fx, g, step, left - 1)
        left -= len(tried)
        if t == 0.0:
            return x, False
        before, x, fx = x, x - t * g, new
        old, g = g, gradient(x)
        left -= 1
        s, y = x - before, g - old
        curved = s @ y
        step = (s @ s) / curved if curved > 0 else 4 * t
