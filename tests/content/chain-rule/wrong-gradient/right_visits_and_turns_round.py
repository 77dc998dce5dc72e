# The rest is as in the author's answer.
def power(value, n):
    result = value
    for _ in range(n - 1):
        result = result * value
    return result


def total(values):
    result = Value(0.0)
    for value in values:
        result = result + value
    return result


def in_order(result):
    order, met = [], set()

    def visit(value):
        if id(value) not in met:
            met.add(id(value))
            for source, _ in value.made_from:
                visit(source)
            order.insert(0, value)

    visit(result)
    return order
