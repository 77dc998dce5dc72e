import statistics


def frequencies(values):
    counts = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    rows = []
    for value in sorted(counts):
        rows.append((value, counts[value], counts[value] / len(values)))
    rows.sort(key=lambda row: row[1], reverse=True)
    return rows


def mean(values):
    return statistics.fmean(values)


def median(values):
    return quantile(values, 0.5)


def modes(values):
    rows = frequencies(values)
    return [row[0] for row in rows if row[1] == rows[0][1]]


def quantile(values, q):
    ordered = sorted(values)
    position = q * (len(ordered) - 1)
    below = int(position)
    if below == len(ordered) - 1:
        return ordered[-1]
    part = position - below
    return (1 - part) * ordered[below] + part * ordered[below + 1]


def variance(values, ddof=1):
    if len(values) - ddof <= 0:
        raise ValueError("too few values")
    centre = mean(values)
    total = 0
    for value in values:
        total += (value - centre) ** 2
    return total / (len(values) - ddof)


def deviation(values, ddof=1):
    return variance(values, ddof) ** 0.5


def mad(values):
    centre = median(values)
    return median([abs(value - centre) for value in values])
