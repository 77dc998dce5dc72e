# The rest is as in the author's answer.
import math


def _same(v, w):
    if len(v) != len(w):
        raise ValueError("vectors of different length")


def angle(v, w):
    _same(v, w)
    a, b = norm(v), norm(w)
    if a == 0 or b == 0:
        raise ValueError("no direction")
    return math.acos(round(dot(v, w) / (a * b), 10))
