# The rest is as in the author's answer.
class _Answer(Boosted):
    def fit(self, X, y, X_held=None, y_held=None):
        if self.patience is None:
            return super().fit(X, y)
        patience, self.patience = self.patience, None
        super().fit(X, y)
        self.patience = patience
        losses = [_mean_loss(self.loss, y_held, p) for p in self.staged(X_held)]
        lowest, useless = 0, 0
        for at in range(1, len(losses)):
            if losses[at] < losses[lowest]:
                lowest = at
            else:
                useless += 1
            if useless == patience:
                break
        self.stumps = self.stumps[:lowest]
        return self


Boosted = _Answer
