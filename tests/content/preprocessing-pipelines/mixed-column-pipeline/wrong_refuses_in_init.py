# The rest is as in the author's answer.
class Hinges(Hinges):
    def __init__(self, count=3):
        if not isinstance(count, Integral) or count < 1:
            raise ValueError("count")
        self.count = count
