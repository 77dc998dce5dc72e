"""The MessagePack core, with msgspec as the independent oracle in both directions."""

import math
import struct

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlestone.wire.codec import Limits, Malformed, Unsendable, decode, encode

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text(st.characters(codec="utf-8"))
    | st.binary()
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(-(2**63), 2**64 - 1), inner)
)


def same(left: object, right: object) -> bool:
    return repr(left) == repr(right)  # tells 1 from 1.0 and True, 0.0 from -0.0, and lets nan equal nan


@given(values)
def test_msgspec_reads_what_we_write(value: object) -> None:
    try:
        written = encode(value)
    except Unsendable:  # a lone surrogate as a key
        return
    assert same(msgspec.msgpack.decode(written), value)


@given(values)
def test_we_read_what_msgspec_writes(value: object) -> None:
    try:
        written = msgspec.msgpack.encode(value)
    except UnicodeEncodeError:
        return
    assert same(decode(written), value)


@pytest.mark.parametrize("length", [0, 15, 16, 31, 32, 255, 256, 65_535, 65_536])
def test_every_size_of_head_is_written_and_read(length: int) -> None:
    for value in ("x" * length, b"x" * length, [None] * length, dict.fromkeys(range(length))):
        assert msgspec.msgpack.decode(encode(value)) == value
        assert decode(msgspec.msgpack.encode(value)) == value


@pytest.mark.parametrize("bits", range(65))
def test_every_size_of_integer_is_written_and_read(bits: int) -> None:
    for value in {2**bits - 1, min(2**bits, 2**64 - 1), -(2 ** min(bits, 63)), -(2 ** min(bits, 63)) + 1}:
        assert msgspec.msgpack.decode(encode(value)) == value
        assert decode(encode(value)) == value
        assert decode(msgspec.msgpack.encode(value)) == value


def test_a_short_float_is_read() -> None:
    assert decode(b"\xca" + struct.pack(">f", 1.5)) == 1.5


def test_a_float_keeps_its_sign_and_its_nan() -> None:
    assert math.copysign(1, decode(encode(-0.0))) == -1  # type: ignore[arg-type]
    assert math.isnan(decode(encode(math.nan)))  # type: ignore[arg-type]


def test_a_message_in_a_bytearray_is_read() -> None:
    assert decode(bytearray(encode({"a": [b"b", "c"]}))) == {"a": [b"b", "c"]}


@pytest.mark.parametrize(
    ("message", "complaint"),
    [
        (b"", "not a message"),
        (b"\xc1", "0xc1"),
        (b"\x01\x02", "1 bytes after the end"),
        (b"\x92\x01", "a list of 2 announced, 1 bytes left"),
        (b"\xdd\xff\xff\xff\xff", "a list of 4,294,967,295 announced, 0 bytes left"),
        (b"\xdf\xff\xff\xff\xff", "a map of 4,294,967,295 announced"),
        (b"\xc6\xff\xff\xff\xff", "4,294,967,295 bytes announced, 0 left"),
        (b"\xdb\xff\xff\xff\xffx", "4,294,967,295 bytes announced, 1 left"),
        (b"\xa1\xff", "UnicodeDecodeError"),
        (b"\xcb\x00", "not a message"),
        (b"\xd4\x05\x00", "an ext of unknown type 5"),
        (b"\xc9\xff\xff\xff\xff\x05", "an ext of 4,294,967,295 bytes announced"),
        (b"\x81\x90\x01", "unhashable"),
    ],
)
def test_what_is_no_message_is_malformed(message: bytes, complaint: str) -> None:
    with pytest.raises(Malformed, match=complaint):
        decode(message)


@given(st.binary(max_size=200))
def test_random_bytes_are_a_value_or_malformed(message: bytes) -> None:
    try:
        decode(message)
    except Malformed:
        return


def test_nesting_is_limited_on_both_sides() -> None:
    deep: list[object] = []
    for _ in range(64):
        deep = [deep]
    with pytest.raises(Unsendable, match="64 levels"):
        encode(deep)
    with pytest.raises(Malformed, match="64 levels"):
        decode(b"\x91" * 65 + b"\xc0")
    assert decode(encode(deep[0])) == deep[0]


def test_a_list_that_holds_itself_is_unsendable() -> None:
    ring: list[object] = []
    ring.append(ring)
    with pytest.raises(Unsendable, match="holds itself"):
        encode(ring)


def test_a_small_value_that_spells_out_to_a_huge_one_is_unsendable() -> None:
    folded: list[object] = [0] * 10
    for _ in range(10):
        folded = [folded] * 10
    with pytest.raises(Unsendable, match="parts"):
        encode(folded)


def test_the_number_of_parts_is_limited_on_both_sides() -> None:
    few = Limits(nodes=10)
    with pytest.raises(Unsendable, match="10 parts"):
        encode([0] * 11, limits=few)
    with pytest.raises(Malformed, match="10 parts"):
        decode(encode([0] * 11), limits=few)


def test_the_number_of_bytes_is_limited_on_both_sides() -> None:
    few = Limits(size=10)
    with pytest.raises(Unsendable, match="10 bytes"):
        encode("x" * 10, limits=few)
    with pytest.raises(Malformed, match="11 bytes; 10 are allowed"):
        decode(encode("x" * 10), limits=few)


def test_many_equal_keys_are_refused() -> None:
    keys = b"\x01\xc0" * 300
    assert decode(b"\x8f" + keys[:30]) == {1: None}
    with pytest.raises(Malformed, match="300 keys share too few hashes"):
        decode(b"\xde" + (300).to_bytes(2, "big") + keys)


def test_a_value_without_a_form_is_unsendable() -> None:
    with pytest.raises(Unsendable, match="no form for object"):
        encode(object())
