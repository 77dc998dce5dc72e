# The rest is as in the author's answer.
import math


def norm(v):
    if not any(v):
        raise ValueError("zero")
    return math.sqrt(dot(v, v))
