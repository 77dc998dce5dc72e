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


def power(value, n):
    """By multiplying, so that the product rule does the rest."""
    result = value
    for _ in range(n - 1):
        result = result * value
    return result


def total(values):
    result = Value(0.0)
    for value in values:
        result = result + value
    return result


def in_order(result):
    found, seen = [], set()

    def visit(value):
        if id(value) not in seen:
            seen.add(id(value))
            for source, _ in value.made_from:
                visit(source)
            found.insert(0, value)

    visit(result)
    return found
