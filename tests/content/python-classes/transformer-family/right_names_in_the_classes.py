# The rest is as in the author's answer.
from functools import reduce


class Transformer:
    fitted = False

    def __init__(self, name):
        self.name = name

    def fit(self, column):
        self.fitted = True
        return self

    def transform(self, column):
        raise NotImplementedError

    def fit_transform(self, column):
        self.fit(column)
        return self.transform(column)


class Clip(Transformer):
    name = "clip"

    def __init__(self, low, high):
        self.bounds = low, high

    def transform(self, column):
        low, high = self.bounds
        return [sorted([low, number, high])[1] for number in column]


class Scale(Transformer):
    name = "scale"

    def __init__(self):
        self.range = None

    def fit(self, column):
        Transformer.fit(self, column)
        self.range = min(column), max(column)
        return self

    def transform(self, column):
        if self.range is None:
            raise ValueError
        low, high = self.range
        if low == high:
            return [number - low for number in column]
        return [(number - low) / (high - low) for number in column]


class Chain(Transformer):
    def __init__(self, parts):
        self.parts = tuple(parts)

    @property
    def name(self):
        return " > ".join(part.name for part in self.parts)

    def fit(self, column):
        self.fit_transform(column)
        return self

    def transform(self, column):
        return reduce(lambda numbers, part: part.transform(numbers), self.parts, column[:])

    def fit_transform(self, column):
        self.fitted = True
        column = column[:]
        for part in self.parts:
            part.fit(column)
            column = part.transform(column)
        return column
