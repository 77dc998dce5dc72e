"""Value and type, before it is run

What is each expression worth, and of which type is that? Reply with both, as in `5 int`, `2.5 float`, `abc str` or `True bool`;
write floats with a point and as exactly as they are, such as `-0.75 float`. Where Python stops with an error instead,
reply `error`.
"""

import numpy as np

from mlestone.proving import ask, hints, question

hints(
    "Which operator is worked out first, and of which types are the two things it works on?",
    "`**` comes before a minus sign in front, that before `*`, `/`, `//` and `%`, those before `+` and `-`; equals go from left to "
    "right, and only `**` from right to left. Comparisons come later, `not` after them, and then `and`.",
    "`//` goes to the next whole number *below*, also for negative ones, and `%` is what that leaves over: it has the sign of "
    "the number on its right. `/` always makes a float; any other operator makes one when a float takes part.",
)

ERROR = "error"


@question(times=2)
def floored(rng):
    a, b = _uneven(rng)
    sign, other = [(-1, 1), (1, -1), (-1, -1), (-1, 1)][rng.integers(4)]
    x, y = sign * a, other * b
    as_float = rng.random() < 0.35
    code = f"{x}.0 // {y}" if as_float else f"{x} // {y}"
    right = float(x // y) if as_float else x // y
    cut = int(x / y)
    below = f"{x} divided by {y} is {x / y:.4g}; `//` goes to the next whole number below that, not towards 0."
    return _asked(
        code,
        right,
        (float(cut) if as_float else cut, below if cut != right else "Minus divided by minus is plus."),
        (int(cut), f"{below} And where a float takes part, the result is one." if as_float else below),
        (x / y, "`/` would divide to the end; `//` gives a whole number of times."),
        (-right, "Look at the signs once more: one minus makes the quotient negative, two make it positive."),
        (x % y, "That is what is left over: `%`."),
    )


@question(times=2)
def left_over(rng):
    a, b = _uneven(rng)
    sign, other = [(-1, 1), (1, -1), (-1, -1), (-1, 1)][rng.integers(4)]
    x, y = sign * a, other * b
    cut = x - y * int(x / y)
    return _asked(
        f"{x} % {y}",
        x % y,
        (cut, f"`%` has the sign of the number on its right. {x} // {y} is {x // y}: what is missing from {y} * {x // y} to {x}?"),
        (-cut, f"`%` has the sign of the number on its right, and {x} is {y} * ({x} // {y}) plus the rest."),
        (-(x % y), "The size is right. Which of the two numbers gives `%` its sign?"),
        (x // y, "That is how many times it fits: `//`. Asked for is what is left over."),
        (x / y, "`%` has nothing to do with percent or with `/`: it is what a division by `//` leaves over."),
        (x * y / 100, "`%` has nothing to do with percent: it is what a division by `//` leaves over."),
    )


@question(times=2)
def raised(rng):
    a, b = (int(n) for n in rng.choice(np.arange(2, 10), size=2, replace=False))
    way = str(rng.choice(["minus", "minus odd", "inverse", "tower", "brackets", "factor"]))
    if way == "minus":
        power = int(rng.choice([2, 4])) if a < 4 else 2
        return _asked(
            f"-{a} ** {power}",
            -(a**power),
            (a**power, "`**` is worked out before the minus sign: only then is the sign changed."),
            (-a * power, "`**` raises to a power; `*` multiplies."),
        )
    if way == "minus odd":
        return _asked(
            f"{b} - {a} ** 2",
            b - a**2,
            ((b - a) ** 2, "`**` comes before `-`: only the number beside it is raised."),
            (b - 2 * a, "`**` raises to a power; `*` multiplies."),
            (b + a**2, "The minus sign belongs to what is subtracted: the power is taken off."),
        )
    if way == "inverse":
        base = int(rng.choice([2, 4, 5, 10]))
        power = int(rng.choice([1, 2])) if base != 2 else int(rng.integers(1, 4))
        return _asked(
            f"{base} ** -{power}",
            base**-power,
            (-(base**power), "A negative power is no negative number: it is 1 divided by the positive power."),
            (1 / -(base**power), "A negative power is no negative number: it is 1 divided by the positive power."),
            (0, "1 divided by the positive power is not cut down to a whole number: a float comes of it."),
            (ERROR, "Python can do this: a negative power is 1 divided by the positive one."),
        )
    if way == "tower":
        low, high = [(2, 3), (3, 2), (2, 2)][rng.integers(3)]
        base = 2 if (low, high) != (2, 2) else int(rng.choice([3, 5]))
        return _asked(
            f"{base} ** {low} ** {high}",
            base**low**high,
            ((base**low) ** high, "Of two `**` the right one is worked out first."),
            (base ** (low * high), "Of two `**` the right one is worked out first."),
            (base * low * high, "`**` raises to a power; `*` multiplies."),
        )
    if way == "brackets":
        power = int(rng.choice([2, 3])) if a < 6 else 2
        return _asked(
            f"(-{a}) ** {power}",
            (-a) ** power,
            (-((-a) ** power), "The parentheses make the sign part of what is raised: minus times minus is plus."),
            (-a * power, "`**` raises to a power; `*` multiplies."),
        )
    return _asked(
        f"{b} * {a} ** 2",
        b * a**2,
        ((b * a) ** 2, "`**` comes before `*`: only the number beside it is raised."),
        (b * a * 2, "`**` raises to a power; `*` multiplies."),
    )


@question(times=2)
def in_order(rng):
    while True:
        a, b, c, d = (int(n) for n in rng.integers(2, 14, size=4))
        shapes = [
            f"{a} + {b} * {c}",
            f"{a} - {b} - {c}",
            f"{a} // {b} * {c}",
            f"{a} * {b} // {c}",
            f"{a} % {b} * {c}",
            f"{a} - {b} % {c}",
            f"{a} + {b} // {c} - {d}",
            f"{a} - {b} + {c} * {d}",
            f"{a} / {b} * {c}",
            f"({a} + {b}) * {c} - {d}",
            f"{a} - ({b} - {c}) // {d}",
        ]
        code = shapes[rng.integers(len(shapes))]
        right, flat, back = eval(code), _without_precedence(code), _from_the_right(code)
        if right in (flat, back) and "(" not in code and rng.random() < 0.9:
            continue
        if isinstance(right, int) or float(4 * right).is_integer():
            break
    plain = eval(code.replace("(", "").replace(")", ""))
    return _asked(
        code,
        right,
        (plain, "What is in parentheses is worked out first."),
        (flat, "`*`, `/`, `//` and `%` come before `+` and `-`, wherever they stand."),
        (back, "Of operators of the same rank, the one further left is worked out first."),
        (eval(code.replace("//", "/")), "`//` gives a whole number of times, and drops the rest at once."),
        (_as_other(right), "`/` makes a float, also where the division comes out even; the other operators keep whole numbers whole."),
    )


@question
def divided(rng):
    b, q = (int(n) for n in rng.choice(np.arange(2, 10), size=2, replace=False))
    shapes = [
        f"{b * q} / {b}",
        f"{b * q} // {b}",
        f"{b * q} // {b}.0",
        f"{b} * {q}.0",
        f"{b * q} / {b} + {q}",
        f"{b * q}.0 - {b}",
        f"{b} + {q} - {b}.0",
        f"{b * q} // {b} + {q}",
    ]
    code = shapes[rng.integers(len(shapes))]
    right = eval(code)
    sentence = (
        "The value is right. `/` makes a float, also where the division comes out even, and so does any operator when a float takes "
        "part."
        if isinstance(right, float)
        else "The value is right. `//` of two whole numbers is a whole number; only `/` makes a float of them."
    )
    return _asked(code, right, (_as_other(right), sentence), (ERROR, "Whole numbers and floats go together."))


@question(times=2)
def texts(rng):
    a, b, times = (int(n) for n in rng.choice(np.arange(2, 10), size=3, replace=False))
    times = min(times, 4)
    glue = "Both are text, because of the quotes: `+` glues them together."
    repeat = "Text times a whole number is the text, that many times."
    no_sum = "Text and a number are not added or glued: Python does not guess which is meant."
    digits = f"`int` makes a number of the text, and `+` adds {a} to it."
    back = f"`str` makes text of {b}, and two texts are glued."
    ways = {
        f'"{a}" + "{b}"': (f"{a}{b}", glue),
        f'"{a}" * {times}': (str(a) * times, repeat),
        f'{times} * "{a}"': (str(a) * times, repeat),
        f'"{a}" + {b}': (ERROR, no_sum),
        f'{a} + "{b}"': (ERROR, no_sum),
        f'int("{b}") + {a}': (a + b, digits),
        f'"{a}" + str({b})': (f"{a}{b}", back),
        f'float("{a}") * {b}': (float(a * b), "`float` makes a float of the text, and the product of a float is one."),
        f'"{a}" * "{b}"': (ERROR, "Text times text means nothing: how many times should it be repeated?"),
        f'int("{a}" + "{b}")': (int(f"{a}{b}"), "First the texts are glued; then `int` makes a number of the result."),
        f'int("{a}.5") + {b}': (ERROR, "`int` reads whole numbers only: a text with a point is for `float`."),
    }
    code = str(rng.choice(list(ways)))
    right, sentence = ways[code]
    results = [f"{a}{b}", a + b, str(a) * times, a * times, a * b, int(f"{a}{b}"), float(a + b), float(a * b), str(a * b), f"{a}{b}"]
    results += [str(a + b), int(str(a) * times), str(a * times), ERROR]
    return _asked(code, right, *((wrong, sentence) for wrong in results))


@question(times=2)
def truths(rng):
    a, b, c = (int(n) for n in rng.choice(np.arange(2, 20), size=3, replace=False))
    even = 2 * a
    compare = "A comparison, and `bool` as well, is worth `True` or `False`, of type bool."
    types = "Text is never equal to a number, whatever it is made of."
    equal = "A float and an int are equal when they are the same number; their types play no part."
    add = "In arithmetic `True` counts as 1 and `False` as 0, and an int comes of it."
    first = "Arithmetic comes before comparisons."
    ways = {
        f"{a} == {a}.0": (True, equal),
        f'"{a}" == {a}': (False, types),
        f'"{a}" == str({a})': (True, "`str` makes text of the number, and the two texts are the same."),
        f"{even} / 2 == {a}": (True, equal),
        f"{a} + {b} > {c} * 2": (a + b > c * 2, first),
        f"not {a} > {b}": (not a > b, "`not` turns round what the comparison is worth."),
        f"{a} > {b} and {b} > {c}": (a > b and b > c, "`and` is true when both sides are."),
        f"{a} > {b} or {b} > {c}": (a > b or b > c, "`or` is true when one side is, or both are."),
        f"{a} != {b} - {c}": (a != b - c, "`!=` asks whether the two differ."),
        f"True + {a}": (1 + a, add),
        f"({a} > {b}) + ({b} > {c})": ((a > b) + (b > c), add),
        f"{a} * ({b} > {c})": (a * (b > c), add),
        f"bool({a} - {a})": (False, "`bool` of 0 is `False`; of any other number it is `True`."),
        'bool("False")': (True, "`bool` of text is `True` unless the text is empty: it is not read."),
        f"bool({a} - {b})": (True, "`bool` of 0 is `False`; of any other number, also a negative one, it is `True`."),
    }
    code = str(rng.choice(list(ways)))
    right, sentence = ways[code]
    others = [True, False, 0, 1, 2, a, a + 1, ERROR]
    kind = compare if isinstance(right, bool) else add
    return _asked(code, right, *((wrong, sentence if type(wrong) is type(right) else kind) for wrong in others))


@question
def converted(rng):
    whole, tenths = int(rng.integers(1, 9)), int(rng.choice([1, 2, 3, 6, 7, 8, 9]))
    half = int(rng.integers(1, 12))
    cut = "`int` cuts off what stands behind the point, towards 0, however much it is."
    near = "`round` goes to the nearest whole number, which is an int."
    even = "Of two whole numbers that are equally near, `round` takes the even one."
    down = "`//` goes to the next whole number below; it stays a float where one takes part."
    ways = {
        f"int({whole}.{tenths})": (whole, cut),
        f"int(-{whole}.{tenths})": (-whole, cut),
        f"round({whole}.{tenths})": (round(whole + tenths / 10), near),
        f"round(-{whole}.{tenths})": (-round(whole + tenths / 10), near),
        f"round({half}.5)": (round(half + 0.5), even),
        f"float({whole}) + {half}": (float(whole + half), "`float` makes a float of a number, and a sum with one is a float."),
        f"-{whole}.5 // 1": (float(-whole - 1), down),
    }
    code = str(rng.choice(list(ways)))
    right, sentence = ways[code]
    around = [half, half + 1] if f"{half}.5" in code else [whole - 1, whole, whole + 1]
    wrong = [type(right)(sign * value) for value in around for sign in (1, -1)]
    return _asked(code, right, *((value, sentence) for value in wrong))


@question(times=2)
def renamed(rng):
    a, b, c = (int(n) for n in rng.choice(np.arange(2, 9), size=3, replace=False))
    way = str(rng.choice(["-= +", "*= +", "//= +", "+= *", "copy"]))
    if way == "copy":
        lines = [f"x = {a}", "y = x", f"x += {b}", f"y = y * {c} - x"]
        ends = [("y", a * c - (a + b)), ("y", (a + b) * c - (a + b)), ("y", a * c - a)]
        sentences = ["`y` stands for the number that `x` stood for then; what `x` stands for later does not move it."]
        sentences += [f"`x += {b}` gives `x` a new value, which the last line uses."]
    elif way == "+= *":
        lines = [f"x = {a}", f"x += {b} * {c}"]
        ends = [("x", a + b * c), ("x", (a + b) * c), ("x", b * c)]
        sentences = ["The right side is worked out first, then added.", "`+=` adds to what `x` stood for."]
    else:
        sign = way.partition("=")[0]
        a = a * 10 + b
        lines = [f"x = {a}", f"x {sign}= {b} + {c}"]
        ends = [("x", eval(f"{a} {sign} ({b} + {c})")), ("x", eval(f"{a} {sign} {b} + {c}")), ("x", b + c)]
        sentences = [
            f"The right side is worked out first, as a whole: `x {sign}= {b} + {c}` takes {b + c}.",
            f"`{sign}=` works on what `x` stood for; it does not replace it by the right side.",
        ]
    (name, right), *wrong = ends
    code = "\n".join(lines)
    return _asked(
        name,
        right,
        *((value, sentence) for (_, value), sentence in zip(wrong, sentences)),
        (eval(f"{a} / ({b} + {c})") if way == "//= +" else a, "Is that what `x` and `y` stand for in the end?"),
        text=f"After\n\n```python\n{code}\n```\n\nwhat is `{name}` worth, and of which type is it?",
    )


def _asked(code, right, *mistakes, text=None):
    """A question for value and type. Of equal mistakes the first counts; the right value with another type has its own."""
    spelled = _spellings(right)
    sentences = {}
    told = [(wrong, sentence) for wrong, sentence in mistakes if repr(wrong) != repr(right)]
    for wrong, sentence in told:
        for spelling in _spellings(wrong)[:_COMMON]:
            if spelling not in spelled:
                sentences.setdefault(spelling, sentence)
    if right is not ERROR:
        for spelling in _spellings(ERROR)[:_COMMON]:
            sentences.setdefault(spelling, "Python does this without an error: it knows what to do with these types.")
        for kind in ("int", "float", "str", "bool"):
            for value in dict.fromkeys([_value(right), _value(right).removesuffix(".0")]):
                if f"{value} {kind}" not in spelled:
                    sentences.setdefault(f"{value} {kind}", f"The value is right, and its type is not {kind}.")
        for value in dict.fromkeys([_value(right), f'"{_value(right)}"']):
            if value not in spelled:
                sentences.setdefault(value, "Reply with the value and its type, such as `5 int`.")
    return ask.text(text or f"What is `{code}` worth, and of which type is it?", right=spelled, mistakes=sentences)


_COMMON = 6
"""So many spellings of a wrong reply are looked for, the commonest."""


def _value(value):
    return ERROR if value is ERROR else f"{value}"


def _spellings(value):
    """How people write a value and its type."""
    if value is ERROR:
        kinds = ("error", "TypeError", "ValueError", "an error", "a TypeError", "a ValueError", "exception", "raises an error")
        return [*kinds, "type error", "value error", "it raises an error", "error TypeError", "error ValueError"]
    kind = type(value).__name__
    forms = [f"{value}"]
    if kind == "str":
        forms += [f'"{value}"', f"'{value}'"]
    if kind == "float":
        short = f"{value:.10g}"
        forms += [short, f"{value}".replace(".", ","), f"{value}".replace("0.", ".", 1) if abs(value) < 1 else short]
        forms += [f"{short}."] if value == int(value) else [f"{short}0"]
    long = {"int": "integer", "str": "string", "bool": "boolean", "float": "floating point"}[kind]
    shapes = ("{0} {1}", "{0}, {1}", "{0} ({1})", "{0}({1})", "{0}; {1}", "{0}: {1}", "{0} : {1}", "{0} / {1}", "{1} {0}", "{1}, {0}", "{1}({0})")
    shapes += ("{0} is {1}", "{0} of type {1}", "{0}, type {1}", "{0} <class '{1}'>")
    return list(dict.fromkeys(shape.format(form, name) for form in forms for name in (kind, long) for shape in shapes))


def _as_other(number):
    """The same number as the other of int and float."""
    return int(number) if isinstance(number, float) and number == int(number) else float(number)


def _uneven(rng):
    """Two numbers of which the second does not divide the first."""
    b = int(rng.integers(3, 9))
    return b * int(rng.integers(1, 6)) + int(rng.integers(1, b)), b


def _without_precedence(code):
    """The value for someone who goes from left to right, whatever the operators are."""
    first, *rest = code.replace("(", "").replace(")", "").split()
    text = first
    for sign, number in zip(rest[::2], rest[1::2]):
        text = f"({text}) {sign} {number}"
    return eval(text)


def _from_the_right(code):
    """The value for someone who minds precedence, but works out equals from right to left."""
    first, *rest = code.replace("(", "").replace(")", "").split()
    numbers, signs = [first, *rest[1::2]], list(rest[::2])
    for rank in ({"*", "/", "//", "%"}, {"+", "-"}):
        for at in range(len(signs) - 1, -1, -1):
            if signs[at] in rank:
                numbers[at : at + 2] = [f"({numbers[at]} {signs[at]} {numbers[at + 1]})"]
                del signs[at]
    try:
        return eval(numbers[0])
    except ZeroDivisionError:
        return eval(code)
