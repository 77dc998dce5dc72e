"""Arithmetic as a learner types it: `2/21^2`, `4.2*1000`, `2/(10.5 + sqrt(9.25))`, `2.081·10⁻³`.

Nothing is handed to Python to evaluate: a text of at most `LONGEST` characters is read token by token. Decimals are
taken as they are written, so that 4.1*1000 is 4100. What is no arithmetic, or of no real number, raises `NoNumber`.
"""

import math
import re
from collections.abc import Callable, Sequence
from fractions import Fraction

LONGEST = 200
_DEEPEST = 20
_MOST_BITS = 4096  # of an exact power; larger ones are floats

Value = Fraction | float


class NoNumber(ValueError):
    """The text has no value; the message, if there is one, says why."""


def value_of(text: str) -> int | float:
    """What `text` comes to: a whole number as an int, anything else as a float."""
    if len(text) > LONGEST:
        raise NoNumber
    tokens = _tokens(text)
    try:
        value = _Reading(tokens).whole()
        return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else float(value)
    except ZeroDivisionError:
        raise NoNumber("The reply divides by zero.") from None
    except OverflowError:
        raise NoNumber("The reply is too large a number.") from None


_TOKEN = re.compile(r"\s*(?:((?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d{1,5})?)|(\*\*|[-+*/^()]|sqrt))")
_RAISED = re.compile("[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_LEVEL = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_TIMES = re.compile(r"[·⋅∙\u00d7]|(?<=[\d)])\s*x\s*(?=[\d(])")
_SIGNS = str.maketrans({"÷": "/", "√": "sqrt", "[": "(", "]": ")"})


def _tokens(text: str) -> list[str]:
    plain = _RAISED.sub(lambda found: "^" + found[0].translate(_LEVEL), text)
    plain = _TIMES.sub("*", plain).translate(_SIGNS).replace("math.sqrt", "sqrt").replace("np.sqrt", "sqrt").strip()
    tokens, at = [], 0
    while at < len(plain):
        found = _TOKEN.match(plain, at)
        if found is None:
            raise NoNumber
        tokens.append("^" if found[2] == "**" else found[1] or found[2])
        at = found.end()
    return tokens


class _Reading:
    """Tokens read from left to right. A power binds tighter than a sign, and from the right: -2^2 is -4."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def whole(self) -> Value:
        value = self._sum()
        if self._at < len(self._tokens):
            raise NoNumber
        return value

    def _sum(self) -> Value:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NoNumber
        value = self._product()
        while sign := self._next("+", "-"):
            value = _combined(lambda one, other: one + other if sign == "+" else one - other, value, self._product())
        self._depth -= 1
        return value

    def _product(self) -> Value:
        value = self._signed()
        while sign := self._next("*", "/"):
            value = _combined(lambda one, other: one * other if sign == "*" else one / other, value, self._signed())
        return value

    def _signed(self) -> Value:
        negative = False
        while sign := self._next("+", "-"):
            negative ^= sign == "-"
        value = self._power()
        return -value if negative else value

    def _power(self) -> Value:
        value = self._single()
        if not self._next("^"):
            return value
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NoNumber
        exponent = self._signed()
        self._depth -= 1
        return _power(value, exponent)

    def _single(self) -> Value:
        if self._next("sqrt"):
            return _power(self._single(), Fraction(1, 2))
        if self._next("("):
            value = self._sum()
            if not self._next(")"):
                raise NoNumber
            return value
        token = self._tokens[self._at] if self._at < len(self._tokens) else ""
        if not token[:1].isdigit() and not token.startswith("."):
            raise NoNumber
        self._at += 1
        return _literal(token)

    def _next(self, *wanted: str) -> str:
        """The next token, taken if it is one of these."""
        if self._at < len(self._tokens) and self._tokens[self._at] in wanted:
            self._at += 1
            return self._tokens[self._at - 1]
        return ""


def _literal(text: str) -> Value:
    digits, _, exponent = text.lower().replace("_", "").partition("e")
    return Fraction(f"{digits}e{exponent or 0}") if abs(int(exponent or 0)) <= _MOST_BITS // 4 else float(text)


def _combined(how: Callable[[Value, Value], Value], one: Value, other: Value) -> Value:
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return how(one, other)
    return how(float(one), float(other))


def _power(base: Value, exponent: Value) -> Value:
    if isinstance(base, Fraction) and isinstance(exponent, Fraction) and exponent.denominator == 1:
        bits = max(base.numerator.bit_length(), base.denominator.bit_length())
        if bits * abs(exponent) <= _MOST_BITS:
            return Fraction(base**exponent)
    try:
        return math.pow(base, exponent)
    except (OverflowError, ValueError):
        raise NoNumber("The power in the reply is too large, or of no real number.") from None
