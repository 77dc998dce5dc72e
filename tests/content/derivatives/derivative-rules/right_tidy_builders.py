# The rest is as in the author's answer.
def plus(a, b):
    if a == 0:
        return b
    if b == 0:
        return a
    return ("+", a, b)


def times(a, b):
    if a == 0 or b == 0:
        return 0
    if a == 1:
        return b
    if b == 1:
        return a
    return ("*", a, b)


def derivative(tree):
    if isinstance(tree, (int, float)):
        return 0
    if tree == "x":
        return 1
    operator = tree[0]
    a, b = tree[1], tree[2]
    if operator == "**":
        if b == 0:
            return 0
        return times(b, 1 if b == 1 else ("**", a, b - 1))
    if operator == "+":
        return plus(derivative(a), derivative(b))
    if operator == "-":
        return plus(derivative(a), times(-1, derivative(b)))
    if operator == "*":
        return plus(times(derivative(a), b), times(a, derivative(b)))
    top = plus(times(derivative(a), b), times(-1, times(a, derivative(b))))
    return 0 if top == 0 else ("/", top, times(b, b))
