import math
from collections import Counter


class Value:
    def __init__(self, data, *sources):
        self.data = data
        self.grad = 0.0
        self.sources = sources

    def __add__(a, b):
        b = lift(b)
        return Value(a.data + b.data, (a, 1.0), (b, 1.0))

    def __sub__(a, b):
        b = lift(b)
        return Value(a.data - b.data, (a, 1.0), (b, -1.0))

    def __mul__(a, b):
        b = lift(b)
        return Value(a.data * b.data, (a, b.data), (b, a.data))

    def __truediv__(a, b):
        b = lift(b)
        return Value(a.data / b.data, (a, 1 / b.data), (b, -a.data / b.data / b.data))

    def __radd__(a, b):
        return lift(b) + a

    def __rsub__(a, b):
        return lift(b) - a

    def __rmul__(a, b):
        return lift(b) * a

    def __rtruediv__(a, b):
        return lift(b) / a

    def __neg__(a):
        return Value(-a.data, (a, -1.0))

    def __pow__(a, n):
        return Value(a.data**n, (a, n * a.data ** (n - 1)))

    def exp(a):
        return Value(math.exp(a.data), (a, math.exp(a.data)))

    def log(a):
        return Value(math.log(a.data), (a, a.data**-1.0))

    def backward(self):
        uses, todo, seen = Counter(), [self], {id(self)}
        while todo:
            v = todo.pop()
            for s, _ in v.sources:
                uses[id(s)] += 1
                if id(s) not in seen:
                    seen.add(id(s))
                    todo.append(s)
                    s.grad = 0.0
        self.grad = 1.0
        ready = [self]
        while ready:
            v = ready.pop()
            for s, slope in v.sources:
                s.grad += slope * v.grad
                uses[id(s)] -= 1
                if uses[id(s)] == 0:
                    ready.append(s)


def lift(x):
    return x if isinstance(x, Value) else Value(x)


def product(value, factor, times):
    for _ in range(times):
        value = value * factor
    return value
