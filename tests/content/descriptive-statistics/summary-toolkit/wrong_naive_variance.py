# The rest is as in the author's answer.
import math


def variance(values, ddof=1):
    n = len(values)
    if n - ddof <= 0:
        raise ValueError("not enough values")
    m = mean(values)
    return (math.fsum(v * v for v in values) - n * m * m) / (n - ddof)
