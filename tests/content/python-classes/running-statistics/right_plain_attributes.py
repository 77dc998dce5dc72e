# The rest is as in the author's answer.
class Running:
    def __init__(self, numbers=None):
        self.count = 0
        self.mean = self.variance = None
        if numbers is not None:
            for number in numbers:
                self.update(number)

    def _take(self, n, m, v):
        if n == 0:
            return
        if self.count == 0:
            self.count, self.mean, self.variance = n, m, v
            return
        both = self.count + n
        distance = m - self.mean
        s = self.count * self.variance + n * v + distance**2 * self.count * n / both
        self.mean = self.mean + distance * n / both
        self.variance = s / both
        self.count = both

    def update(self, number):
        self._take(1, number, 0.0)

    def merge(self, other):
        self._take(other.count, other.mean, other.variance)

    def __add__(self, other):
        if not hasattr(other, "_take"):
            raise TypeError
        new = Running()
        for one in (self, other):
            new.merge(one)
        return new

    def __repr__(self):
        if not self.count:
            return f"<Running count={self.count}>"
        return f"<Running count={self.count} mean={self.mean:.2f} variance={self.variance:.2f}>"
