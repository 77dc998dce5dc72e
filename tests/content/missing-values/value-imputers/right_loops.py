import math
import statistics
from collections import Counter

import numpy as np


class Imputer:
    def __init__(self, kind: str, neighbours: int = 5, drop_above: float = 0.5) -> None:
        self.kind = kind
        self.neighbours = neighbours
        self.drop_above = drop_above

    def fit(self, X):
        n = len(X)
        self.train = [[float(v) for v in row] for row in X]
        self.keep, self.flag, self.fill = [], [], {}
        for j, column in enumerate(zip(*self.train)):
            there = [v for v in column if not math.isnan(v)]
            gaps = n - len(there)
            if not there or gaps / n > self.drop_above:
                continue
            self.keep.append(j)
            if gaps:
                self.flag.append(j)
            if self.kind == "median":
                self.fill[j] = statistics.median(there)
            elif self.kind == "most-frequent":
                counts = Counter(there)
                top = max(counts.values())
                self.fill[j] = min(v for v in counts if counts[v] == top)
            else:
                self.fill[j] = statistics.fmean(there)
        return self

    def distance(self, a, b):
        parts = [(a[j] - b[j]) ** 2 for j in self.keep if not math.isnan(a[j]) and not math.isnan(b[j])]
        return math.sqrt(sum(parts) / len(parts)) if parts else None

    def value(self, row, j):
        if self.kind != "nearest":
            return self.fill[j]
        near = []
        for other in self.train:
            if not math.isnan(other[j]):
                d = self.distance(row, other)
                if d is not None:
                    near.append((d, other[j]))
        near = sorted(near)[: self.neighbours]
        return sum(v for _, v in near) / len(near) if near else self.fill[j]

    def transform(self, X):
        result = []
        for row in X:
            filled = [self.value(row, j) if math.isnan(row[j]) else float(row[j]) for j in self.keep]
            result.append(filled + [float(math.isnan(row[j])) for j in self.flag])
        return np.array(result)
