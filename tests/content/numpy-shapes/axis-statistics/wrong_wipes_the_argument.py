# The rest is as in the author's answer.
import numpy as np


def traces(matrices):
    matrices *= np.eye(matrices.shape[-1], dtype=matrices.dtype)
    return np.trace(matrices, axis1=-2, axis2=-1)
