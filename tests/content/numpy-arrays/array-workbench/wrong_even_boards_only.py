# The rest is as in the author's answer.
import numpy as np


def checkerboard(rows, columns):
    return np.tile([[0, 1], [1, 0]], (rows // 2, columns // 2))
