def evaluate(tree, x):
    """Work out a tree for a number `x`."""
    if tree == "x":
        return x
    if not isinstance(tree, tuple):
        return tree
    operator, left, right = tree[0], evaluate(tree[1], x), evaluate(tree[2], x)
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return left * right
    if operator == "/":
        return left / right
    return left**right


def derivative(tree):
    h = 1e-5
    return ("/", ("-", _moved(tree, h), _moved(tree, -h)), 2 * h)


def _moved(tree, h):
    if tree == "x":
        return ("+", "x", h)
    if not isinstance(tree, tuple):
        return tree
    return (tree[0], _moved(tree[1], h), _moved(tree[2], h) if tree[0] != "**" else tree[2])
