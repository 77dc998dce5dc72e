"""Values of Python itself that MessagePack has no form for: tuples, sets, big integers, dates, paths…

Each is read through the descriptors and methods of the base type, so that a subclass that lies about itself is sent
as what it really holds, and arrives as the exact base type.
"""

from __future__ import annotations

import re
import sys
from array import array as machine_array
from collections import OrderedDict
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from fractions import Fraction
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Any, Final, cast

from mlestone.wire import arrays
from mlestone.wire import extensions as ext
from mlestone.wire.codec import Malformed, Reader, Writer, WriteValue, refuse_collisions
from mlestone.wire.extensions import Opaque
from mlestone.wire.frames import build_zone, describe_zone
from mlestone.wire.handles import or_held, write_held

_LONGEST_BIG_INT: Final = 16 * 1024
"""Bytes, so some 39,000 digits: more than a proof needs, few enough to print and to multiply."""
_LONGEST_RANGE: Final = 10**8
_LARGEST_EXPONENT: Final = 100_000
"""A Decimal is a few bytes that may ask for a gigabyte of zeros when it is written out."""
_LONGEST_DECIMAL: Final = 10_000
_LONGEST_FRACTION: Final = 4_096
"""Bits above and below the line; reducing longer ones takes too long."""
_ZONE_COST: Final = 50
"""In nodes: a zone may have to be read from a file."""
_PACKED_FROM: Final = 16
"""From this length on, a list of nothing but floats, or ints, goes as machine words."""


# Writing


def write_special(writer: Writer, value: int | str) -> None:
    """An int or a text that MessagePack has no room for."""
    if isinstance(value, int):
        _write_big_int(writer, value)
    else:  # a lone surrogate in it, for which there is no UTF-8
        writer.write_ext(ext.TEXT_WITH_SURROGATES, value.encode("utf-8", "surrogatepass"))


def _write_big_int(writer: Writer, value: int) -> None:
    size = value.bit_length() // 8 + 1
    if size > _LONGEST_BIG_INT:
        write_held(writer, value)
    else:
        writer.write_ext(ext.BIG_INT, value.to_bytes(size, "big", signed=True))


def _write_list(writer: Writer, value: list[object]) -> None:
    if len(value) >= _PACKED_FROM and _write_words(writer, value):
        return
    writer.write_list(value, len(value))


def _write_words(writer: Writer, values: list[object]) -> bool:
    """Write a long list of numbers of one type as machine words: a hundred times faster than one by one."""
    first = type(values[0])
    if first is not float and first is not int:
        return arrays.write_scalars(writer, values)
    if set(map(type, values)) != {first}:
        return False
    try:
        words: machine_array[Any] = machine_array("d" if first is float else "q", cast("list[Any]", values))
    except OverflowError:  # a big int among them
        return False
    if sys.byteorder == "big":
        words.byteswap()
    writer.charge(len(values))
    writer.write_ext(ext.FLOATS if first is float else ext.INTS, words.tobytes())
    return True


def _write_tuple(writer: Writer, value: tuple[object, ...]) -> None:
    mark = writer.open_ext()
    if len(value) < _PACKED_FROM:
        writer.write_list(value, len(value))
    else:
        _write_list(writer, list(value))
    writer.close_ext(mark, ext.TUPLE)


def _set_writer(code: int) -> WriteValue:
    def write_set(writer: Writer, value: set[object] | frozenset[object]) -> None:
        """In the order of the packed elements: a set has none of its own that two processes would share."""
        mark = writer.open_ext()
        writer.charge(len(value))
        writer.deeper()
        outer = writer.parts
        packed = []
        for element in value:
            writer.parts = []
            writer.write(element)
            packed.append(b"".join(writer.parts))
        writer.parts = outer
        writer.depth += 1
        writer.write_packed(sorted(packed))
        writer.close_ext(mark, code)

    return write_set


def _write_complex(writer: Writer, value: complex) -> None:
    words = machine_array("d", (value.real, value.imag))
    if sys.byteorder == "big":
        words.byteswap()
    writer.write_ext(ext.COMPLEX, words.tobytes())


def _write_bytearray(writer: Writer, value: bytearray) -> None:
    writer.write_ext(ext.BYTEARRAY, bytes(value))


def _writer_of_parts(code: int, parts_of: Callable[[Any], list[Any]]) -> WriteValue:
    """A writer for values that are made of a few others."""

    def write_parts(writer: Writer, value: object) -> None:
        parts = parts_of(value)
        mark = writer.open_ext()
        writer.write_list(parts, len(parts))
        writer.close_ext(mark, code)

    return write_parts


def _parts_of_range(value: range) -> list[object]:
    if (value.stop - value.start) // value.step > _LONGEST_RANGE:
        raise Opaque
    return [value.start, value.stop, value.step]


def _fields(kind: type, names: str) -> Callable[[Any], list[Any]]:
    """Read attributes through the descriptors of the base type, whatever a subclass has put before them."""
    getters = [vars(kind)[name].__get__ if name in vars(kind) else _inherited(kind, name) for name in names.split()]
    return lambda value: [get(value) for get in getters]


def _inherited(kind: type, name: str) -> Any:
    return next(vars(base)[name].__get__ for base in kind.__mro__ if name in vars(base))


_date_fields = _fields(date, "year month day")
_time_fields = _fields(time, "hour minute second microsecond fold")
_datetime_fields = _fields(datetime, "year month day hour minute second microsecond fold")
_timedelta_fields = _fields(timedelta, "days seconds microseconds")
_both_parts = _fields(Fraction, "_numerator _denominator")


def _parts_of_fraction(value: Fraction) -> list[object]:
    parts = _both_parts(value)
    if any(type(part) is not int or part.bit_length() > _LONGEST_FRACTION for part in parts):
        raise Opaque
    return parts


def _parts_of_decimal(value: Decimal) -> list[object]:
    text = Decimal.__str__(value)
    if len(text) > _LONGEST_DECIMAL or (Decimal.is_finite(value) and abs(Decimal.adjusted(value)) > _LARGEST_EXPONENT):
        raise Opaque
    return [text]


def _parts_of_time(value: time) -> list[object]:
    return [*_time_fields(value), describe_zone(time.tzinfo.__get__(value))]


def _parts_of_datetime(value: datetime) -> list[object]:
    return [*_datetime_fields(value), describe_zone(datetime.tzinfo.__get__(value))]


def _parts_of_path(value: PurePath) -> list[object]:
    windows = issubclass(type(value), PureWindowsPath)
    text = PurePath.__str__(value)
    return [windows, issubclass(type(value), Path), str.__str__(text)]


def _singleton_writer(number: int) -> WriteValue:
    payload = bytes((number,))
    return lambda writer, _: writer.write_ext(ext.SINGLETON, payload)


_SINGLETONS: Final = (..., NotImplemented)

_write_range = or_held(_writer_of_parts(ext.RANGE, _parts_of_range))
_write_decimal = or_held(_writer_of_parts(ext.DECIMAL, _parts_of_decimal))
_write_fraction = or_held(_writer_of_parts(ext.FRACTION, _parts_of_fraction))
_write_date = _writer_of_parts(ext.DATE, _date_fields)
_write_time = or_held(_writer_of_parts(ext.TIME, _parts_of_time))
_write_datetime = or_held(_writer_of_parts(ext.DATETIME, _parts_of_datetime))
_write_timedelta = _writer_of_parts(ext.TIMEDELTA, _timedelta_fields)
_write_path = _writer_of_parts(ext.PATH, _parts_of_path)
_write_set = _set_writer(ext.SET)
_write_frozenset = _set_writer(ext.FROZENSET)
_FULL: Final = slice(None)

WRITERS: Final[dict[type, WriteValue]] = {
    list: _write_list,
    tuple: _write_tuple,
    set: _write_set,
    frozenset: _write_frozenset,
    complex: _write_complex,
    bytearray: _write_bytearray,
    range: _write_range,
    slice: _writer_of_parts(ext.SLICE, lambda value: [value.start, value.stop, value.step]),
    type(...): _singleton_writer(0),
    type(NotImplemented): _singleton_writer(1),
    Decimal: _write_decimal,
    Fraction: _write_fraction,
    date: _write_date,
    time: _write_time,
    datetime: _write_datetime,
    timedelta: _write_timedelta,
}

# Subclasses, each read through its base type. The order matters: a datetime is a date.
BASES: Final[tuple[tuple[type, WriteValue], ...]] = (
    (int, lambda writer, value: writer.write(int.__int__(value))),
    (float, lambda writer, value: writer.write(float.__float__(value))),
    (str, lambda writer, value: writer.write(str.__str__(value))),
    (bytes, lambda writer, value: writer.write(bytes.__getitem__(value, _FULL))),
    (list, lambda writer, value: _write_list(writer, list.__getitem__(value, _FULL))),
    (tuple, lambda writer, value: _write_tuple(writer, tuple.__getitem__(value, _FULL))),
    (OrderedDict, lambda writer, value: writer.write_map(OrderedDict.items(value), dict.__len__(value))),
    (dict, lambda writer, value: writer.write_map(dict.items(value), dict.__len__(value))),
    (set, lambda writer, value: _write_set(writer, set.copy(value))),
    (frozenset, lambda writer, value: _write_frozenset(writer, frozenset.union(frozenset(), value))),
    (complex, lambda writer, value: _write_complex(writer, complex.__complex__(value))),
    (bytearray, lambda writer, value: _write_bytearray(writer, bytearray.copy(value))),
    (datetime, _write_datetime),
    (date, _write_date),
    (time, _write_time),
    (timedelta, _write_timedelta),
    (Decimal, _write_decimal),
    (Fraction, _write_fraction),
    (PurePath, _write_path),
)


# Reading


def _read_big_int(reader: Reader, end: int) -> int:
    payload = reader.take_view(end)
    if len(payload) > _LONGEST_BIG_INT:
        raise Malformed(f"an integer of {len(payload):,} bytes")
    return int.from_bytes(payload, "big", signed=True)


def _word_reader(typecode: str) -> Callable[[Reader, int], list[Any]]:
    def read_words(reader: Reader, end: int) -> list[Any]:
        payload = reader.take_view(end)
        reader.charge(len(payload) // 8)
        words = machine_array(typecode)
        words.frombytes(payload)
        if sys.byteorder == "big":
            words.byteswap()
        return words.tolist()

    return read_words


_read_floats = _word_reader("d")
_read_ints = _word_reader("q")


def _read_complex(reader: Reader, end: int) -> complex:
    real, imaginary = _read_floats(reader, end)
    return complex(real, imaginary)


def _read_tuple(reader: Reader, _: int) -> tuple[object, ...]:
    return tuple(reader.read_list())


def _read_set(reader: Reader, _: int) -> set[object]:
    elements = reader.read_list()
    refuse_collisions(elements)
    return set(elements)


def _read_frozenset(reader: Reader, end: int) -> frozenset[object]:
    return frozenset(_read_set(reader, end))


def _read_range(reader: Reader, _: int) -> range:
    numbers = range(*reader.read_list(3))
    if (numbers.stop - numbers.start) // numbers.step > _LONGEST_RANGE:
        raise Malformed("a range longer than any that is sent")
    return numbers


def _read_singleton(reader: Reader, _: int) -> object:
    return _SINGLETONS[reader.take(1)[0]]


_DECIMAL: Final = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?(?:E[+-]?[0-9]{1,9})?|Infinity|s?NaN[0-9]*)")


def _read_decimal(reader: Reader, _: int) -> Decimal:
    (text,) = reader.read_list(1)
    if type(text) is not str or len(text) > _LONGEST_DECIMAL or not _DECIMAL.fullmatch(text):
        raise Malformed("not a decimal number")
    value = Decimal(text)
    if value.is_finite() and abs(value.adjusted()) > _LARGEST_EXPONENT:
        raise Malformed(f"a decimal number with the exponent {value.adjusted()}")
    return value


def _read_fraction(reader: Reader, _: int) -> Fraction:
    reader.charge(20)
    numerator, denominator = reader.read_list(2)
    for part in (numerator, denominator):
        if type(part) is not int or part.bit_length() > _LONGEST_FRACTION:
            raise Malformed("not a fraction")
    return Fraction(numerator, denominator)


def _read_time(reader: Reader, _: int) -> time:
    hour, minute, second, microsecond, fold, zone = reader.read_list(6)
    return time(hour, minute, second, microsecond, _read_zone(reader, zone), fold=fold)


def _read_datetime(reader: Reader, _: int) -> datetime:
    *moment, fold, zone = reader.read_list(9)
    return datetime(*moment).replace(fold=fold, tzinfo=_read_zone(reader, zone))


def _read_zone(reader: Reader, description: object) -> tzinfo | None:
    if type(description) is list:
        reader.charge(_ZONE_COST)
    return build_zone(description)


def _read_path(reader: Reader, _: int) -> PurePath:
    windows, concrete, text = reader.read_list(3)
    if type(text) is not str:
        raise Malformed("not a path")
    flavour: type[PurePath] = PureWindowsPath if windows is True else PurePosixPath
    if concrete is True and isinstance(Path(), flavour):
        flavour = Path
    return flavour(text)


READERS: Final[dict[int, Callable[[Reader, int], object]]] = {
    ext.BIG_INT: _read_big_int,
    ext.COMPLEX: _read_complex,
    ext.TUPLE: _read_tuple,
    ext.SET: _read_set,
    ext.FROZENSET: _read_frozenset,
    ext.BYTEARRAY: lambda reader, end: bytearray(reader.take_view(end)),
    ext.TEXT_WITH_SURROGATES: lambda reader, end: str(reader.take_view(end), "utf-8", "surrogatepass"),
    ext.FLOATS: _read_floats,
    ext.INTS: _read_ints,
    ext.RANGE: _read_range,
    ext.SLICE: lambda reader, _: slice(*reader.read_list(3)),
    ext.SINGLETON: _read_singleton,
    ext.DECIMAL: _read_decimal,
    ext.FRACTION: _read_fraction,
    ext.DATE: lambda reader, _: date(*reader.read_list(3)),
    ext.TIME: _read_time,
    ext.DATETIME: _read_datetime,
    ext.TIMEDELTA: lambda reader, _: timedelta(*reader.read_list(3)),
    ext.PATH: _read_path,
}
