# The rest is as in the author's answer.
class Strict(MedianNeighbours):
    pass


class MedianNeighbours(Strict):
    def __init__(self, k=5):
        self.k = k

    def fit(self, X, y):
        X, y = validate_data(self, X, y, dtype=float, ensure_all_finite="allow-nan")
        Strict.fit(self, np.nan_to_num(X), y)
        return self
