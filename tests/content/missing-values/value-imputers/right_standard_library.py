import heapq
import math
import statistics
from collections import Counter
from fractions import Fraction

import numpy as np


def smallest_mode(values):
    return min(statistics.multimode(values))


class Imputer:
    FILLS = {"mean": statistics.fmean, "nearest": statistics.fmean, "median": statistics.median, "most-frequent": smallest_mode}

    def __init__(self, kind: str, neighbours: int = 5, drop_above: float = 0.5) -> None:
        self.kind = kind
        self.neighbours = neighbours
        self.drop_above = drop_above

    def fit(self, X: np.ndarray) -> "Imputer":
        self.learned = X.tolist()
        self.columns, self.flags, self.fills = [], [], {}
        for j, column in enumerate(zip(*self.learned)):
            there = [value for value in column if not math.isnan(value)]
            missing = len(column) - len(there)
            if not there or missing / len(column) > self.drop_above:
                continue
            self.columns.append(j)
            self.fills[j] = self.FILLS[self.kind](there)
            if missing:
                self.flags.append(j)
        return self

    def distance(self, a, b):
        squares = [(a[j] - b[j]) ** 2 for j in self.columns if not math.isnan(a[j]) and not math.isnan(b[j])]
        return math.sqrt(sum(squares) / len(squares)) if squares else None

    def nearest(self, row, j):
        found = [(self.distance(row, other), other[j]) for other in self.learned if not math.isnan(other[j])]
        found = [pair for pair in found if pair[0] is not None]
        best = heapq.nsmallest(self.neighbours, found)
        return statistics.fmean(value for _, value in best) if best else self.fills[j]

    def transform(self, X: np.ndarray) -> np.ndarray:
        out = []
        for row in X.tolist():
            line = []
            for j in self.columns:
                if not math.isnan(row[j]):
                    line.append(row[j])
                elif self.kind == "nearest":
                    line.append(self.nearest(row, j))
                else:
                    line.append(self.fills[j])
            out.append(line + [float(math.isnan(row[j])) for j in self.flags])
        return np.array(out)
