# The rest is as in the author's answer.
from fractions import Fraction


class Running:
    def __init__(self, numbers=()):
        self.sums = (0, Fraction(0), Fraction(0))
        for number in numbers:
            self.update(number)

    def _add(self, count, total, squares):
        self.sums = (self.sums[0] + count, self.sums[1] + total, self.sums[2] + squares)

    def update(self, number):
        number = Fraction(number)
        self._add(1, number, number * number)

    def merge(self, other):
        self._add(*other.sums)

    @property
    def count(self):
        return self.sums[0]

    @property
    def mean(self):
        return float(self.sums[1] / self.count) if self.count else None

    @property
    def variance(self):
        return float(self.sums[2] / self.count - (self.sums[1] / self.count) ** 2) if self.count else None

    def __add__(self, other):
        if isinstance(other, Running):
            both = Running()
            both.merge(self)
            both.merge(other)
            return both
        return NotImplemented

    def __repr__(self):
        if self.count == 0:
            return "<Running count=0>"
        return "<Running count={} mean={:.2f} variance={:.2f}>".format(self.count, self.mean, self.variance)
