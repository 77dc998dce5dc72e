import math
import statistics

import numpy as np


def _quantile(values, q):
    at = q * (len(values) - 1)
    low = math.floor(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (at - low) * (values[high] - values[low])


class Scaler:
    def __init__(self, kind):
        self.kind = kind

    def fit(self, X):
        self.parts = []
        for column in np.asarray(X).T:
            values = sorted(float(v) for v in column if not math.isnan(v))
            if self.kind == "min-max":
                centre, width = values[0], values[-1] - values[0]
            elif self.kind == "z-score":
                centre, width = statistics.fmean(values), statistics.pstdev(values)
            else:
                centre = statistics.median(values)
                width = _quantile(values, 0.75) - _quantile(values, 0.25)
            if values[0] == values[-1] or width == 0:
                width = 1.0
            self.parts.append((centre, width))
        return self

    def transform(self, X):
        return np.array([[(v - c) / w for v, (c, w) in zip(row, self.parts)] for row in X])

    def inverse(self, Z):
        return np.array([[v * w + c for v, (c, w) in zip(row, self.parts)] for row in Z])


def unit_rows(X):
    lengths = np.array([[math.hypot(*row)] for row in X])
    units = [[v / length if length else 0.0 for v in row] for row, (length,) in zip(X, lengths)]
    return np.array(units), lengths
