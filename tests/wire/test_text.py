"""How values are written in the middle of a sentence."""

from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

from mlestone.wire.text import brief, held_text
from mlestone.wire.values import Function, Handle


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        (1.5, "1.5"),
        ("it's", '"it\'s"'),
        (b"x", "b'x'"),
        ([1, 2, 3], "[1, 2, 3]"),
        (list(range(100)), "[0, 1, 2, 3, 4, 5, …]"),
        ((1,), "(1,)"),
        ((), "()"),
        (set(), "set()"),
        ({3, 1, 2}, "{1, 2, 3}"),
        (frozenset({1}), "frozenset({1})"),
        ({"a": [1], "b": {}}, "{'a': [1], 'b': {}}"),
        ([[[[1]]]], "[[[[…]]]]"),
        (10**300, "<an integer of about 301 digits>"),
        (Fraction(1, 10**5_000), "<Fraction>"),
        (int, "int"),
        (np.float32, "float32"),
        (date(2020, 1, 2), "datetime.date(2020, 1, 2)"),
        (np.float64(0.1), "np.float64(0.1)"),
        (np.array([0.123456, 1]), "array([0.1235, 1])"),
        (np.array(2.5), "array(2.5)"),
        (np.zeros((0, 3)), "array([], shape=(0, 3))"),
        (np.arange(100), "array([0, 1, 2, 3, 4, 5, …], shape=(100,))"),
        (np.eye(2), "array([[1, 0], [0, 1]])"),
        (np.array(["a", "b"]), "array(['a', 'b'])"),
        (np.array([1, None], dtype=object), "array([1, None])"),
        (np.array([True, False]), "array([True, False])"),
        (pd.DataFrame({"a": [1, 2]}), "DataFrame(2 x 1)"),
        (pd.Series([1, 2, 3]), "Series(3)"),
        (Handle(1, "KMeans", "KMeans(3)", callable=False, kind="object"), "KMeans(3)"),
        (Function(1, "loss"), "loss"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else type(value).__name__,
)
def test_a_value_is_written_briefly(value: object, text: str) -> None:
    assert brief(value) == text


def test_nothing_is_longer_than_asked() -> None:
    assert brief("x" * 1_000, 20) == "'" + "x" * 18 + "…"
    for value in (list(range(10**5)), "y" * 10**6, np.zeros((50, 50)), {n: [n] * 9 for n in range(99)}):
        assert len(brief(value, 40)) <= 40


def test_a_deep_array_is_cut_by_levels() -> None:
    assert brief(np.zeros((1, 1, 1, 2))) == "array([[[[…]]]], shape=(1, 1, 1, 2))"


class Endless:
    def __repr__(self) -> str:
        return repr([self])


class Stubborn:
    def __repr__(self) -> str:
        n = 0
        while True:
            try:
                n += 1
            except Exception:  # noqa: BLE001 - careless on purpose
                continue


class NotText:
    def __repr__(self) -> Any:
        return 5


@pytest.mark.parametrize("kind", [Endless, Stubborn, NotText, type("Plain", (), {})])
def test_an_object_without_a_useful_repr_is_named_by_its_type(kind: type) -> None:
    assert held_text(kind()) == f"<{kind.__name__}>"


def test_a_metaclass_cannot_change_the_name() -> None:
    class Meta(type):
        __name__ = "Expected"

    class Real(metaclass=Meta):
        pass

    assert held_text(Real()) == "<Real>"


def test_a_repr_keeps_its_text_and_loses_its_addresses() -> None:
    class Named:
        def __repr__(self) -> str:
            return f"{object.__repr__(self)} with id={id(self):#x} and mask=0x1f"

    assert held_text(Named()).endswith(".Named> with id= and mask=0x1f")
    assert "object" not in held_text(Named())
