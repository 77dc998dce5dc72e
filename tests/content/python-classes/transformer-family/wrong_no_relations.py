# The rest is as in the author's answer.
class Clip:
    def __init__(self, low, high):
        self.name, self.fitted, self.low, self.high = "clip", False, low, high

    def fit(self, column):
        self.fitted = True
        return self

    def transform(self, column):
        return [min(max(number, self.low), self.high) for number in column]

    def fit_transform(self, column):
        return self.fit(column).transform(column)
