import numpy as np


def light(picture, dark, edge):
    rows, columns = picture.shape
    picture = picture[edge : rows - edge, edge : columns - edge]
    dark = dark[edge : rows - edge, edge : columns - edge]
    left = np.where(picture > dark, picture - dark, 0)
    return left / np.max(left)
