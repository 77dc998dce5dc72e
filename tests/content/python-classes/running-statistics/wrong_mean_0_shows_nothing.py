# The rest is as in the author's answer.
class Running(Running):
    def __repr__(self):
        if not self.mean:
            return "<Running count=0>"
        return f"<Running count={self.count} mean={self.mean:.2f} variance={self.variance:.2f}>"
