"""What counts as the same, and how the first difference reads."""

import datetime
import math
from collections import OrderedDict
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlestone.proving.compare import Rules, difference
from mlestone.proving.tables import TableRules
from mlestone.proving.tolerance import Tolerance

NAN = float("nan")
MATRIX = np.arange(12.0).reshape(4, 3)

SAME: list[tuple[Any, Any]] = [
    (1, 1.0),
    (np.float64(2), 2),
    (2, np.int32(2)),
    (np.float32(0.1), 0.1),
    (0.1 + 0.2, 0.3),
    (NAN, NAN),
    (math.inf, math.inf),
    (complex(NAN, 1), complex(NAN, 1)),
    (np.True_, True),
    (True, np.True_),
    (Decimal("0.5"), 0.5),
    (Fraction(1, 2), 0.5),
    (np.array(3.0), 3.0),
    (3.0, np.array(3.0)),
    (np.array([1, 2]), [1, 2]),
    (np.array([[1, 2], [3, 4]]), [[1, 2], [3, 4]]),
    ([1, 2], (1, 2)),
    (range(3), [0, 1, 2]),
    (np.array([True, False]), np.array([1, 0])),
    (np.array([1, NAN]), np.array([1, NAN])),
    (np.array([0.1 + 0.2]), np.array([0.3])),
    (np.array(["NaT"], dtype="datetime64[D]"), np.array(["NaT"], dtype="datetime64[D]")),
    (np.array([1, "a", None], dtype=object), np.array([1.0, "a", None], dtype=object)),
    (np.empty((0, 3)), np.empty((0, 3))),
    ({"b": 1, "a": [0.1 + 0.2]}, {"a": [0.3], "b": 1}),
    (OrderedDict(a=1), {"a": 1}),
    ({0.1 + 0.2}, {0.3}),
    (frozenset({1}), {1}),
    (None, None),
    (..., ...),
    (b"ab", b"ab"),
    (pd.NaT, pd.NaT),
    (pd.NA, pd.NA),
    (pd.Timestamp("2020-01-01"), datetime.datetime(2020, 1, 1)),
    (slice(1, 2), slice(1, 2)),
    (pd.Index(["a", "b"]), pd.Index(["a", "b"])),
]

DIFFERENT: list[tuple[Any, Any, str]] = [
    (1.5, 2.0, "1.5 is not 2.0 (difference 0.5)"),
    (1, 3, "1 is not 3"),
    (1.0000001, 1.0, "1.0000001 is not 1.0 (difference 1e-07)"),
    (2**70, 2**70 + 1, "1180591620717411303424 is not 1180591620717411303425"),
    (math.inf, 1.0, "inf is not 1.0"),
    (1.0, math.inf, "1.0 is not inf"),
    (NAN, 0.0, "nan is not 0.0"),
    (complex(NAN, 1), complex(1, NAN), "(nan+1.0j) is not (1.0+nanj)"),
    (Decimal("sNaN"), 1, "sNaN is not 1"),
    (10**400, 0.5, "an integer of about 400 digits is not 0.5"),
    (True, 1, "is the truth value True, expected a number"),
    (1, True, "is the number 1, expected a truth value"),
    (True, False, "True is not False"),
    (None, 3, "is None, expected a number"),
    (3, None, "is the number 3, expected None"),
    ("3", 3, "is the text '3', expected a number"),
    (np.array([3.0]), 3.0, "is an array of shape (1,), expected a number"),
    (3.0, np.array([3.0]), "is the number 3.0, expected an array"),
    ([1, 2], np.array([1, 2]), "is a list, expected an array"),
    (pd.Series([1, 2]), np.array([1, 2]), "is a Series, expected an array"),
    (np.ones((3, 1)), np.ones(3), "shape is (3, 1), expected (3,)"),
    (np.ones(3), np.ones((1, 3)), "shape is (3,), expected (1, 3)"),
    (np.array([1, 2]), np.array(["a", "b"]), "it holds numbers, expected texts"),
    (
        MATRIX,
        np.where(MATRIX >= 9, MATRIX + 0.5, MATRIX),
        "first differs at [3, 0]: 9.0, expected 9.5 (largest difference 0.5, 3 of 12 values differ)",
    ),
    (
        np.array([1.0, 2]),
        np.array([2.0, 4]),
        "first differs at [0]: 1.0, expected 2.0 (largest difference 2.0, all 2 values differ)",
    ),
    (
        np.array([NAN, 1]),
        np.array([0.5, 1]),
        "first differs at [0]: nan, expected 0.5 (1 of 2 values differs)",
    ),
    (
        np.array([2**63], np.uint64),
        np.array([-1]),
        "first differs at [0]: 9223372036854775808, expected -1 (largest difference 9.22e+18)",
    ),
    (
        np.array(["a", "b"]),
        np.array(["a", "c"]),
        "first differs at [1]: 'b', expected 'c' (1 of 2 values differs)",
    ),
    ([1, 2], [1, 2, 3], "length is 2, expected 3"),
    ([1, [2, 3]], [1, [2, 4]], "at [1][1]: 3 is not 4"),
    ([1, "x", 3], [1, 2], "at [1]: is the text 'x', expected a number"),
    (np.array([[1, 2], [3, 4]]), [[1, 2], [3, 5]], "at [1][1]: 4 is not 5"),
    ({"a": np.ones((2, 1))}, {"a": np.ones(2)}, "at ['a']: shape is (2, 1), expected (2,)"),
    ({"a": 1, "c": 2}, {"a": 1, "b": 2}, "key 'b' is missing; key 'c' is not expected"),
    ({}, {"a": 1, "b": 2}, "keys 'a', 'b' are missing"),
    ({1, 2}, {2, 3}, "element 3 is missing; element 1 is not expected"),
    ("abc", "abd", "'abc' is not 'abd'"),
    ("a\nb\nc", "a\nx\nc", "first differs in line 2: 'b', expected 'x'"),
    ("a", "a\nb", "first differs in line 2: no such line, expected 'b'"),
    (
        "x" * 100 + "y",
        "x" * 100 + "z",
        "first differs at character 100: …'xxxxxxxxxxy'…, expected …'xxxxxxxxxxz'…",
    ),
    (b"a", "a", "is bytes, expected a text"),
    (datetime.date(2020, 1, 1), datetime.date(2020, 1, 2), "2020-01-01 is not 2020-01-02"),
]


@pytest.mark.parametrize(("got", "expected"), SAME)
def test_these_are_the_same(got: object, expected: object) -> None:
    assert difference(got, expected) is None


@pytest.mark.parametrize(("got", "expected", "text"), DIFFERENT)
def test_a_difference_says_what_differs_first(got: object, expected: object, text: str) -> None:
    found = difference(got, expected, Rules(Tolerance(rtol=1e-9, atol=1e-12)))
    assert found is not None
    assert found.text == text


def test_the_tolerance_decides_how_close_is_close() -> None:
    loose = Rules(Tolerance(rtol=0.1, atol=0))
    assert difference(109.0, 100.0, loose) is None
    assert difference(111.0, 100.0, loose) is not None
    assert difference(np.array([109.0]), np.array([100.0]), loose) is None
    assert difference(0.5, 0.0, Rules(Tolerance(rtol=0, atol=0.5))) is None


def test_integers_are_exact_unless_asked_otherwise() -> None:
    loose = Tolerance(rtol=0.1)
    assert difference(105, 100, Rules(loose)) is not None
    assert difference(np.array([105]), np.array([100]), Rules(loose)) is not None
    assert difference(105, 100, Rules(loose, exact_integers=False)) is None
    assert difference(np.array([105]), np.array([100]), Rules(loose, exact_integers=False)) is None


def test_dtypes_count_when_asked_for() -> None:
    strict = Rules(Tolerance(dtype=True))
    found = difference(np.ones(2, np.float32), np.ones(2), strict)
    assert found is not None
    assert found.text == "dtype is float32, expected float64"
    found = difference(1, 1.0, strict)
    assert found is not None
    assert found.text == "type is int, expected float"


def test_records_are_compared_field_by_field() -> None:
    expected = np.array([(1, 2.0), (3, 4.0)], dtype=[("a", int), ("b", float)])
    got = expected.copy()
    got["b"][1] = 5
    found = difference(got, expected)
    assert found is not None
    assert (
        found.text == "at ['b']: first differs at [1]: 5.0, expected 4.0 "
        "(largest difference 1.0, 1 of 2 values differs)"
    )


def frame(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame(columns)


TABLES: list[tuple[Any, Any, TableRules, str | None]] = [
    (frame(a=[1, 2], b=[0.1, 0.2]), frame(b=[0.1, 0.2], a=[1, 2]), TableRules(), None),
    (frame(a=["x", None]), frame(a=["x", np.nan]), TableRules(), None),
    (frame(a=pd.Categorical(["x", "y"])), frame(a=["x", "y"]), TableRules(), None),
    (frame(a=pd.array([1, None], dtype="Int64")), frame(a=[1.0, np.nan]), TableRules(), None),
    (frame(a=[1, 2]), frame(b=[1, 2]), TableRules(), "column 'b' is missing; column 'a' is not expected"),
    (frame(a=[1]), frame(a=[1, 2]), TableRules(), "has 1 row, expected 2"),
    (
        frame(a=[1, 2], b=[1, 2]),
        frame(b=[1, 2], a=[1, 2]),
        TableRules("both"),
        "columns are in the order ['a', 'b'], expected ['b', 'a']",
    ),
    (
        frame(a=[1, 2], b=[1.0, 2.0]),
        frame(b=[1.0, 2.5], a=[1, 2]),
        TableRules(),
        "first differs in column 'b', row 1: 2.0, expected 2.5 (1 of 4 cells differs)",
    ),
    (
        frame(a=[1, 2]).set_axis(["x", "y"]),
        frame(a=[1, 2]).set_axis(["x", "z"]),
        TableRules(),
        "row 1 is labelled 'y', expected 'z'",
    ),
    (
        frame(a=[1, 2]).set_axis(["x", "y"]),
        frame(a=[2, 1]).set_axis(["y", "x"]),
        TableRules("any"),
        None,
    ),
    (
        frame(a=[1, 2]).set_axis(["x", "y"]),
        frame(a=[2, 1]).set_axis(["y", "z"]),
        TableRules("any"),
        "row 'z' is missing; row 'x' is not expected",
    ),
    (frame(a=[1, 2]).set_axis(["x", "y"]), frame(a=[1, 2]), TableRules(index=False), None),
    (frame(a=[2, 1], b=[3, 4]), frame(a=[1, 2], b=[4, 3]), TableRules("any", index=False), None),
    (
        frame(a=[2, 1], b=[3, 4]),
        frame(a=[1, 2], b=[3, 4]),
        TableRules("any", index=False),
        "has no row (a=1, b=3)",
    ),
    (
        frame(t=pd.to_datetime(["2020-01-01", None])),
        frame(t=pd.to_datetime(["2020-01-02", None])),
        TableRules(),
        "first differs in column 't', row 0: 2020-01-01 00:00:00, expected 2020-01-02 00:00:00 (1 of 2 cells differs)",
    ),
    (
        pd.Series([1, 2]),
        pd.Series([1, 3]),
        TableRules(),
        "first differs in row 1: 2, expected 3 (1 of 2 values differs)",
    ),
    (pd.Series([1, 2]), pd.Series([1]), TableRules(), "length is 2, expected 1"),
    (np.ones((1, 1)), frame(a=[1]), TableRules(), "is an array, expected a DataFrame"),
]


@pytest.mark.parametrize(("got", "expected", "rules", "text"), TABLES)
def test_tables_are_compared_by_column_row_and_cell(
    got: object, expected: object, rules: TableRules, text: str | None
) -> None:
    found = difference(got, expected, Rules(table=rules))
    assert (found and found.text) == text


def test_dtypes_of_columns_count_when_asked_for() -> None:
    found = difference(frame(a=[1.0]), frame(a=[1]), Rules(Tolerance(dtype=True)))
    assert found is not None
    assert found.text == "column 'a' has dtype float64, expected int64"


def test_what_is_said_of_a_secret_does_not_depend_on_it() -> None:
    secrets = [7.25, 8.5]
    bare = {difference(1.0, secret).bare for secret in secrets}  # type: ignore[union-attr]
    assert bare == {"its value is not what is expected"}
    arrays = {difference(np.zeros(4), np.eye(4)[i]).bare for i in range(4)}  # type: ignore[union-attr]
    assert arrays == {"its value is not what is expected"}


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_everything_is_the_same_as_itself(value: object) -> None:
    assert difference(value, value) is None


@given(values, values)
def test_comparing_never_raises_and_tells_different_types_apart(got: object, expected: object) -> None:
    found = difference(got, expected)
    if found is None and not isinstance(expected, int | float):
        assert type(got) is type(expected)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False, width=32), min_size=1), st.data())
def test_the_first_differing_position_is_found(numbers: list[float], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(numbers) - 1))
    expected = np.array(numbers, dtype=float)
    got = expected.copy()
    got[at] += abs(got[at]) + 1
    found = difference(got, expected)
    assert found is not None
    assert found.where == ((at,),)
