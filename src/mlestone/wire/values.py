"""What may travel between examiner and child, beside what MessagePack knows.

`pack` reads everything through the methods of the base type, so that a subclass that lies about its length, its
elements or its equality arrives as the exact base type holding what is really there. `unpack` therefore returns
exact plain types, arrays, frames and tensors, and nothing in what it returns runs foreign code.

What cannot be sent by value is offered by `hold`, which keeps it here and gives the `Handle` that travels instead
(or a `Function`, for the other direction); `resolve` turns what arrived into whatever the receiving side uses for it.
"""


from __future__ import annotations

import builtins
from typing import Any, Final

from mlestone.wire import arrays, frames, handles, plain
from mlestone.wire import extensions as ext
from mlestone.wire.codec import CORE_WRITERS, DEFAULT_LIMITS, Limits, Malformed, Reader, Writer, WriteValue, read_whole
from mlestone.wire.extensions import library, loaded
from mlestone.wire.handles import Function, Handle, Hold, Resolve, or_held, write_function, write_handle, write_held

__all__ = ["Function", "Handle", "Hold", "Resolve", "pack", "unpack"]


def pack(value: object, hold: Hold | None = None, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Turn a value into bytes. Raise `Unsendable` if it is too large, or stays here and there is no `hold`."""
    writer = Writer(_extend, limits, _WRITERS, hold)
    writer.write(value)
    return writer.message()


def unpack(
    data: bytes | bytearray, *, resolve: Resolve | None = None, limits: Limits = DEFAULT_LIMITS
) -> Any:
    """Turn bytes into the value they stand for. Raise `Malformed`, and nothing else, if they stand for none."""
    return read_whole(Reader(data, _read_ext, limits, resolve))


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
    if _meet_libraries() and kind in _WRITERS:
        return _WRITERS[kind]
    numpy, pandas, torch = loaded("numpy"), loaded("pandas"), loaded("torch")
    write: WriteValue | None = None
    if "numpy" in _MET:
        write = arrays.numpy_subclass_writer(numpy, kind)
    if write is None and "pandas" in _MET:
        write = frames.pandas_subclass_writer(pandas, kind)
    if write is None and "torch" in _MET and issubclass(kind, torch.Tensor):  # type: ignore[union-attr]
        write = arrays.write_tensor
    if write is not None:
        return or_held(write)
    return next((write for base, write in plain.BASES if issubclass(kind, base)), None)


_MET: Final[set[str]] = set()


def _meet_libraries() -> bool:
    """Take the types of libraries that were imported since last time into the table."""
    news = False
    for name, last_word, meet in (
        ("numpy", "random", _meet_numpy),
        ("pandas", "read_csv", _meet_pandas),
        ("torch", "Tensor", lambda _: None),
    ):
        module = loaded(name)
        # `last_word`: a library that is only half imported does not have its types yet.
        if name not in _MET and module is not None and hasattr(module, last_word):
            meet(module)
            _MET.add(name)
            news = True
    return news


def _meet_numpy(numpy: Any) -> None:
    writers = arrays.numpy_writers(numpy)
    _WRITERS.update((kind, or_held(write)) for kind, write in writers.items())
    _NAMES_OF_TYPES.update((kind, f"numpy.{kind.__name__}") for kind in writers)


def _meet_pandas(pandas: Any) -> None:
    writers = frames.pandas_writers(pandas)
    _WRITERS.update((kind, or_held(write)) for kind, write in writers.items())
    _WRITERS[type(pandas.NaT)] = plain.singleton_writer(plain.NAT)
    _WRITERS[type(pandas.NA)] = plain.singleton_writer(plain.NA)
    _NAMES_OF_TYPES.update((kind, f"pandas.{kind.__name__}") for kind in writers)


# Types themselves

_write_type = _writer_of_parts(ext.TYPE, lambda kind: [_NAMES_OF_TYPES[kind]])


def _write_known_type(writer: Writer, value: type) -> None:
    if value in _NAMES_OF_TYPES:
        _write_type(writer, value)
    else:
        write_held(writer, value)


_NAMES_OF_TYPES: Final[dict[type, str]] = {
    kind: name for name, kind in vars(builtins).items() if type(kind) is type and kind.__name__ == name
}
"""Types that both sides know and may name to each other; those of the libraries join when these are seen."""


def _read_type(reader: Reader, _: int) -> type:
    (name,) = reader.read_list(1)
    library_name = str(name).partition(".")[0]
    if library_name in ("numpy", "pandas") and library_name not in _MET:
        library(library_name)
        _meet_libraries()
    for kind, known in _NAMES_OF_TYPES.items():
        if known == name:
            return kind
    raise Malformed("a type that is not known on both sides")


_WRITERS: Final[dict[type, WriteValue]] = {
    **CORE_WRITERS,
    **plain.WRITERS,
    type: _write_type,
    Handle: write_handle,
    Function: write_function,
}

def _read_ext(reader: Reader, code: int, end: int) -> object:
    read = _READERS.get(code)
    if read is None:
        raise Malformed(f"an ext of unknown type {code}")
    return read(reader, end)


_READERS: Final = {
    **plain.READERS,
    **arrays.READERS,
    **frames.READERS,
    **handles.READERS,
    ext.TYPE: _read_type,
}
