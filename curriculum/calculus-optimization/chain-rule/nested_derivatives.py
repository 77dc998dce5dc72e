r"""Nested slopes

Work these out by hand and reply with a number, or with a letter where there are several to choose from. Fractions and roots may stay: `7/3`, `2/sqrt(5)`. $\sigma(x) = \frac{1}{1 + e^{-x}}$ is the sigmoid, with the slope $\sigma'(x) = \sigma(x)\,(1 - \sigma(x))$; $\ln$ is the natural logarithm.
"""

from mlestone.proving import ask, hints, question

hints(
    "Which function is applied last? What does it get from the one before, and what is *that* at this place?",
    "Write one factor for each function, from the outermost to the innermost: its slope, at what it is given there.",
    "A sum inside a logarithm: the slope of the sum over the sum itself. Of several ways to the result, each gives a product of its steps, and these are added.",
)


@question(times=2)
def power_of_a_polynomial(rng):
    n = int(rng.integers(3, 6))
    a, c = _nonzero(rng, 2, 5), _nonzero(rng, 1, 6)
    at = int(rng.choice([-2, -1, 1, 2]))
    power = int(rng.choice([1, 2]))
    inside = a * at**power + c
    while abs(inside) in (0, 1) or abs(inside) > 4:
        c = _nonzero(rng, 1, 24)
        inside = a * at**power + c
    inner = a * power * at ** (power - 1)
    x = "x^2" if power == 2 else "x"
    right = n * inside ** (n - 1) * inner
    return ask.number(
        f"$f(x) = ({a}{x} {_signed(c)})^{n}$. What is $f'({at})$?",
        right=right,
        mistakes=_wrong([
            (n * inside ** (n - 1), "The inner slope is missing: what is in the brackets changes at a rate of its own."),
            (n * inner ** (n - 1), "The inner function was replaced by its slope. The outer slope is taken at the inner *value*."),
            (n * at ** (n - 1) * inner, "The outer slope is taken at $x$. What does the outer function get?"),
            (inside ** (n - 1) * inner, "The exponent comes down in front as a factor."),
            (n * inside**n * inner, "The exponent is one lower in the slope."),
            (n * inside ** (n - 1) + inner, "Slopes of nested functions are multiplied, not added."),
            (inside**n, "That is $f$ itself. Asked for is its slope."),
        ]),
    )


@question(times=2)
def from_tables(rng):
    values = [int(n) for n in rng.permutation([2, 3, 4, 5, 6, 7, 8, 9])]
    place, middle, f_there, f_here = values[:4]
    g_slope, f_middle, f_place, g_middle = (n * int(rng.choice([-1, 1])) for n in values[4:])
    known = (
        f"$g({place}) = {middle}$, $g'({place}) = {g_slope}$, $g'({middle}) = {g_middle}$; $f({place}) = {f_here}$, $f({middle}) = {f_there}$, "
        f"$f'({place}) = {f_place}$, $f'({middle}) = {f_middle}$."
    )
    if rng.random() < 0.5:
        return ask.number(
            f"{known} What is the slope of $f(g(x))$ at $x = {place}$?",
            right=f_middle * g_slope,
            mistakes=_wrong([
                (f_place * g_slope, "The outer slope is taken at $x$. What does $f$ get there?"),
                (f_middle, "The inner slope is missing."),
                (f_middle * g_middle, "The inner slope is taken at the place of the outer one. What does $g$ get?"),
                (f_place * middle + f_here * g_slope, "That is the product rule, for $f$ times $g$. Here $g$ is inside $f$."),
                (f_middle + g_slope, "Slopes of nested functions are multiplied, not added."),
            ]),
        )
    return ask.number(
        f"{known} What is the slope of $(f(g(x)))^2$ at $x = {place}$?",
        right=2 * f_there * f_middle * g_slope,
        mistakes=_wrong([
            (2 * f_there, "That is the slope of the square alone. Two more functions are inside it."),
            (2 * f_there * f_middle, "The innermost slope is missing."),
            (f_middle * g_slope, "The square is a function as well, and the outermost."),
            (2 * f_middle * g_slope, "The square's slope is taken at the value of $f(g(x))$."),
            (2 * f_here * f_place * g_slope, "The outer slopes are taken at $x$. What does $f$ get there?"),
            ((f_middle * g_slope) ** 2, "The slope was squared, not the function."),
        ]),
    )


@question(times=2)
def power_of_a_sigmoid(rng):
    n, tenths, rate = int(rng.integers(2, 4)), int(rng.choice([1, 2, 3, 4, 6, 7, 8, 9])), _nonzero(rng, 2, 9)
    shift, s = _nonzero(rng, 1, 9), tenths / 10
    right = n * s**n * (1 - s) * rate
    return ask.number(
        f"$f(x) = \\sigma({rate}x {_signed(shift)})^{n}$. At some place, $\\sigma({rate}x {_signed(shift)}) = {s}$. What is $f'(x)$ there?",
        right=right,
        mistakes=_wrong([
            (n * s ** (n - 1), "That is the slope of the power. The sigmoid inside has a slope as well."),
            (n * s**n * (1 - s), "The innermost slope is missing: how fast does the argument of the sigmoid change?"),
            (n * s ** (n - 1) * rate, "The sigmoid itself was left out: its slope stands between the other two."),
            (n * s ** (n - 1) * (1 - s) * rate, "The slope of the sigmoid has two factors."),
            (s * (1 - s) * rate, "That is the slope of the sigmoid alone. It is raised to a power."),
            (s**n * (1 - s**n) * rate, "The rule for the sigmoid was used for its power. Which function is the outermost?"),
            (-right, "The sigmoid rises. Which sign has its slope?"),
        ]),
    )


@question
def softplus(rng):
    k, rate, times = int(rng.integers(2, 10)), _nonzero(rng, 2, 9), int(rng.integers(2, 6))
    shift = _nonzero(rng, 1, 9)
    text = f"{rate}x {_signed(shift)}"
    right = times * rate * k / (1 + k)
    return ask.number(
        f"$f(x) = {times}\\ln(1 + e^{{{text}}})$. At some place, $e^{{{text}}} = {k}$. What is $f'(x)$ there?",
        right=right,
        mistakes=_wrong([
            (times / (1 + k), "That is the slope of the logarithm. What is inside it changes at a rate of its own."),
            (times * k / (1 + k), "The innermost slope is missing: how fast does the exponent change?"),
            (times * rate / (1 + k), "The slope of the exponential function was left out."),
            (times * rate, "The logarithm does not undo the exponential function here: there is a 1 beside it."),
            (rate * k / (1 + k), "The factor in front stays."),
            (times * rate * k, "The slope of the logarithm is one over what it is given."),
        ]),
    )


@question(times=2)
def log_sum_exp(rng):
    a, b = (_nonzero(rng, 2, 9) for _ in range(2))
    u, v = (int(n) for n in rng.choice([n for n in range(1, 10)], size=2, replace=False))
    while a == b or a * u + b * v == 0:
        a, b = (_nonzero(rng, 2, 9) for _ in range(2))
    return ask.number(
        f"$f(x) = \\ln\\!\\left(e^{{g(x)}} + e^{{h(x)}}\\right)$. At some place, $e^{{g(x)}} = {u}$ and $e^{{h(x)}} = {v}$, and $g$ and $h$ have the slopes "
        f"$g'(x) = {a}$ and $h'(x) = {b}$. What is $f'(x)$ there?",
        right=(a * u + b * v) / (u + v),
        mistakes=_wrong([
            (1 / (u + v), "That is the slope of the logarithm. The sum inside it has a slope as well."),
            (1.0, "Each of the exponents changes at a rate of its own: the inner slopes are missing."),
            (a + b, "The logarithm of a sum is not the sum of the logarithms."),
            ((a + b) / 2, "It is a mean of the inner slopes, but not an even one: the larger term counts for more."),
            (a * u + b * v, "That is the slope of the sum. It is divided by what the logarithm is given."),
            ((a + b) / (u + v), "The slope of the exponential function is the function itself: by what is each rate multiplied?"),
            ((a * v + b * u) / (u + v), "The weights have changed places."),
        ]),
    )


@question(times=2)
def formula(rng):
    a, c = int(rng.integers(2, 8)), int(rng.integers(2, 10))
    n = int(rng.integers(2, 5))
    inner = f"{a * n}x" + (f"^{{{n - 1}}}" if n > 2 else "")
    arg = f"{a}x^{n}"
    way = int(rng.integers(3))
    outer_only = "The inner slope is missing."
    at_slope = "The outer function is to be given the inner value, not the inner slope."
    if way == 0:
        return ask.choice(
            f"What is the derivative of $e^{{-{arg}}}$?",
            right=f"$-{inner}\\,e^{{-{arg}}}$",
            decoys={
                f"$e^{{-{arg}}}$": outer_only,
                f"$e^{{-{inner}}}$": at_slope,
                f"$-{inner}\\,e^{{-{inner}}}$": at_slope,
                f"${inner}\\,e^{{-{arg}}}$": "For positive $x$ it falls as $x$ grows. Which sign has its slope?",
                f"$-{arg}\\,e^{{-{arg} - 1}}$": "The rule for powers is for an exponent that does not change. Here it is the exponent that does.",
            },
        )
    if way == 1:
        return ask.choice(
            f"What is the derivative of $\\ln({c} + {arg})$?",
            right=f"$\\frac{{{inner}}}{{{c} + {arg}}}$",
            decoys={
                f"$\\frac{{1}}{{{c} + {arg}}}$": outer_only,
                f"$\\frac{{1}}{{{inner}}}$": at_slope,
                f"$\\frac{{{inner}}}{{{arg}}}$": "A constant has no slope, but it is part of the value that the logarithm is given.",
                f"${inner}\\,({c} + {arg})$": "The slope of the logarithm is one over what it is given.",
            },
        )
    return ask.choice(
        f"What is the derivative of $\\sqrt{{{c} + {arg}}}$?",
        right=f"$\\frac{{{inner}}}{{2\\sqrt{{{c} + {arg}}}}}$",
        decoys={
            f"$\\frac{{1}}{{2\\sqrt{{{c} + {arg}}}}}$": outer_only,
            f"$\\frac{{1}}{{2\\sqrt{{{inner}}}}}$": at_slope,
            f"$\\sqrt{{{inner}}}$": "The root of the slope is not the slope of the root.",
            f"$\\frac{{{inner}}}{{\\sqrt{{{c} + {arg}}}}}$": "The root is the power 1/2: which factor comes down in front?",
            f"$\\frac{{{inner}\\,\\sqrt{{{c} + {arg}}}}}{{2}}$": "The exponent 1/2 is one lower in the slope: which is that?",
        },
    )


@question(times=2)
def several_ways(rng):
    a, b = (int(n) for n in rng.choice([2, 3, 4, 5, 6, 7], size=2, replace=False))
    k = int(rng.integers(2, 6))
    if rng.random() < 0.5:
        # c = a*b, d = c + k*a, e = c*d
        c, d = a * b, a * b + k * a
        right = b * d + c * (b + k)
        return ask.number(
            f"`c = a * b`, `d = c + {k} * a`, `e = c * d`. What is the slope of `e` in `a` at `a` = {a}, `b` = {b}?",
            right=right,
            mistakes=_wrong([
                (b * d, "Only the way from c to e was followed. `d` depends on `a` as well."),
                (c * (b + k), "Only the ways through d were followed. `c` is a factor of `e` itself."),
                (c * k, "That is the last of three ways from a to e. Their shares are added."),
                (b * d + c * k, "`d` depends on `a` in two ways: one of them goes through `c`."),
                (b * d + c * b, "`d` depends on `a` in two ways: one of them is direct."),
                (c + d, "That is the slope in `c`, if `d` follows it. Asked for is the slope in `a`."),
                (b * (b + k), "The slopes of the factors are multiplied. A product has one term for each factor."),
            ]),
        )
    # c = a + k*b ; d = a*c ; e = d + c**2
    c = a + k * b
    right = k * a + 2 * c * k
    return ask.number(
        f"`c = a + {k} * b`, `d = a * c`, `e = d + c ** 2`. What is the slope of `e` in `b` at `a` = {a}, `b` = {b}?",
        right=right,
        mistakes=_wrong([
            (k * a, "Only the way through `d` was followed. `c` is in `e` a second time."),
            (2 * c * k, "Only the way through the square was followed. `d` depends on `b` as well."),
            (a + 2 * c, "That is the slope in `c`. How fast does `c` change with `b`?"),
            (k * a + 2 * c, "On one of the two ways, the step from `b` to `c` is missing."),
            (c + k * a + 2 * c * k, "`a` stays as it is when `b` changes."),
            (k * a + 2 * k, "The slope of the square is taken at the value of `c`."),
        ]),
    )


@question
def handed_back(rng):
    a, b = (int(n) for n in rng.choice([2, 3, 4, 5, 6], size=2, replace=False))
    c = int(rng.integers(2, 6)) * int(rng.choice([-1, 1]))
    u = a * b
    v = u + c
    while v == 0:
        c -= 1
        v = u + c
    right = [2 * v * b, 2 * v * a, 2 * v, 2 * v]
    return ask.array(
        f"`u = a * b`, `v = u + c`, `e = v ** 2`, with `a` = {a}, `b` = {b}, `c` = {c}. Reverse mode goes back from `e`. Which slopes of `e` does it leave in `a`, `b`, `c` "
        "and `u`? Reply with four numbers, like `[1, 2, 3, 4]`.",
        right=right,
        mistakes=[
            ([b, a, 1, 1], "These are the slopes of single steps: each is multiplied by the slope that arrived from behind it."),
            ([2 * v * a, 2 * v * b, 2 * v, 2 * v], "Of a product, the slope in one factor is the other."),
            ([2 * b, 2 * a, 2, 2], "The slope of the square is taken at the value of `v`."),
            ([2 * v * b, 2 * v * a, 1, 2 * v], "A sum hands the slope that arrives on to both of its terms."),
            ([2 * v * b, 2 * v * a, 2 * v * c, 2 * v], "A sum hands on the slope as it is: 1 per unit, whatever the value of `c`."),
        ],
    )


def _nonzero(rng, low, high):
    """A whole number of a size between the two, of either sign."""
    return int(rng.integers(low, high + 1)) * int(rng.choice([-1, 1]))


def _signed(number):
    """A number as a further term."""
    return f"{'-' if number < 0 else '+'} {abs(number)}"


def _wrong(mistakes):
    """Foreseen replies in plain numbers; of equal ones the first counts."""
    found = {}
    for value, sentence in mistakes:
        found.setdefault(float(value), sentence)
    return found
