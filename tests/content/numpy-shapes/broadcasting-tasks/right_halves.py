"""Distances by halving until a block fits; codes as truth values; shares by dividing and mending."""

import numpy as np


def distances(a, b):
    if len(a) * len(b) * a.shape[1] > 4_000_000 and len(a) > 1:
        half = len(a) // 2
        return np.concatenate([distances(a[:half], b), distances(a[half:], b)])
    return np.linalg.norm(a[:, None] - b[None], axis=2)


def row_shares(counts):
    with np.errstate(all="ignore"):
        return np.nan_to_num((counts.T / counts.T.sum(axis=0)).T) if counts.ndim <= 2 else _stack(counts)


def _stack(counts):
    return row_shares(counts.reshape(-1, counts.shape[-1])).reshape(counts.shape)


def one_hot(labels, classes):
    flat = np.ravel(labels)
    codes = np.zeros((flat.size, classes + 1), dtype=bool)
    codes[np.arange(flat.size), flat] = True
    return codes[:, :-1].reshape(*np.shape(labels), classes)


def accuracy(y_true, y_pred):
    y_true, y_pred = y_true.flatten().tolist(), y_pred.flatten().tolist()
    if len(y_true) != len(y_pred):
        raise ValueError
    return np.equal(y_true, y_pred).sum() / len(y_true)
