import numpy as np


def light(picture, dark, edge):
    rows, columns = picture.shape
    inside = np.maximum(picture, dark)[edge : rows - edge, edge : columns - edge].copy()
    inside -= dark[edge : rows - edge, edge : columns - edge]
    return inside.astype(np.float32) / np.float32(inside.max())
