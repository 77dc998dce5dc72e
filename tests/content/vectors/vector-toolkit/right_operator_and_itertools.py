import itertools
import math
import operator
from typing import List

Vector = List[float]


def _same(v: Vector, w: Vector) -> None:
    if len(v) != len(w):
        raise ValueError("not the same length")


def add(v: Vector, w: Vector) -> Vector:
    _same(v, w)
    return list(map(operator.add, v, w))


def scale(factor: float, v: Vector) -> Vector:
    return list(map(operator.mul, itertools.repeat(factor), v))


def dot(v: Vector, w: Vector) -> float:
    _same(v, w)
    return math.fsum(map(operator.mul, v, w))


def cross(v: Vector, w: Vector) -> Vector:
    if (len(v), len(w)) != (3, 3):
        raise ValueError
    return [v[(i + 1) % 3] * w[(i + 2) % 3] - v[(i + 2) % 3] * w[(i + 1) % 3] for i in range(3)]


def norm(v: Vector) -> float:
    return math.dist(v, [0] * len(v))


def angle(v: Vector, w: Vector) -> float:
    product = dot(v, w)
    try:
        cosine = product / norm(v) / norm(w)
    except ZeroDivisionError as error:
        raise ValueError("no direction") from error
    if cosine >= 1:
        return 0.0
    if cosine <= -1:
        return math.pi
    return math.acos(cosine)
