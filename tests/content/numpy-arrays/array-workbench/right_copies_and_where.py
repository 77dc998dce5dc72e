"""Copies that are written to, `np.where` for limits, masks by their logical functions."""

import numpy as np


def grid(low, high, count):
    return np.linspace(low, high, num=count, endpoint=True)


def checkerboard(rows, columns):
    return np.tile([[False, True], [True, False]], (rows // 2 + 1, columns // 2 + 1))[:rows, :columns].astype(int)


def blend(a, b, share):
    a = a.astype(np.float32)
    return a + share * (b.astype(np.float32) - a)


def difference(a, b):
    return np.where(a > b, a - b, b - a)


def brighten(picture, by):
    result = picture.astype(int) + by
    result[result < 0] = 0
    result[result > 255] = 255
    return result.astype("uint8")


def within(x, low, high):
    return np.extract(np.logical_and(low <= x, x < high), x)


def without_code(x, code, value):
    result = x.astype(float)
    np.putmask(result, x == code, value)
    return result


def share_above(x, limit):
    return float((x > limit).sum() / x.size)


def project(a, b):
    return b * (np.sum(a * b) / np.sum(b**2))


def normals(a, b):
    return -np.cross(b, a)
