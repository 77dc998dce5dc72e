r"""Rules for trees

A formula in $x$ is a tree: a number, or the text `"x"`, or a tuple of an operator and the two trees it joins, `("+", left, right)`, with the
operators `"+"`, `"-"`, `"*"`, `"/"` and `"**"`. A power has a whole number on the right, which may be 0 or negative; in the trees you are given it always
has `"x"` on the left.

Write `derivative(tree)`, which returns the slope of the formula as a tree of the same kind; in yours, any tree may be raised to a whole number.
The slope may be written in any way: its value is compared, at points where the formula has a slope, $x = 0$ among them. `evaluate` works out a tree for a number.

```python
square = ("**", "x", 2)
evaluate(derivative(square), 5.0)                             # 10.0
evaluate(derivative(("*", square, ("+", "x", 1))), 2.0)       # 16.0
evaluate(derivative(("/", 1, square)), 0.5)                   # -16.0
```
"""

from mlestone.proving import afterwards, answer, check, expect, given, hints, mistake, tolerance

tolerance(rtol=1e-7, atol=1e-9)

hints(
    "Which trees have no tree in them, and what is their slope?",
    "Every rule for two formulas speaks of the slopes of both: where do you get those from?",
    "Of a product, each factor in turn is replaced by its slope. A quotient has the same two terms, in a fixed order, with a minus between them. "
    "What does the power rule give at x = 0 for the powers 0 and 1?",
)

afterwards(
    "SymPy's `diff` does the same and then tidies up: `sympy.simplify` looks for the shortest of many equal trees, which takes far longer than the rules. "
    "Libraries for training go another way: they apply the rules to numbers while the program runs, and never build the formula of the slope."
)


@given
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


@answer
def derivative(tree):
    """Return the slope of the formula `tree`, as a tree."""
    if tree == "x":
        return 1
    if not isinstance(tree, tuple):
        return 0
    operator, f, g = tree
    if operator == "**":
        return ("*", g, ("**", "x", g - 1)) if g else 0
    df, dg = derivative(f), derivative(g)
    if operator in ("+", "-"):
        return (operator, df, dg)
    if operator == "*":
        return ("+", ("*", df, g), ("*", f, dg))
    return ("/", ("-", ("*", df, g), ("*", f, dg)), ("*", g, g))


def _with(**rules):
    """A derivative in which some rules are replaced: functions of f, g and their slopes."""

    def slope(tree):
        if not isinstance(tree, tuple):
            number = rules.get("number", lambda value: 0)
            return 1 if tree == "x" else number(tree)
        operator, f, g = tree
        if operator == "**":
            power = rules.get("power", lambda base, n: ("*", n, ("**", base, n - 1)) if n else 0)
            return power(f, g)
        df, dg = slope(f), slope(g)
        usual = {
            "+": lambda f, g, df, dg: ("+", df, dg),
            "-": lambda f, g, df, dg: ("-", df, dg),
            "*": lambda f, g, df, dg: ("+", ("*", df, g), ("*", f, dg)),
            "/": lambda f, g, df, dg: ("/", ("-", ("*", df, g), ("*", f, dg)), ("*", g, g)),
        }
        name = {"+": "add", "-": "subtract", "*": "times", "/": "over"}[operator]
        return rules.get(name, usual[operator])(f, g, df, dg)

    return slope


@mistake(derivative, "A number keeps its value here. How steep is the graph of a constant?")
def numbers_stay(tree):
    return _with(number=lambda number: number)(tree)


@mistake(derivative, "The slopes of the factors are multiplied. Try x times x: is the slope 1 everywhere?")
def multiplies_slopes(tree):
    return _with(times=lambda f, g, df, dg: ("*", df, dg))(tree)


@mistake(derivative, "Of a product only the first factor changes here. What does the second one do meanwhile?")
def half_a_product(tree):
    return _with(times=lambda f, g, df, dg: ("*", df, g))(tree)


@mistake(derivative, "The slopes are divided by each other. Try 1 / x: what is the slope of 1?")
def divides_slopes(tree):
    return _with(over=lambda f, g, df, dg: ("/", df, dg))(tree)


@mistake(derivative, "The two terms of the quotient rule are added. What happens to 1 / x when x grows?")
def loses_the_minus(tree):
    return _with(over=lambda f, g, df, dg: ("/", ("+", ("*", df, g), ("*", f, dg)), ("*", g, g)))(tree)


@mistake(derivative, "The quotient's two terms have changed places, and with them the sign.")
def turns_the_quotient_round(tree):
    return _with(over=lambda f, g, df, dg: ("/", ("-", ("*", f, dg), ("*", df, g)), ("*", g, g)))(tree)


@mistake(derivative, "The quotient is divided by the denominator once. How often is it in the rule?")
def divides_once(tree):
    return _with(over=lambda f, g, df, dg: ("/", ("-", ("*", df, g), ("*", f, dg)), g))(tree)


@mistake(derivative, "A difference is treated like a sum.")
def adds_differences(tree):
    return _with(subtract=lambda f, g, df, dg: ("+", df, dg))(tree)


@mistake(derivative, "The exponent comes down in front, and stays where it was as well.")
def keeps_the_exponent(tree):
    return _with(power=lambda f, n: ("*", n, ("**", f, n)))(tree)


@mistake(derivative, "The exponent got smaller by one, but the old one is not in front.")
def drops_the_factor(tree):
    return _with(power=lambda f, n: ("**", f, n - 1) if n else 0)(tree)


@mistake(derivative, "At x = 0 this asks for 0 to the power of -1. Which exponent makes a formula that does not change at all?")
def zeroth_power(tree):
    return _with(power=lambda f, n: ("*", n, ("**", f, n - 1)))(tree)


OPERATORS = ("+", "-", "*", "/", "**")


def _is_tree(tree, depth=0):
    if isinstance(tree, tuple):
        if len(tree) != 3 or tree[0] not in OPERATORS or depth > 200:
            return False
        if tree[0] == "**" and not (isinstance(tree[2], int) and not isinstance(tree[2], bool)):
            return False
        return all(_is_tree(part, depth + 1) for part in tree[1:])
    return tree == "x" if isinstance(tree, str) else isinstance(tree, int | float) and not isinstance(tree, bool)


def _same_slope(learner, tree, points):
    got = learner.derivative(tree)
    expect(got).satisfies(_is_tree, "a tree of numbers, \"x\" and tuples of an operator and two trees")
    for x in points:
        at = f"x = {x:.6g}"  # the learner is to see where the slope was worked out
        expect({at: _value(got, x)}).close({at: evaluate(derivative(tree), x)})


def _value(tree, x):
    """What a learner's tree is worth, or what went wrong."""
    try:
        return evaluate(tree, x)
    except ArithmeticError as error:
        return f"a {type(error).__name__}"


def _number(rng):
    return int(rng.integers(2, 8)) * int(rng.choice([-1, 1]))


def _leaf(rng):
    way = rng.integers(4)
    if way == 0:
        return _number(rng)
    if way == 1:
        return round(float(rng.uniform(0.5, 3)), 2)
    return "x" if way == 2 else ("**", "x", int(rng.choice([-3, -2, -1, 2, 3, 4])))


def _case(rng, depth, operators):
    """A tree of the operators, and points at which none of its parts is large, nor divided by little."""
    points = [float(x) for x in rng.uniform(0.5, 2.5, size=3) * rng.choice([-1, 1], size=3)]

    def grow(depth):
        if depth == 0:
            return _leaf(rng)
        left, right = grow(depth - 1), grow(int(rng.integers(depth)))
        for operator in rng.permutation(operators):
            tree = (str(operator), left, right)
            if all(_is_sound(tree, x) for x in points):
                return tree
        return left

    for _ in range(20):
        tree = grow(depth)
        if _operators(tree) >= set(operators):
            break
    return tree, points


def _is_sound(tree, x):
    operator, _, right = tree
    return (operator != "/" or abs(evaluate(right, x)) > 0.3) and abs(evaluate(tree, x)) < 300


def _operators(tree):
    return {tree[0], *_operators(tree[1]), *_operators(tree[2])} if isinstance(tree, tuple) else set()


@check("knows the slope of a number, of x and of its powers")
def leaves(learner, rng):
    points = [float(x) for x in rng.uniform(0.5, 3, size=3) * rng.choice([-1, 1], size=3)]
    for tree in (_number(rng), 1.5, "x", *(("**", "x", n) for n in (2, 3, int(rng.integers(4, 9)), -1, -2, 1, 0))):
        _same_slope(learner, tree, points)


@check("applies the rules for sums and differences", sizes=(1, 2, 4))
def sums(learner, rng, size):
    for operators in (["+"], ["-"], ["+", "-"][:size]):
        _same_slope(learner, *_case(rng, size, operators))


@check("applies the product rule", sizes=(1, 2, 3))
def products(learner, rng, size):
    _same_slope(learner, ("*", "x", "x"), [3.0])
    _same_slope(learner, *_case(rng, size, ["*"]))


@check("applies the quotient rule", sizes=(1, 2))
def quotients(learner, rng, size):
    _same_slope(learner, ("/", _number(rng), "x"), [2.0, -1.5])
    _same_slope(learner, ("/", ("+", "x", _number(rng) + 0.5), ("-", ("**", "x", 2), 20)), [1.0, -2.0])
    _same_slope(learner, *_case(rng, size, ["/"]))


@check("applies all rules inside one another", sizes=(3, 4))
def nested(learner, rng, size):
    for _ in range(2):
        _same_slope(learner, *_case(rng, size, ["+", "-", "*", "/"] if size > 3 else ["*", "/"]))


@check("finds the slope at x = 0, for the lowest powers too")
def at_zero(learner, rng):
    for n in (3, 2, 1, 0):
        tree = ("+", ("*", _number(rng), ("**", "x", n)), ("*", _number(rng), "x"))
        _same_slope(learner, tree, [0.0])
        _same_slope(learner, ("/", tree, ("-", "x", _number(rng))), [0.0])


@check("finds the slope far out, where estimates have no digits left")
def far_out(learner, rng):
    points = [float(rng.integers(1, 9)) * 1e6, -float(rng.integers(1, 9)) * 1e7]
    _same_slope(learner, ("*", ("+", "x", _number(rng)), ("-", ("**", "x", 2), _number(rng))), points)
    _same_slope(learner, ("/", ("**", "x", 4), ("+", "x", _number(rng))), points)


@check("leaves the tree as it is, and gives the same again")
def pure(learner, rng):
    tree, _ = _case(rng, 4, ["+", "-", "*", "/"])
    expect(learner.derivative).pure(tree)
