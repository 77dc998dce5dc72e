import heapq
import itertools
import math

import numpy as np

_number = itertools.count()


class Value:
    """Each value has a number; what it was made from has lower ones."""

    def __init__(self, data):
        self.data, self.grad = data, 0
        self.index, self.inputs = next(_number), []

    def _new(self, data, inputs):
        value = Value(data)
        value.inputs = inputs
        return value

    def __add__(self, other):
        if not isinstance(other, Value):
            return self._new(self.data + other, [(self, 1)])
        return self._new(self.data + other.data, [(self, 1), (other, 1)])

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        if not isinstance(other, Value):
            return self + (-other)
        return self._new(self.data - other.data, [(self, 1), (other, -1)])

    def __rsub__(self, other):
        return self._new(other - self.data, [(self, -1)])

    def __mul__(self, other):
        if not isinstance(other, Value):
            return self._new(self.data * other, [(self, other)])
        return self._new(self.data * other.data, [(self, other.data), (other, self.data)])

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        if not isinstance(other, Value):
            return self._new(self.data / other, [(self, 1 / other)])
        return self._new(self.data / other.data, [(self, 1 / other.data), (other, -self.data / other.data**2)])

    def __rtruediv__(self, other):
        return self._new(other / self.data, [(self, -other / self.data**2)])

    def __neg__(self):
        return 0 - self

    def __pow__(self, n):
        return self._new(self.data**n, [(self, n * self.data ** (n - 1))])

    def exp(self):
        e = float(np.exp(self.data))
        return self._new(e, [(self, e)])

    def log(self):
        return self._new(math.log(self.data), [(self, 1 / self.data)])

    def backward(self):
        slopes, known = {self.index: 1.0}, {self.index: self}
        heap = [-self.index]
        while heap:
            at = -heapq.heappop(heap)
            value = known[at]
            value.grad = slopes[at]
            for source, slope in value.inputs:
                if source.index not in known:
                    known[source.index] = source
                    slopes[source.index] = 0.0
                    heapq.heappush(heap, -source.index)
                slopes[source.index] += slope * slopes[at]


def product(value, factor, times):
    for _ in range(times):
        value = value * factor
    return value
