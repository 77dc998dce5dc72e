from math import atan2, hypot


def pairs(v, w):
    if len(v) != len(w):
        raise ValueError(f"{len(v)} components and {len(w)}")
    return list(zip(v, w))


def add(v, w):
    total = []
    for a, b in pairs(v, w):
        total.append(a + b)
    return total


def scale(factor, v):
    return [a * factor for a in v]


def dot(v, w):
    total = 0.0
    for a, b in pairs(v, w):
        total += a * b
    return total


def cross(v, w):
    if not len(v) == len(w) == 3:
        raise ValueError
    x, y, z = v
    a, b, c = w
    return [y * c - z * b, z * a - x * c, x * b - y * a]


def norm(v):
    return hypot(*v)


def angle(v, w):
    """Half the angle is that between the sum and the difference of two vectors of one length."""
    pairs(v, w)
    if not norm(v) or not norm(w):
        raise ValueError
    u, t = scale(1 / norm(v), v), scale(1 / norm(w), w)
    return 2 * atan2(norm(add(u, scale(-1, t))), norm(add(u, t)))
