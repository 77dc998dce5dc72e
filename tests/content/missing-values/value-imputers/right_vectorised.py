import numpy as np


def mode(column):
    values, counts = np.unique(column[~np.isnan(column)], return_counts=True)
    return values[np.argmax(counts)]


class Imputer:
    def __init__(self, kind, neighbours=5, drop_above=0.5):
        self.kind, self.k, self.limit = kind, neighbours, drop_above

    def fit(self, X):
        gaps = np.isnan(X).sum(axis=0)
        self.kept = np.flatnonzero((gaps <= self.limit * len(X)) & (gaps < len(X)))
        self.flagged = self.kept[gaps[self.kept] > 0]
        self.train = X[:, self.kept].copy()
        statistic = {"median": np.nanmedian, "most-frequent": lambda T, axis: np.array([mode(c) for c in T.T])}
        self.fill = statistic.get(self.kind, np.nanmean)(self.train, axis=0)
        return self

    def transform(self, X):
        T = X[:, self.kept]
        fill = np.broadcast_to(self.fill, T.shape).copy()
        if self.kind == "nearest":
            there, donors = ~np.isnan(T), ~np.isnan(self.train)
            shared = there.astype(float) @ donors.T
            A, B = np.nan_to_num(T), np.nan_to_num(self.train)
            squares = (A**2) @ donors.T + there @ (B**2).T - 2 * A @ B.T
            distance = np.where(shared > 0, squares / np.maximum(shared, 1), np.inf)
            for j in range(T.shape[1]):
                d = np.where(donors[:, j], distance, np.inf)
                order = np.argsort(d, axis=1)[:, : self.k]
                usable = np.isfinite(np.take_along_axis(d, order, axis=1))
                values = np.where(usable, B[order, j], 0)
                count = usable.sum(axis=1)
                fill[:, j] = np.where(count > 0, values.sum(axis=1) / np.maximum(count, 1), self.fill[j])
        return np.column_stack([np.where(np.isnan(T), fill, T), np.isnan(X[:, self.flagged]).astype(float)])
