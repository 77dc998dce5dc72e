import numpy as np


def light(picture, dark, edge):
    lit = np.maximum(picture.astype(float) - dark, 0)[edge:-edge, edge:-edge]
    return (lit - lit.min()) / (lit.max() - lit.min())
