# The rest is as in the author's answer.
import numpy as np


def without_code(x, code, value):
    return np.where(np.isclose(x, code), value, x).astype(float)
