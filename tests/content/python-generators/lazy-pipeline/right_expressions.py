from collections import defaultdict


def read(lines):
    stripped = (line.strip() for line in lines)
    return (line for line in stripped if line and line[0] != "#")


def parsed(lines):
    return ((station, float(value)) for station, value in (line.split(";") for line in lines))


def plausible(records, low, high):
    return filter(lambda record: low <= record[1] <= high, records)


def means(records):
    known = defaultdict(lambda: [0.0, 0])
    for station, value in records:
        known[station][0] += value
        known[station][1] += 1
        yield station, known[station][0] / known[station][1]


def first_above(lines, low, high, limit):
    chain = means(plausible(parsed(read(lines)), low, high))
    return next((pair for pair in chain if pair[1] > limit), None)
