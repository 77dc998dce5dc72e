# The rest is as in the author's answer.
class Hinges(Hinges):
    def fit(self, X, y=None):
        before = getattr(self, "knots_", None)
        super().fit(X)
        if before is not None and len(before) == len(self.knots_):
            self.knots_ = before
        return self
