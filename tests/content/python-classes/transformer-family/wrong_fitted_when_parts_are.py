# The rest is as in the author's answer.
class Chain(Transformer):
    def __init__(self, parts):
        self.name = " > ".join(part.name for part in parts)
        self.parts = list(parts)

    @property
    def fitted(self):
        return all(getattr(part, "fitted", True) for part in self.parts)

    def fit(self, column):
        for part in self.parts:
            column = part.fit(column).transform(column)
        return self

    def transform(self, column):
        for part in self.parts:
            column = part.transform(column)
        return list(column)
