r"""Limits and slopes

Work these out by hand and reply with a number, or with a letter where there are several to choose from. Fractions may stay: `7/3`. With $x \to a^-$, $x$ comes from the left, from below $a$; with $x \to a^+$ from the right.
"""

import math

import numpy as np

from mlestone.proving import ask, hints, question

hints(
    "Does the formula have a value at the place itself? Where it is 0/0, which factor do numerator and denominator share?",
    "Far out, only the highest powers count. From one side, only that side's formula counts.",
    "A slope of a product has two terms, one for each factor. A function is continuous where its limits from both sides are its value.",
)


@question
def mended(rng):
    a, b = _two(rng)
    scale = int(rng.integers(2, 5))
    right = scale * (a - b)
    return ask.number(
        f"What is $\\displaystyle\\lim_{{x \\to {a}}} \\frac{{{_poly(scale, -scale * (a + b), scale * a * b)}}}{{{_poly(1, -a)}}}$?",
        right=right,
        mistakes=_wrong([
            (0, "The numerator is 0 there, but so is the denominator: numerator and denominator share a factor."),
            (float("inf"), "The denominator is 0 there, but so is the numerator: numerator and denominator share a factor."),
            (a - b, "One factor was lost: all terms of the numerator are divisible by it."),
            (scale * (a + b), "Look at the sign in the factor that is left."),
            (-right, "Look at the sign in the factor that is left."),
        ]),
    )


@question(times=2)
def far_out(rng):
    p, q = _two(rng)
    r, s, u, v = (int(n) for n in rng.integers(1, 10, size=4))
    if rng.random() < 0.65:
        top, bottom, right = _poly(p, r, s), _poly(q, u, v), p / q
    else:
        top, bottom, right = _poly(p, r), _poly(q, u, v), 0.0  # not 0: that a number is whole would tell
    return ask.number(
        f"What is $\\displaystyle\\lim_{{x \\to \\infty}} \\frac{{{top}}}{{{bottom}}}$?",
        right=right,
        mistakes=_wrong([
            (0 if right else p / q, "Divide numerator and denominator by the highest power of the denominator: what remains when x is very large?"),
            (float("inf"), "Both grow without end. How much faster does one of them grow?"),
            ((s if right else r) / v, "That is the value at 0. Far out, the highest powers count."),
            (q / p, "Numerator and denominator have changed places."),
            (1, "Infinity divided by infinity can be anything: compare how fast the two grow."),
            (r / u, "These are the factors of the wrong powers."),
        ]),
    )


@question(times=2)
def without_end(rng):
    p, q = _two(rng)
    r, s, u = (int(n) for n in rng.integers(1, 10, size=3))
    if rng.random() < 0.5:
        positive = p * q > 0
        text = f"\\lim_{{x \\to \\infty}} \\frac{{{_poly(p, r, s)}}}{{{_poly(q, u)}}}"
        finite = f"${_ratio(p, q)}$"
        why = "The numerator has the higher power: it outgrows the denominator, and their factors decide the sign alone."
        flat = "That is so when the denominator outgrows the numerator."
    else:
        at, power = int(rng.choice([-3, -2, -1, 1, 2, 3])), int(rng.choice([1, 2]))
        side = str(rng.choice(["-", "+"]))
        positive = (p > 0) == (power == 2 or side == "+")
        text = f"\\lim_{{x \\to {at}^{side}}} \\frac{{{p}}}{{({_poly(1, -at)})^{power}}}" if power == 2 else f"\\lim_{{x \\to {at}^{side}}} \\frac{{{p}}}{{{_poly(1, -at)}}}"
        finite = f"${p}$"
        why = "The denominator gets as small as one likes, and the numerator stays: what becomes of the quotient?"
        flat = "The denominator tends to 0. What becomes of a number that is divided by ever smaller ones?"
    right, wrong = ("$\\infty$", "$-\\infty$") if positive else ("$-\\infty$", "$\\infty$")
    return ask.choice(
        f"What is $\\displaystyle {text}$?",
        right=right,
        decoys={wrong: "The size grows without end. Which sign have numerator and denominator on the way?", "$0$": flat, finite: why},
    )


@question(times=2)
def from_one_side(rng):
    at, (a, b), (c, d) = int(rng.integers(-3, 5)), _two(rng), _two(rng)
    left, right = a * at + b, c * at + d
    while left == right or a == c:
        (a, b), (c, d) = _two(rng), _two(rng)
        left, right = a * at + b, c * at + d
    side = str(rng.choice(["-", "+"]))
    wanted, other = (left, right) if side == "-" else (right, left)
    closed = bool(rng.random() < 0.5)
    first, second = ("<", "\\ge") if closed else ("\\le", ">")
    return ask.number(
        f"$f(x) = {_poly(a, b)}$ for $x {first} {at}$, and $f(x) = {_poly(c, d)}$ for $x {second} {at}$. What is $\\displaystyle\\lim_{{x \\to {at}^{side}}} f(x)$?",
        right=wanted,
        mistakes=_wrong([
            (other, "That is the limit from the other side. The value at the place itself plays no part."),
            ((left + right) / 2, "There is no mean between the sides: only one of the formulas is on this side."),
            (a if side == "-" else c, "That is the slope on this side. What does the formula tend to?"),
        ]),
    )


@question
def joined(rng):
    at, (a, b) = int(rng.integers(2, 6)) * int(rng.choice([-1, 1])), _two(rng)
    c = int(rng.integers(2, 6))
    value = a * at + b
    right = (value - c) / at
    right = int(right) if right.is_integer() else right
    return ask.number(
        f"$f(x) = {_poly(a, b)}$ for $x < {at}$, and $f(x) = kx + {c}$ for $x \\ge {at}$. For which $k$ is $f$ continuous?",
        right=right,
        mistakes=_wrong([
            (a, "With equal slopes the two lines need not meet: compare their values."),
            (value, "That is the value that both sides are to have. Which $k$ gives it?"),
            (value - c, "At that place, $k$ is multiplied with $x$."),
            ((value + c) / at, "Look at the sign with which the constant goes to the other side."),
        ]),
    )


@question
def torn(rng):
    a, b, c = (int(n) for n in rng.choice([n for n in range(-6, 7) if n], size=3, replace=False))
    top, bottom = _poly(1, -(a + b), a * b), _poly(1, -(a + c), a * c)
    return ask.number(
        f"$\\displaystyle f(x) = \\frac{{{top}}}{{{bottom}}}$ has no value at two places. At one of them it could be given a value that makes it continuous there. What "
        "is that value?",
        right=(a - b) / (a - c),
        mistakes=_wrong([
            (a, "That is the place. Which value belongs there?"),
            (c, "That is the place where $f$ grows without end: no value mends it."),
            (0, "Numerator and denominator are both 0 there. Which factor do they share?"),
            (1, "The highest powers decide far out, not here."),
            ((c - b) / (c - a), "At the other place only the denominator is 0: no value mends that."),
            ((a - c) / (a - b), "Numerator and denominator have changed places."),
        ]),
    )


@question(times=2)
def slope(rng):
    n = int(rng.integers(3, 5))
    p, q = _two(rng)
    r, s = int(rng.integers(2, 8)), int(rng.integers(1, 10))
    at = int(rng.choice([-2, -1, 1, 2]))
    coefficients = [p] + [0] * (n - 3) + [q, r, s]
    right = n * p * at ** (n - 1) + 2 * q * at + r
    return ask.number(
        f"$f(x) = {_poly(*coefficients)}$. What is $f'({at})$?",
        right=right,
        mistakes=_wrong([
            (p * at**n + q * at**2 + r * at + s, "That is $f$ itself. Asked for is its slope."),
            (right + s, "A constant does not change: its slope is 0."),
            (p * at ** (n - 1) + q * at + r, "Each exponent comes down in front as a factor."),
            (n * p * at**n + 2 * q * at**2 + r * at, "Each exponent comes down in front, and what is left above is one less."),
            (right - r, "A multiple of $x$ has a slope as well."),
            (n * p * abs(at) ** (n - 1) + 2 * q * abs(at) + r, "Look at the signs: a negative number to an odd power is negative."),
        ]),
    )


@question(times=2)
def combined(rng):
    while True:
        f, g, df, dg = (int(n) * int(sign) for n, sign in zip(rng.integers(2, 7, size=4), rng.choice([-1, 1], size=4)))
        if len({abs(f), abs(g), abs(df), abs(dg)}) == 4:
            break
    at = int(rng.integers(1, 6))
    known = f"$f({at}) = {f}$, $f'({at}) = {df}$, $g({at}) = {g}$, $g'({at}) = {dg}$."
    if rng.random() < 0.5:
        return ask.number(
            f"{known} What is the slope of $f \\cdot g$ at {at}?",
            right=df * g + f * dg,
            mistakes=_wrong([
                (df * dg, "The slopes are multiplied. While one factor changes, what does the other do?"),
                (df * g - f * dg, "The minus belongs to the quotient. In a product both terms are added."),
                (f * g, "That is the value of the product."),
                (df * g, "The second factor changes as well."),
                (df + dg, "That is the slope of the sum."),
            ]),
        )
    return ask.number(
        f"{known} What is the slope of $f / g$ at {at}?",
        right=(df * g - f * dg) / g**2,
        mistakes=_wrong([
            (df / dg, "The slopes are divided. While the numerator changes, what does the denominator do?"),
            ((df * g + f * dg) / g**2, "When the denominator grows, the quotient shrinks: what does that do to a sign?"),
            ((f * dg - df * g) / g**2, "The two terms have changed places, and with them the sign."),
            ((df * g - f * dg) / g, "Divided by $g$ once. How often is it in the rule?"),
            (df * g - f * dg, "The division by the square of $g$ is missing."),
        ]),
    )


@question
def powers(rng):
    n, c = int(rng.integers(2, 6)), int(rng.integers(2, 8))
    while math.gcd(c, n) > 1:  # a fraction c/n that cannot be reduced
        c = int(rng.integers(2, 8))
    if rng.random() < 0.5:
        minus = "The exponent is $-{}$: which number is one less than that?".format(n)
        return ask.choice(
            f"What is the derivative of $\\displaystyle \\frac{{{c}}}{{x^{n}}}$?",
            right=f"$-{c * n} / x^{{{n + 1}}}$",
            decoys={
                f"${c} / ({n}x^{{{n - 1}}})$": "The numerator stays and the denominator is differentiated: that is no rule. Write it as a negative power.",
                f"$-{c * n} / x^{{{n - 1}}}$": minus,
                f"${c * n} / x^{{{n + 1}}}$": "For positive $x$ it falls as $x$ grows. Which sign has its slope?",
                f"$-{c} / x^{{{n + 1}}}$": "The exponent comes down in front as a factor.",
            },
        )
    return ask.choice(
        f"What is the derivative of $\\displaystyle {c}\\,x^{{1/{n}}}$, for positive $x$?",
        right=f"$\\frac{{{c}}}{{{n}}}\\,x^{{1/{n} - 1}}$",
        decoys={
            f"$\\frac{{{c}}}{{{n}}}\\,x^{{1/{n}}}$": "What is left above is one less than before.",
            f"${c * n}\\,x^{{1/{n} - 1}}$": "The exponent itself comes down in front, which is a fraction.",
            f"$\\frac{{{c}}}{{{n}}}\\,x^{{1/{n - 1}}}$": "One is taken off the exponent, not off its denominator.",
            f"${c}\\,x^{{1/{n} - 1}}$": "The exponent comes down in front as a factor.",
        },
    )


@question
def kink(rng):
    at, b, m = int(rng.choice([-4, -3, -2, -1, 1, 2, 3, 4, 5])), int(rng.integers(2, 6)), int(rng.integers(2, 8))
    m *= int(rng.choice([-1, 1]))
    side = str(rng.choice(["left", "right"]))
    sign = -1 if side == "left" else 1
    return ask.number(
        f"$f(x) = {b}\\,|{_poly(1, -at)}| {'-' if m < 0 else '+'} {abs(m)}x$. What is the slope of $f$ just to the {side} of $x = {at}$?",
        right=sign * b + m,
        mistakes=_wrong([
            (-sign * b + m, "That is the slope on the other side of the kink."),
            (m, "That is the mean of both sides, which a central quotient would give. Neither side has it."),
            (0, "At the kink itself there is no slope, but on this side there is one."),
            (sign * b, "The second term has a slope as well."),
        ]),
    )


def _ratio(p, q):
    """A quotient as it is written."""
    return f"{p // q}" if p % q == 0 else f"{'-' if p * q < 0 else ''}{abs(p)}/{abs(q)}"


def _two(rng):
    """Two different whole numbers, not 0, and not each other's negative."""
    while True:
        a, b = (int(n) for n in rng.integers(-7, 8, size=2))
        if a and b and abs(a) != abs(b):
            return a, b


def _poly(*coefficients):
    """A polynomial as it is written, highest power first."""
    text = ""
    for power, number in zip(range(len(coefficients) - 1, -1, -1), coefficients):
        if not number:
            continue
        sign = ("-" if number < 0 else "") if not text else (" - " if number < 0 else " + ")
        size = "" if abs(number) == 1 and power else str(abs(number))
        variable = "" if not power else "x" if power == 1 else f"x^{power}"
        text += f"{sign}{size}{variable}"
    return text or "0"


def _wrong(mistakes):
    """Foreseen replies in plain numbers; of equal ones the first counts."""
    found = {}
    for value, sentence in mistakes:
        found.setdefault(float(np.asarray(value)), sentence)
    return found
