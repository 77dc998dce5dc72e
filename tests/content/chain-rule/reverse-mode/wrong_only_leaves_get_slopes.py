# The rest is as in the author's answer.
class Value(Value):
    def backward(self):
        super().backward()
        for value in self._order():
            if value._made_from and value is not self:
                value.grad = 0.0
