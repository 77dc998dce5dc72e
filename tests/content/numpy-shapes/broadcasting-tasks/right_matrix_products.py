"""Distances as one product of extended rows; codes by sorting labels into an index; shares with `where=`."""

import numpy as np


def distances(a, b):
    left = np.hstack([-2 * a, np.ones((len(a), 1)), np.einsum("ij,ij->i", a, a)[:, np.newaxis]])
    right = np.hstack([b, np.einsum("ij,ij->i", b, b).reshape(-1, 1), np.ones((len(b), 1))])
    return np.clip(left @ right.T, 0, None) ** 0.5


def row_shares(counts):
    total = np.sum(counts, -1, keepdims=True) + np.zeros(counts.shape)
    return np.divide(counts, total, out=np.zeros(counts.shape), where=total > 0)


def one_hot(labels, classes):
    codes = np.vstack([np.identity(classes, dtype=np.int8), np.zeros((1, classes), dtype=np.int8)])
    return codes[labels]


def accuracy(y_true, y_pred):
    if len(y_true) != len(y_pred):
        raise ValueError("different numbers of labels")
    difference = y_true.reshape(-1) - y_pred.reshape(-1)
    return 1 - np.count_nonzero(difference) / difference.size
