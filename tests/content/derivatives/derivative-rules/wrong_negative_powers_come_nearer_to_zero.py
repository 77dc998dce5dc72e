# The rest is as in the author's answer.
def derivative(tree):
    if tree == "x":
        return 1
    if not isinstance(tree, tuple):
        return 0
    operator, f, g = tree
    if operator in ("+", "-"):
        return (operator, derivative(f), derivative(g))
    if operator == "*":
        return ("+", ("*", derivative(f), g), ("*", f, derivative(g)))
    if operator == "/":
        return ("/", ("-", ("*", derivative(f), g), ("*", f, derivative(g))), ("**", g, 2))
    if g == 0:
        return 0
    return ("*", ("*", g, ("**", f, (g - 1 if g > 0 else g + 1))), derivative(f))
