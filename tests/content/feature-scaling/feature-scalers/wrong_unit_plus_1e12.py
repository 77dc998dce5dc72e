# The rest is as in the author's answer.
import numpy as np


def unit_rows(X):
    X = np.asarray(X, dtype=float)
    lengths = np.linalg.norm(X, axis=1, keepdims=True)
    return X / (lengths + 1e-12), lengths
