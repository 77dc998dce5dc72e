# The rest is as in the author's answer.
import numpy as np


def by_descent(X, y, steps):
    centre, width = X.mean(axis=0), X.std(axis=0)
    width = np.where(width > 0, width, 1)
    Z, t = (X - centre) / width, y - y.mean()
    L = np.linalg.eigvalsh(Z.T @ Z / len(y))[-1]
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        for j in range(len(w)):
            w[j] -= Z[:, j] @ (Z @ w - t) / len(y) / L
    return float(y.mean() - centre @ (w / width)), w / width
