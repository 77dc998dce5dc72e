import numpy as np


def distances(a, b):
    A = np.hstack([a, (a**2).sum(1, keepdims=True), np.ones((len(a), 1))])
    B = np.hstack([-2 * b, np.ones((len(b), 1)), (b**2).sum(1, keepdims=True)])
    return np.maximum(A @ B.T, 0) ** 0.5


def row_shares(counts):
    totals = counts.sum(axis=-1, keepdims=True)
    return counts / np.where(totals == 0, 1, totals)


def one_hot(labels, classes):
    return (labels[..., None] == np.arange(classes)).astype(float)


def accuracy(y_true, y_pred):
    if y_true.size != y_pred.size:
        raise ValueError("not equally many labels")
    return float(np.mean(y_true.ravel() == y_pred.ravel()))
