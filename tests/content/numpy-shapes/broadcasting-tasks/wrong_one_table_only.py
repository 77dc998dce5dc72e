"""Right for vectors of labels and single tables; anything with more axes comes out wrong."""

import numpy as np


def distances(a, b):
    squares = (a**2).sum(axis=1, keepdims=True) + (b**2).sum(axis=1) - 2 * np.dot(a, b.T)
    return np.sqrt(np.maximum(squares, 0))


def row_shares(counts):
    totals = np.atleast_2d(counts).sum(axis=1)
    return counts / np.maximum(totals, 1)[:, None]


def one_hot(labels, classes):
    codes = np.zeros((len(labels), classes))
    known = labels >= 0
    codes[np.flatnonzero(known), labels[known]] = 1
    return codes


def accuracy(y_true, y_pred):
    if y_true.size != y_pred.size:
        raise ValueError
    return np.mean(y_true.ravel() == y_pred.ravel())
