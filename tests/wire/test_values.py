"""Python's own values over the wire: what arrives equals what was sent, in type, sign, order and depth."""

import sys
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum
from fractions import Fraction
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlestone.wire import extensions as ext
from mlestone.wire.codec import Limits, Malformed, Unsendable
from mlestone.wire.values import Function, Handle, pack, unpack


def back(value: object) -> Any:
    return unpack(pack(value))


def same(left: object, right: object) -> bool:
    """Equal in value and in exact type, all the way down; nan equals nan, 0.0 does not equal -0.0."""
    if type(left) is not type(right):
        return False
    if isinstance(left, dict) and isinstance(right, dict):
        return same(list(left.items()), list(right.items()))
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, set | frozenset) and isinstance(right, set | frozenset):
        return sorted(map(repr, left)) == sorted(map(repr, right))
    if isinstance(left, slice) and isinstance(right, slice):
        return same((left.start, left.stop, left.step), (right.start, right.stop, right.step))
    return repr(left) == repr(right)


zones = st.sampled_from(
    [None, UTC, ZoneInfo("Europe/Paris"), ZoneInfo("Asia/Kathmandu"), timezone(timedelta(hours=-3, minutes=-30))]
)
hashables = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.complex_numbers(allow_nan=False)
    | st.decimals(allow_nan=False)
    | st.fractions()
    | st.dates()
    | st.datetimes(timezones=zones)
    | st.times()
    | st.timedeltas()
)
plain = st.recursive(
    hashables | st.floats() | st.complex_numbers() | st.just(...) | st.just(NotImplemented),
    lambda inner: (
        st.lists(inner)
        | st.lists(st.floats(), min_size=16, max_size=20)
        | st.lists(st.integers(), min_size=16, max_size=20)
        | st.tuples(inner, inner)
        | st.dictionaries(hashables, inner)
        | st.sets(hashables)
        | st.frozensets(hashables)
        | st.builds(slice, inner, inner)
    ),
)


@given(plain)
def test_what_is_sent_arrives(value: object) -> None:
    assert same(back(value), value)


@given(st.binary(max_size=300))
def test_random_bytes_are_a_value_or_malformed(message: bytes) -> None:
    try:
        unpack(message)
    except Malformed:
        return


@given(plain, st.data())
def test_a_damaged_message_is_a_value_or_malformed(value: object, data: st.DataObject) -> None:
    message = bytearray(pack(value))
    for _ in range(data.draw(st.integers(1, 4))):
        message[data.draw(st.integers(0, len(message) - 1))] = data.draw(st.integers(0, 255))
    try:
        unpack(message)
    except Malformed:
        return


@given(plain, st.data())
def test_a_message_cut_short_is_malformed(value: object, data: st.DataObject) -> None:
    message = pack(value)
    with pytest.raises(Malformed):
        unpack(message[: data.draw(st.integers(0, len(message) - 1))])


@pytest.mark.parametrize(
    "value",
    [
        2**64,
        -(2**63) - 1,
        10**4_000,
        -(2 ** (8 * 1_000)),
        [2**70] + [1] * 20,
        [True] * 20,
        [1.0] * 15 + [1],
        "\udc80 alone",
        bytearray(b"abc"),
        range(3, 90, 7),
        range(0),
        slice(None, 3, -1),
        (),
        frozenset(),
        Decimal("1.500"),
        Decimal("-Infinity"),
        Decimal("NaN"),
        Fraction(-22, 7),
        date.min,
        time(23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin")),
        timedelta(days=-1, microseconds=1),
        PurePosixPath("a/b.csv"),
        PureWindowsPath("C:/a/b.csv"),
        Path("data.csv"),
        int,
        ValueError,
        {(1, frozenset({2})): [{}]},
        {None: 1, True: 2, "x": 3},
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_kind_arrives_as_it_was(value: object) -> None:
    assert same(back(value), value)


def test_a_text_that_utf_8_has_no_bytes_for_arrives_as_a_key_too() -> None:
    assert back({"\ud800": "\udfff"}) == {"\ud800": "\udfff"}


def test_a_dict_keeps_its_order() -> None:
    assert list(back({"b": 1, "a": 2, "c": 3})) == ["b", "a", "c"]


def test_a_set_has_the_same_bytes_whatever_order_it_was_made_in() -> None:
    numbers = [*range(0, 4_000, 97), "a", None, (1, 2)]
    assert pack(set(numbers)) == pack({*reversed(numbers)})


# Subclasses that lie


class LyingList(list[int]):
    def __iter__(self) -> Iterator[int]:
        return iter([42])

    def __len__(self) -> int:
        return 1_000_000

    def __getitem__(self, key: object) -> Any:
        return 42

    def __eq__(self, other: object) -> bool:
        return True

    def __repr__(self) -> str:
        return "the right answer"

    def __reduce__(self) -> Any:
        return print, ("executed",)

    __hash__ = None


class LyingTuple(tuple[int, ...]):
    def __iter__(self) -> Iterator[int]:
        return iter([42])

    def __len__(self) -> int:
        return 1_000_000


class LyingDict(dict[str, int]):
    def items(self) -> Any:
        return [("a", 42)]

    def __iter__(self) -> Iterator[str]:
        return iter("zzz")

    def __len__(self) -> int:
        return 99


class LyingSet(set[int]):
    def __iter__(self) -> Iterator[int]:
        return iter([42])

    def copy(self) -> Any:
        return {42}


class LyingFrozenset(frozenset[int]):
    def __iter__(self) -> Iterator[int]:
        return iter([42])


class LyingFloat(float):
    def __float__(self) -> float:
        return 42.0

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0

    def __sub__(self, other: object) -> Any:
        return 0.0


class LyingInt(int):
    def __int__(self) -> int:
        return 42

    def __index__(self) -> int:
        return 42

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


class LyingStr(str):
    __slots__ = ()

    def __str__(self) -> str:
        return "42"

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        return b"42"

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


class LyingBytes(bytes):
    def __getitem__(self, key: object) -> Any:
        return b"42"

    def __bytes__(self) -> bytes:
        return b"42"


class LyingComplex(complex):
    def __complex__(self) -> complex:
        return 42j


class LyingDatetime(datetime):
    @property
    def year(self) -> int:
        return 42

    def isoformat(self, *_: object) -> str:
        return "42"


class Point(NamedTuple):
    x: int
    y: int


class Level(IntEnum):
    HIGH = 2


class Colour(Enum):
    RED = 1


class LyingDecimal(Decimal):
    def __str__(self) -> str:
        return "42"


@pytest.mark.parametrize(
    ("liar", "truth"),
    [
        (LyingList([1, 2]), [1, 2]),
        (LyingList(range(30)), list(range(30))),
        (LyingTuple((1, 2)), (1, 2)),
        (LyingDict(b=1), {"b": 1}),
        (LyingSet({1, 2}), {1, 2}),
        (LyingFrozenset({1}), frozenset({1})),
        (LyingFloat(1.5), 1.5),
        (LyingInt(7), 7),
        (LyingStr("x"), "x"),
        (LyingBytes(b"x"), b"x"),
        (LyingComplex(1), 1 + 0j),
        (LyingDatetime(2020, 1, 2), datetime(2020, 1, 2)),
        (LyingDecimal("1.5"), Decimal("1.5")),
        (Point(1, 2), (1, 2)),
        (Counter("aab"), {"a": 2, "b": 1}),
        (defaultdict(list, a=[1]), {"a": [1]}),
        (Level.HIGH, 2),
        ([LyingInt(3)] * 20, [3] * 20),
        ({LyingStr("k"): LyingFloat(0.5)}, {"k": 0.5}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_subclass_arrives_as_its_base_type_with_what_it_really_holds(liar: object, truth: object) -> None:
    assert same(back(liar), truth)


def test_an_ordered_dict_arrives_in_its_own_order() -> None:
    moved = OrderedDict(a=1, b=2)
    moved.move_to_end("a")
    assert list(back(moved)) == ["b", "a"]


def test_an_object_that_claims_to_be_a_list_is_none() -> None:
    class Pretender:
        __class__ = list  # type: ignore[assignment]

    with pytest.raises(Unsendable, match="Pretender"):
        pack(Pretender())


# What stays


class Thing:
    pass


HANDLE = Handle(3, "Thing", "<Thing>", callable=False, kind="object")


def test_without_hold_an_object_is_unsendable() -> None:
    with pytest.raises(Unsendable, match="a value of type Thing cannot be sent by value"):
        pack([Thing()])


@pytest.mark.parametrize(
    "value",
    [Thing(), Thing, lambda: 1, iter([]), Colour.RED, sys],
    ids=["object", "class", "function", "iterator", "member", "module"],
)
def test_what_cannot_be_sent_is_held(value: object) -> None:
    held: list[object] = []

    def hold(what: object) -> Handle:
        held.append(what)
        return HANDLE

    assert unpack(pack({"a": [value]}, hold)) == {"a": [HANDLE]}
    assert held == [value]


@pytest.mark.parametrize(
    "value",
    [2 ** (8 * 20_000), range(10**9), Decimal(f"1e{10**6}"), Decimal("1" * 20_000), Fraction(1, 2**5_000)],
    ids=["int", "range", "decimal", "digits", "fraction"],
)
def test_numbers_that_would_be_dear_to_use_are_held(value: object) -> None:
    assert unpack(pack([value, (value,)], lambda _: HANDLE)) == [HANDLE, (HANDLE,)]


def test_references_are_resolved_where_they_arrive() -> None:
    function = Function(5, "loss")
    packed = pack([HANDLE, function, {"f": function}])
    assert unpack(packed) == [HANDLE, function, {"f": function}]
    names = unpack(packed, resolve=lambda reference: f"#{reference.id}")
    assert names == ["#3", "#5", {"f": "#5"}]


def test_a_handle_is_shown_short_and_in_characters_that_print() -> None:
    handle = back(Handle(1, "T" * 500, "\ud800" + "x" * 500, callable=True, kind="object"))
    assert len(handle.type) == len(handle.text) == 200
    handle.text.encode()


# What no honest sender writes


def ext_message(code: int, *parts: object, raw: bytes = b"") -> bytes:
    payload = b"".join(map(pack, parts)) + raw
    return b"\xc9" + len(payload).to_bytes(4, "big") + bytes((code,)) + payload


@pytest.mark.parametrize(
    "message",
    [
        ext_message(200),
        ext_message(ext.BIG_INT, raw=b"\x01" * 20_000),
        ext_message(ext.COMPLEX, raw=b"12345678"),
        ext_message(ext.TUPLE, {"not": "a list"}),
        ext_message(ext.TUPLE, [1], [2]),
        ext_message(ext.SET, [[1]]),
        ext_message(ext.FROZENSET, [{}]),
        ext_message(ext.FLOATS, raw=b"1234567"),
        ext_message(ext.RANGE, [0, 10**12, 1]),
        ext_message(ext.RANGE, [0, 10, 0]),
        ext_message(ext.SINGLETON, raw=b"\x09"),
        ext_message(ext.SLICE, [1]),
        ext_message(ext.DECIMAL, ["1e999999999"]),
        ext_message(ext.DECIMAL, ["one"]),
        ext_message(ext.FRACTION, [1, 0]),
        ext_message(ext.FRACTION, [1, "2"]),
        ext_message(ext.DATE, [2020, 13, 1]),
        ext_message(ext.TIMEDELTA, [10**12, 0, 0]),
        ext_message(ext.DATETIME, [2020, 1, 1, 0, 0, 0, 0, 0, ["zone", "../../etc/passwd"]]),
        ext_message(ext.DATETIME, [2020, 1, 1, 0, 0, 0, 0, 0, ["zone", "Moon/Base"]]),
        ext_message(ext.DATETIME, [2020, 1, 1, 0, 0, 0, 0, 0, 1e9]),
        ext_message(ext.PATH, [False, True, 5]),
        ext_message(ext.TYPE, "os.system"),
        ext_message(ext.TYPE, ["int"]),
        ext_message(ext.HANDLE, [1, "T", "text", False, "master key"]),
        ext_message(ext.HANDLE, ["1", "T", "text", False, "object"]),
        ext_message(ext.FUNCTION, [1]),
        pack({i * (2**61 - 1): i for i in range(400)}),
    ],
    ids=lambda message: message[5:40].hex(),
)
def test_what_no_honest_sender_writes_is_malformed(message: bytes) -> None:
    with pytest.raises(Malformed):
        unpack(message)


def test_a_huge_nest_of_ext_values_ends_at_the_depth_limit() -> None:
    message = pack(())
    for _ in range(40):
        message = ext_message(ext.TUPLE, raw=b"\x91" + message)
    with pytest.raises(Malformed, match="64 levels"):
        unpack(message)


def test_a_packed_list_counts_its_elements() -> None:
    with pytest.raises(Malformed, match="100 parts"):
        unpack(pack([1.5] * 101), limits=Limits(nodes=100))
    with pytest.raises(Unsendable, match="100 parts"):
        pack([7] * 101, limits=Limits(nodes=100))
