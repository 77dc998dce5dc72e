import numpy as np


def light(picture, dark, edge):
    inside = picture[edge:-edge, edge:-edge] - dark[edge:-edge, edge:-edge]
    return np.clip(inside / inside.max(), 0, 1)
