# The rest is as in the author's answer.
class Chain(Chain):
    def fit(self, column):
        for place, part in enumerate(self.parts):
            part.fit(Chain(self.parts[:place]).transform(column))
        self.fitted = True
        return self
