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


from collections import Counter, deque


def power(value, n):
    x = value.data
    slope = n * abs(x) ** (n - 1)
    if x < 0 and n % 2 == 0:
        slope = -slope
    return Value(x**n, [(value, slope)])


def total(values):
    first, *others = values
    result = Value(first.data, [(first, 1.0)])
    for value in others:
        result.data += value.data
        result.made_from.append((value, 1.0))
    return result


def in_order(result):
    users, waiting, met = Counter(), [result], {result}
    while waiting:
        for source, _ in waiting.pop().made_from:
            users[source] += 1
            if source not in met:
                met.add(source)
                waiting.append(source)
    order, ready = [], deque([result])
    while ready:
        value = ready.popleft()
        order.append(value)
        for source, _ in value.made_from:
            users[source] -= 1
            if not users[source]:
                ready.append(source)
    return order
