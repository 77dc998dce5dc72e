import numpy as np


def light(picture, dark, edge):
    lit = picture - np.minimum(picture, dark)
    inside = lit[edge:-edge, edge:-edge].astype(np.float32)
    return inside / inside.max()
