# The rest is as in the author's answer.
from math import cos, pi, sin


def from_columns(first, second):
    return [[first[0], second[0]], [first[1], second[1]]]


def rotation(degrees):
    t = max(-360, min(360, degrees)) * pi / 180
    return from_columns((cos(t), sin(t)), (cos(t + pi / 2), sin(t + pi / 2)))
