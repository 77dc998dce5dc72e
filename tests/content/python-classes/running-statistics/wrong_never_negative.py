# The rest is as in the author's answer.
class Running(Running):
    def __init__(self, numbers=()):
        self.total = self.total2 = 0.0
        super().__init__(numbers)

    def update(self, number):
        super().update(number)
        self.total += number
        self.total2 += number * number

    def merge(self, other):
        super().merge(other)
        self.total, self.total2 = self.total + other.total, self.total2 + other.total2

    @property
    def variance(self):
        return max(0.0, self.total2 / self.count - (self.total / self.count) ** 2) if self.count else None
