import numpy as np


def distances(a, b):
    return np.apply_along_axis(lambda p: np.sqrt(((b - p) ** 2).sum(axis=1)), 1, a)


def row_shares(counts):
    totals = counts.sum(axis=-1, keepdims=True)
    return counts / np.where(totals == 0, 1, totals)


def one_hot(labels, classes):
    return (labels[..., None] == np.arange(classes)).astype(float)


def accuracy(y_true, y_pred):
    if y_true.size != y_pred.size:
        raise ValueError("not equally many labels")
    return float(np.mean(y_true.ravel() == y_pred.ravel()))
