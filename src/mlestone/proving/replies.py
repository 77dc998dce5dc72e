"""Reading what a learner typed in reply to a question: numbers, choices, short texts, arrays.

Nothing is handed to Python to evaluate. What cannot be read raises `Unreadable`, whose message says how to write it
instead; no reply is ever wrong only for the way a number is spelled.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Union

from mlestone.proving import arithmetic

LONGEST = 10_000
_MOST_NUMBERS = 10_000
_DEEPEST = 8

Number = int | float
Nested = Union[Number, "list[Nested]"]


class Unreadable(ValueError):
    """A reply that is not written as the form wants it; the message is for the learner."""


def read_number(text: str, unit: str = "", question: str = "") -> Number:
    """`0.5`, `1e-3`, `2/21^2`, `50 %`, `1,000`, `-inf`, `η < 0.2`; with or without a unit the question names."""
    plain = _LEADING.sub("", _plain(text))
    if not plain:
        raise Unreadable("There is no reply.")
    plain = _without_currency(plain, unit or question)
    try:
        return _number(_without_unit(plain, unit, ""))
    except Unreadable:
        # Only now, since `5.` is a number as well.
        shorter = _without_unit(plain.removesuffix(".").rstrip(), unit, question)
        if shorter == plain:
            raise
        return _number(shorter)


def read_choice(text: str, choices: Sequence[str]) -> int:
    """Which of `choices` is meant: by its letter, or by its own words."""
    plain = _plain(text)
    if not plain:
        raise Unreadable("There is no reply.")
    letter = plain.strip(_QUOTES + "()[].").casefold()
    letters = [label(index) for index in range(len(choices))]
    if letter in letters:
        return letters.index(letter)
    words = [folded(choice) for choice in choices]
    if folded(plain) in words:
        return words.index(folded(plain))
    both = _LETTER_AND_WORDS.fullmatch(plain.strip(_QUOTES))
    if both and both[1].casefold() in letters:
        index = letters.index(both[1].casefold())
        if folded(both[2]) == words[index]:
            return index
    raise Unreadable(f"Reply with one letter: {', '.join(letters[:-1])} or {letters[-1]}.")


def read_text(text: str) -> str:
    """A short text, without the space around it."""
    plain = _plain(text)
    if not plain:
        raise Unreadable("There is no reply.")
    return plain


def read_array(text: str) -> Nested:
    """`[[1, 2], [3, 4]]`, `(3, 4)`, `array([1, 2])`, `1 2 3`, or one row to a line; never ragged."""
    plain = re.sub(r"^(?:[A-Za-z_]+\.)?(?:array|tensor)\s*\((.*)\)$", r"\1", _plain(text), flags=re.DOTALL)
    if not plain:
        raise Unreadable("There is no reply.")
    if not any(bracket in plain for bracket in "[]()"):
        rows = [row for row in re.split(r"[;\n]", plain) if row.strip()]
        read = [list(_numbers_in(row)) for row in rows]
        nested: Nested = [*read[0]] if len(read) == 1 else [[*row] for row in read]
    else:
        nested = _bracketed(plain)
    shape_of(nested)
    return nested


def shape_of(nested: Nested) -> tuple[int, ...]:
    """The shape of nested lists; raises `Unreadable` when they are ragged."""
    if not isinstance(nested, list):
        return ()
    shapes = [shape_of(inner) for inner in nested]
    for row, shape in enumerate(shapes):
        if shape != shapes[0]:
            mine, first = _shape(shape), _shape(shapes[0])
            raise Unreadable(f"Row {row + 1} has shape {mine}, row 1 has {first}: all rows have to be alike.")
    return (len(nested), *(shapes[0] if shapes else ()))


def flat(nested: Nested) -> Iterator[Number]:
    """The numbers of nested lists, in order."""
    if not isinstance(nested, list):
        yield nested
        return
    for inner in nested:
        yield from flat(inner)


@lru_cache(maxsize=4096)  # `author check` marks every foreseen reply against all others
def folded(text: str) -> str:
    """A text without what spelling it differently may change: case, spaces, quotes, a closing full stop."""
    plain = _AROUND_MARKS.sub(r"\1", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(plain.split()).strip(_QUOTES).removesuffix(".").rstrip()


def label(index: int) -> str:
    """The letter of a choice."""
    return "abcdefghijklmnopqrstuvwxyz"[index]


def _plain(text: str) -> str:
    if len(text) > LONGEST:
        raise Unreadable(f"The reply is too long: {len(text)} characters; {LONGEST} can be read.")
    return text.strip().replace("\N{MINUS SIGN}", "-").replace("\N{NO-BREAK SPACE}", " ")


_QUOTES = "\"'`\u201c\u201d\u2018\u2019 "
_AROUND_MARKS = re.compile(r"\s*([,()\[\]])\s*")  # `( 3 , )` is `(3,)`
_LETTER_AND_WORDS = re.compile(r"\(?([A-Za-z])(?:[).:\]]+|\s-)?\s+(.+)", re.DOTALL)  # `c) the sum`
_LEADING = re.compile(r"^(?:(?:0\s*<\s*)?(?:[^\W\d]\w{0,11}\s*)?(?:=|≈|≅|~|<=|≤|<)\s*)+")  # `=`, `x ≈`, `0 < η <`
_LAST_WORD = re.compile(r"(?<=[\d.)])\s*([^\W\d_]+|[€$£])$")
_CURRENCIES = {"€": "euro", "$": "dollar", "£": "pound"}
_DECIMAL = re.compile(r"[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d{1,5})?")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:(?:,\d{3})+|(?: \d{3})+)(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")  # which is no comma between thousands: those have three digits behind them
_SPECIAL = re.compile(r"[+-]?(?:inf(?:inity)?|∞|nan)", re.IGNORECASE)


def _without_unit(text: str, unit: str, question: str) -> str:
    """The text without the unit at its end; without any unit, without a word that stands in the question as well."""
    if unit and text.endswith(unit):
        return text[: -len(unit)].rstrip()
    found = _LAST_WORD.search(text)
    if found is None:
        return text
    word = _CURRENCIES.get(found[1], found[1]).casefold()
    if unit == "%" or (not unit and word in ("percent", "pct")):
        return text[: found.start()] + "%" * (not unit) if word in ("percent", "pct") else text
    # `1 step` where the question says "steps".
    known = re.findall(r"\w+", (unit or question).casefold())
    return text[: found.start()] if {word, f"{word}s", word.removesuffix("s")} & set(known) else text


def _without_currency(text: str, asked: str) -> str:
    """`12.50` of `$12.50`, where what is asked for are dollars."""
    name = _CURRENCIES.get(text[:1])
    return text[1:].lstrip() if name is not None and (text[0] in asked or name in asked.casefold()) else text


def _number(text: str) -> Number:
    plain = text.strip()
    if plain.endswith("%"):
        return _number(plain[:-1]) / 100
    if _SPECIAL.fullmatch(plain):
        return float(plain.replace("∞", "inf"))
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "").replace(" ", "")
    elif _DECIMAL_COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    if _DECIMAL.fullmatch(plain):
        return _decimal(plain.replace("_", ""))
    try:
        return arithmetic.value_of(plain)
    except arithmetic.NoNumber as problem:
        said = str(problem) or f"`{_short(plain)}` is not a number: write it like 0.25, 1e-3, 1/4 or 2^10."
        raise Unreadable(said) from None


def _decimal(text: str) -> Number:
    plain = text.strip().replace("_", "")
    # 4300 digits is where Python itself stops reading whole numbers.
    return int(plain) if re.fullmatch(r"[+-]?\d{1,4000}", plain) else float(plain)


def _numbers_in(text: str) -> Iterator[Number]:
    separated = text.replace(",", " ") if "," in text else text
    for word in separated.split():
        yield _number(word)


def _bracketed(text: str) -> Nested:
    """Nested lists from brackets of either kind; commas and spaces both separate."""
    stack: list[list[Nested]] = [[]]
    open_brackets: list[str] = []
    count = 0
    for token in re.findall(r"[\[\]()]|[^\[\](),;\s]+", text):
        if token in "[(":
            open_brackets.append(token)
            stack.append([])
            if len(stack) > _DEEPEST:
                raise Unreadable(f"More than {_DEEPEST} brackets are nested.")
        elif token in "])":
            if not open_brackets or open_brackets.pop() + token not in ("[]", "()"):
                raise Unreadable(f"A `{token}` closes nothing.")
            done: list[Nested] = stack.pop()
            stack[-1].append(done)
        else:
            count += 1
            if count > _MOST_NUMBERS:
                raise Unreadable(f"The reply holds more than {_MOST_NUMBERS} numbers.")
            stack[-1].append(_number(token))
    if open_brackets:
        raise Unreadable(f"A `{open_brackets[-1]}` is never closed.")
    outermost = stack[0]
    return outermost[0] if len(outermost) == 1 else outermost


def _shape(shape: tuple[int, ...]) -> str:
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
