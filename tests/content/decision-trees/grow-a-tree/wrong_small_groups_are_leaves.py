# The rest is as in the author's answer.
class _Whole(Tree):
    pass


class Tree(_Whole):
    """Asks no group of fewer than twice `min_leaf` rows, and takes any side for large enough."""

    def _grow(self, X, y, asked):
        split = None
        if asked != self.max_depth and not (y == y[0]).all() and len(y) >= 2 * self.min_leaf:
            split = best_split(X, y, self.criterion)
        if split is None:
            return self._leaf(y)
        column, threshold, _ = split
        left = X[:, column] <= threshold
        return column, threshold, self._grow(X[left], y[left], asked + 1), self._grow(X[~left], y[~left], asked + 1)
