import numpy as np


class Scaler:
    def __init__(self, kind):
        self.kind = kind

    def fit(self, X):
        if self.kind == "min-max":
            self.c, w = np.nanmin(X, axis=0), np.nanmax(X, axis=0) - np.nanmin(X, axis=0)
        elif self.kind == "z-score":
            self.c, w = np.nanmean(X, axis=0), np.nanstd(X, axis=0)
        else:
            self.c = np.nanmedian(X, axis=0)
            w = np.nanmedian(np.abs(X - self.c), axis=0)
        w = np.where(np.nanmax(X, axis=0) == np.nanmin(X, axis=0), 1.0, w)
        self.w = np.where(w == 0, 1.0, w)
        return self

    def transform(self, X):
        Z = (X - self.c) / self.w
        return np.clip(Z, 0, 1) if self.kind == "min-max" else Z

    def inverse(self, Z):
        return Z * self.w + self.c


def unit_rows(X):
    lengths = np.linalg.norm(X, axis=1)
    return X / np.where(lengths == 0, 1, lengths)[:, None], lengths
