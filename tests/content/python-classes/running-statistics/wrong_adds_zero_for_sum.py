# The rest is as in the author's answer.
class Running(Running):
    def __add__(self, other):
        if other == 0:
            return self + Running()
        return super().__add__(other)

    __radd__ = __add__
