# The rest is as in the author's answer.
class Scale(Scale):
    def transform(self, column):
        return [min(max(number, 0), 1) for number in super().transform(column)]
