# The rest is as in the author's answer.
def backward(self, whole=Value.backward):
    whole(self)
    for value in self._order():
        if value._made_from and value is not self:
            value.grad = 0


Value.backward = backward
