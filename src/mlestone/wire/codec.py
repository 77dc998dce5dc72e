"""MessagePack in pure Python: the bytes under everything that passes between examiner and child.

It promises that `decode` never executes anything, ends in time and memory bounded by its `Limits`, and raises
`Malformed` and nothing else, whatever the bytes are: they may come from a process in which hostile code runs.
What MessagePack does not know (tuples, arrays, frames…) goes through the `extend` hooks as ext types; see
`values.py`, which is what the rest of MLestone uses.

It is written by hand because it also runs inside the learner's process, under the Python of any kit, where only the
standard library can be counted on. It is not a general MessagePack library: no streaming, no timestamps.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NoReturn, TypeVar

_T = TypeVar("_T")

Part = bytes | memoryview
WriteValue = Callable[["Writer", Any], None]

_FLOAT: Final = struct.Struct(">Bd").pack
_READ_FLOAT: Final = struct.Struct(">d").unpack_from
_READ_FLOAT32: Final = struct.Struct(">f").unpack_from

_INT64_MIN: Final = -(2**63)
_UINT64_MAX: Final = 2**64 - 1

# Keys that share one hash make a dict quadratic. Honest keys hardly ever do (-1 and -2 are the exception), so more
# shared hashes than this among many keys are an attack, and below the size the cost does not matter.
_COLLISIONS: Final = 64
_KEYS_WORTH_A_LOOK: Final = 256


class Malformed(ValueError):
    """These bytes are not a message: cut short, over a limit, or not what the format allows."""


class Unsendable(TypeError):
    """This value cannot travel: too large, too deep, going in circles, or of a type that has to stay where it is."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one message may cost its receiver (and what a sender does not try to exceed)."""

    size: int = 256 * 2**20
    """Bytes in all: arrays of 100 MB pass, a child cannot make its examiner hold much more."""
    depth: int = 64
    """Levels of nesting; far below Python's own recursion limit at a few frames a level."""
    nodes: int = 2_000_000
    """Values in all; a value that is dear to build (a frame) counts as many."""


DEFAULT_LIMITS: Final = Limits()


class Writer:
    """Collects the parts of one message. Large buffers are kept as views until they are joined once."""

    __slots__ = ("depth", "extend", "hold", "limits", "nodes", "parts", "writers")

    def __init__(
        self,
        extend: Callable[[Writer, object], None] | None = None,
        limits: Limits = DEFAULT_LIMITS,
        writers: Mapping[type, WriteValue] | None = None,
        hold: Callable[[object], object] | None = None,
    ) -> None:
        self.parts: list[Part] = []
        self.extend = extend or _unknown
        self.hold = hold
        """What the far side may ask for later, for values that stay here; the codec only carries it."""
        self.writers = CORE_WRITERS if writers is None else writers
        self.limits = limits
        self.depth = limits.depth
        self.nodes = limits.nodes

    def message(self) -> bytes:
        if sum(map(len, self.parts)) > self.limits.size:
            raise Unsendable(f"the value takes more than {self.limits.size:,} bytes")
        return b"".join(self.parts)

    def charge(self, nodes: int) -> None:
        self.nodes -= nodes
        if self.nodes < 0:
            raise Unsendable(f"the value has more than {self.limits.nodes:,} parts")

    def deeper(self) -> None:
        self.depth -= 1
        if self.depth < 0:
            raise Unsendable(f"the value is nested more than {self.limits.depth} levels deep, or holds itself")

    def write(self, value: object) -> None:
        write = self.writers.get(type(value))
        if write is None:
            self.extend(self, value)
        else:
            write(self, value)

    def write_list(self, values: Iterable[object], length: int) -> None:
        """Write `length` values as an array."""
        self.charge(length)
        self.deeper()
        self.parts.append(_header(length, 0x90, 16, (0xDC, 0xDC, 0xDD)))
        find, extend = self.writers.get, self.extend
        for value in values:
            write = find(type(value))
            if write is None:
                extend(self, value)
            else:
                write(self, value)
        self.depth += 1

    def write_map(self, pairs: Iterable[tuple[object, object]], length: int) -> None:
        self.charge(2 * length)
        self.deeper()
        self.parts.append(_header(length, 0x80, 16, (0xDE, 0xDE, 0xDF)))
        for key, value in pairs:
            self.write(key)
            self.write(value)
        self.depth += 1

    def write_packed(self, packed: list[bytes]) -> None:
        """Write an array of values that are packed already."""
        self.parts.append(_header(len(packed), 0x90, 16, (0xDC, 0xDC, 0xDD)))
        self.parts += packed

    def open_ext(self) -> int:
        """Begin an ext whose payload is written next; give the mark to `close_ext`."""
        self.charge(1)
        self.deeper()
        self.parts.append(b"")
        return len(self.parts) - 1

    def close_ext(self, mark: int, code: int) -> None:
        size = sum(map(len, self.parts[mark + 1 :]))
        self.parts[mark] = _ext_header(size, code)
        self.depth += 1

    def write_ext(self, code: int, payload: bytes, rest: Part = b"") -> None:
        """Write an ext whose payload is at hand; a large `rest` of it is not copied."""
        self.charge(1)
        self.parts.append(_ext_header(len(payload) + len(rest), code) + payload)
        if rest:
            self.parts.append(rest)


def _unknown(_: Writer, value: object) -> NoReturn:
    raise Unsendable(f"MessagePack has no form for {type(value).__name__}")


def _header(length: int, short: int, shorter_than: int, codes: tuple[int, int, int]) -> bytes:
    """The head of something with a length: one byte when short, else a code and 1, 2 or 4 bytes of length."""
    if length < shorter_than:
        return bytes((short | length,))
    if length < 2**8 and codes[0] != codes[1]:
        return bytes((codes[0], length))
    if length < 2**16:
        return codes[1].to_bytes(1, "big") + length.to_bytes(2, "big")
    if length < 2**32:
        return codes[2].to_bytes(1, "big") + length.to_bytes(4, "big")
    raise Unsendable(f"{length:,} parts or bytes in one piece are more than a message can hold")


def _ext_header(size: int, code: int) -> bytes:
    fixed = _FIXED_EXT.get(size)
    head = bytes((fixed,)) if fixed else _header(size, 0, 0, (0xC7, 0xC8, 0xC9))
    return head + code.to_bytes(1, "big", signed=True)


_FIXED_EXT: Final = {1: 0xD4, 2: 0xD5, 4: 0xD6, 8: 0xD7, 16: 0xD8}


def _write_none(writer: Writer, _: None) -> None:
    writer.parts.append(b"\xc0")


def _write_bool(writer: Writer, value: bool) -> None:
    writer.parts.append(b"\xc3" if value else b"\xc2")


_SMALL: Final = {value: struct.pack("b", value) for value in range(-32, 128)}


def _write_int(writer: Writer, value: int) -> None:
    small = _SMALL.get(value)
    if small is not None:
        writer.parts.append(small)
    elif 0 <= value <= _UINT64_MAX:
        for code, size in ((b"\xcc", 1), (b"\xcd", 2), (b"\xce", 4), (b"\xcf", 8)):
            if value < 1 << 8 * size:
                writer.parts.append(code + value.to_bytes(size, "big"))
                return
    elif _INT64_MIN <= value < 0:
        for code, size in ((b"\xd0", 1), (b"\xd1", 2), (b"\xd2", 4), (b"\xd3", 8)):
            if -value <= 1 << 8 * size - 1:
                writer.parts.append(code + value.to_bytes(size, "big", signed=True))
                return
    else:
        writer.extend(writer, value)


def _write_float(writer: Writer, value: float) -> None:
    writer.parts.append(_FLOAT(0xCB, value))


def _write_str(writer: Writer, value: str) -> None:
    try:
        data = value.encode()
    except UnicodeEncodeError:  # a lone surrogate: no UTF-8 for it
        writer.extend(writer, value)
        return
    length = len(data)
    if length < 32:
        writer.parts.append(bytes((0xA0 | length,)) + data)
    else:
        writer.parts.append(_header(length, 0, 0, (0xD9, 0xDA, 0xDB)) + data)


def _write_bytes(writer: Writer, value: bytes) -> None:
    writer.parts.append(_header(len(value), 0, 0, (0xC4, 0xC5, 0xC6)))
    writer.parts.append(value)


def _write_list(writer: Writer, value: list[object]) -> None:
    writer.write_list(value, len(value))


def _write_dict(writer: Writer, value: dict[object, object]) -> None:
    writer.write_map(value.items(), len(value))


# Keyed by exact type: a subclass may lie about anything, so it goes through `extend`, which knows how to read it.
CORE_WRITERS: Final[dict[type, WriteValue]] = {
    type(None): _write_none,
    bool: _write_bool,
    int: _write_int,
    float: _write_float,
    str: _write_str,
    bytes: _write_bytes,
    list: _write_list,
    dict: _write_dict,
}


class Reader:
    """Reads one message from front to back; `extend` reads the payload of an ext up to `end`."""

    __slots__ = ("data", "depth", "extend", "limits", "nodes", "position", "resolve")

    def __init__(
        self,
        data: bytes | bytearray,
        extend: Callable[[Reader, int, int], object] | None = None,
        limits: Limits = DEFAULT_LIMITS,
        resolve: Callable[[Any], object] | None = None,
    ) -> None:
        if len(data) > limits.size:
            raise Malformed(f"a message of {len(data):,} bytes; {limits.size:,} are allowed")
        self.data = data
        self.position = 0
        self.extend = extend or _unknown_ext
        self.resolve = resolve
        self.limits = limits
        self.depth = limits.depth
        self.nodes = limits.nodes

    def charge(self, nodes: int) -> None:
        self.nodes -= nodes
        if self.nodes < 0:
            raise Malformed(f"a message of more than {self.limits.nodes:,} parts")

    def deeper(self) -> None:
        self.depth -= 1
        if self.depth < 0:
            raise Malformed(f"a message nested more than {self.limits.depth} levels deep")

    def read(self) -> object:
        code = self.data[self.position]
        self.position += 1
        if code < 0x80:
            return code
        return _READERS[code](self, code)

    def read_exactly(self, kind: type[_T]) -> _T:
        """Read a value that must be exactly of this type."""
        value = self.read()
        if type(value) is not kind:
            raise Malformed(f"{kind.__name__} expected, {type(value).__name__} found")
        return value

    def take(self, size: int) -> bytes | bytearray:
        start = self.position
        end = start + size
        if end > len(self.data):
            raise Malformed(f"{size:,} bytes announced, {len(self.data) - start:,} left")
        self.position = end
        return self.data[start:end]

    def take_view(self, end: int) -> memoryview:
        """The bytes up to `end`, not copied."""
        start = self.position
        if not start <= end <= len(self.data):
            raise Malformed("a payload ends before its parts do")
        self.position = end
        return memoryview(self.data)[start:end]

    def read_list(self, length: int | None = None) -> list[Any]:
        """Read a plain list, of exactly this length if one is given."""
        values = self.read()
        if type(values) is not list or (length is not None and len(values) != length):
            raise Malformed(f"a list of {'any length' if length is None else length} expected")
        return values

    def read_size(self, width: int) -> int:
        return int.from_bytes(self.take(width), "big")


def _unknown_ext(_: Reader, code: int, __: int) -> NoReturn:
    raise Malformed(f"an ext of unknown type {code}")


def _read_array(reader: Reader, length: int) -> list[object]:
    if length > len(reader.data) - reader.position:  # each element takes a byte at least
        raise Malformed(f"a list of {length:,} announced, {len(reader.data) - reader.position:,} bytes left")
    reader.charge(length)
    reader.deeper()
    read = reader.read
    values = [read() for _ in range(length)]
    reader.depth += 1
    return values


def _read_map(reader: Reader, length: int) -> dict[object, object]:
    if 2 * length > len(reader.data) - reader.position:
        raise Malformed(f"a map of {length:,} announced, {len(reader.data) - reader.position:,} bytes left")
    reader.charge(2 * length)
    reader.deeper()
    read = reader.read
    keys: list[object] = []
    values: list[object] = []
    for _ in range(length):
        keys.append(read())
        values.append(read())
    reader.depth += 1
    refuse_collisions(keys)
    return dict(zip(keys, values, strict=True))


def refuse_collisions(keys: list[object]) -> None:
    """Keys chosen to share hashes would take quadratic time to put into a dict or set."""
    if len(keys) <= _KEYS_WORTH_A_LOOK or all(type(key) is str for key in keys):
        return
    if len(set(map(hash, keys))) + _COLLISIONS < len(keys):
        raise Malformed(f"{len(keys):,} keys share too few hashes")


def _read_ext(reader: Reader, size: int) -> object:
    code = reader.take(1)[0]
    end = reader.position + size
    if end > len(reader.data):
        raise Malformed(f"an ext of {size:,} bytes announced, {len(reader.data) - reader.position:,} left")
    reader.charge(1)
    reader.deeper()
    value = reader.extend(reader, code - 256 if code > 127 else code, end)
    if reader.position != end:
        raise Malformed("the parts of an ext do not fill it exactly")
    reader.depth += 1
    return value


def _read_int(reader: Reader, code: int) -> int:
    return int.from_bytes(reader.take(1 << (code & 3)), "big", signed=code >= 0xD0)


def _read_float(reader: Reader, code: int) -> float:
    unpack, size = (_READ_FLOAT, 8) if code == 0xCB else (_READ_FLOAT32, 4)
    (value,) = unpack(reader.data, reader.position)
    reader.position += size
    return float(value)


def _read_text(reader: Reader, size: int) -> str:
    return reader.take(size).decode()


def _never_used(_: Reader, __: int) -> NoReturn:
    raise Malformed("the byte 0xc1 means nothing in MessagePack")


def _readers() -> list[Callable[[Reader, int], object]]:
    """What to do for each first byte (those below 0x80 stand for themselves)."""
    table: list[Callable[[Reader, int], object]] = [lambda _, code: code] * 128
    table += [lambda reader, code: _read_map(reader, code & 0x0F)] * 16
    table += [lambda reader, code: _read_array(reader, code & 0x0F)] * 16
    table += [lambda reader, code: _read_text(reader, code & 0x1F)] * 32
    table += [lambda _, __: None, _never_used, lambda _, __: False, lambda _, __: True]
    table += [lambda reader, code: bytes(reader.take(reader.read_size(1 << (code - 0xC4))))] * 3
    table += [lambda reader, code: _read_ext(reader, reader.read_size(1 << (code - 0xC7)))] * 3
    table += [_read_float] * 2
    table += [_read_int] * 8
    table += [lambda reader, code: _read_ext(reader, 1 << (code - 0xD4))] * 5
    table += [lambda reader, code: _read_text(reader, reader.read_size(1 << (code - 0xD9)))] * 3
    table += [lambda reader, code: _read_array(reader, reader.read_size(2 << (code - 0xDC)))] * 2
    table += [lambda reader, code: _read_map(reader, reader.read_size(2 << (code - 0xDE)))] * 2
    table += [lambda _, code: code - 256] * 32
    return table


_READERS: Final = _readers()


def encode(
    value: object,
    extend: Callable[[Writer, object], None] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> bytes:
    """Turn a value into MessagePack; raise `Unsendable` if it cannot be."""
    writer = Writer(extend, limits)
    writer.write(value)
    return writer.message()


def decode(
    data: bytes | bytearray,
    extend: Callable[[Reader, int, int], object] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> object:
    """Turn MessagePack into a value; raise `Malformed` if the bytes are anything but one complete message."""
    reader = Reader(data, extend, limits)
    return read_whole(reader)


def read_whole(reader: Reader) -> object:
    try:
        value = reader.read()
    except Malformed:
        raise
    except Exception as error:  # the process boundary: whatever foreign bytes provoke has one name
        raise Malformed(f"not a message: {type(error).__name__}: {error}") from error
    if reader.position != len(reader.data):
        raise Malformed(f"{len(reader.data) - reader.position:,} bytes after the end of the message")
    return value
