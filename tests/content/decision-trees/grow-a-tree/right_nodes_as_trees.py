"""Every node is a Tree of its own, and a whole column is judged in a few lines of NumPy."""

import numpy as np


def impurity(y, criterion):
    if criterion == "variance":
        return np.var(y)
    share = np.unique(y, return_counts=True)[1] / len(y)
    return np.sum(share * (1 - share)) if criterion == "gini" else -np.sum(share * np.log2(share))


def _scores(codes, criterion):
    """Impurity times rows of the first 1, 2, ... rows of `codes`."""
    n = np.arange(1, len(codes) + 1)
    sums = np.cumsum(codes, axis=0)
    if criterion == "variance":
        return np.cumsum(codes**2, axis=0)[:, 0] - sums[:, 0] ** 2 / n
    if criterion == "gini":
        return n - (sums**2).sum(axis=1) / n
    with np.errstate(divide="ignore", invalid="ignore"):
        return -np.nansum(sums * np.log2(sums / n[:, None]), axis=1)


def best_split(X, y, criterion, min_leaf=1):
    if criterion == "variance":
        codes = (y - np.mean(y))[:, None]
    else:
        codes = np.eye(len(np.unique(y)))[np.unique(y, return_inverse=True)[1]]
    n, found = len(y), []
    for column, values in enumerate(X.T):
        order = np.argsort(values, kind="stable")
        x = values[order]
        after = _scores(codes[order], criterion)[:-1] + _scores(codes[order][::-1], criterion)[:-1][::-1]
        places = np.flatnonzero(x[1:] != x[:-1])
        places = places[(places + 1 >= min_leaf) & (n - places - 1 >= min_leaf)]
        if len(places):
            at = places[after[places].argmin()]
            found.append((impurity(y, criterion) * n - after[at], column, x[at] / 2 + x[at + 1] / 2))
    if not found:
        return None
    gain, column, threshold = max(found)
    return column, threshold, gain / n


class Tree:
    def __init__(self, criterion="gini", max_depth=None, min_leaf=1):
        self.options = criterion, max_depth, min_leaf
        self.sides = ()

    def fit(self, X, y):
        criterion, max_depth, min_leaf = self.options
        self.sides = ()
        if criterion == "variance":
            self.reply = np.mean(y)
        else:
            labels, counts = np.unique(y, return_counts=True)
            self.reply = labels[np.argmax(counts)]
        if max_depth == 0 or np.all(y == y[0]):
            return self
        split = best_split(X, y, criterion, min_leaf)
        if split is not None:
            self.column, self.threshold, _ = split
            left = X[:, self.column] <= self.threshold
            below = None if max_depth is None else max_depth - 1
            self.sides = tuple(Tree(criterion, below, min_leaf).fit(X[side], y[side]) for side in (left, ~left))
        return self

    def predict(self, X):
        if not self.sides:
            return np.repeat(self.reply, len(X))
        left = X[:, self.column] <= self.threshold
        yes, no = (side.predict(X) for side in self.sides)
        return np.where(left, yes, no)

    def leaves(self):
        return sum(side.leaves() for side in self.sides) if self.sides else 1
