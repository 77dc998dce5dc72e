import numpy as np


def fit_line(x, y, rate, steps):
    slope = intercept = 0.0
    n = len(x)
    for _ in range(steps):
        down_slope = sum((yi - slope * xi - intercept) * xi for xi, yi in zip(x, y)) / n
        down_intercept = sum(yi - slope * xi - intercept for xi, yi in zip(x, y)) / n
        slope, intercept = slope + rate * down_slope, intercept + rate * down_intercept
    return slope, intercept


def roll(gradient, start, rate, momentum, tol, most_steps):
    x = start * 1.0
    velocity = 0.0 * x
    slope = gradient(x)
    for _ in range(most_steps - 1):
        if np.linalg.norm(slope) <= tol:
            break
        velocity = momentum * velocity + slope
        x = x - rate * velocity
        slope = gradient(x)
    return x


def fit_plane(X, y, steps):
    weights = [0.0] * X.shape[1]
    columns = [X[:, j] - X[:, j].mean() for j in range(X.shape[1])]
    error = y - y.mean()
    for _ in range(steps):
        for j, column in enumerate(columns):
            change = (column @ error) / (column @ column)
            weights[j] += change
            error = error - change * column
    intercept = y.mean() - sum(w * X[:, j].mean() for j, w in enumerate(weights))
    return np.array(weights), float(intercept)


def settle(f, gradient, start, rate, tol, budget):
    x = np.asarray(start, dtype=float).copy()
    for _ in range(budget):
        slope = gradient(x)
        if (slope**2).sum() <= tol**2:
            return x, f(x), True
        x -= rate * slope
    return x, f(x), False
