# The rest is as in the author's answer.
def derivative(tree):
    match tree:
        case "x":
            return 1
        case int() | float():
            return 0
        case ("+" | "-" as operator, a, b):
            return (operator, derivative(a), derivative(b))
        case ("*", a, b):
            return ("+", ("*", a, derivative(b)), ("*", b, derivative(a)))
        case ("/", a, b):
            first = ("*", derivative(a), ("**", b, -1))
            second = ("*", ("*", a, derivative(b)), ("**", b, -2))
            return ("-", first, second)
        case ("**", _, 0):
            return 0
        case ("**", base, 1):
            return derivative(base)
        case ("**", base, n):
            return ("*", ("*", n, ("**", base, n - 1)), derivative(base))
