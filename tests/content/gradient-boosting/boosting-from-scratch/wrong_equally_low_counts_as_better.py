# The rest is as in the author's answer.
class _Answer(Boosted):
    def fit(self, X, y, X_held=None, y_held=None):
        mean = np.mean(y)
        self.start = mean if self.loss == "squared" else np.log(mean / (1 - mean))
        self.stumps, best, kept = [], np.inf, 0
        while self.patience is not None or len(self.stumps) < self.rounds:
            if self.patience is not None:
                now = _mean_loss(self.loss, y_held, self.predict(X_held))
                if now <= best:
                    best, kept = now, len(self.stumps)
                if len(self.stumps) - kept >= self.patience or len(self.stumps) == self.rounds:
                    break
            self._add_stump(X, y)
        if self.patience is not None:
            self.stumps = self.stumps[:kept]
        return self


Boosted = _Answer
