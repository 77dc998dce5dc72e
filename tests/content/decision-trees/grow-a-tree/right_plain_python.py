"""Dicts, lists and running counts, without NumPy where it can be done without."""

import math
from collections import Counter

import numpy as np


def _from_counts(counts, n, criterion):
    if criterion == "gini":
        return 1 - sum(c * c for c in counts.values()) / (n * n)
    return -sum(c / n * math.log2(c / n) for c in counts.values() if c)


def impurity(y, criterion):
    y = np.asarray(y).tolist()
    if criterion == "variance":
        mean = math.fsum(y) / len(y)
        return math.fsum((v - mean) ** 2 for v in y) / len(y)
    return _from_counts(Counter(y), len(y), criterion)


class _Numbers:
    def __init__(self, values):
        self.n, self.sum, self.squares = len(values), math.fsum(values), math.fsum(v * v for v in values)

    def move(self, value, sign):
        self.n += sign
        self.sum += sign * value
        self.squares += sign * value * value

    def total(self):
        return self.squares - self.sum**2 / self.n


class _Labels:
    def __init__(self, values, criterion):
        self.n, self.counts, self.criterion = len(values), Counter(values), criterion

    def move(self, value, sign):
        self.n += sign
        self.counts[value] += sign

    def total(self):
        return self.n * _from_counts(self.counts, self.n, self.criterion)


def best_split(X, y, criterion, min_leaf=1):
    n, before, best = len(y), impurity(y, criterion), None
    if criterion == "variance":
        y = y - np.mean(y)
    y = np.asarray(y).tolist()
    for column in range(X.shape[1]):
        pairs = sorted(zip(X[:, column].tolist(), y))
        if criterion == "variance":
            left, right = _Numbers([]), _Numbers(y)
        else:
            left, right = _Labels([], criterion), _Labels(y, criterion)
        for at in range(n - 1):
            left.move(pairs[at][1], 1)
            right.move(pairs[at][1], -1)
            low, high = pairs[at][0], pairs[at + 1][0]
            if low == high or min(left.n, right.n) < min_leaf:
                continue
            gain = before - (left.total() + right.total()) / n
            if best is None or gain > best[2]:
                best = (column, (low + high) / 2, gain)
    return best


class Tree:
    def __init__(self, criterion="gini", max_depth=None, min_leaf=1):
        self.criterion = criterion
        self.max_depth = math.inf if max_depth is None else max_depth
        self.min_leaf = min_leaf

    def fit(self, X, y):
        self.node = self._grow(X, y, self.max_depth)
        return self

    def _grow(self, X, y, depth):
        split = None
        if depth > 0 and len(set(y.tolist())) > 1:
            split = best_split(X, y, self.criterion, self.min_leaf)
        if split is None:
            return {"reply": self._reply(y.tolist())}
        column, threshold, _ = split
        yes = X[:, column] <= threshold
        return {
            "column": column,
            "threshold": threshold,
            "yes": self._grow(X[yes], y[yes], depth - 1),
            "no": self._grow(X[~yes], y[~yes], depth - 1),
        }

    def _reply(self, values):
        if self.criterion == "variance":
            return sum(values) / len(values)
        counts = Counter(values)
        return min(counts, key=lambda value: (-counts[value], value))

    def predict(self, X):
        replies = []
        for row in X:
            node = self.node
            while "column" in node:
                node = node["yes" if row[node["column"]] <= node["threshold"] else "no"]
            replies.append(node["reply"])
        return np.array(replies)

    def leaves(self):
        waiting, count = [self.node], 0
        while waiting:
            node = waiting.pop()
            if "column" in node:
                waiting += [node["yes"], node["no"]]
            else:
                count += 1
        return count
