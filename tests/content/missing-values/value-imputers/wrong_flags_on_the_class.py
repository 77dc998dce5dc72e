# The rest is as in the author's answer.
class _Whole(Imputer):
    pass


class Imputer(_Whole):
    """Which columns are flagged is kept in one place for all imputers."""

    learned = {}

    def fit(self, X):
        super().fit(X)
        self.learned["flagged"] = self.flagged
        return self

    def transform(self, X):
        self.flagged = self.learned["flagged"]
        return super().transform(X)
