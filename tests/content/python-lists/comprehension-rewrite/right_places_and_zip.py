def excess(counts, limit):
    known = [count for count in counts if count is not None]
    return [count - limit for count in known if count > limit]


def labels(counts, limit):
    return [("low", "high")[count > limit] for count in counts]


def matches(teams):
    size = len(teams)
    return [(teams[one], teams[other]) for one in range(size) for other in range(one + 1, size)]


def columns(rows):
    return [list(column) for column in zip(*rows)]


def best(records):
    return [(record[0], sorted(record[1:])[-1]) for record in records if len(record) > 1]
