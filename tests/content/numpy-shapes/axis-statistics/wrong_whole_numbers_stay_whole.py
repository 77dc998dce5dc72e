# The rest is as in the author's answer.
import numpy as np


def add_to_diagonal(matrices, value):
    return matrices + value * np.eye(matrices.shape[-1], dtype=int)
