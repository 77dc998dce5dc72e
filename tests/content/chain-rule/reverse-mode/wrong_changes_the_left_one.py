# The rest is as in the author's answer.
class Value(Value):
    def __neg__(self):
        self.data = -self.data
        return self
