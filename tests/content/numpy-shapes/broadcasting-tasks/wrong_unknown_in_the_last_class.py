import numpy as np


def distances(a, b):
    a = np.asarray(a, dtype=float)
    b = np.asarray(b, dtype=float)
    squares = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1) - 2 * a @ b.T
    return np.sqrt(np.maximum(squares, 0))


def row_shares(counts):
    totals = counts.sum(axis=-1, keepdims=True)
    return counts / np.where(totals == 0, 1, totals)


def one_hot(labels, classes):
    return np.eye(classes)[labels]


def accuracy(y_true, y_pred):
    if y_true.size != y_pred.size:
        raise ValueError("not equally many labels")
    return float(np.mean(y_true.ravel() == y_pred.ravel()))
