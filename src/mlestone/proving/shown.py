"""Values as short text, for people: in a verdict, in a call, in the sentence that names a difference.

Promises: the same value gives the same text in every process (sets are sorted, no memory addresses, no
display options of NumPy or pandas); text has a cap; large arrays, tables and texts are cut around the place
that matters. It never calls methods of learners' objects: what stayed in the child is shown by the text that
came with it.

It is not a serialisation. Numbers are rounded when they are long; `numbers_apart` writes two of them with as
many digits as it takes to tell them apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TEXT_CAP = 2_000  # characters of one shown value: about what fits on a screen beside the editor
ARGUMENT_CAP = 160  # characters of one argument in a call
STRING_CAP = 240  # characters of one string
SHORT_FLOAT = 10  # a float whose exact text is at most this long is not rounded

Where = tuple[object, ...]
"""The way to a place inside a value: keys and positions, for an array one tuple of positions."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as a verdict shows it. `type` is "" when the text is words about values rather than a value."""

    text: str
    type: str = ""
    shape: tuple[int, ...] | None = None
    dtype: str | None = None


class Telling:
    """What came of something that was asked of a running system. It is no value: it says itself how it is shown."""

    __slots__ = ()

    def as_shown(self) -> str:
        raise NotImplementedError


def show(value: object, where: Where = ()) -> Shown:
    """The value as a block of text, cut around `where` if it is too large to be shown whole."""
    if isinstance(value, Telling):
        return words(value.as_shown())
    shape, dtype = shape_of(value), _dtype(value)
    return Shown(cap(_block(value, where), TEXT_CAP), type_name(value), shape, dtype)


def words(text: str) -> Shown:
    """A condition in words where a value would stand."""
    return Shown(cap(text, TEXT_CAP))


def inline(value: object, limit: int = ARGUMENT_CAP) -> str:
    """The value on one line of at most `limit` characters."""
    return cap(_inline(value, limit), limit)


def cap(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: max(limit - 1, 0)] + "…"


def type_name(value: object) -> str:
    """The name of the value's type; for something that stayed in the child, the name it has there."""
    remote = _remote(value)
    if remote is not None:
        return remote[0]
    return type(value).__name__


def a_kind(value: object) -> str:
    """The kind of value with its article, for sentences: "an array", "a list", "None"."""
    if value is None:
        return "None"
    if isinstance(value, bool) or is_numpy(value, "bool"):
        return "a truth value"
    if is_number(value):
        return "a number"
    name = type_name(value)
    known = {
        "ndarray": "an array",
        "str": "a text",
        "bytes": "bytes",
        "dict": "a dict",
        "DataFrame": "a DataFrame",
        "int": "a number",
    }
    return known.get(name) or f"{'an' if name[:1] in 'AEIOUaeiou' else 'a'} {name}"


def plural(count: int, singular: str) -> str:
    return f"{count} {singular}" if count == 1 else f"{count} {singular}s"


# Numbers


def is_number(value: object) -> bool:
    """Whether the value is one number: Python's, NumPy's, a fraction or a decimal; not a truth value."""
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float | complex):
        return True
    if type(value).__name__ in ("Fraction", "Decimal"):
        return type(value).__module__ in ("fractions", "decimal", "_pydecimal")
    return is_numpy(value, "number") and not is_numpy(value, "timedelta64")  # which NumPy counts among the integers


def number(value: Any, digits: int = 6) -> str:
    """One number, rounded to `digits` significant digits when its exact text is long."""
    if isinstance(value, bool) or is_numpy(value, "bool"):
        return str(bool(value))
    if isinstance(value, int) or (is_numpy(value, "integer") and not is_numpy(value, "timedelta64")):
        return _integer(int(value))
    if isinstance(value, complex) or is_numpy(value, "complexfloating"):
        return _complex(complex(value), digits)
    if isinstance(value, float) or is_numpy(value, "floating"):
        return _float(value, digits)
    return cap(str(value), 60)


def numbers_apart(one: Any, other: Any) -> tuple[str, str]:
    """Two numbers with as many digits as it takes to tell them apart."""
    for digits in (6, 9, 12, 17):
        pair = number(one, digits), number(other, digits)
        if pair[0] != pair[1]:
            return pair
    if all(isinstance(value, float) or is_numpy(value, "floating") for value in (one, other)):
        return number(float(one), 17), number(float(other), 17)  # 8.4 is written alike in float32 and float64
    return number(one, 17), number(other, 17)


def apart(got: object, expected: object) -> tuple[str, str]:
    """Two values side by side in a sentence."""
    if is_number(got) and is_number(expected):
        return numbers_apart(got, expected)
    return inline(got, 60), inline(expected, 60)


def _integer(value: int) -> str:
    if value.bit_length() > 200:
        return f"an integer of about {round(value.bit_length() * math.log10(2)):,} digits"
    return str(value)


def _float(value: Any, digits: int) -> str:
    # str() of a NumPy scalar is the shortest text of *its* precision: 0.1 for float32(0.1).
    exact = repr(value) if type(value) is float else str(value)
    if len(exact) <= max(SHORT_FLOAT, digits + 2):
        return exact
    text = f"{float(value):.{digits}g}"
    return text if set(text) & set(".en") else text + ".0"


def _complex(value: complex, digits: int) -> str:
    imaginary = _float(value.imag, digits)
    sign = "" if imaginary.startswith("-") else "+"
    return f"({_float(value.real, digits)}{sign}{imaginary}j)"


# What a value is, without importing the library it comes from


def is_array(value: object) -> bool:
    return _base(value, "ndarray", "numpy")


def is_tensor(value: object) -> bool:
    return _base(value, "Tensor", "torch")


def is_frame(value: object) -> bool:
    return _base(value, "DataFrame", "pandas")


def is_series(value: object) -> bool:
    return _base(value, "Series", "pandas")


def is_index(value: object) -> bool:
    return _base(value, "Index", "pandas")


def is_missing(value: object) -> bool:
    """None, nan, NaT and NA: the ways in which a table says that a cell is empty."""
    if value is None or type(value).__name__ in ("NaTType", "NAType"):
        return True
    if isinstance(value, float) or is_numpy(value, "floating"):
        return bool(value != value)  # noqa: PLR0124 - nan is the only float that differs from itself
    return is_numpy(value, "datetime64", "timedelta64") and str(value) == "NaT"


def _base(value: object, name: str, library: str) -> bool:
    return any(c.__name__ == name and c.__module__.partition(".")[0] == library for c in type(value).__mro__)


def is_numpy(value: object, *names: str) -> bool:
    kind = type(value)
    if kind.__module__ != "numpy":
        return False
    # NumPy 2 calls its truth type `bool`, NumPy 1 `bool_`.
    return any(c.__name__.rstrip("_") in names for c in kind.__mro__ if c.__module__ == "numpy")


def _remote(value: object) -> tuple[str, str] | None:
    """Type and text of something that stayed in the child: a proxy for it, or the handle it travels as."""
    if not type(value).__module__.startswith("mlestone."):
        return None
    handle = value
    if type(value).__name__ != "Handle":
        try:
            # Past the proxy's own `__getattr__`, which would ask the child.
            own = object.__getattribute__(value, "__dict__")
        except AttributeError:
            return None
        if "_handle" not in own:
            return None
        handle = own["_handle"]
        if handle is None:  # something reached by its name
            return "function", str(own.get("_name", "function"))
    return str(handle.type), str(handle.text)  # type: ignore[attr-defined]


def is_remote(value: object) -> bool:
    """Whether the value stayed in the child; its operators would ask there."""
    return _remote(value) is not None


def shape_of(value: object) -> tuple[int, ...] | None:
    """The shape of an array, a tensor, a table or a column."""
    if is_array(value) or is_tensor(value) or is_frame(value) or is_series(value) or is_index(value):
        return tuple(int(n) for n in value.shape)  # type: ignore[attr-defined]
    return None


def _dtype(value: object) -> str | None:
    if is_array(value) or is_tensor(value) or is_series(value) or is_index(value) or is_numpy(value, "generic"):
        return str(value.dtype)  # type: ignore[attr-defined]
    return None


# On one line


def _inline(value: object, limit: int) -> str:  # noqa: PLR0911 - a table of types
    if isinstance(value, str):
        return _string(value, min(limit, STRING_CAP))
    if isinstance(value, bytes | bytearray):
        return cap(repr(bytes(value[:limit])), limit)
    if isinstance(value, bool) or is_number(value) or is_numpy(value, "bool"):
        return number(value)
    if is_array(value):
        return _inline_array(value, limit)
    if is_tensor(value):
        return f"<tensor of shape {shape_of(value)}, {_dtype(value)}>"
    if is_frame(value):
        return f"<DataFrame of shape {shape_of(value)}>"
    if is_series(value) or is_index(value):
        return _inline_series(value, limit)
    if isinstance(value, Mapping):
        pairs = (f"{_inline(k, 40)}: {_inline(v, limit)}" for k, v in value.items())
        return _joined("{", pairs, "}", limit)
    if isinstance(value, list):
        return _joined("[", (_inline(v, limit) for v in value), "]", limit)
    if isinstance(value, tuple):
        end = ",)" if len(value) == 1 else ")"
        return _joined("(", (_inline(v, limit) for v in value), end, limit)
    if isinstance(value, set | frozenset):
        return _joined("{", sorted(_inline(v, limit) for v in value), "}", limit) if value else "set()"
    return _other(value)


def _joined(start: str, parts: Iterable[str], end: str, limit: int) -> str:
    shown: list[str] = []
    room = limit - len(start) - len(end) - 3
    for part in parts:
        room -= len(part) + 2
        if room < 0 and shown:
            shown.append("…")
            break
        shown.append(part)
    return start + ", ".join(shown) + end


def _string(value: str, limit: int) -> str:
    return repr(str(value)) if len(value) <= limit - 2 else repr(str(value[: limit - 3])) + "…"


def _inline_array(value: Any, limit: int) -> str:
    if value.size <= limit // 3 and value.dtype.kind in "biufcUO":
        text = f"array({_nested(value.tolist() if value.dtype.kind != 'f' else value)})"
        if len(text) <= limit:
            return text
    return f"<array of shape {shape_of(value)}, {value.dtype}>"


def _nested(value: Any) -> str:
    if isinstance(value, list) or (is_array(value) and value.ndim):
        return "[" + ", ".join(_nested(v) for v in value) + "]"
    return _inline(value[()] if is_array(value) else value, STRING_CAP)


def _inline_series(value: Any, limit: int) -> str:
    name = type_name(value)
    if len(value) <= limit // 3:
        text = f"{name}({_nested(value.tolist())})"
        if len(text) <= limit:
            return text
    return f"<{name} of length {len(value)}, {value.dtype}>"


def _other(value: object) -> str:
    if value is None or value is ...:
        return str(value)
    remote = _remote(value)
    if remote is not None:
        return remote[1] or f"<{remote[0]}>"
    kind = type(value)
    if (kind.__module__.partition(".")[0], kind.__name__) in _PRINTABLE or is_numpy(value, "generic"):
        return str(value)
    if callable(value) and hasattr(value, "__name__"):
        return str(value.__name__)
    return f"<{kind.__name__}>"


# Types of which str() says what the value is, the same everywhere.
_PRINTABLE = {
    *(("builtins", name) for name in ("range", "slice")),
    *(("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")),
    *(("pandas", name) for name in ("Timestamp", "Timedelta", "NaTType", "NAType", "Period", "Interval")),
    *(("pathlib", name) for name in ("PurePosixPath", "PosixPath", "PureWindowsPath", "WindowsPath")),
}


# As a block of lines


def _block(value: object, where: Where) -> str:  # noqa: PLR0911 - a table of types
    if is_array(value):
        return _array_block(value, where[0] if where and isinstance(where[0], tuple) else None)
    if is_tensor(value):
        return _array_block(value.detach().cpu().numpy(), where[0] if where else None)  # type: ignore[attr-defined]
    if is_frame(value):
        return _frame_block(value, where)
    if is_series(value):
        return _series_block(value, where)
    if isinstance(value, str):
        return _string_around(value, where[0] if where and isinstance(where[0], int) else 0)
    if isinstance(value, list | tuple):
        return _sequence_block(value, where)
    return _inline(value, TEXT_CAP)


def _string_around(value: str, position: int) -> str:
    if len(value) <= STRING_CAP:
        return repr(value)
    start = max(0, min(position - STRING_CAP // 2, len(value) - STRING_CAP))
    cut = value[start : start + STRING_CAP]
    return ("…" if start else "") + repr(cut) + ("…" if start + STRING_CAP < len(value) else "")


def _sequence_block(value: Sequence[object], where: Where) -> str:
    first = where[0] if where and isinstance(where[0], int) else None
    positions = _window(len(value), first, whole=24, around=2)
    parts = ["…" if i is None else _inline(value[i], STRING_CAP) for i in positions]
    opening, closing = ("[", "]") if isinstance(value, list) else ("(", ",)" if len(value) == 1 else ")")
    separator = ",\n " if any(len(part) > 40 for part in parts) else ", "
    return opening + separator.join(parts) + closing


def _window(length: int, first: int | None, *, whole: int, around: int) -> list[int | None]:
    """Positions of an axis to show, None where some are left out: start, the place that matters, end."""
    if length <= whole:
        return list(range(length))
    middle = first if first is not None else 0
    kept = {*range(around + 1), *range(middle - around, middle + around + 1), length - 1}
    positions: list[int | None] = []
    last = -1
    for position in sorted(i for i in kept if 0 <= i < length):
        if position != last + 1:
            positions.append(None)
        positions.append(position)
        last = position
    return positions


def _array_block(value: Any, first: object) -> str:
    place = first if isinstance(first, tuple) and len(first) == value.ndim else (None,) * value.ndim
    whole, around = {1: (16, 2), 2: (8, 1)}.get(value.ndim, (4, 0))
    axes = [_window(n, i, whole=whole, around=around) for n, i in zip(value.shape, place, strict=True)]
    width = 0

    def cells(part: Any, depth: int) -> Any:
        nonlocal width
        if depth == len(axes):
            text = _inline(part[()] if is_array(part) else part, 40)
            width = max(width, len(text))
            return text
        return [None if i is None else cells(part[i], depth + 1) for i in axes[depth]]

    nested = cells(value, 0)
    return "array(" + _aligned(nested, width, len("array(")) + ")"


def _aligned(cells: Any, width: int, indent: int) -> str:
    if isinstance(cells, str):
        return cells
    if all(isinstance(c, str) or c is None for c in cells):
        return "[" + ", ".join("…" if c is None else c.rjust(width) for c in cells) + "]"
    rows = ["…" if c is None else _aligned(c, width, indent + 1) for c in cells]
    return "[" + (",\n" + " " * (indent + 1)).join(rows) + "]"


def _frame_block(value: Any, where: Where) -> str:
    row, column = where if len(where) == 2 else (None, None)
    rows = _window(len(value), row if isinstance(row, int) else None, whole=8, around=1)
    columns = _window(value.shape[1], column if isinstance(column, int) else None, whole=8, around=1)
    header = ["", *("…" if c is None else label(value.columns[c]) for c in columns)]
    lines = [header]
    for r in rows:
        if r is None:
            lines.append(["…"] * len(header))
            continue
        cells = ("…" if c is None else _inline(value.iat[r, c], 24) for c in columns)
        lines.append([label(value.index[r]), *cells])
    return table(lines)


def _series_block(value: Any, where: Where) -> str:
    first = where[0] if where and isinstance(where[0], int) else None
    lines = []
    for r in _window(len(value), first, whole=12, around=1):
        lines.append(["…", "…"] if r is None else [label(value.index[r]), _inline(value.iat[r], 40)])
    name = f"name: {label(value.name)}, " if value.name is not None else ""
    return table([*lines, [f"{name}dtype: {value.dtype}"]])


def label(value: object) -> str:
    """A row's or column's label: text without quotation marks."""
    return cap(value, 40) if isinstance(value, str) else _inline(value, 40)


def table(lines: Sequence[Sequence[str]]) -> str:
    """Rows of cells in aligned columns; a shorter row stands by itself and does not widen its columns."""
    size = max(len(line) for line in lines)
    widths = [max(len(line[i]) for line in lines if len(line) == size) for i in range(size)]

    def row(line: Sequence[str]) -> str:
        if len(line) < size:
            return "  ".join(line)
        return "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True))

    return "\n".join(map(row, lines))
