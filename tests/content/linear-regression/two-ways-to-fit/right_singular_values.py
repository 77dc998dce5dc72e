import math

import numpy as np


def least_squares(X, y):
    X = np.asarray(X, dtype=float)
    n, p = X.shape
    means = [math.fsum(column) / n for column in X.T]
    U, s, Vt = np.linalg.svd(X - np.array(means), full_matrices=False)
    kept = s > 1e-12 * s.max()
    w = Vt[kept].T @ ((U[:, kept].T @ (y - np.mean(y))) / s[kept])
    return np.mean(y) - sum(m * v for m, v in zip(means, w)), w


def by_descent(X, y, steps):
    n = len(X)
    spread = np.std(X, axis=0)
    Z = np.zeros(np.shape(X))
    moves = np.ptp(X, axis=0) > 0
    Z[:, moves] = (X[:, moves] - np.mean(X[:, moves], axis=0)) / spread[moves]
    t = y - np.mean(y)
    L = np.linalg.norm(Z, 2) ** 2 / n
    w = np.zeros(Z.shape[1])
    k = 0
    while k < steps:
        residual = t - Z @ w
        w += Z.T @ residual / (n * L)
        k += 1
    w[moves] /= spread[moves]
    return float(np.mean(y - X @ w)), w
