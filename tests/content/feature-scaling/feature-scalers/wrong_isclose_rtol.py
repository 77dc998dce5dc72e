import numpy as np


class Scaler:
    def __init__(self, kind):
        if kind not in ("min-max", "z-score", "robust"):
            raise ValueError(kind)
        self.kind = kind

    def fit(self, X):
        X = np.asarray(X, dtype=float)
        low, high = np.nanmin(X, axis=0), np.nanmax(X, axis=0)
        if self.kind == "min-max":
            centre, width = low, high - low
        elif self.kind == "z-score":
            centre, width = np.nanmean(X, axis=0), np.nanstd(X, axis=0)
        else:
            first, centre, third = np.nanpercentile(X, [25, 50, 75], axis=0)
            width = third - first
        self.centre = centre
        self.width = np.where(np.isclose(low, high, atol=0) | (width == 0), 1.0, width)
        return self

    def transform(self, X):
        return (np.asarray(X, dtype=float) - self.centre) / self.width

    def inverse(self, Z):
        return np.asarray(Z, dtype=float) * self.width + self.centre


def unit_rows(X):
    X = np.asarray(X, dtype=float)
    lengths = np.linalg.norm(X, axis=1, keepdims=True)
    return X / np.where(lengths == 0, 1.0, lengths), lengths
