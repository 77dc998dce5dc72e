import numpy as np


def grid(low, high, count):
    return low + (high - low) * np.arange(count) / (count - 1)


def checkerboard(rows, columns):
    board = np.zeros((rows, columns), dtype=np.uint8)
    board[1::2, ::2] = 1
    board[::2, 1::2] = 1
    return board


def blend(a, b, share):
    start = a.astype(np.float64)
    start += share * (b - start)
    return start


def difference(a, b):
    return np.maximum(a, b) - np.minimum(a, b)


def brighten(picture, by):
    if by < 0:
        return np.maximum(picture, -by) - np.uint8(-by)
    return np.minimum(picture, 255 - by) + np.uint8(by)


def within(x, low, high):
    flat = x.ravel()
    return flat[np.flatnonzero(~((flat < low) | (flat >= high)))]


def without_code(x, code, value):
    result = x.astype(float)
    result[x == code] = value
    return result


def share_above(x, limit):
    return int(np.count_nonzero(x > limit)) / x.size


def project(a, b):
    unit = b / np.linalg.norm(b)
    return np.inner(a, unit) * unit


def normals(a, b):
    before, after = [1, 2, 0], [2, 0, 1]
    return a[:, before] * b[:, after] - a[:, after] * b[:, before]
