class Value:
    def __init__(self, data, made_from=()):
        self.data = data
        self.made_from = list(made_from)
        self.grad = 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])


def backward(result):
    order = in_order(result)
    for value in order:
        value.grad = 0.0
    result.grad = 1.0
    for value in order:
        for source, slope in value.made_from:
            source.grad += slope * value.grad


def fit_line(rows, rate, steps):
    w, b = Value(0.0), Value(0.0)
    for _ in range(steps):
        misses = [w * Value(x) + b + Value(-y) for x, y in rows]
        backward(total([power(miss, 2) for miss in misses]) * Value(1 / len(rows)))
        w, b = Value(w.data - rate * w.grad), Value(b.data - rate * b.grad)
    return w.data, b.data


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
