# The rest is as in the author's answer.
class Chain(Chain):
    def fit(self, column):
        for part in self.parts:
            if not getattr(part, "fitted", False):
                part.fit(column)
            column = part.transform(column)
        self.fitted = True
        return self
