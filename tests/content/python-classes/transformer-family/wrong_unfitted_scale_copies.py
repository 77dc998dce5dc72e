# The rest is as in the author's answer.
class Scale(Scale):
    def transform(self, column):
        return super().transform(column) if self.fitted else list(column)
