def excess(counts, limit):
    return [count - limit for count in counts if count is not None and count > limit]


def labels(counts, limit):
    return ["high" if count > limit else "low" for count in counts]


def matches(teams):
    return [(home, guest) for at, home in enumerate(teams) for guest in teams[at + 1 :]]


def columns(rows):
    return [[row[at] for row in rows] for at in range(len(rows[0]))]


def best(records):
    tops = []
    for name, *marks in records:
        if marks:
            tops.append((name, max(marks)))
    return tops
