import numpy as np


def light(picture, dark, edge):
    inside = picture[edge:-edge, edge:-edge].copy()
    inside -= dark[edge:-edge, edge:-edge]
    inside[inside < 0] = 0
    result = np.zeros_like(inside)
    result[:] = inside / inside.max()
    return result
