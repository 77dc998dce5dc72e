"""Short texts of values, for handles and for the calls that people are shown.

`held_text` runs the learner's own `__repr__`, inside the child, for a bounded number of steps; `brief` describes
values that have crossed the wire and runs no foreign code. Neither contains memory addresses, so both are the same
in every run.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from itertools import islice
from types import FrameType
from typing import Any, Final

from mlestone.wire.handles import Function, Handle, short_text, type_name

_REPR_STEPS: Final = 20_000
"""Steps of Python a `__repr__` may take: some milliseconds. Counted, not timed: every run gives the same text."""
_ADDRESS: Final = re.compile(r"(?:(?: object)? at )?0x[0-9a-fA-F]{6,}")
_LONGEST_TEXT: Final = 200
_DIGITS_SHOWN: Final = 40
_ELEMENTS_SHOWN: Final = 6
_LEVELS_SHOWN: Final = 3


class _TooManySteps(BaseException):
    """Not an Exception, so that a careless handler inside a `__repr__` does not swallow it."""


def held_text(value: object) -> str:
    """The value's `repr` without addresses, cut to length; `<Type>` if there is no useful one."""
    name = type_name(value)
    if type(value).__repr__ is object.__repr__:
        return f"<{name}>"
    try:
        text = _stepped_repr(value)
        return short_text(_ADDRESS.sub("", str.__getitem__(text, slice(4 * _LONGEST_TEXT))))
    except BaseException:  # noqa: BLE001 - a boundary: the learner's `__repr__`, which may even exit
        return f"<{name}>"


def _stepped_repr(value: object) -> str:
    steps = _REPR_STEPS

    def count(_: FrameType, __: str, ___: object) -> Any:
        nonlocal steps
        steps -= 1
        if steps < 0:
            raise _TooManySteps
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        return repr(value)
    finally:
        sys.settrace(before)


def brief(value: object, length: int = 60) -> str:
    """A value as a person may read it in the middle of a line, at most `length` characters long."""
    text = _text(value, _LEVELS_SHOWN)
    return text if len(text) <= length else text[: length - 1] + "…"


def _text(value: Any, levels: int) -> str:  # noqa: PLR0911 - a table
    kind = type(value)
    if kind is Handle:
        return str(value.text)
    if kind is Function:
        return str(value.name)
    if kind is int:
        return _int_text(value)
    if kind is str or kind is bytes:
        return repr(value[: 2 * _LONGEST_TEXT])
    if kind in _BRACKETS:
        return _container_text(value, levels)
    if kind is dict:
        pairs = (f"{_text(key, levels - 1)}: {_text(element, levels - 1)}" for key, element in value.items())
        return _inside("{", pairs, len(value), "}", levels)
    return _library_text(value, levels)


def _int_text(value: int) -> str:
    if value.bit_length() < 3 * _DIGITS_SHOWN:
        return repr(value)
    # Longer ones are neither readable nor cheap to turn into digits.
    return f"<an integer of about {int(value.bit_length() * 0.30103) + 1} digits>"


_BRACKETS: Final[dict[type, tuple[str, str]]] = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    set: ("{", "}"),
    frozenset: ("frozenset({", "})"),
}


def _container_text(value: Any, levels: int) -> str:
    opening, closing = _BRACKETS[type(value)]
    if not value and type(value) in (set, frozenset):
        return f"{type(value).__name__}()"
    if len(value) == 1 and type(value) is tuple:
        closing = ",)"
    texts = [_text(element, levels - 1) for element in islice(value, _ELEMENTS_SHOWN + 1)] if levels > 0 else []
    if type(value) in (set, frozenset):  # its own order differs between processes
        texts.sort()
    return _inside(opening, texts, len(value), closing, levels)


def _inside(opening: str, texts: Iterable[str], length: int, closing: str, levels: int) -> str:
    if length and levels <= 0:
        return f"{opening}…{closing}"
    shown = list(islice(texts, _ELEMENTS_SHOWN))
    if length > len(shown):
        shown.append("…")
    return f"{opening}{', '.join(shown)}{closing}"


def _library_text(value: Any, levels: int) -> str:
    library = type(value).__module__.partition(".")[0]
    name = type_name(value)
    if isinstance(value, type):
        return value.__name__
    if library == "pandas" and hasattr(value, "shape"):
        return f"{name}({' x '.join(map(str, value.shape)) or 'empty'})"
    if name == "Tensor" and library == "torch":
        numbers = value.detach()
        if str(numbers.dtype) == "torch.bfloat16":  # which NumPy does not have
            numbers = numbers.float()
        return f"tensor({_array_text(numbers.numpy(), levels)})"
    if name == "ndarray" and library == "numpy":
        return f"array({_array_text(value, levels)})"
    try:
        return _ADDRESS.sub("", repr(value))
    except (ValueError, ArithmeticError, NotImplementedError):  # too many digits, or no calendar for it
        return f"<{name}>"


def _array_text(array: Any, levels: int) -> str:
    """The first elements of each axis, as nested lists; the shape too where the elements do not show it."""
    if array.ndim == 0:
        return _element_text(array[()])
    if array.size == 0:
        return f"[], shape={array.shape}"
    text = _rows_text(array, levels)
    return f"{text}, shape={array.shape}" if "…" in text else text


def _rows_text(array: Any, levels: int) -> str:
    if array.ndim == 1:
        texts: Iterable[str] = (_element_text(element) for element in array[: _ELEMENTS_SHOWN + 1])
    else:
        texts = (_rows_text(row, levels - 1) for row in array[: _ELEMENTS_SHOWN + 1])
    return _inside("[", texts, len(array), "]", levels)


def _element_text(element: Any) -> str:
    kind = getattr(getattr(element, "dtype", None), "kind", "")
    if kind == "f":
        return f"{float(element):.4g}"
    if kind and kind in "biuc":
        return str(element)
    return repr(element.item()) if kind and kind in "US" else brief(element)
