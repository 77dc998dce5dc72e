import math
from itertools import starmap


def check(v, w):
    if len(v) == len(w):
        return
    raise ValueError(f"{len(v)} and {len(w)} components")


def add(v, w):
    check(v, w)
    out = []
    for i in range(len(v)):
        out.append(v[i] + w[i])
    return out


def scale(factor, v):
    out = v.copy()
    for i in range(len(out)):
        out[i] *= factor
    return out


def dot(v, w):
    check(v, w)
    return math.fsum(starmap(lambda a, b: a * b, zip(v, w)))


def cross(v, w):
    if not (len(v) == len(w) == 3):
        raise ValueError("cross products need three components")
    return [v[(i + 1) % 3] * w[(i + 2) % 3] - v[(i + 2) % 3] * w[(i + 1) % 3] for i in range(3)]


def norm(v):
    return dot(v, v) ** 0.5


def angle(v, w):
    lengths = norm(v) * norm(w)
    try:
        cosine = dot(v, w) / lengths
    except ZeroDivisionError:
        raise ValueError("an arrow without length") from None
    if cosine > 1:
        return 0.0
    if cosine < -1:
        return math.pi
    return math.acos(cosine)
