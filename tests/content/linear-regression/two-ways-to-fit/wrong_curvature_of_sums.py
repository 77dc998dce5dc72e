# The rest is as in the author's answer.
import numpy as np


def by_descent(X, y, steps):
    centre, width = X.mean(axis=0), X.std(axis=0)
    width = np.where(width > 0, width, 1)
    Z = (X - centre) / width
    L = np.linalg.eigvalsh(Z.T @ Z).max()
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        w = w - Z.T @ (Z @ w - (y - y.mean())) / len(y) / L
    return float(y.mean() - centre @ (w / width)), w / width
