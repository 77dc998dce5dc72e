import numpy as np


class Scaler:
    learned = {}

    def __init__(self, kind):
        self.kind = kind

    def fit(self, X):
        if self.kind == "min-max":
            c, w = np.nanmin(X, axis=0), np.nanmax(X, axis=0) - np.nanmin(X, axis=0)
        elif self.kind == "z-score":
            c, w = np.nanmean(X, axis=0), np.nanstd(X, axis=0)
        else:
            c, w = np.nanmedian(X, axis=0), np.nanquantile(X, 0.75, axis=0) - np.nanquantile(X, 0.25, axis=0)
        w = np.where(np.nanmax(X, axis=0) == np.nanmin(X, axis=0), 1.0, w)
        self.learned["c"], self.learned["w"] = c, np.where(w == 0, 1.0, w)
        return self

    def transform(self, X):
        return (X - self.learned["c"]) / self.learned["w"]

    def inverse(self, Z):
        return Z * self.learned["w"] + self.learned["c"]


def unit_rows(X):
    lengths = np.linalg.norm(X, axis=1, keepdims=True)
    return X / np.where(lengths == 0, 1, lengths), lengths
