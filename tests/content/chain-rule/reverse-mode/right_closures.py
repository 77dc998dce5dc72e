import math
import sys

sys.setrecursionlimit(20_000)


class Value:
    def __init__(self, data, parents=()):
        self.data = float(data)
        self.grad = 0.0
        self._parents = set(parents)
        self._backward = lambda: None

    @staticmethod
    def _wrap(x):
        return x if isinstance(x, Value) else Value(x)

    def __add__(self, other):
        other = Value._wrap(other)
        out = Value(self.data + other.data, (self, other))

        def back():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = back
        return out

    __radd__ = __add__

    def __mul__(self, other):
        other = Value._wrap(other)
        out = Value(self.data * other.data, (self, other))

        def back():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = back
        return out

    __rmul__ = __mul__

    def __pow__(self, n):
        out = Value(self.data**n, (self,))

        def back():
            self.grad += n * self.data ** (n - 1) * out.grad

        out._backward = back
        return out

    def __neg__(self):
        return -1 * self

    def __sub__(self, other):
        return self + (-Value._wrap(other))

    def __rsub__(self, other):
        return Value(other) + (-self)

    def __truediv__(self, other):
        return self * Value._wrap(other) ** -1

    def __rtruediv__(self, other):
        return Value(other) * self**-1

    def exp(self):
        out = Value(math.exp(self.data), (self,))

        def back():
            self.grad += out.data * out.grad

        out._backward = back
        return out

    def log(self):
        out = Value(math.log(self.data), (self,))

        def back():
            self.grad += out.grad / self.data

        out._backward = back
        return out

    def backward(self):
        topo, seen = [], set()

        def build(v):
            if v in seen:
                return
            seen.add(v)
            for p in v._parents:
                build(p)
            topo.append(v)

        build(self)
        for v in topo:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(topo):
            v._backward()


def product(value, factor, times):
    for _ in range(times):
        value = value * factor
    return value
