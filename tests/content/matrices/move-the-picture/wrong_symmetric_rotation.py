# The rest is as in the author's answer.
from math import cos, pi, sin


def from_columns(first, second):
    return [[first[0], second[0]], [first[1], second[1]]]


def rotation(degrees):
    t = degrees * pi / 180
    return from_columns((cos(t), sin(t)), (sin(t), cos(t)))
