import math

import numpy as np


class Scaler:
    def __init__(self, kind):
        self.kind = kind
        self.columns = []

    def fit(self, X):
        self.columns = []
        for j in range(X.shape[1]):
            there = np.array([float(v) for v in X[:, j] if not math.isnan(v)])
            if self.kind == "min-max":
                c, w = there.min(), there.max() - there.min()
            elif self.kind == "z-score":
                c = there.mean()
                w = math.sqrt(((there - c) ** 2).mean())
            else:
                c = np.median(there)
                w = np.percentile(there, 75) - np.percentile(there, 25)
            if w == 0 or all(v == there[0] for v in there):
                w = 1.0
            self.columns.append((c, w))
        return self

    def transform(self, X):
        out = np.empty(X.shape)
        for i in range(X.shape[0]):
            for j, (c, w) in enumerate(self.columns):
                out[i, j] = (X[i, j] - c) / w
        return out

    def inverse(self, Z):
        out = np.empty(Z.shape)
        for i in range(Z.shape[0]):
            for j, (c, w) in enumerate(self.columns):
                out[i, j] = Z[i, j] * w + c
        return out


def unit_rows(X):
    units, lengths = [], []
    for row in X:
        length = math.hypot(*row)
        lengths.append([length])
        units.append([v / length if length > 0 else 0.0 for v in row])
    return np.array(units), np.array(lengths)
