# The rest is as in the author's answer.
import numpy as np


def grid(low, high, count):
    return np.linspace(low, high, count, dtype=int)
