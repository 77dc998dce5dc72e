# The rest is as in the author's answer.
class _Whole(Tree):
    pass


class Tree(_Whole):
    """Replies with a list."""

    def predict(self, X):
        return [self._reply(row) for row in X]
