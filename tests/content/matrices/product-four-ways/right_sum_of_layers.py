from functools import reduce


def layers(a, b):
    columns = list(zip(*a))
    try:
        return [[[x * y for y in line] for x in column] for column, line in zip(columns, b, strict=True)]
    except ValueError as error:
        raise ValueError("no product") from error


def added(one, other):
    return [[x + y for x, y in zip(first, second)] for first, second in zip(one, other)]


def product(a, b):
    return reduce(added, layers(a, b))


def column(a, b, j):
    narrow = [[line[j]] for line in b]
    return [number for (number,) in product(a, narrow)]


def row(a, b, i):
    return product([a[i]], b)[0]
