"""Refuses a column against a vector, which mean the same; keeps equal points a small distance apart."""

import numpy as np


def distances(a, b):
    squares = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1) - 2 * a @ b.T
    return np.sqrt(np.maximum(squares, 1e-8))


def row_shares(counts):
    totals = counts.sum(axis=-1, keepdims=True)
    return counts / np.where(totals == 0, 1, totals)


def one_hot(labels, classes):
    return (np.expand_dims(labels, -1) == np.arange(classes)) * 1


def accuracy(y_true, y_pred):
    if y_true.shape != y_pred.shape:
        raise ValueError(f"{y_true.shape} and {y_pred.shape}")
    return (y_true == y_pred).mean()
