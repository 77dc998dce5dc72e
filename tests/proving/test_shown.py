"""Values as text: short, the same everywhere, cut around what matters."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from mlestone.proving import shown
from mlestone.proving.shown import TEXT_CAP, inline, number, numbers_apart, show

NUMBERS: list[Any] = [
    (True, "True"),
    (np.True_, "True"),
    (3, "3"),
    (np.int8(-3), "-3"),
    (2.0, "2.0"),
    (np.float64(2), "2.0"),
    (np.float32(0.1), "0.1"),
    (0.1 + 0.2, "0.3"),
    (1234567.0, "1234567.0"),
    (1 / 3, "0.333333"),
    (1e300, "1e+300"),
    (float("nan"), "nan"),
    (float("-inf"), "-inf"),
    (1 + 2j, "(1.0+2.0j)"),
    (1 - 2j, "(1.0-2.0j)"),
    pytest.param(10**5000, "an integer of about 5,000 digits", id="5,000 digits"),
]


@pytest.mark.parametrize(("value", "text"), NUMBERS)
def test_numbers_are_short(value: object, text: str) -> None:
    assert number(value) == text


def test_two_numbers_get_as_many_digits_as_tell_them_apart() -> None:
    assert numbers_apart(0.1234567890123, 0.1234567890999) == ("0.123456789012", "0.1234567891")
    assert numbers_apart(1.0, 2.0) == ("1.0", "2.0")
    assert numbers_apart(np.float32(8.4), np.float64(8.4)) == ("8.399999618530273", "8.4")


INLINE: list[tuple[Any, str]] = [
    ("it's", '"it\'s"'),
    (None, "None"),
    ([1, 2.5, "a"], "[1, 2.5, 'a']"),
    ((1,), "(1,)"),
    ((), "()"),
    ({"a": np.float64(1)}, "{'a': 1.0}"),
    ({"b", "a"}, "{'a', 'b'}"),
    (set(), "set()"),
    (np.array([[1.0, 2.0]]), "array([[1.0, 2.0]])"),
    (np.array(3), "array(3)"),
    (np.zeros((30, 40)), "<array of shape (30, 40), float64>"),
    (pd.DataFrame({"a": [1]}), "<DataFrame of shape (1, 1)>"),
    (pd.Series([1, 2]), "Series([1, 2])"),
    (np.mean, "mean"),
    (int, "int"),
    (object(), "<object>"),
    (range(3), "range(0, 3)"),
]


@pytest.mark.parametrize(("value", "text"), INLINE)
def test_values_fit_on_a_line(value: object, text: str) -> None:
    assert inline(value) == text


def test_a_line_has_a_cap() -> None:
    assert inline("x" * 1000, 20) == "'xxxxxxxxxxxxxxxxx'…"
    assert len(inline(list(range(10_000)))) <= shown.ARGUMENT_CAP
    assert inline(list(range(10_000)), 20) == "[0, 1, 2, 3, 4, …]"


def test_small_arrays_are_shown_whole_and_aligned() -> None:
    assert show(np.array([[1.0, 20.5], [3.0, 4.0]])).text == "array([[ 1.0, 20.5],\n       [ 3.0,  4.0]])"


def test_large_arrays_are_cut_around_the_difference() -> None:
    big = np.arange(10_000).reshape(100, 100)
    got = show(big, ((50, 60),))
    assert "5060" in got.text
    assert "5059" in got.text
    assert "9999" in got.text
    assert "2525" not in got.text
    assert (got.type, got.shape, got.dtype) == ("ndarray", (100, 100), "int64")


def test_tables_are_cut_around_the_difference_and_name_their_labels() -> None:
    table = pd.DataFrame(np.arange(2000).reshape(100, 20), columns=[f"c{i}" for i in range(20)])
    text = show(table, (50, 10)).text
    assert "c10" in text
    assert "1010" in text
    assert "c15" not in text
    assert show(pd.DataFrame({"a": [1, 2.5]}, index=["x", "y"])).text == "     a\nx  1.0\ny  2.5"


def test_a_series_says_its_name_and_dtype() -> None:
    assert show(pd.Series([1, 2], name="q")).text == "0  1\n1  2\nname: q, dtype: int64"


def test_long_texts_are_cut_around_the_difference() -> None:
    text = show("a" * 1000 + "NEEDLE" + "b" * 1000, (1000,)).text
    assert "NEEDLE" in text
    assert text.startswith("…")
    assert text.endswith("…")
    assert len(text) < 300


@pytest.mark.parametrize(
    "value",
    [
        np.zeros((9, 9, 9, 9, 9, 9)),
        {str(i): "x" * 100 for i in range(1000)},
        ["y" * 500] * 50,
        pd.DataFrame({f"column {i}" * 10: ["z" * 100] * 100 for i in range(50)}),
        [[[[[[["deep"] * 50] * 50] * 5] * 5] * 5] * 5],
    ],
)
def test_no_value_is_shown_at_greater_length_than_the_cap(value: object) -> None:
    assert len(show(value).text) <= TEXT_CAP


@pytest.mark.parametrize("value", [object(), lambda: 1, [object()], {"f": len}, np.array([object()], dtype=object)])
def test_no_memory_address_is_shown(value: object) -> None:
    assert "0x" not in show(value).text
    assert "0x" not in inline(value)


def test_sets_read_the_same_whatever_the_hash_seed() -> None:
    code = "from mlestone.proving.shown import show; print(show({'a', 'b', 'c', 'd', 'e'}).text)"
    texts = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert texts == {"{'a', 'b', 'c', 'd', 'e'}\n"}


KINDS: list[tuple[Callable[[], object], str]] = [
    (lambda: None, "None"),
    (lambda: True, "a truth value"),
    (lambda: 2, "a number"),
    (lambda: np.float32(2), "a number"),
    (lambda: np.ones(2), "an array"),
    (lambda: "a", "a text"),
    (lambda: [1], "a list"),
    (pd.DataFrame, "a DataFrame"),
    (lambda: pd.Index([1]), "an Index"),
    (object, "an object"),
]


@pytest.mark.parametrize(("make", "words"), KINDS)
def test_a_kind_is_named_with_its_article(make: Callable[[], object], words: str) -> None:
    assert shown.a_kind(make()) == words
