# The rest is as in the author's answer.
import numpy as np


def distances(a, b):
    squares = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1) - 2 * a @ b.T
    return np.sqrt(np.maximum(squares, 1e-8))


def accuracy(y_true, y_pred):
    if y_true.shape != y_pred.shape:
        raise ValueError(f"{y_true.shape} and {y_pred.shape}")
    return (y_true == y_pred).mean()
