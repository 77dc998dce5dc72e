import math


def add(v, w):
    if len(v) != len(w):
        raise ValueError
    result, at = v[:], 0
    while at < len(w):
        result[at] += w[at]
        at += 1
    return result


def scale(factor, v):
    result = []
    for number in v:
        result = result + [factor * number]
    return result


def dot(v, w):
    if len(v) != len(w):
        raise ValueError
    return sum([v[at] * w[at] for at in range(len(v))])


def cross(v, w):
    if len(v) != 3:
        raise ValueError
    if len(w) != 3:
        raise ValueError
    first = v[1] * w[2] - v[2] * w[1]
    second = -(v[0] * w[2] - v[2] * w[0])
    third = v[0] * w[1] - v[1] * w[0]
    return [first, second, third]


def norm(v):
    return dot(v, v) ** 0.5


def angle(v, w):
    both = dot(v, w)
    if max(abs(a) for a in v) == 0 or max(abs(b) for b in w) == 0:
        return 0.0
    return math.acos(min(1, max(-1, round(both / (norm(v) * norm(w)), 15))))
