"""One pass for the spread, a heap for the order, fractions for the mean."""

import heapq
import itertools
from fractions import Fraction
from math import sqrt


def frequencies(values):
    grouped = [(value, sum(1 for _ in group)) for value, group in itertools.groupby(sorted(values))]
    return [[value, count, count / len(values)] for value, count in sorted(grouped, key=lambda row: (-row[1], row[0]))]


def mean(values):
    return float(sum(map(Fraction, values)) / len(values))


def median(values):
    half = heapq.nsmallest(len(values) // 2 + 1, values)
    return half[-1] if len(values) % 2 else half[-1] / 2 + half[-2] / 2


def modes(values):
    most = max(values.count(value) for value in values)
    return sorted({value for value in values if values.count(value) == most})


def quantile(values, q):
    whole, part = divmod(q * (len(values) - 1), 1)
    smallest = heapq.nsmallest(int(whole) + 2, values)
    return smallest[int(whole)] + part * (smallest[-1] - smallest[int(whole)])


def variance(values, ddof=1):
    if ddof >= len(values):
        raise ValueError("at least ddof + 1 values are needed")
    count, centre, squares = 0, 0.0, 0.0
    for value in values:
        count += 1
        step = value - centre
        centre += step / count
        squares += step * (value - centre)
    return squares / (count - ddof)


def deviation(values, ddof=1):
    return sqrt(variance(values, ddof=ddof))


def mad(values):
    return median(sorted(abs(value - median(values)) for value in values))
