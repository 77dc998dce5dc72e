# The rest is as in the author's answer.
from numbers import Integral

from sklearn.neighbors import NearestNeighbors


class MedianNeighbours(RegressorMixin, BaseEstimator):
    def __init__(self, k=5):
        self.k = k

    def fit(self, X, y):
        if isinstance(self.k, bool) or not isinstance(self.k, Integral) or self.k < 1:
            raise ValueError("k should be 1, 2, 3…")
        X, y = validate_data(self, X, y, y_numeric=True, dtype="float64")
        self.k_ = int(min(self.k, X.shape[0]))
        self.index_ = NearestNeighbors(n_neighbors=self.k_, algorithm="brute").fit(X)
        self.y_ = y
        return self

    def predict(self, X):
        check_is_fitted(self, "index_")
        X = validate_data(self, X, reset=False, dtype="float64")
        return np.array([np.median(self.y_[near]) for near in self.index_.kneighbors(X, return_distance=False)])
