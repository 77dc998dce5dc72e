# The rest is as in the author's answer.
import numpy as np


def brighten(picture, by):
    return np.clip(picture + by, 0, 255).astype(np.uint8)
