"""The formula with squares is fine once the numbers are near zero."""
from collections import Counter, defaultdict


def frequencies(values):
    by_count = defaultdict(list)
    for value, count in Counter(values).items():
        by_count[count].append(value)
    return [(v, c, c / len(values)) for c in sorted(by_count)[::-1] for v in sorted(by_count[c])]


def mean(values):
    start = values[0]
    return start + sum(value - start for value in values) / len(values)


def median(values):
    ordered = sorted(values)
    return (ordered[(len(values) - 1) // 2] + ordered[len(values) // 2]) / 2


def modes(values):
    counts = Counter(values)
    return sorted(v for v, c in counts.items() if c == counts.most_common(1)[0][1])


def quantile(values, q):
    ordered = sorted(values)
    position = (len(values) - 1) * q
    low = max(min(int(position), len(values) - 2), 0)
    high = min(low + 1, len(values) - 1)
    return ordered[low] * (1 - (position - low)) + ordered[high] * (position - low)


def variance(values, ddof=1):
    n = len(values)
    assert n > 0
    if n <= ddof:
        raise ValueError
    near = [value - values[0] for value in values]
    return (sum(x * x for x in near) - sum(near) ** 2 / n) / (n - ddof)


def deviation(values, ddof=1):
    return max(variance(values, ddof), 0.0) ** 0.5


def mad(values):
    middle = median(values)
    return median([abs(x - middle) for x in values])
