# The rest is as in the author's answer.
import math
from functools import reduce


def power(value, n):
    return Value(math.pow(value.data, n), [(value, n * math.pow(value.data, n - 1))])


def total(values):
    return reduce(lambda one, other: one + other, values)


def in_order(result):
    """By the longest way from the result."""
    values = [result]
    for value in values:
        for source, _ in value.made_from:
            if all(source is not other for other in values):
                values.append(source)
    depth = {value: 0 for value in values}
    changed = True
    while changed:
        changed = False
        for value in values:
            for source, _ in value.made_from:
                if depth[source] <= depth[value]:
                    depth[source], changed = depth[value] + 1, True
    return sorted(values, key=depth.get)
