"""What may travel between examiner and child, beside what MessagePack knows.

`pack` reads everything through the methods of the base type, so that a subclass that lies about its length, its
elements or its equality arrives as the exact base type holding what is really there. `unpack` therefore returns
exact plain types, arrays, frames and tensors, and nothing in what it returns runs foreign code.

What cannot be sent by value is offered by `hold`, which keeps it here and gives the `Handle` that travels instead
(or a `Function`, for the other direction); `resolve` turns what arrived into whatever the receiving side uses for it.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any, Final

from mlestone.wire import arrays, frames, handles, plain
from mlestone.wire import extensions as ext
from mlestone.wire.codec import CORE_WRITERS, DEFAULT_LIMITS, Limits, Malformed, Reader, Writer, WriteValue, read_whole
from mlestone.wire.extensions import library, loaded
from mlestone.wire.handles import Function, Handle, Hold, Resolve, or_held, write_function, write_handle, write_held

__all__ = ["Function", "Handle", "Hold", "Resolve", "meet_libraries", "pack", "unpack", "unpack_counted"]


def pack(value: object, hold: Hold | None = None, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Turn a value into bytes. Raise `Unsendable` if it is too large, or stays here and there is no `hold`."""
    writer = Writer(_extend, limits, _WRITERS, hold)
    writer.write(value)
    return writer.message()


def unpack(data: bytes | bytearray, *, resolve: Resolve | None = None, limits: Limits = DEFAULT_LIMITS) -> Any:
    """Turn bytes into the value they stand for. Raise `Malformed`, and nothing else, if they stand for none."""
    return unpack_counted(data, resolve=resolve, limits=limits)[0]


def unpack_counted(
    data: bytes | bytearray, *, resolve: Resolve | None = None, limits: Limits = DEFAULT_LIMITS
) -> tuple[Any, int]:
    """As `unpack`, and how many parts it has: what reading it costs, which its bytes alone do not tell."""
    reader = Reader(data, _read_ext, limits, resolve)
    return read_whole(reader), limits.nodes - reader.nodes


# Writing: the exact type decides. A type that is not in the table is looked for among the libraries that are loaded,
# then among the base types it may be a subclass of; what is found nowhere stays here.


def _extend(writer: Writer, value: Any) -> None:
    """Write a value whose type is not in the table, or an int or text that MessagePack has no room for."""
    kind = type(value)
    if kind is int or kind is str:
        plain.write_special(writer, value)
        return
    write = _writer_for(kind)
    if write is None:
        write_held(writer, value)
    else:
        write(writer, value)


def _writer_for(kind: type) -> WriteValue | None:
    if meet_libraries() and kind in _WRITERS:
        return _WRITERS[kind]
    bases = (base for bases in _LIBRARY_BASES.values() for base in bases)
    write = next((write for base, write in bases if issubclass(kind, base)), None)
    if write is not None:
        return or_held(write)
    return next((write for base, write in plain.BASES if issubclass(kind, base)), None)


_LIBRARY_BASES: Final[dict[str, tuple[tuple[type, WriteValue], ...]]] = {}
"""By library that was met: its types that are sent by value, subclasses included."""


def meet_libraries() -> bool:
    """Take in the types of libraries that were imported since last time, and say whether there were any.

    It happens by itself when a value of theirs is met; a process about to be forked does it once for all its children.
    """
    news = False
    for name, (last_word, bases_of, exact_of) in _LIBRARIES.items():
        module: Any = loaded(name)
        # `last_word`: a library that is only half imported does not have all its types yet.
        if name not in _LIBRARY_BASES and module is not None and last_word in vars(module):
            _LIBRARY_BASES[name] = bases_of(module)
            exact = exact_of(module)
            _WRITERS.update((kind, or_held(write)) for kind, write in exact.items())
            _NAMES_OF_TYPES.update((kind, f"{module.__name__.partition('.')[0]}.{kind.__name__}") for kind in exact)
            news = True
    return news


_LIBRARIES: Final[dict[str, tuple[str, Callable[[Any], Any], Callable[[Any], dict[type, WriteValue]]]]] = {
    "numpy": ("sctypeDict", arrays.numpy_bases, arrays.numpy_types),
    "numpy.random": ("Generator", lambda _: (), arrays.random_types),
    "pandas": ("read_csv", frames.pandas_bases, frames.pandas_types),
    "torch": ("Tensor", arrays.torch_bases, lambda _: {}),
}


def _read_ext(reader: Reader, code: int, end: int) -> object:
    read = _READERS.get(code)
    if read is None:
        raise Malformed(f"an ext of unknown type {code}")
    return read(reader, end)


# Types themselves

_NAMES_OF_TYPES: Final[dict[type, str]] = {
    kind: name for name, kind in vars(builtins).items() if type(kind) is type and kind.__name__ == name
}
"""Types both sides know and may name to each other; those of a library join when that is seen."""


def _write_type(writer: Writer, kind: type) -> None:
    name = _NAMES_OF_TYPES.get(kind)
    if name is None:
        write_held(writer, kind)
        return
    mark = writer.open_ext()
    writer.write(name)
    writer.close_ext(mark, ext.TYPE)


def _read_type(reader: Reader, _: int) -> type:
    name = reader.read()
    library_name = str(name).partition(".")[0] if type(name) is str else ""
    if library_name in ("numpy", "pandas"):
        library(library_name)
        meet_libraries()
    for kind, known in _NAMES_OF_TYPES.items():
        if known == name:
            return kind
    raise Malformed("a type that is not known on both sides")


# The tables

_WRITERS: Final[dict[type, WriteValue]] = {
    **CORE_WRITERS,
    **plain.WRITERS,
    type: _write_type,
    Handle: write_handle,
    Function: write_function,
}


_READERS: Final = {
    **plain.READERS,
    **arrays.READERS,
    **frames.READERS,
    **handles.READERS,
    ext.TYPE: _read_type,
}
