import numpy as np


def light(picture, dark, edge):
    rows, columns = picture.shape
    left = []
    for i in range(edge, rows - edge):
        left.append([max(int(picture[i, j]) - int(dark[i, j]), 0) for j in range(edge, columns - edge)])
    brightest = max(max(row) for row in left)
    return np.array([[each / brightest for each in row] for row in left])
