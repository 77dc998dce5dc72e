"""What stays on its own side of the wire, and what travels in its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from mlestone.wire import extensions as ext
from mlestone.wire.codec import Malformed, Reader, Unsendable, Writer, WriteValue

_TEXT_LENGTH: Final = 200

HANDLE_KINDS: Final = frozenset(("object", "figure", "axes", "iterator", "coroutine", "type", "function"))


@dataclass(frozen=True, slots=True)
class Handle:
    """Something that stayed in the child: how to name it in requests, and what to show of it."""

    id: int
    type: str
    text: str
    callable: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Function:
    """A function (or an iterator to draw from) of the checker's, offered to the child to be called back."""

    id: int
    name: str
    iterator: bool = False


Hold = Callable[[object], Handle | Function]
Resolve = Callable[[Handle | Function], object]


def write_handle(writer: Writer, handle: Handle) -> None:
    mark = writer.open_ext()
    writer.write([handle.id, handle.type, handle.text, handle.callable, handle.kind])
    writer.close_ext(mark, ext.HANDLE)


def write_function(writer: Writer, function: Function) -> None:
    mark = writer.open_ext()
    writer.write([function.id, function.name, function.iterator])
    writer.close_ext(mark, ext.FUNCTION)


def write_held(writer: Writer, value: object) -> None:
    if writer.hold is None:
        raise Unsendable(f"a value of type {type_name(value)} cannot be sent by value")
    held = writer.hold(value)
    if type(held) is Handle:
        write_handle(writer, held)
    elif type(held) is Function:
        write_function(writer, held)
    else:
        raise Unsendable(f"a value of type {type_name(value)} cannot be sent")


def or_held(write: WriteValue) -> WriteValue:
    """What `write` cannot read stays here."""

    def write_or_hold(writer: Writer, value: object) -> None:
        parts, depth = len(writer.parts), writer.depth
        try:
            write(writer, value)
        except Unsendable:
            raise
        except Exception:  # noqa: BLE001 - a boundary: reading a learner's object may raise anything
            del writer.parts[parts:]
            writer.depth = depth
            write_held(writer, value)

    return write_or_hold


def _read_handle(reader: Reader, _: int) -> object:
    number, kind, text, is_callable, what = reader.read_list(5)
    if type(number) is not int or type(is_callable) is not bool or what not in HANDLE_KINDS:
        raise Malformed("not a handle")
    handle = Handle(number, short_text(kind), short_text(text), is_callable, what)
    return handle if reader.resolve is None else reader.resolve(handle)


def _read_function(reader: Reader, _: int) -> object:
    number, name, is_iterator = reader.read_list(3)
    if type(number) is not int or type(is_iterator) is not bool:
        raise Malformed("not a function")
    function = Function(number, short_text(name), is_iterator)
    return function if reader.resolve is None else reader.resolve(function)


def short_text(value: object, length: int = _TEXT_LENGTH) -> str:
    """A received text that may be shown: not too long, and with an encoding."""
    if type(value) is not str:
        raise Malformed(f"a text expected, {type_name(value)} found")
    if len(value) > length:
        value = value[: length - 1] + "…"
    return value.encode("utf-8", "replace").decode()


_type_name = type.__dict__["__name__"].__get__


def type_name(value: object) -> str:
    """The name of a value's type, asked of the type itself and not of a metaclass."""
    return str(_type_name(type(value)))


READERS: Final[dict[int, Callable[[Reader, int], object]]] = {
    ext.HANDLE: _read_handle,
    ext.FUNCTION: _read_function,
}
