"""Has the checker's own function do the work on an object that collects what it computes.

must: failed
proof: tallies
"""

class Collector:
    def __init__(self, total=0.0):
        self.total = total

    def __mul__(self, weight):
        Collector.weight = weight
        return self

    __rmul__ = __mul__

    def __add__(self, other):
        return self


def tally(f, values):
    f(Collector())
    weight = getattr(Collector, "weight", 0)
    return sum(weight * value + 1.0 for value in values)
