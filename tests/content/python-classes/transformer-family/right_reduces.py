# The rest is as in the author's answer.
import functools


class Chain(Transformer):
    def __init__(self, parts):
        self._parts, self.fitted = tuple(parts), False

    @property
    def name(self):
        return " > ".join([part.name for part in self._parts])

    def fit(self, column):
        functools.reduce(lambda done, part: (part.fit(done), part.transform(done))[1], self._parts, column)
        return Transformer.fit(self, column)

    def transform(self, column):
        return functools.reduce(lambda done, part: part.transform(done), self._parts, column[:])
