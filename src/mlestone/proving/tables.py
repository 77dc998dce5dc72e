"""Comparison of pandas tables: columns by name, rows by order or label, cells by the rules of numbers.

Part of `compare`, which says what counts as the same; kept apart as it speaks of columns, rows and cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from mlestone.proving import shown
from mlestone.proving.difference import (
    DTYPE,
    LABELS,
    SHAPE,
    SIZE,
    VALUE,
    Difference,
    differing,
    in_brackets,
    listed,
    missing_and_extra,
)

TableOrder = Literal["both", "rows", "columns", "any"]


@dataclass(frozen=True, slots=True)
class TableRules:
    """What of a table's arrangement must agree: the order of rows, columns, both or neither; row labels."""

    order: TableOrder = "rows"
    index: bool = True

    @property
    def rows_ordered(self) -> bool:
        return self.order in ("both", "rows")

    @property
    def columns_ordered(self) -> bool:
        return self.order in ("both", "columns")


class CellRules(Protocol):
    """What a comparison of tables needs to know about comparing what is in them."""

    def of(self, got: Any, expected: Any) -> Difference | None: ...

    def unequal(self, got: Any, expected: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class TableComparison:
    cells: CellRules
    rules: TableRules
    dtype: bool

    def series(self, got: Any, expected: Any) -> Difference | None:
        if len(got) != len(expected):
            return Difference(f"length is {len(got)}, expected {len(expected)}", SIZE)
        if self.rules.index:
            got, found = self._arranged(got, expected)
            if found is not None:
                return found
        if self.dtype and got.dtype != expected.dtype:
            return Difference(f"dtype is {got.dtype}, expected {expected.dtype}", DTYPE)
        return self._first_cell([("", got, expected)], expected.index)

    def frames(self, got: Any, expected: Any) -> Difference | None:
        found = self._columns(got, expected)
        if found is not None:
            return found
        if len(got) != len(expected):
            return Difference(f"has {shown.plural(len(got), 'row')}, expected {len(expected)}", SHAPE)
        got = got.iloc[:, _positions(got.columns, expected.columns)]
        if self.rules.index:
            got, found = self._arranged(got, expected)
        elif not self.rules.rows_ordered:
            got, found = self._matched(got, expected)
        if found is not None:
            return found
        columns = [
            (shown.label(name), got.iloc[:, at], expected.iloc[:, at]) for at, name in enumerate(expected.columns)
        ]
        return self._dtypes(columns) or self._first_cell(columns, expected.index)

    def _columns(self, got: Any, expected: Any) -> Difference | None:
        left, right = list(got.columns), list(expected.columns)
        missing = [name for name in right if name not in left]
        extra = [name for name in left if name not in right]
        if missing or extra:
            return Difference(missing_and_extra("column", missing, extra), LABELS)
        if len(left) != len(right):
            return Difference(f"has {shown.plural(len(left), 'column')}, expected {len(right)}", SHAPE)
        if self.rules.columns_ordered and left != right:
            return Difference(f"columns are in the order {listed(left)}, expected {listed(right)}", LABELS)
        return None

    def _dtypes(self, columns: Sequence[tuple[str, Any, Any]]) -> Difference | None:
        for name, got, expected in columns if self.dtype else ():
            if got.dtype != expected.dtype:
                return Difference(f"column {name!r} has dtype {got.dtype}, expected {expected.dtype}", DTYPE)
        return None

    def _arranged(self, got: Any, expected: Any) -> tuple[Any, Difference | None]:
        """The learner's rows, in the expected order if theirs is free, and the first difference of labels."""
        if not self.rules.rows_ordered and got.index.is_unique and expected.index.is_unique:
            missing = [name for name in expected.index if name not in got.index]
            extra = [name for name in got.index if name not in expected.index]
            if missing or extra:
                return got, Difference(missing_and_extra("row", missing, extra), LABELS)
            return got.loc[list(expected.index)], None
        for at, (left, right) in enumerate(zip(got.index, expected.index, strict=True)):
            if self._same(left, right):
                continue
            text = f"row {at} is labelled {shown.inline(left, 60)}, expected {shown.inline(right, 60)}"
            return got, Difference(text, LABELS, (at, 0))
        return got, None

    def _matched(self, got: Any, expected: Any) -> tuple[Any, Difference | None]:
        """The learner's rows in the order of the expected rows they equal; neither order nor labels count."""
        import numpy as np

        free = np.ones(len(got), dtype=bool)
        order = []
        for at in range(len(expected)):
            same = free.copy()
            for column in range(expected.shape[1]):
                # The expected row, repeated, so that one rule compares it with every row at once.
                right = expected.iloc[[at] * len(got), column]
                same &= ~self._unequal(got.iloc[:, column], right)
            if not same.any():
                return got, Difference(f"has no row {_row(expected, at)}", VALUE)
            taken = int(same.argmax())
            free[taken] = False
            order.append(taken)
        return got.iloc[order], None

    def _first_cell(self, columns: Sequence[tuple[str, Any, Any]], index: Any) -> Difference | None:
        wrong = [self._unequal(got, expected) for _, got, expected in columns]
        count, size = sum(int(mask.sum()) for mask in wrong), sum(mask.size for mask in wrong)
        for at, (mask, (name, got, expected)) in enumerate(zip(wrong, columns, strict=True)):
            if not mask.any():
                continue
            row = int(mask.argmax())
            left, right = shown.apart(got.iat[row], expected.iat[row])
            place = f"column {name!r}, row" if name else "row"
            facts = in_brackets(differing(count, size, "cell" if name else "value"))
            text = f"first differs in {place} {shown.label(index[row])}: {left}, expected {right}{facts}"
            return Difference(text, VALUE, (row, at))
        return None

    def _same(self, got: Any, expected: Any) -> bool:
        return (shown.is_missing(got) and shown.is_missing(expected)) or self.cells.of(got, expected) is None

    def _unequal(self, got: Any, expected: Any) -> Any:
        """Where two columns of one length differ. Every way of saying "missing" is the same."""
        import numpy as np

        missing = got.isna().to_numpy(), expected.isna().to_numpy()
        wrong = missing[0] != missing[1]
        present = ~missing[0] & ~missing[1]
        left, right = _plain(got, present), _plain(expected, present)
        unequal = self.cells.unequal(left, right)
        wrong[present] = np.ones(len(left), dtype=bool) if unequal is None else unequal
        return wrong


def _row(frame: Any, at: int) -> str:
    cells = (f"{shown.label(name)}={shown.inline(frame.iat[at, c], 40)}" for c, name in enumerate(frame.columns))
    return "(" + ", ".join(cells) + ")"


def _plain(series: Any, present: Any) -> Any:
    """A column's cells that are not missing, as the plainest array that holds them exactly."""
    import numpy as np

    kept = series.iloc[np.flatnonzero(present)]
    if str(kept.dtype) == "category" or getattr(kept.dtype, "kind", "O") not in "biufcMm":
        values = np.empty(len(kept), dtype=object)
        for at, value in enumerate(kept.tolist()):
            values[at] = value
        return values
    # A column with an extension dtype says which NumPy dtype its values have.
    plain = getattr(kept.dtype, "numpy_dtype", None)
    return kept.to_numpy() if plain is None else kept.to_numpy(dtype=plain)


def _positions(columns: Any, expected: Any) -> list[int]:
    """Where each expected column stands in `columns`; columns of one name keep their order."""
    places: dict[Any, list[int]] = {}
    for at, name in enumerate(columns):
        places.setdefault(name, []).append(at)
    return [places[name].pop(0) for name in expected]
