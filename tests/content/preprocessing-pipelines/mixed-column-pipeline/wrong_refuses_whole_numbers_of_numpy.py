# The rest is as in the author's answer.
class Hinges(Hinges):
    def fit(self, X, y=None):
        if not isinstance(self.count, int):
            raise ValueError("count")
        return super().fit(X)
