"""Rules from indices, pictures without a wider dtype, products written out."""

import numpy as np


def grid(low, high, count):
    return low + (high - low) * np.arange(count) / (count - 1)


def checkerboard(rows, columns):
    i, j = np.indices((rows, columns))
    return (i + j) % 2


def blend(a, b, share):
    return a * (1 - share) + b * share


def difference(a, b):
    return np.maximum(a, b) - np.minimum(a, b)


def brighten(picture, by):
    if by >= 0:
        return np.minimum(picture, 255 - by) + np.uint8(by)
    return np.maximum(picture, -by) - np.uint8(-by)


def within(x, low, high):
    flat = x.ravel()
    return flat[np.flatnonzero(~((flat < low) | (flat >= high)))]


def without_code(x, code, value):
    result = np.array(x, dtype=float)
    result[result == code] = value
    return result


def share_above(x, limit):
    return np.count_nonzero(x > limit) / x.size


def project(a, b):
    unit = b / np.linalg.norm(b)
    return np.dot(a, unit) * unit


def normals(a, b):
    return np.stack(
        [
            a[:, 1] * b[:, 2] - a[:, 2] * b[:, 1],
            a[:, 2] * b[:, 0] - a[:, 0] * b[:, 2],
            a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0],
        ],
        axis=1,
    )
