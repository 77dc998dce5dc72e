# The rest is as in the author's answer.
class Imputer(Imputer):
    """Dropped columns leave their flags behind."""

    def fit(self, X):
        self.all_flagged = np.isnan(X).any(axis=0)
        return super().fit(X)

    def transform(self, X):
        filled = super().transform(X)[:, : self.kept.sum()]
        return np.hstack([filled, np.isnan(X[:, self.all_flagged])])
