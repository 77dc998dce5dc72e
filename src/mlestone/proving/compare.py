"""Deep comparison of two values that tolerates rounding and names the first difference.

What counts as the same:

- Numbers are compared as numbers: 1 and 1.0, `np.float64(1)` and 1.0 are the same; nan is the same as nan.
  Two numbers may differ by what the tolerance allows; integers must be equal while `exact_integers` is on.
- A truth value is not a number: True is not 1. `np.True_` is True.
- Arrays must have the same shape: nothing is broadcast. Their dtype is compared only when the tolerance says
  so (an array of True and False is the same as one of 1 and 0). A 0-d array is the same as its number.
- Where a list or tuple is expected, any list, tuple, range or array with those elements will do. Where an
  array is expected, it must be an array; DataFrame, Series and tensor likewise.
- Dicts and sets have no order. Texts, bytes, dates must be equal.
- Tables: rows in their order, columns by name, labels of rows too, unless `TableRules` say otherwise; every
  way of saying "missing" is the same.

A `Difference` has two texts: `text` may quote the expected value, `bare` says nothing about it, neither
directly nor by position.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from mlestone.proving import shown
from mlestone.proving.difference import (
    DTYPE,
    KEYS,
    SHAPE,
    SIZE,
    TYPE,
    VALUE,
    Difference,
    differing,
    in_brackets,
    listed,
    missing_and_extra,
)
from mlestone.proving.tables import TableComparison, TableRules
from mlestone.proving.tolerance import Tolerance

_PLAIN = (int, float, str, bool)  # the quick way for long lists of them
_TOLERANCE, _TABLE = Tolerance(), TableRules()


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts as the same, in one comparison."""

    tolerance: Tolerance = _TOLERANCE
    exact_integers: bool = True
    table: TableRules = _TABLE


_RULES = Rules()


def difference(got: object, expected: object, rules: Rules = _RULES) -> Difference | None:
    """The first difference between `got` and `expected`, or None when they are the same under `rules`."""
    return Comparison(rules).of(got, expected)


class Comparison:
    """Compares under one set of rules; a method for each kind of value."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.tables = TableComparison(self, rules.table, rules.tolerance.dtype)

    def of(self, got: Any, expected: Any) -> Difference | None:
        """The first difference between any two values."""
        if type(got) is type(expected) and type(got) in _PLAIN and got == expected:
            return None
        if _has_many(expected) or shown.is_index(expected):
            return self._with_shape(got, expected)
        return self._without_shape(got, expected)

    def _with_shape(self, got: Any, expected: Any) -> Difference | None:
        if shown.is_frame(expected):
            return self.tables.frames(got, expected) if shown.is_frame(got) else _kinds(got, expected)
        if shown.is_series(expected):
            return self.tables.series(got, expected) if shown.is_series(got) else _kinds(got, expected)
        if shown.is_index(expected):
            return self.indexes(got, expected) if shown.is_index(got) else _kinds(got, expected)
        if shown.is_tensor(expected):
            return self.tensors(got, expected) if shown.is_tensor(got) else _kinds(got, expected)
        if shown.is_array(got) or (expected.ndim == 0 and _is_scalar(got)):
            return self.arrays(_as_array(got), expected)
        return _kinds(got, expected)

    def _without_shape(self, got: Any, expected: Any) -> Difference | None:
        if shown.is_array(got) and got.ndim == 0:
            got = got[()]
        if shown.is_number(expected):
            return self.numbers(got, expected)
        if isinstance(expected, str):
            return _texts(got, str(expected)) if isinstance(got, str) else _kinds(got, expected)
        if isinstance(expected, list | tuple | range):
            return self.sequences(got, expected)
        if isinstance(expected, Mapping):
            return self.mappings(got, expected) if isinstance(got, Mapping) else _kinds(got, expected)
        if isinstance(expected, set | frozenset):
            return self.sets(got, expected) if isinstance(got, set | frozenset) else _kinds(got, expected)
        return _others(got, expected)

    def numbers(self, got: Any, expected: Any) -> Difference | None:
        if not shown.is_number(got):
            return _kinds(got, expected)
        if self.rules.tolerance.dtype and shown.type_name(got) != shown.type_name(expected):
            return Difference(f"type is {shown.type_name(got)}, expected {shown.type_name(expected)}", TYPE)
        if self.same_number(got, expected):
            return None
        left, right = shown.numbers_apart(got, expected)
        return Difference(f"{left} is not {right}" + _distance(got, expected), VALUE)

    def same_number(self, got: Any, expected: Any) -> bool:
        try:
            if got == expected:
                return True
            if self.rules.exact_integers and _is_integer(got) and _is_integer(expected):
                return False
            left, right = complex(got), complex(expected)
            distance, size = abs(left - right), abs(right)
        except (ArithmeticError, ValueError):  # beyond every float, or a Decimal that signals
            return False
        if math.isnan(size) or math.isnan(abs(left)):
            return _nan_parts(left) == _nan_parts(right)
        # An infinite expectation would otherwise allow everything.
        return math.isfinite(size) and distance <= self._allowed(size)

    def _allowed(self, size: Any) -> Any:
        return self.rules.tolerance.atol + self.rules.tolerance.rtol * size

    def sequences(self, got: Any, expected: Sequence[Any]) -> Difference | None:
        if shown.is_array(got) and got.ndim:
            got = _rows(got)
        if not isinstance(got, list | tuple | range):
            return _kinds(got, expected)
        for position, (left, right) in enumerate(zip(got, expected, strict=False)):
            found = self.of(left, right)
            if found is not None and (len(got) == len(expected) or found.bare == TYPE):
                return found.inside(position)
        if len(got) != len(expected):
            return Difference(f"length is {len(got)}, expected {len(expected)}", SIZE)
        return None

    def mappings(self, got: Mapping[Any, Any], expected: Mapping[Any, Any]) -> Difference | None:
        missing = [key for key in expected if key not in got]
        extra = [key for key in got if key not in expected]
        if missing or extra:
            return Difference(missing_and_extra("key", missing, extra), KEYS)
        for key, right in expected.items():
            found = self.of(got[key], right)
            if found is not None:
                return found.inside(key)
        return None

    def sets(self, got: Any, expected: Any) -> Difference | None:
        missing = [e for e in expected if e not in got]
        extra = [e for e in got if e not in expected]
        # What rounding took apart is brought together again.
        missing, extra = (
            [e for e in missing if not any(self.of(g, e) is None for g in extra)],
            [g for g in extra if not any(self.of(g, e) is None for e in missing)],
        )
        if not missing and not extra:
            return None
        return Difference(missing_and_extra("element", missing, extra, ordered=False), VALUE)

    def indexes(self, got: Any, expected: Any) -> Difference | None:
        return self.arrays(got.to_numpy(), expected.to_numpy())

    def tensors(self, got: Any, expected: Any) -> Difference | None:
        if self.rules.tolerance.dtype and got.dtype != expected.dtype:
            return Difference(f"dtype is {got.dtype}, expected {expected.dtype}", DTYPE)
        undtyped = Comparison(replace(self.rules, tolerance=replace(self.rules.tolerance, dtype=False)))
        return undtyped.arrays(got.detach().cpu().numpy(), expected.detach().cpu().numpy())

    def arrays(self, got: Any, expected: Any) -> Difference | None:  # noqa: PLR0911 - one return a difference
        if got.shape != expected.shape:
            return Difference(f"shape is {got.shape}, expected {expected.shape}", SHAPE)
        if self.rules.tolerance.dtype and got.dtype != expected.dtype:
            return Difference(f"dtype is {got.dtype}, expected {expected.dtype}", DTYPE)
        if expected.dtype.names is not None or got.dtype.names is not None:
            return self.records(got, expected)
        wrong = self.unequal(got, expected)
        if wrong is None:
            return Difference(f"it holds {_content(got)}, expected {_content(expected)}", TYPE)
        if not wrong.any():
            return None
        first = tuple(int(i) for i in _first(wrong))
        left, right = shown.apart(got[first], expected[first])
        if got.ndim == 0:
            return Difference(f"{left} is not {right}", VALUE, (first,))
        facts = in_brackets(_largest_difference(got, expected, wrong), differing(int(wrong.sum()), int(wrong.size)))
        return Difference(f"first differs at {list(first)}: {left}, expected {right}{facts}", VALUE, (first,))

    def records(self, got: Any, expected: Any) -> Difference | None:
        if got.dtype.names != expected.dtype.names:
            fields = listed(got.dtype.names or ()), listed(expected.dtype.names or ())
            return Difference(f"fields are {fields[0]}, expected {fields[1]}", KEYS)
        for name in expected.dtype.names:
            found = self.arrays(got[name], expected[name])
            if found is not None:
                return found.inside(name)
        return None

    def unequal(self, got: Any, expected: Any) -> Any:
        """Where two arrays of one shape differ; None when they hold different kinds of things throughout."""
        import numpy as np

        kinds = _family(got.dtype), _family(expected.dtype)
        if "object" in kinds:
            pairs = zip(got.ravel().tolist(), expected.ravel().tolist(), strict=True)
            flat = [not _both_missing(g, e) and self.of(g, e) is not None for g, e in pairs]
            return np.array(flat, dtype=bool).reshape(expected.shape)
        if kinds[0] != kinds[1]:
            return None if expected.size else np.zeros(expected.shape, dtype=bool)
        if kinds[0] == "number":
            return self.unequal_numbers(got, expected)
        with np.errstate(all="ignore"):
            different = np.asarray(got != expected)
            if kinds[0] == "time":
                different &= ~(np.isnat(got) & np.isnat(expected))
        return different

    def unequal_numbers(self, got: Any, expected: Any) -> Any:
        import numpy as np

        whole = got.dtype.kind in "iub" and expected.dtype.kind in "iub"
        with np.errstate(all="ignore"):
            different = np.asarray(got != expected)
            if whole and self.rules.exact_integers:
                return different
            left, right = _wide(got), _wide(expected)
            near = (np.abs(left - right) <= self._allowed(np.abs(right))) & np.isfinite(right)
            return different & ~near & ~(np.isnan(left) & np.isnan(right))


def _kinds(got: object, expected: object) -> Difference:
    left, right = shown.a_kind(got), shown.a_kind(expected)
    if left == right:
        left, right = f"{left} ({shown.type_name(got)})", f"{right} ({shown.type_name(expected)})"
    elif _has_many(got) and not _has_many(expected):
        left = f"{left} of shape {shown.shape_of(got)}"
    elif _is_scalar(got) or isinstance(got, str):
        left = f"{left.replace('a ', 'the ', 1)} {shown.inline(got, 60)}"
    return Difference(f"is {left}, expected {right}", TYPE)


def _texts(got: str, expected: str) -> Difference | None:
    if got == expected:
        return None
    same = next((i for i, (g, e) in enumerate(zip(got, expected, strict=False)) if g != e), None)
    at = min(len(got), len(expected)) if same is None else same
    lines = got.split("\n"), expected.split("\n")
    if max(map(len, lines)) > 1:
        return _lines(*lines, at)
    if len(got) + len(expected) <= 80:
        return Difference(f"{got!r} is not {expected!r}", VALUE, (at,))
    cuts = got[max(at - 10, 0) : at + 20], expected[max(at - 10, 0) : at + 20]
    return Difference(f"first differs at character {at}: …{cuts[0]!r}…, expected …{cuts[1]!r}…", VALUE, (at,))


def _lines(got: list[str], expected: list[str], at: int) -> Difference:
    pairs = zip_longest(got, expected)
    number, (left, right) = next((i, pair) for i, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    texts = [shown.inline(line, 80) if line is not None else "no such line" for line in (left, right)]
    return Difference(f"first differs in line {number}: {texts[0]}, expected {texts[1]}", VALUE, (at,))


def _others(got: Any, expected: Any) -> Difference | None:
    """Truth values, None, dates and everything else that is equal or is not."""
    if _both_missing(got, expected) and type(got) is type(expected):
        return None
    if shown.is_remote(got) or shown.is_remote(expected):
        same = got is expected
    elif shown.a_kind(expected) == "a truth value":
        same = shown.a_kind(got) == "a truth value" and bool(got) == bool(expected)
    else:
        same = not _has_many(got) and bool(got == expected)
    if same:
        return None
    if shown.a_kind(got) != shown.a_kind(expected):
        return _kinds(got, expected)
    return Difference(f"{shown.inline(got, 80)} is not {shown.inline(expected, 80)}", VALUE)


def _distance(got: Any, expected: Any) -> str:
    if _is_integer(got) and _is_integer(expected):
        return ""
    try:
        distance = abs(complex(got) - complex(expected))
    except (ArithmeticError, ValueError):  # beyond every float, or a Decimal that signals
        return ""
    return f" (difference {shown.number(distance, 3)})" if 0 < distance < math.inf else ""


def _largest_difference(got: Any, expected: Any, wrong: Any) -> str:
    import numpy as np

    if _family(got.dtype) != "number" or _family(expected.dtype) != "number":
        return ""
    with np.errstate(all="ignore"):
        distances = np.abs(_wide(got) - _wide(expected))[wrong]
    finite = distances[np.isfinite(distances)]
    return f"largest difference {shown.number(float(finite.max()), 3)}" if finite.size else ""


def _wide(array: Any) -> Any:
    """Numbers in a dtype in which subtracting neither overflows nor wraps around."""
    import numpy as np

    if array.dtype.kind == "c":
        return array.astype(np.complex128, copy=False)
    if array.dtype.kind == "f" and array.dtype.itemsize > 8:
        return array
    return array.astype(np.float64, copy=False)


def _family(dtype: Any) -> str:
    if dtype.kind in "biufc":
        return "number"
    return {"U": "text", "T": "text", "S": "bytes", "M": "time", "m": "time"}.get(dtype.kind, "object")


def _content(array: Any) -> str:
    names = {"number": "numbers", "text": "texts", "time": "times", "object": "objects"}
    return names.get(_family(array.dtype), "bytes")


def _first(wrong: Any) -> Any:
    import numpy as np

    return np.unravel_index(int(np.argmax(wrong)), wrong.shape)


def _rows(array: Any) -> list[Any]:
    return [row[()] if row.ndim == 0 else row for row in (array[i, ...] for i in range(len(array)))]


def _as_array(value: object) -> Any:
    import numpy as np

    return np.asarray(value)


def _is_scalar(value: object) -> bool:
    return shown.is_number(value) or shown.a_kind(value) == "a truth value"


def _is_integer(value: object) -> bool:
    return isinstance(value, int) or "integer" in {c.__name__ for c in type(value).__mro__}


def _both_missing(got: object, expected: object) -> bool:
    return shown.is_missing(got) and shown.is_missing(expected)


def _has_many(value: object) -> bool:
    """Whether == gives one truth value for each element instead of one for all."""
    return shown.is_array(value) or shown.is_frame(value) or shown.is_series(value) or shown.is_tensor(value)


def _nan_parts(value: complex) -> tuple[bool, bool]:
    return math.isnan(value.real), math.isnan(value.imag)
