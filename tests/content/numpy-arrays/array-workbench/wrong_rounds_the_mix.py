# The rest is as in the author's answer.
import numpy as np


def blend(a, b, share):
    return ((1 - share) * a + share * b).astype(np.uint8)
