# The rest is as in the author's answer.
import numpy as np


def normals(a, b):
    return np.array(list(map(np.cross, a, b)))
