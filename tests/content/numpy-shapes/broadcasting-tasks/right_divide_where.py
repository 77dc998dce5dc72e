import numpy as np


def distances(a, b):
    middle = b.mean(axis=0)
    a, b = a - middle, b - middle
    squares = np.einsum("ij,ij->i", a, a)[:, np.newaxis] - 2 * np.dot(a, b.T) + np.einsum("ij,ij->i", b, b)[np.newaxis]
    return np.sqrt(squares.clip(min=0))


def row_shares(counts):
    totals = counts.sum(-1)[..., np.newaxis]
    return np.divide(counts, totals, out=np.zeros(counts.shape), where=totals != 0)


def one_hot(labels, classes):
    return np.eye(classes + 1, dtype=int)[labels][..., :classes]


def accuracy(y_true, y_pred):
    t, p = y_true.reshape(-1), y_pred.reshape(-1)
    if len(t) != len(p):
        raise ValueError
    return np.count_nonzero(t == p) / t.size
