# The rest is as in the author's answer.
class _Whole(Tree):
    pass


class Tree(_Whole):
    """The mean of whole numbers is a whole number."""

    def _leaf(self, y):
        return (y.dtype.type(y.mean()),) if self.criterion == "variance" else super()._leaf(y)
