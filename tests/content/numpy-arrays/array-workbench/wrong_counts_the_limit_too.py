# The rest is as in the author's answer.
import numpy as np


def share_above(x, limit):
    return np.mean(x >= limit)
