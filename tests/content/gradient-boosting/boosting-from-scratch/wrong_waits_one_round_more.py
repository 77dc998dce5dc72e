# The rest is as in the author's answer.
class _Answer(Boosted):
    def fit(self, X, y, X_held=None, y_held=None):
        if self.patience is None:
            return super().fit(X, y)
        patience, self.patience = self.patience, self.patience + 1
        super().fit(X, y, X_held, y_held)
        self.patience = patience
        return self


Boosted = _Answer
