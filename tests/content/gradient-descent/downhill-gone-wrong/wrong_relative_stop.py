import numpy as np


def fit_line(x, y, rate, steps):
    A = np.stack([x, np.ones_like(x)], axis=1)
    w = np.zeros(2)
    for _ in range(steps):
        w = w + rate * A.T @ (y - A @ w) / len(y)
    return w[0], w[1]


def roll(gradient, start, rate, momentum, tol, most_steps):
    x = np.array(start, dtype=float)
    before = x
    for _ in range(most_steps):
        slope = gradient(x)
        if np.sqrt(np.sum(slope**2)) <= tol:
            return x
        before, x = x, x - rate * slope + momentum * (x - before)
    return x


def fit_plane(X, y, steps):
    # Each weight gets a step of its own: the columns are only centred, not scaled.
    centre = X.mean(axis=0)
    C = X - centre
    each = 1 / C.var(axis=0)
    pace = 1 / max(1.0, np.linalg.norm(C * np.sqrt(each), 2) ** 2 / len(y))
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        w -= pace * each * (C.T @ (C @ w - (y - y.mean())) / len(y))
    return w, y.mean() - centre @ w


def settle(f, gradient, start, rate, tol, budget):
    x = np.array(start, dtype=float)
    first = np.linalg.norm(gradient(x))
    for _ in range(budget - 1):
        slope = gradient(x)
        if np.linalg.norm(slope) <= 0.01 * first:
            return x, f(x), True
        x = x - rate * slope
    return x, f(x), False
