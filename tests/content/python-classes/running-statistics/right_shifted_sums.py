# The rest is as in the author's answer.
class Running:
    __slots__ = ("count", "first", "total", "squares")

    def __init__(self, numbers=()):
        self.count, self.first, self.total, self.squares = 0, None, 0.0, 0.0
        for n in numbers:
            self.update(n)

    def update(self, number):
        if self.first is None:
            self.first = number
        d = number - self.first
        self.count += 1
        self.total += d
        self.squares += d * d

    @property
    def mean(self):
        if self.count == 0:
            return None
        return self.first + self.total / self.count

    @property
    def variance(self):
        if self.count == 0:
            return None
        return self.squares / self.count - (self.total / self.count) ** 2

    def copy(self):
        new = Running()
        new.count, new.first, new.total, new.squares = self.count, self.first, self.total, self.squares
        return new

    def merge(self, other):
        if other.count == 0:
            return
        other = other.copy()
        if self.count == 0:
            self.first = other.first
        d = other.first - self.first
        self.squares += other.squares + 2 * d * other.total + other.count * d * d
        self.total += other.total + other.count * d
        self.count += other.count

    def __add__(self, other):
        if type(other) is not Running:
            raise TypeError("only a Running can be added to a Running")
        new = self.copy()
        new.merge(other)
        return new

    def __repr__(self):
        rest = " mean=%.2f variance=%.2f" % (self.mean, self.variance) if self.count else ""
        return f"<Running count={self.count}{rest}>"
