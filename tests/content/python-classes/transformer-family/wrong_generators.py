# The rest is as in the author's answer.
class Clip(Clip):
    def transform(self, column):
        return map(lambda number: min(max(number, self.low), self.high), column)
