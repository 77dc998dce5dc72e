# The rest is as in the author's answer.
import numpy as np


def brighten(picture, by):
    return np.clip(picture.astype(int) + by, 0, 255)
