import numpy as np


def fit_line(x, y, rate, steps):
    """Return slope and intercept after `steps` steps of descent from (0, 0)."""
    slope, intercept = 0.0, 0.0
    for _ in range(steps):
        error = slope * x + intercept - y
        slope -= rate * (error * x).mean()
        intercept -= rate * error.mean()
    return slope, intercept


def roll(gradient, start, rate, momentum, tol, most_steps):
    """Return the point reached with momentum; stop where the gradient is at most `tol` long."""
    x = np.array(start, dtype=float)
    velocity = np.zeros(len(x))
    for _ in range(most_steps):
        slope = gradient(x)
        if np.linalg.norm(slope) <= tol:
            break
        velocity = momentum * velocity - rate * slope
        x = x + velocity
    return x


def fit_plane(X, y, steps):
    """Return weights and intercept after at most `steps` steps of descent."""
    X = np.asarray(X, dtype=float)
    centre, width = X.mean(axis=0), X.std(axis=0)
    A = np.column_stack([np.ones(len(X)), (X - centre) / width])
    rate = len(A) / np.linalg.norm(A, 2) ** 2
    weights = np.zeros(A.shape[1])
    for _ in range(steps):
        error = A @ weights - y
        weights -= rate * A.T @ error / len(A)
    w = weights[1:] / width
    return w, weights[0] - w @ centre


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
