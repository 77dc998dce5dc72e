# The rest is as in the author's answer.
def derivative(tree):
    h = 1e-5
    return ("/", ("-", _moved(tree, h), _moved(tree, -h)), 2 * h)


def _moved(tree, h):
    if tree == "x":
        return ("+", "x", h)
    if not isinstance(tree, tuple):
        return tree
    return (tree[0], _moved(tree[1], h), _moved(tree[2], h) if tree[0] != "**" else tree[2])
