# The rest is as in the author's answer.
class Running:
    __slots__ = ("n", "m", "s")

    def __init__(self, numbers=()):
        self.n, self.m, self.s = 0, None, None
        for number in numbers:
            self.update(number)

    count = property(lambda self: self.n)
    mean = property(lambda self: self.m)

    @property
    def variance(self):
        return None if self.s is None else self.s / self.n

    def _of(self, n, m, s):
        self.n, self.m, self.s = n, m, s
        return self

    def update(self, number):
        self.merge(Running()._of(1, float(number), 0.0))

    def merge(self, other):
        if not other.n:
            return
        if not self.n:
            self._of(other.n, other.m, other.s)
            return
        n, step = self.n + other.n, other.m - self.m
        self._of(n, self.m + step * other.n / n, self.s + other.s + step * step * self.n * other.n / n)

    def __add__(self, other):
        if type(other) is not Running:
            raise TypeError("only a Running can be added")
        both = Running()._of(self.n, self.m, self.s)
        both.merge(other)
        return both

    def __repr__(self):
        more = " mean=%.2f variance=%.2f" % (self.m, self.s / self.n) if self.n else ""
        return "<Running count=%d%s>" % (self.n, more)
