import numpy as np


def distances(a, b):
    s = np.linalg.norm(a, axis=1, keepdims=True) ** 2 + np.linalg.norm(b, axis=1) ** 2 - 2 * np.inner(a, b)
    return np.sqrt(np.abs(s))


def row_shares(counts):
    with np.errstate(all="ignore"):
        return np.nan_to_num(counts / np.sum(counts, axis=-1, keepdims=True))


def one_hot(labels, classes):
    table = np.zeros((labels.size, classes))
    flat = labels.reshape(-1)
    rows = np.arange(labels.size)
    table[rows[flat >= 0], flat[flat >= 0]] = 1
    return table.reshape(labels.shape + (classes,))


def accuracy(y_true, y_pred):
    if len(y_true) != len(y_pred):
        raise ValueError("lengths")
    return (y_true.flatten() == y_pred.flatten()).mean()
