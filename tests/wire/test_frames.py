"""pandas values over the wire."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlestone.wire import extensions as ext
from mlestone.wire.codec import Limits, Malformed, Unsendable
from mlestone.wire.values import Handle, pack, unpack


def back(value: object) -> Any:
    return unpack(pack(value))


COLUMNS = {
    "ints": [1, 2, 3],
    "floats": [1.0, np.nan, -0.0],
    "small": np.array([1, 2, 3], np.int8),
    "truths": [True, False, True],
    "texts": ["a", None, "ü\U0001f600"],
    "objects": pd.Series([1, "a", None], dtype=object),
    "lists": pd.Series([[1], {"k": (2,)}, np.arange(3)], dtype=object),
    "categories": pd.Categorical(["x", None, "x"], categories=["y", "x"]),
    "grades": pd.Categorical([3, 1, 3], categories=[1, 2, 3], ordered=True),
    "moments": pd.to_datetime(["2020-01-01", None, "1969-07-20"]),
    "zoned": pd.date_range("2024-10-27", periods=3, freq="h", tz="Europe/Berlin"),
    "offset": pd.to_datetime(["2020-01-01T00:00+05:30"] * 3),
    "utc": pd.date_range("2020", periods=3, tz="UTC"),
    "seconds": pd.Series(pd.to_datetime(["2020-01-01"] * 3)).astype("datetime64[s]"),
    "spans": pd.timedelta_range("1s", periods=3),
    "nullable ints": pd.array([1, None, 3], dtype="Int64"),
    "nullable bytes": pd.array([1, None, 3], dtype="UInt8"),
    "nullable floats": pd.array([1.5, None, 3], dtype="Float32"),
    "nullable truths": pd.array([True, None, False], dtype="boolean"),
    "strings": pd.array(["a", None, "b"], dtype="string"),
    "periods": pd.period_range("2020-01", periods=3, freq="M"),
    "quarters": pd.PeriodIndex(["2020Q1", "NaT", "2020Q3"], freq="Q"),
    "intervals": pd.interval_range(0, 3),
    "closed": pd.arrays.IntervalArray.from_breaks([0.0, 1.5, 2, 4], closed="both"),
    "sparse": pd.arrays.SparseArray([0.0, 0.0, 1.0]),
    "complex": [1j, 2, 3],
}


@pytest.mark.parametrize("name", COLUMNS)
def test_each_kind_of_column_arrives_as_it_was(name: str) -> None:
    series = pd.Series(COLUMNS[name], name=name)
    pd.testing.assert_series_equal(back(series), series)
    frame = series.to_frame()
    pd.testing.assert_frame_equal(back(frame), frame)
    assert type(back(series.array)) is type(series.array) or isinstance(series.dtype, np.dtype)


@pytest.mark.parametrize("dtype", ["str", "string", "category"])
def test_texts_that_came_from_numpy_arrive_as_texts(dtype: str) -> None:
    series = pd.Series([np.str_("a"), None, "b"], index=[np.str_("x"), "y", "z"], dtype=dtype)
    pd.testing.assert_series_equal(back(series), series)
    assert [type(text) for text in back(series)[["x", "z"]]] == [str, str]


def test_a_frame_of_every_kind_of_column_arrives_as_it_was() -> None:
    frame = pd.DataFrame(COLUMNS, index=pd.Index(["r", "s", "t"], name="rows"))
    pd.testing.assert_frame_equal(back(frame), frame)


INDEXES = [
    pd.RangeIndex(3),
    pd.RangeIndex(10, 4, -2, name="down"),
    pd.Index([3, 1, 2], name="n"),
    pd.Index([1.5, np.nan, 2]),
    pd.Index(["a", "b", None], name=("a", 1)),
    pd.Index([1, "a", None], dtype=object),
    pd.Index(["a", "a", "b"]),
    pd.CategoricalIndex(["b", "a", "b"], ordered=True),
    pd.date_range("2020", periods=3, freq="ME", name="months"),
    pd.date_range("2020-01-01 01:00", periods=3, freq="2h30min", tz="America/New_York"),
    pd.date_range("2020", periods=3, freq="W-SUN"),
    pd.to_datetime(["2020-01-01", "2020-03-01", "2020-03-05"]),
    pd.timedelta_range("1D", periods=3, freq="12h"),
    pd.period_range("2020", periods=3, freq="D"),
    pd.interval_range(0.0, 3.0),
    pd.MultiIndex.from_product([["x", "y"], [1, 2]], names=["letter", None]),
    pd.MultiIndex.from_tuples([("a", pd.Timestamp("2020")), ("b", pd.NaT), ("a", pd.NaT)]),
    pd.MultiIndex.from_arrays([pd.Categorical(["u", "v"]), pd.date_range("2020", periods=2, tz="UTC")]),
    pd.Index([]),
]


@pytest.mark.parametrize("index", INDEXES, ids=lambda index: f"{type(index).__name__}-{index.dtype}")
def test_each_kind_of_index_arrives_as_it_was(index: Any) -> None:
    pd.testing.assert_index_equal(back(index), index, exact="equiv")
    assert type(back(index)) is type(index)
    assert getattr(back(index), "freq", None) == getattr(index, "freq", None)
    frame = pd.DataFrame({"a": range(len(index))}, index=index)
    pd.testing.assert_frame_equal(back(frame), frame)
    pd.testing.assert_frame_equal(back(frame.T), frame.T)


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame(),
        pd.DataFrame(index=[1, 2, 3]),
        pd.DataFrame(columns=["a", "b"]),
        pd.DataFrame({"a": []}),
        pd.DataFrame(np.arange(6).reshape(2, 3), columns=["a", "a", "b"]),
        pd.DataFrame([[1, "x", 2.5]], columns=["a", "a", "a"]),
        pd.DataFrame(np.asfortranarray(np.ones((3, 2), np.float32))),
        pd.DataFrame({("a", 1): [1], ("a", 2): ["x"]}),
        pd.DataFrame({0: [1], None: [2.5]}),
        pd.DataFrame(np.ones((4, 3)))[::2],
        pd.DataFrame({"a": [1, 2, 2], "b": ["x", "y", "x"]}).groupby("b").agg({"a": ["sum", "mean"]}),
    ],
    ids=range(11),
)
def test_frames_at_the_edge_arrive_as_they_were(frame: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(back(frame), frame)


@settings(max_examples=50)
@given(
    st.lists(st.sampled_from([name for name in COLUMNS if name != "lists"]), max_size=6),
    st.sampled_from([index for index in INDEXES if len(index) == 3]),
)
def test_any_mixture_of_columns_arrives_as_it_was(names: list[str], index: Any) -> None:
    columns = [pd.Series(COLUMNS[name], name=name).set_axis(index) for name in names]
    frame = pd.concat(columns, axis=1) if columns else pd.DataFrame(index=index)
    pd.testing.assert_frame_equal(back(frame), frame)


@pytest.mark.parametrize(
    "value",
    [
        pd.Timestamp("2020-01-01"),
        pd.Timestamp("2020-01-01 12:00:00.123456789"),
        pd.Timestamp("2024-10-27 01:30", tz="UTC").tz_convert("Europe/Berlin"),
        pd.Timestamp("2020", tz="UTC"),
        pd.Timestamp("2020").as_unit("s"),
        pd.Timedelta("1D 3ns"),
        pd.NaT,
        pd.NA,
        np.datetime64("NaT"),
    ],
    ids=repr,
)
def test_moments_and_their_absence_arrive_as_they_were(value: Any) -> None:
    arrived = back([value])[0]
    assert type(arrived) is type(value)
    assert repr(arrived) == repr(value)
    assert getattr(arrived, "unit", None) == getattr(value, "unit", None)


def test_types_of_pandas_arrive() -> None:
    assert back(pd.DataFrame) is pd.DataFrame


class LyingFrame(pd.DataFrame):  # type: ignore[misc]
    def equals(self, other: object) -> bool:
        return True

    @property
    def shape(self) -> Any:
        return (42, 42)

    def to_numpy(self, *_: Any, **__: Any) -> Any:
        return np.array([[42]])

    def __len__(self) -> int:
        return 42


def test_a_subclass_arrives_as_a_plain_frame() -> None:
    liar = LyingFrame({"a": [1, 2], "b": ["x", "y"]})
    arrived = back(liar)
    assert type(arrived) is pd.DataFrame
    pd.testing.assert_frame_equal(arrived, pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}))


def test_a_frame_with_an_object_that_stays_holds_only_that() -> None:
    handle = Handle(1, "object", "<object>", callable=False, kind="object")
    arrived = unpack(pack(pd.DataFrame({"a": [1, object()]}), lambda _: handle))
    assert arrived["a"].tolist() == [1, handle]


def test_without_hold_a_frame_with_such_an_object_is_unsendable() -> None:
    with pytest.raises(Unsendable, match="object"):
        pack(pd.DataFrame({"a": [1, object()]}))


# What no honest sender writes


def ext_message(code: int, *parts: object) -> bytes:
    payload = b"".join(map(pack, parts))
    return b"\xc9" + len(payload).to_bytes(4, "big") + bytes((code,)) + payload


INDEX = pd.RangeIndex(3)
THREE = np.arange(3)


@pytest.mark.parametrize(
    "message",
    [
        ext_message(ext.FRAME, INDEX, pd.Index(["a"]), np.zeros((2, 1))),
        ext_message(ext.FRAME, INDEX, pd.Index(["a"]), np.zeros(3)),
        ext_message(ext.FRAME, INDEX, pd.Index(["a"]), 2, THREE, THREE),
        ext_message(ext.FRAME, INDEX, pd.Index(["a"]), 1, np.arange(2)),
        ext_message(ext.FRAME, INDEX, pd.Index(["a"]), 1, "column"),
        ext_message(ext.FRAME, [0, 1, 2], pd.Index(["a"]), 1, THREE),
        ext_message(ext.FRAME, INDEX, pd.Index(["a", "b"]), 2, THREE),
        ext_message(ext.SERIES, "a", INDEX, np.arange(4)),
        ext_message(ext.SERIES, ["unhashable"], INDEX, THREE),
        ext_message(ext.SERIES, "a", INDEX, np.zeros((3, 1))),
        ext_message(ext.INDEX, "a", None, [1, 2]),
        ext_message(ext.INDEX, "a", "D", THREE),
        ext_message(ext.INDEX, "a", "MS", np.array(["2020-01-05"], "M8[ns]")),
        ext_message(ext.INDEX, "a", "__import__('os')", np.array(["2020-01-05"], "M8[ns]")),
        ext_message(ext.INDEX, "a", "D", np.zeros(20_000, "M8[ns]")),
        ext_message(ext.RANGE_INDEX, None, [0, 10**12, 1]),
        ext_message(ext.RANGE_INDEX, None, [0, 3, 0]),
        ext_message(ext.RANGE_INDEX, None, ["0", 3, 1]),
        ext_message(ext.MULTI_INDEX, None, [[pd.Index([1])], [np.array([5])], [None]]),
        ext_message(ext.MULTI_INDEX, None, [[pd.Index([1])], [], [None]]),
        ext_message(ext.MULTI_INDEX, None, [[[1]], [np.array([0])], [None]]),
        ext_message(ext.MULTI_INDEX, None, [[pd.Index([1])], [[0]], [None]]),
        ext_message(ext.EXTENSION_ARRAY, ["category", np.array([7]), pd.Index(["a"]), False]),
        ext_message(ext.EXTENSION_ARRAY, ["category", np.array([0]), pd.Index(["a", "a"]), False]),
        ext_message(ext.EXTENSION_ARRAY, ["datetime", np.zeros(2, "M8[ns]"), ["zone", "Nowhere/Land"]]),
        ext_message(ext.EXTENSION_ARRAY, ["text", [1, 2], False, False]),
        ext_message(ext.EXTENSION_ARRAY, ["masked", np.zeros(2), np.zeros(3, bool)]),
        ext_message(ext.EXTENSION_ARRAY, ["masked", [1], [True]]),
        ext_message(ext.EXTENSION_ARRAY, ["masked", np.array(["a"]), np.zeros(1, bool)]),
        ext_message(ext.EXTENSION_ARRAY, ["period", THREE, "eval(1)"]),
        ext_message(ext.EXTENSION_ARRAY, ["interval", pd.Index([2]), pd.Index([1]), "right"]),
        ext_message(ext.EXTENSION_ARRAY, ["pickle", b"..."]),
        ext_message(ext.TIMESTAMP, ["2020", None]),
        ext_message(ext.TIMESTAMP, [np.datetime64("2020", "Y"), None]),
        ext_message(ext.PANDAS_TIMEDELTA, np.timedelta64(1, "M")),
        b"\xd4" + bytes((ext.PANDAS_SINGLETON,)) + b"\x07",
    ],
    ids=lambda message: message[5:40].hex(),
)
def test_what_no_honest_sender_writes_is_malformed(message: bytes) -> None:
    with pytest.raises(Malformed):
        unpack(message)


@settings(max_examples=150)
@given(st.sampled_from([name for name in COLUMNS if name != "lists"]), st.sampled_from(INDEXES[:12]), st.data())
def test_a_damaged_frame_is_a_value_or_malformed(name: str, index: Any, data: st.DataObject) -> None:
    series = pd.Series(COLUMNS[name], name=name).set_axis(index)
    message = bytearray(pack(series.to_frame()))
    for _ in range(data.draw(st.integers(1, 3))):
        message[data.draw(st.integers(0, len(message) - 1))] = data.draw(st.integers(0, 255))
    try:
        unpack(message, limits=Limits(size=2**20, nodes=10_000))
    except Malformed:
        return


def test_many_frames_in_one_message_are_charged_for() -> None:
    message = pack([pd.DataFrame({"a": [1]})] * 50)
    with pytest.raises(Malformed, match="parts"):
        unpack(message, limits=Limits(nodes=10_000))
