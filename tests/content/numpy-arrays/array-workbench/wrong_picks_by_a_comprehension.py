# The rest is as in the author's answer.
import numpy as np


def within(x, low, high):
    return np.array([each for each in x.ravel() if low <= each < high])
