# The rest is as in the author's answer.
class Running(Running):
    def __str__(self):
        return super().__repr__()

    __repr__ = object.__repr__
