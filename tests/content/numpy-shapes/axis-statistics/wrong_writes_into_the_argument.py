# The rest is as in the author's answer.
import numpy as np


def add_to_diagonal(matrices, value):
    matrices = matrices.astype(float, copy=False)
    at = np.arange(matrices.shape[-1])
    matrices[..., at, at] += value
    return matrices
