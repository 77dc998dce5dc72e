def frequencies(values):
    counts = {}
    for value in values:
        if value in counts:
            counts[value] += 1
        else:
            counts[value] = 1
    rows = []
    while counts:
        best = None
        for value in counts:
            if best is None or counts[value] > counts[best] or (counts[value] == counts[best] and value < best):
                best = value
        rows.append((best, counts.pop(best)))
    return [(value, count, count / len(values)) for value, count in rows]


def mean(values):
    centre = 0.0
    for i, value in enumerate(values, start=1):
        centre += (value - centre) / i
    return centre


def median(values):
    rest = list(values)
    while len(rest) > 2:
        rest.remove(min(rest))
        rest.remove(max(rest))
    return sum(rest) / len(rest)


def modes(values):
    most = max(values.count(value) for value in values)
    return sorted({value for value in values if values.count(value) == most})


def quantile(values, q):
    ordered = list(values)
    for i in range(1, len(ordered)):
        j = i
        while j > 0 and ordered[j - 1] > ordered[j]:
            ordered[j - 1], ordered[j] = ordered[j], ordered[j - 1]
            j -= 1
    position = q * (len(ordered) - 1)
    below = int(position)
    if below == position:
        return ordered[below]
    part = position - below
    return ordered[below] * (1 - part) + ordered[below + 1] * part


def variance(values, ddof=1):
    if len(values) - ddof <= 0:
        raise ValueError
    centre, squares = 0.0, 0.0
    for i, value in enumerate(values, start=1):
        change = value - centre
        centre += change / i
        squares += change * (value - centre)
    return squares / (len(values) - ddof)


def deviation(values, ddof=1):
    return variance(values, ddof) ** (1 / 2)


def mad(values):
    middle = median(values)
    return median([abs(value - middle) for value in values])
