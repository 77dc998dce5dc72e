import numpy as np


def grid(low, high, count):
    weights = np.arange(count) / (count - 1)
    return (1 - weights) * low + weights * high


def checkerboard(rows, columns):
    return np.bitwise_xor.outer(np.arange(rows), np.arange(columns)) & 1


def blend(a, b, share):
    return np.tensordot([1 - share, share], np.stack((a, b)), axes=1)


def difference(a, b):
    return np.where(a > b, a - b, b - a)


def brighten(picture, by):
    table = np.clip(np.arange(256) + by, 0, 255).astype(np.uint8)
    return table[picture]


def within(x, low, high):
    return np.extract(np.logical_and(np.greater_equal(x, low), np.less(x, high)), x)


def without_code(x, code, value):
    return np.select([x == code], [value], default=x.astype(float))


def share_above(x, limit):
    return float(np.average(x > limit))


def project(a, b):
    return np.outer(b, b) @ a / np.sum(b**2)


def normals(a, b):
    (ax, ay, az), (bx, by, bz) = a.T, b.T
    return np.column_stack((ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx))
