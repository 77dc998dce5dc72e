import math
from collections import Counter


def frequencies(values):
    n = len(values)
    return [(v, c, c / n) for v, c in sorted(Counter(values).items(), key=lambda p: (-p[1], p[0]))]


def mean(values):
    return math.fsum(values) / len(values)


def median(values):
    s = sorted(values)
    n = len(s)
    if n % 2:
        return s[n // 2]
    return (s[n // 2 - 1] + s[n // 2]) / 2


def modes(values):
    f = frequencies(values)
    return sorted(v for v, c, _ in f if c == f[0][1])


def quantile(values, q):
    s = sorted(values)
    p = q * (len(s) - 1)
    i = math.floor(p)
    if i + 1 >= len(s):
        return s[-1]
    return s[i] if p == i else (s[i] + s[i + 1]) / 2


def variance(values, ddof=1):
    n = len(values)
    if n - ddof <= 0:
        raise ValueError("not enough values")
    m = mean(values)
    return math.fsum((v - m) ** 2 for v in values) / (n - ddof)


def deviation(values, ddof=1):
    return math.sqrt(variance(values, ddof))


def mad(values):
    m = median(values)
    return median([abs(v - m) for v in values])
