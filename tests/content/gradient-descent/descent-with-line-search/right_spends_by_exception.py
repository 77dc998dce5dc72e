import itertools
import math

import numpy as np


class Spent(Exception):
    pass


def backtrack(f, x, value, slope, step, tries):
    squared = math.fsum(s * s for s in slope)
    for k in itertools.islice(itertools.count(), tries):
        t = step * 0.5**k
        there = f(x - t * slope)
        if math.isfinite(there) and value - there >= 0.25 * t * squared:
            return t, there
    return 0.0, value


def descend(f, gradient, start, tol, budget):
    left = [budget]

    def paid(function):
        def call(at):
            if left[0] == 0:
                raise Spent
            left[0] -= 1
            return function(at)

        return call

    f, gradient = paid(f), paid(gradient)
    x = np.asarray(start) * 1.0
    best = x
    try:
        value, t = f(x), 0.5
        while True:
            g = gradient(x)
            if math.sqrt(g @ g) <= tol:
                return best, True
            t, value = backtrack(f, x, value, g, 2 * t, 200)
            if t == 0:
                return best, False
            best = x = x - t * g
    except Spent:
        return best, False
