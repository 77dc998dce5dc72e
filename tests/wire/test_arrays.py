"""NumPy values over the wire."""

import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mlestone.wire import extensions as ext
from mlestone.wire.codec import Limits, Malformed, Unsendable, encode
from mlestone.wire.values import Handle, pack, unpack

Array = npt.NDArray[Any]
HANDLE = Handle(1, "x", "x", callable=False, kind="object")


def back(value: object) -> Any:
    return unpack(pack(value))


def assert_same(left: Array, right: Array) -> None:
    assert type(left) is np.ndarray
    assert left.dtype == right.dtype
    assert left.dtype.byteorder == right.dtype.byteorder
    assert left.shape == right.shape
    if left.dtype.names is None:
        assert left.tobytes() == right.tobytes()  # to the bit: nan and -0.0 too
    else:  # between the fields there may be anything
        for name in left.dtype.names:
            assert_same(left[name], right[name])


dtypes = (
    hnp.boolean_dtypes()
    | hnp.integer_dtypes(endianness="?")
    | hnp.unsigned_integer_dtypes(endianness="?")
    | hnp.floating_dtypes(endianness="?", sizes=(16, 32, 64))
    | hnp.complex_number_dtypes(endianness="?", sizes=(64, 128))
    | hnp.datetime64_dtypes(endianness="?")
    | hnp.timedelta64_dtypes(endianness="?")
    | hnp.byte_string_dtypes(min_len=1)
    | hnp.unicode_string_dtypes(min_len=1, endianness="?")
)
arrays = dtypes.flatmap(lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, min_side=0, max_side=4)))
dtypes_of_fields: st.SearchStrategy[Any] = hnp.array_dtypes(subtype_strategy=dtypes, allow_subarrays=True)
structured: st.SearchStrategy[Any] = dtypes_of_fields.filter(
    lambda dtype: all(len(field) == 2 for field in dtype.fields.values())
).flatmap(  # titles stay behind
    lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, max_dims=2, min_side=0, max_side=3))
)


@given(arrays)
def test_an_array_arrives_to_the_bit(array: Array) -> None:
    arrived = back(array)
    assert_same(arrived, array)
    assert arrived.flags.writeable
    assert arrived.flags.owndata or arrived.base is not None


@given(structured)
def test_a_structured_array_arrives_to_the_bit(array: Array) -> None:
    assert_same(back(array), array)


@given(hnp.arrays(np.float64, hnp.array_shapes(min_dims=2, max_dims=3)))
def test_fortran_order_is_kept_and_strides_are_not(array: Array) -> None:
    fortran = np.asfortranarray(array)
    assert_same(back(fortran), fortran)
    assert back(fortran).flags.fnc == fortran.flags.fnc
    assert_same(back(array[::-1, ::2]), array[::-1, ::2])
    assert_same(back(array.T), array.T)


@pytest.mark.parametrize(
    "array",
    [
        np.zeros((0, 3)),
        np.zeros((2, 0, 4), order="F"),
        np.array(3.5),
        np.zeros(3, "U0"),
        np.zeros((2, 0), "S0"),
        np.array(["NaT", "2020-01-01"], "M8[D]"),
        np.array(["NaT", 5], "m8"),
        np.ones((300, 400)).T,
        np.ones((1000, 200))[::2, ::3],
        np.broadcast_to(1.5, (3, 4)),
        np.zeros(3, np.dtype({"names": ["b", "a"], "formats": ["i1", "f8"], "offsets": [15, 0], "itemsize": 32})),
        np.zeros(2, np.dtype([("x", "i1"), ("y", "f8")], align=True)),
        np.arange(6, dtype=np.longdouble),
    ],
    ids=lambda array: f"{array.dtype}-{array.shape}",
)
def test_each_kind_of_array_arrives_as_it_was(array: Array) -> None:
    assert_same(back(array), array)
    assert back(array).flags.fnc == array.flags.fnc


def test_an_array_of_objects_arrives_with_its_elements() -> None:
    objects = np.empty((2, 3), dtype=object)
    objects[:] = [[1, "a", None], [2.5, [1, 2], {"k": (1,)}]]
    for array in (objects, np.asfortranarray(objects), objects[:0], objects.T):
        arrived = back(array)
        assert arrived.dtype == object
        assert arrived.shape == array.shape
        assert arrived.tolist() == array.tolist()


def test_objects_in_an_array_that_cannot_travel_are_held_one_by_one() -> None:
    array = np.array([1, object(), "x"], dtype=object)
    assert unpack(pack(array, lambda _: HANDLE)).tolist() == [1, HANDLE, "x"]


@given(arrays.filter(lambda array: array.size > 0))
def test_a_scalar_keeps_its_type(array: Array) -> None:
    scalar = array.reshape(-1)[0]
    arrived = back(scalar)
    assert type(arrived) is type(scalar)
    assert np.asarray(arrived).tobytes() == np.asarray(scalar).tobytes()


@pytest.mark.parametrize("scalar", [np.str_(""), np.bytes_(b""), np.float16(1.5), np.bool_(True), np.complex64(1j)])
def test_each_kind_of_scalar_keeps_its_type(scalar: Any) -> None:
    assert type(back(scalar)) is type(scalar)
    assert back(scalar) == scalar


def test_a_structured_scalar_arrives() -> None:
    record = np.array([(1, "a")], dtype=[("n", "i4"), ("t", "U2")])[0]
    assert back(record) == record
    assert back(record).dtype == record.dtype


@pytest.mark.parametrize("kind", [np.float64, np.float32, np.int64, np.uint8, np.complex128])
def test_a_long_list_of_scalars_keeps_their_type(kind: type[Any]) -> None:
    scalars = list(np.arange(20).astype(kind))
    assert back(scalars) == scalars
    assert {type(scalar) for scalar in back(scalars)} == {kind}
    assert back([*scalars, 1.0]) == [*scalars, 1.0]


@pytest.mark.parametrize("kind", [np.float32, np.ndarray, np.dtype("<f4"), np.dtype(object), np.dtype([("a", "i4")])])
def test_types_and_dtypes_arrive(kind: object) -> None:
    arrived = back({"dtype": kind})["dtype"]
    assert arrived == kind
    assert type(arrived) is type(kind)


class LyingArray(np.ndarray[Any, Any]):
    def __eq__(self, other: object) -> Any:
        return True

    def __array__(self, *_: Any, **__: Any) -> Any:
        return np.array(42)

    def tobytes(self, *_: Any) -> bytes:
        return b"42"

    @property  # type: ignore[misc]
    def shape(self) -> Any:
        return (42,)

    def __iter__(self) -> Iterator[Any]:
        return iter([42])

    __hash__ = None


class LyingNumber(np.float64):
    def tobytes(self, *_: Any) -> bytes:
        return b"\0" * 8

    def __eq__(self, other: object) -> Any:
        return True

    __hash__ = None  # type: ignore[assignment]


def test_a_subclass_arrives_as_the_plain_array_it_holds() -> None:
    assert_same(back(np.arange(6.0).reshape(2, 3).view(LyingArray)), np.arange(6.0).reshape(2, 3))
    assert_same(back(np.array([(1,)], [("n", "i4")]).view(np.recarray)), np.array([(1,)], [("n", "i4")]))
    assert type(back(LyingNumber(1.5))) is np.float64
    assert back(LyingNumber(1.5)) == 1.5


@pytest.mark.parametrize(
    "array",
    [
        np.ma.masked_array([1, 2], [False, True]),
        np.broadcast_to(0.0, (10**6, 10**6)),
        np.array([(1, None)], dtype=[("a", "i4"), ("b", "O")]),
        np.array([b"12"], dtype="V2"),
    ],
    ids=["masked", "broadcast", "fields of objects", "void"],
)
def test_an_array_that_would_lose_its_meaning_or_burst_stays(array: Array) -> None:
    with pytest.raises(Unsendable):
        pack(array)
    assert unpack(pack([array], lambda _: HANDLE)) == [HANDLE]


def test_truth_values_made_of_chance_bytes_are_truth_values_again() -> None:
    chance = np.array([0, 1, 2, 255], np.uint8).view(bool)
    assert back(chance).view(np.uint8).tolist() == [0, 1, 1, 1]


def test_a_large_array_is_copied_once_on_each_side(monkeypatch: pytest.MonkeyPatch) -> None:
    import tracemalloc

    array = np.ones(2**20)
    pack(array), unpack(pack(array))
    tracemalloc.start()
    message = pack({"x": [array]})
    packed_peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    unpack(message)
    both_peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert packed_peak < 1.1 * array.nbytes
    assert both_peak < 2.1 * array.nbytes


# Random generators


@pytest.mark.parametrize(
    "make",
    [
        lambda: np.random.default_rng(5),
        lambda: np.random.Generator(np.random.PCG64DXSM(5)),
        lambda: np.random.Generator(np.random.MT19937(5)),
        lambda: np.random.RandomState(5),
    ],
    ids=["PCG64", "PCG64DXSM", "MT19937", "RandomState"],
)
def test_a_generator_goes_on_where_it_was(make: Any) -> None:
    generator = make()
    generator.normal(size=3)
    generator.bytes(1)
    arrived = back(generator)
    assert type(arrived) is type(generator)
    assert arrived.normal(size=7).tolist() == generator.normal(size=7).tolist()
    assert arrived.bytes(9) == generator.bytes(9)


def test_a_generator_of_another_kind_stays() -> None:
    with pytest.raises(Unsendable):
        pack(np.random.Generator(np.random.SFC64(1)))


# What no honest sender writes


def ext_message(code: int, *parts: object, raw: bytes = b"") -> bytes:
    payload = b"".join(map(pack, parts)) + raw
    return b"\xc9" + len(payload).to_bytes(4, "big") + bytes((code,)) + payload


def array_message(dtype: object, shape: object, order: object = "C", raw: bytes = b"") -> bytes:
    return ext_message(ext.ARRAY, dtype, shape, order, raw=raw)


WIDE = ["fields", [["a", "<f8", 0]], 2**40, False]


@pytest.mark.parametrize(
    "message",
    [
        array_message("|O", [1], raw=b"\x01\0\0\0\0\0\0\0"),
        array_message("O", [0]),
        array_message("f8,f8", [0]),
        array_message("<f8; import os", [0]),
        array_message("|V8", [1], raw=b"12345678"),
        array_message("<f8", [2], raw=b"12345678"),
        array_message("<f8", [1], raw=b"123456789"),
        array_message("<f8", [-1], raw=b""),
        array_message("<f8", [-1, -1], raw=b"12345678"),
        array_message("<f8", [True], raw=b"12345678"),
        array_message("<f8", [1.0], raw=b"12345678"),
        array_message("<f8", "1", raw=b"12345678"),
        array_message("<f8", [1] * 40, raw=b"12345678"),
        array_message("<f8", [0, 10**15]),
        array_message("<f8", [2**40, 2**40, 0]),
        array_message("<U999999999", [0]),
        array_message("<U0", [10**12]),
        array_message("<f8", [1], "K", raw=b"12345678"),
        array_message("<f8", [1], 5, raw=b"12345678"),
        array_message("<f3", [1], raw=b"123"),
        array_message("<M8[fortnight]", [1], raw=b"12345678"),
        array_message("<U1", [1], raw=b"\xff\xff\xff\x7f"),
        array_message(["fields", [["t", "<U1", 0]], 4, False], [1], raw=b"\xff\xff\xff\x7f"),
        array_message(["fields", [["t", "|b1", 0]], 1, False], [1], raw=b"\x07"),
        array_message(["fields", [["a", "<f8", 4]], 8, False], [1], raw=b"12345678"),
        array_message(["fields", [["a", "<f8", -8]], 8, False], [1], raw=b"12345678"),
        array_message(["fields", [["a", "|O", 0]], 8, False], [1], raw=b"12345678"),
        array_message(["fields", [[5, "<f8", 0]], 8, False], [1], raw=b"12345678"),
        array_message(["fields", [["a"]], 8, False], [1], raw=b"12345678"),
        array_message(WIDE, [0]),
        array_message(["of", "<f8", [10**9]], [0]),
        array_message(["fields", [["a", ["of", "<f8", [2**30, 2**30]], 0]], 8, False], [0]),
        array_message({}, [0]),
        ext_message(ext.OBJECT_ARRAY, [3], "C", [1, 2]),
        ext_message(ext.OBJECT_ARRAY, [0, 2**50], "C", []),
        ext_message(ext.OBJECT_ARRAY, [2], "X", [1, 2]),
        ext_message(ext.NUMPY_SCALAR, "<f8", raw=b"1234"),
        ext_message(ext.NUMPY_SCALAR, "|O", raw=b"12345678"),
        ext_message(ext.DTYPE, "complex"),
        ext_message(ext.SCALARS, "<U1", [1], "C", raw=b"a\0\0\0"),
        ext_message(ext.SCALARS, "<f8", [1, 1], "C", raw=b"12345678"),
        ext_message(ext.GENERATOR, ["PCG64", False, 2**128, 1, 0, 0]),
        ext_message(ext.GENERATOR, ["PCG64", False, 1, 1, 7, 0]),
        ext_message(ext.GENERATOR, ["seed", False, 1, 1, 0, 0]),
        ext_message(ext.GENERATOR, ["MT19937", True, np.zeros(624, "u4"), 10**6, 0, 0.0]),
        ext_message(ext.GENERATOR, ["MT19937", True, np.zeros(10, "u4"), 0, 0, 0.0]),
        ext_message(ext.GENERATOR, ["MT19937", False, [0] * 624, 0, 0, 0.0]),
        ext_message(ext.TENSOR, ["float32", False], 5),
        ext_message(ext.TENSOR, ["object", False], np.zeros(1)),
    ],
    ids=lambda message: message[6:60].hex(),
)
def test_what_no_honest_sender_writes_is_malformed(message: bytes) -> None:
    with pytest.raises(Malformed):
        unpack(message)


@given(arrays | structured, st.data())
def test_a_damaged_array_is_a_value_or_malformed(array: Array, data: st.DataObject) -> None:
    message = bytearray(pack([array]))
    for _ in range(data.draw(st.integers(1, 3))):
        message[data.draw(st.integers(0, min(len(message) - 1, 40)))] = data.draw(st.integers(0, 255))
    try:
        arrived = unpack(message, limits=Limits(size=2**20, nodes=10_000))
    except Malformed:
        return
    repr(arrived)


def test_numpy_is_asked_for_only_when_a_value_of_its_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    message = encode([1, 2.5])
    monkeypatch.setitem(sys.modules, "numpy", None)
    assert unpack(message) == [1, 2.5]
    with pytest.raises(Malformed, match="numpy"):
        unpack(array_message("<f8", [1], raw=b"12345678"))
