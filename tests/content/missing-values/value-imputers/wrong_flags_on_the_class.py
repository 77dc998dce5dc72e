import numpy as np


class Imputer:
    kept = None
    learned = {}

    def __init__(self, kind, neighbours=5, drop_above=0.5):
        self.kind, self.neighbours, self.drop_above = kind, neighbours, drop_above

    def fit(self, X):
        missing = np.isnan(X)
        self.kept = np.flatnonzero((missing.mean(axis=0) <= self.drop_above) & ~missing.all(axis=0))
        self.rows = X[:, self.kept].copy()
        self.learned['f'] = np.flatnonzero(np.isnan(self.rows).any(axis=0))
        if self.kind == "median":
            self.values = np.nanmedian(self.rows, axis=0)
        elif self.kind == "most-frequent":
            self.values = np.array([self._mode(column[~np.isnan(column)]) for column in self.rows.T])
        else:
            self.values = np.nanmean(self.rows, axis=0)
        return self

    @staticmethod
    def _mode(there):
        values, counts = np.unique(there, return_counts=True)
        return values[counts.argmax()]

    def transform(self, X):
        X = X[:, self.kept]
        gaps = np.isnan(X)
        filled = np.where(gaps, self.values, X)
        if self.kind == "nearest":
            for i in np.flatnonzero(gaps.any(axis=1)):
                squares = (self.rows - X[i]) ** 2
                shared = ~np.isnan(squares)
                counts = shared.sum(axis=1)
                apart = np.where(shared, squares, 0).sum(axis=1) / np.maximum(counts, 1)
                for j in np.flatnonzero(gaps[i]):
                    able = np.flatnonzero((counts > 0) & ~np.isnan(self.rows[:, j]))
                    near = able[np.argsort(apart[able])[: self.neighbours]]
                    if len(near):
                        filled[i, j] = self.rows[near, j].mean()
        return np.hstack([filled, gaps[:, self.learned['f']].astype(float)])
