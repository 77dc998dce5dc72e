# The rest is as in the author's answer.
class _Whole(Tree):
    pass


class Tree(_Whole):
    """Numbers around a million, or around nothing, are all alike."""

    def _grow(self, X, y, asked):
        alike = self.criterion == "variance" and np.allclose(y, y[0])
        return self._leaf(y) if alike else super()._grow(X, y, asked)
