from fractions import Fraction
from itertools import groupby


def frequencies(values):
    rows = []
    for value, group in groupby(sorted(values)):
        count = len(list(group))
        rows.append((value, count, float(Fraction(count, len(values)))))
    rows.sort(key=lambda row: row[1], reverse=True)
    return rows


def mean(values):
    return float(sum(map(Fraction, values)) / len(values))


def median(values):
    return quantile(values, 0.5)


def modes(values):
    rows = frequencies(values)
    top = rows[0][1]
    return [value for value, count, _ in rows if count == top]


def quantile(values, q):
    ordered = sorted(map(Fraction, values))
    whole, part = divmod(Fraction(q) * (len(ordered) - 1), 1)
    low = ordered[int(whole)]
    high = ordered[min(int(whole) + 1, len(ordered) - 1)]
    return float(low + part * (high - low))


def variance(values, ddof=1):
    if len(values) <= ddof:
        raise ValueError(f"need more than {ddof} values, got {len(values)}")
    exact = [Fraction(value) for value in values]
    centre = sum(exact) / len(exact)
    return float(sum((value - centre) ** 2 for value in exact) / (len(exact) - ddof))


def deviation(values, ddof=1):
    return variance(values, ddof) ** 0.5


def mad(values):
    middle = median(values)
    return median([max(value - middle, middle - value) for value in values])
