# The rest is as in the author's answer.
class MedianNeighbours(RegressorMixin, BaseEstimator):
    def __init__(self, k=5):
        self.k = k

    def fit(self, X, y):
        X, y = validate_data(self, X, y, dtype=float)
        if not isinstance(self.k, Integral) or self.k < 1:
            raise ValueError("k")
        self.k_ = min(self.k, len(X))
        self.rows_, self.targets_ = X, y
        return self

    def predict(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False, dtype=float)
        nearest = np.argsort(np.abs(X[:, None] - self.rows_).sum(axis=2), axis=1)[:, : self.k_]
        return np.median(self.targets_[nearest], axis=1)
