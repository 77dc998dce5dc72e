# The rest is as in the author's answer.
import numpy as np


def distances(a, b):
    return np.abs(a[:, None] - b).sum(-1)
