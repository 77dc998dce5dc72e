# The rest is as in the author's answer.
import math


def mean(values):
    return math.fsum(set(values)) / len(set(values))
