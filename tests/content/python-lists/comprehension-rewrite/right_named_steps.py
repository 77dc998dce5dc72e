from itertools import combinations


def excess(counts, limit):
    above = [
        count - limit
        for count in counts
        if count is not None
        if count > limit
    ]
    return above


def labels(counts, limit):
    def word(count):
        return "high" if count > limit else "low"

    return [word(count) for count in counts]


def matches(teams):
    return [pair for pair in combinations(teams, 2)]


def columns(rows):
    first, *_ = rows
    return [[row[at] for row in rows] for at, _ in enumerate(first)]


def best(records):
    with_marks = [(name, marks) for name, *marks in records if marks != []]
    return [(name, max(marks)) for name, marks in with_marks]
