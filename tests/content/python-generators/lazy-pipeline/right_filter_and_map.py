from functools import reduce
from itertools import dropwhile


def read(lines):
    return filter(lambda line: line and not line.startswith("#"), map(str.strip, lines))


def parsed(lines):
    def record(line):
        cut = line.index(";")
        return line[:cut], float(line[cut + 1 :])

    return map(record, lines)


def plausible(records, low, high):
    return filter(lambda record: low <= record[1] <= high, records)


def means(records):
    seen = {}

    def mean(record):
        number, total = seen.get(record[0], (0, 0.0))
        seen[record[0]] = number + 1, total + record[1]
        return record[0], (total + record[1]) / (number + 1)

    return map(mean, records)


def first_above(lines, low, high, limit):
    steps = (read, parsed, lambda records: plausible(records, low, high), means)
    chain = reduce(lambda source, step: step(source), steps, lines)
    return next(dropwhile(lambda record: record[1] <= limit, chain), None)
