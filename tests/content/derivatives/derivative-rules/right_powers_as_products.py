# The rest is as in the author's answer.
def derivative(tree):
    if tree == "x":
        return 1.0
    if type(tree) is not tuple:
        return 0.0
    kind, f, g = tree
    if kind == "**":
        if g < 0:
            return derivative(("/", 1, ("**", f, -g)))
        if g == 0:
            return 0.0
        return derivative(("*", f, ("**", f, g - 1))) if g > 1 else derivative(f)
    rules = {
        "+": lambda: ("+", derivative(f), derivative(g)),
        "-": lambda: ("-", derivative(f), derivative(g)),
        "*": lambda: ("+", ("*", derivative(f), g), ("*", derivative(g), f)),
        "/": lambda: ("/", ("-", derivative(f), ("*", tree, derivative(g))), g),
    }
    return rules[kind]()
