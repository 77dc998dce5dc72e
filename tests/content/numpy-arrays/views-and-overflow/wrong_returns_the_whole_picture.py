import numpy as np


def light(picture, dark, edge):
    lit = np.maximum(picture.astype(int) - dark, 0)
    return lit / lit[edge:-edge, edge:-edge].max()
