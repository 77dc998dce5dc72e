# The rest is as in the author's answer.
import numpy as np


def add_to_diagonal(matrices, value):
    result = np.asarray(matrices, dtype=float)
    i = np.arange(result.shape[-1])
    result[..., i, i] += value
    return result
