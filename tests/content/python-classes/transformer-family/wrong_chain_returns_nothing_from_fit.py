# The rest is as in the author's answer.
class Chain(Chain):
    def fit(self, column):
        super().fit(column)

    def fit_transform(self, column):
        self.fit(column)
        return self.transform(column)
