# The rest is as in the author's answer.
class Running(Running):
    def merge(self, other):
        super().merge(other)
        if other is not self:
            other.__init__()
