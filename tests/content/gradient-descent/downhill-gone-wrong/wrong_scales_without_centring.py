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
    width = X.std(axis=0)
    A = np.column_stack([np.ones(len(X)), X / width])
    rate = len(A) / np.linalg.norm(A, 2) ** 2
    w = np.zeros(A.shape[1])
    for _ in range(steps):
        w -= rate * A.T @ (A @ w - y) / len(A)
    return w[1:] / width, w[0]


def settle(f, gradient, start, rate, tol, budget):
    x = np.array(start, dtype=float)
    left = budget
    while True:
        slope = gradient(x)
        left -= 1
        converged = np.linalg.norm(slope) <= tol
        if converged or left == 0:
            return x, f(x), bool(converged)
        x = x - rate * slope
