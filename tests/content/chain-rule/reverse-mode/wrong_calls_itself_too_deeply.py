# The rest is as in the author's answer.
class Value(Value):
    def _order(self):
        order, met = [], set()

        def visit(value):
            if value not in met:
                met.add(value)
                for source, _ in value._made_from:
                    visit(source)
                order.append(value)

        visit(self)
        return order
