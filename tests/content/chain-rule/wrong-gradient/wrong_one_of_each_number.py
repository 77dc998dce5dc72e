# The rest is as in the author's answer.
def in_order(result):
    order, met = [], set()

    def visit(value):
        if value.data not in met:
            met.add(value.data)
            for source, _ in value.made_from:
                visit(source)
            order.append(value)

    visit(result)
    return order[::-1]
