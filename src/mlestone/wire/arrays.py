"""NumPy and PyTorch values on the wire: arrays, scalars, dtypes, random generators, tensors.

An array travels as the description of its dtype, its shape, its memory order and its raw bytes; nothing is pickled.
What is received is checked before NumPy sees it: the dtype against a list of allowed forms, the shape against the
number of bytes. NumPy and PyTorch are never imported to send (see `extensions.loaded`), only to receive.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from math import prod
from typing import TYPE_CHECKING, Any, Final

from mlestone.wire import extensions as ext
from mlestone.wire.codec import Malformed, Reader, Writer, WriteValue, encode
from mlestone.wire.extensions import Opaque, library, loaded

if TYPE_CHECKING:
    import numpy as np

_MOST_DIMENSIONS: Final = 32
_MOST_FIELDS: Final = 1_000
_LARGEST_EMPTY_ITEM: Final = 2**20
"""Bytes per element where there is no element to prove that they are really there."""
_SMALL_ARRAY: Final = 2**16
"""Below this a copy is cheaper than the views that would avoid it."""

_PLAIN_DTYPE: Final = re.compile(
    r"\|b1|[<>|][iu][1248]|[<>]f(?:2|4|8|12|16)|[<>]c(?:8|16|24|32)|\|S[0-9]{1,9}|[<>]U[0-9]{1,9}"
    r"|[<>][mM]8(?:\[[0-9]{0,9}(?:Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as)\])?"
)


# dtypes


def describe_dtype(dtype: Any) -> object:
    """A plain description of a dtype: its `str`, or the fields or the element of a structured one."""
    if dtype.subdtype is not None:
        base, shape = dtype.subdtype
        return ["of", describe_dtype(base), list(shape)]
    if dtype.names is not None:
        fields = [[name, describe_dtype(dtype.fields[name][0]), dtype.fields[name][1]] for name in dtype.names]
        return ["fields", fields, dtype.itemsize, dtype.isalignedstruct]
    if not _PLAIN_DTYPE.fullmatch(dtype.str):
        raise Opaque
    return str(dtype.str)


def build_dtype(description: object) -> np.dtype[Any]:
    """The dtype a received description stands for."""
    if type(description) is str:
        return _plain_dtype(description)
    match description:
        case ["of", base, list(shape)]:
            return _numpy().dtype((build_dtype(base), _checked_shape(shape)))  # type: ignore[no-any-return]
        case ["fields", list(fields), int(itemsize), bool(aligned)]:
            return _structured(fields, itemsize, aligned)
    raise Malformed("not the description of a dtype")


@lru_cache(maxsize=256)
def _plain_dtype(text: str) -> np.dtype[Any]:
    if not _PLAIN_DTYPE.fullmatch(text):
        raise Malformed(f"{text[:40]!r} is not a dtype that may travel")
    return _numpy().dtype(text)  # type: ignore[no-any-return]


def _structured(fields: list[Any], itemsize: int, aligned: bool) -> np.dtype[Any]:
    if len(fields) > _MOST_FIELDS:
        raise Malformed(f"a dtype of {len(fields):,} fields; {_MOST_FIELDS:,} are allowed")
    names, formats, offsets = [], [], []
    for name, description, offset in fields:
        if type(name) is not str or type(offset) is not int or offset < 0:
            raise Malformed("a field of a dtype without name or offset")
        names.append(name)
        formats.append(build_dtype(description))
        offsets.append(offset)
    if not 0 <= itemsize <= _LARGEST_EMPTY_ITEM:
        raise Malformed(f"a dtype of {itemsize:,} bytes")
    form = {"names": names, "formats": formats, "offsets": offsets, "itemsize": itemsize}
    return _numpy().dtype(form, align=aligned)  # type: ignore[no-any-return]


def _numpy() -> Any:
    return library("numpy")


def _checked_shape(shape: list[Any]) -> tuple[int, ...]:
    if len(shape) > _MOST_DIMENSIONS or any(type(length) is not int or length < 0 for length in shape):
        raise Malformed("not the shape of an array")
    return tuple(shape)


# Arrays


def write_array(writer: Writer, array: Any) -> None:
    """An ndarray; a subclass is sent as the plain array beneath it, except where that would lose what it means."""
    np: Any = loaded("numpy")
    if type(array) is not np.ndarray:
        masked = loaded("numpy.ma")
        if masked is not None and issubclass(type(array), masked.MaskedArray):
            raise Opaque
        array = np.ndarray.view(array, np.ndarray)
    dtype = array.dtype
    if dtype.hasobject:
        _write_objects(writer, array)
        return
    # Also keeps a broadcast view, small in memory and huge when spelled out, from being spelled out.
    if array.nbytes > writer.limits.size:
        raise Opaque
    order = "F" if array.flags.fnc else "C"
    text = dtype.str
    if dtype.names is None and _PLAIN_DTYPE.fullmatch(text):
        head = _plain_head(text, array.shape, order)
    else:
        head = encode(describe_dtype(dtype)) + encode(list(array.shape)) + encode(order)
    writer.write_ext(ext.ARRAY, head, _raw(np, array, order))


@lru_cache(maxsize=512)
def _plain_head(dtype: str, shape: tuple[int, ...], order: str) -> bytes:
    return encode(dtype) + encode(list(shape)) + encode(order)


def _raw(np: Any, array: Any, order: str) -> bytes | memoryview:
    if array.nbytes < _SMALL_ARRAY:
        return array.tobytes(order)  # type: ignore[no-any-return]
    straight = np.ascontiguousarray(array.T if order == "F" else array)
    return straight.reshape(-1).view(np.uint8).data  # type: ignore[no-any-return]


def read_array(reader: Reader, end: int) -> Any:
    np = _numpy()
    reader.charge(8)
    dtype = build_dtype(reader.read())
    shape = _checked_shape(reader.read_list())
    order = reader.read()
    raw = reader.take_view(end)
    if order not in ("C", "F"):
        raise Malformed("an array in neither C nor F order")
    _check_size(reader, dtype.itemsize, shape, len(raw))
    array = np.ndarray(shape, dtype, raw, order=order).copy("K")
    if dtype.kind in "bUV":
        array = _checked_elements(np, array)
    return array


def _check_size(reader: Reader, itemsize: int, shape: tuple[int, ...], size: int) -> None:
    if prod(shape) * itemsize != size:
        raise Malformed(f"an array of shape {shape} and {itemsize} bytes an element in {size:,} bytes")
    # An empty array costs nothing, but the next sum over its empty axis would.
    spelled_out = prod(length for length in shape if length) * itemsize
    if spelled_out > reader.limits.size or (size == 0 and itemsize > _LARGEST_EMPTY_ITEM):
        raise Malformed(f"an array of shape {shape} and {itemsize:,} bytes an element")
    if itemsize == 0 and prod(shape) > reader.limits.nodes:
        raise Malformed(f"an array of {prod(shape):,} elements without size")


def _checked_elements(np: Any, array: Any) -> Any:
    """Refuse bytes that NumPy would only stumble over later: characters there are no such of, truths beside 0 and 1."""
    if array.dtype.kind == "b":
        return array.view(np.uint8).astype(bool)  # np.empty makes such bytes in all innocence
    _check_fields(np, array)
    return array


def _check_fields(np: Any, array: Any) -> None:
    if array.dtype.names is not None:
        for name in array.dtype.names:
            _check_fields(np, array[name])
    elif array.dtype.kind == "U" and array.size and array.dtype.itemsize:
        codes = np.ascontiguousarray(array).reshape(-1).view(array.dtype.byteorder + "u4")
        if codes.max() > 0x10FFFF:
            raise Malformed("a character beyond Unicode")
    elif array.dtype.kind == "b" and array.size and np.ascontiguousarray(array).view(np.uint8).max() > 1:
        raise Malformed("a truth value beside 0 and 1")


def _write_objects(writer: Writer, array: Any) -> None:
    if array.dtype.kind != "O":
        raise Opaque
    order = "F" if array.flags.fnc else "C"
    if array.size > writer.limits.nodes:
        raise Opaque
    mark = writer.open_ext()
    writer.write([*array.shape])
    writer.write(order)
    writer.write(array.ravel(order).tolist())
    writer.close_ext(mark, ext.OBJECT_ARRAY)


def read_objects(reader: Reader, _: int) -> Any:
    np = _numpy()
    reader.charge(8)
    shape = _checked_shape(reader.read_list())
    order = reader.read()
    values = reader.read_list(prod(shape))
    if order not in ("C", "F"):
        raise Malformed("an array in neither C nor F order")
    _check_size(reader, 8, shape, 8 * len(values))
    return np.fromiter(values, dtype=object, count=len(values)).reshape(shape, order=order)


# Scalars and types


def write_scalar(writer: Writer, scalar: Any) -> None:
    generic = _numpy().generic
    dtype = generic.dtype.__get__(scalar)
    if dtype.hasobject:
        raise Opaque
    head = _scalar_head(dtype.str) if dtype.names is None else encode(describe_dtype(dtype))
    # An empty text has no bytes, but NumPy gives four.
    writer.write_ext(ext.NUMPY_SCALAR, head, generic.tobytes(scalar)[: dtype.itemsize])


@lru_cache(maxsize=256)
def _scalar_head(text: str) -> bytes:
    if not _PLAIN_DTYPE.fullmatch(text):
        raise Opaque
    return encode(text)


def read_scalar(reader: Reader, end: int) -> Any:
    np = _numpy()
    dtype = build_dtype(reader.read())
    raw = reader.take_view(end)
    if len(raw) != dtype.itemsize:
        raise Malformed(f"a scalar of {dtype.itemsize} bytes in {len(raw)}")
    array = np.ndarray((1,), dtype, raw).copy()
    return (_checked_elements(np, array) if dtype.kind in "bUV" else array)[0]


def write_scalars(writer: Writer, scalars: list[Any]) -> bool:
    """Write a list of numbers of one NumPy type as one array; say whether it was such a list."""
    np: Any = loaded("numpy")
    kind = type(scalars[0])
    if np is None or not issubclass(kind, np.number) or set(map(type, scalars)) != {kind}:
        return False
    dtype = np.dtype(kind)
    if dtype.type is not kind:  # a subclass
        return False
    writer.charge(len(scalars))
    array = np.fromiter(scalars, dtype=dtype, count=len(scalars))
    writer.write_ext(ext.SCALARS, _plain_head(dtype.str, array.shape, "C"), array.tobytes())
    return True


def read_scalars(reader: Reader, end: int) -> list[Any]:
    array: Any = read_array(reader, end)
    if array.ndim != 1 or array.dtype.kind not in "iufc":
        raise Malformed("not a list of numbers")
    reader.charge(len(array))
    return list(array)


def write_dtype(writer: Writer, dtype: Any) -> None:
    mark = writer.open_ext()
    writer.write("O" if dtype.kind == "O" else describe_dtype(dtype))
    writer.close_ext(mark, ext.DTYPE)


def read_dtype(reader: Reader, _: int) -> Any:
    description = reader.read()
    return _numpy().dtype(object) if description == "O" else build_dtype(description)


# Random generators: sent by value, so both sides draw the same numbers and neither disturbs the other.

_WORD: Final = 2**32
_LONG_WORD: Final = 2**128
_TWISTER_WORDS: Final = 624


def write_generator(writer: Writer, generator: Any) -> None:
    legacy = isinstance(generator, library("numpy.random").RandomState)
    bits = generator._bit_generator if legacy else generator.bit_generator
    state = bits.state
    mark = writer.open_ext()
    match state:
        case {"bit_generator": "PCG64" | "PCG64DXSM" as name, "state": {"state": position, "inc": step}}:
            writer.write([name, legacy, position, step, state["has_uint32"], state["uinteger"]])
        case {"bit_generator": "MT19937" as name, "state": {"key": key, "pos": position}}:
            writer.write([name, legacy, key, position, *_spare_normal(generator, legacy)])
        case _:
            raise Opaque
    writer.close_ext(mark, ext.GENERATOR)


def _spare_normal(generator: Any, legacy: bool) -> tuple[int, float]:
    """The old generator makes normal numbers in pairs and keeps the second."""
    state = generator.get_state(legacy=False) if legacy else {}
    return state.get("has_gauss", 0), state.get("gauss", 0.0)


def read_generator(reader: Reader, _: int) -> Any:
    np = _numpy()
    library("numpy.random")
    reader.charge(100)
    match reader.read():
        case ["PCG64" | "PCG64DXSM" as name, False, int(state), int(step), int(spare), int(half)]:
            if not (0 <= state < _LONG_WORD and 0 <= step < _LONG_WORD and spare in (0, 1) and 0 <= half < _WORD):
                raise Malformed("not the state of a random generator")
            bits = getattr(np.random, name)(0)
            bits.state = {
                "bit_generator": name,
                "state": {"state": state, "inc": step},
                "has_uint32": spare,
                "uinteger": half,
            }
            return np.random.Generator(bits)
        case ["MT19937", bool(legacy), np.ndarray() as key, int(position), int(spare), float(normal)]:
            # A position beyond the key would make NumPy read foreign memory.
            if key.shape != (_TWISTER_WORDS,) or key.dtype != np.uint32 or not 0 <= position <= _TWISTER_WORDS:
                raise Malformed("not the state of a random generator")
            return _twister(np, legacy, key, position, (int(spare == 1), normal))
    raise Malformed("not a random generator")


def _twister(np: Any, legacy: bool, key: Any, position: int, spare: tuple[int, float]) -> Any:
    state = {"bit_generator": "MT19937", "state": {"key": key, "pos": position}}
    if legacy:
        generator = np.random.RandomState(0)
        generator.set_state({**state, "has_gauss": spare[0], "gauss": spare[1]})
        return generator
    bits = np.random.MT19937(0)
    bits.state = state
    return np.random.Generator(bits)


# Tensors

_TENSOR_DTYPES: Final = frozenset(
    [
        "bool",
        "uint8",
        "int8",
        "int16",
        "int32",
        "int64",
        "float16",
        "float32",
        "float64",
        "complex64",
        "complex128",
        "bfloat16",
    ]
)


def write_tensor(writer: Writer, tensor: Any) -> None:
    """A dense PyTorch tensor on any device; arrives on the CPU. A Parameter or other subclass arrives as a tensor."""
    torch: Any = loaded("torch")
    with torch._C.DisableTorchFunctionSubclass():  # what a subclass makes of itself is not asked
        plain = torch.Tensor.as_subclass(tensor, torch.Tensor)
        dtype = str(plain.dtype).removeprefix("torch.")
        wants_gradient = bool(plain.requires_grad)
        if plain.layout != torch.strided or plain.is_quantized or plain.is_meta or dtype not in _TENSOR_DTYPES:
            raise Opaque
        plain = plain.detach().cpu().resolve_conj().resolve_neg()
        # NumPy has no bfloat16
        array = plain.view(torch.int16).numpy() if dtype == "bfloat16" else plain.numpy()
    mark = writer.open_ext()
    writer.write([dtype, wants_gradient])
    write_array(writer, array)
    writer.close_ext(mark, ext.TENSOR)


def read_tensor(reader: Reader, _: int) -> Any:
    dtype, wants_gradient = reader.read_list(2)
    array: Any = reader.read()
    if dtype not in _TENSOR_DTYPES or type(wants_gradient) is not bool or type(array) is not _numpy().ndarray:
        raise Malformed("not a tensor")
    torch = library("torch")
    tensor = torch.from_numpy(array)
    if dtype == "bfloat16":
        tensor = tensor.view(torch.bfloat16)
    if str(tensor.dtype) != f"torch.{dtype}":
        raise Malformed(f"a tensor of {dtype} made of an array of {array.dtype}")
    return tensor.requires_grad_() if wants_gradient else tensor


# What is sent by value: exact types, and the base types of others


def numpy_types(np: Any) -> dict[type, WriteValue]:
    scalars = {kind for kind in set(np.sctypeDict.values()) if issubclass(kind, np.generic)} - {np.object_}
    return {np.ndarray: write_array, **dict.fromkeys(scalars, write_scalar)}


def numpy_bases(np: Any) -> tuple[tuple[type, WriteValue], ...]:
    return (np.ndarray, write_array), (np.generic, write_scalar), (np.dtype, write_dtype)


def random_types(random: Any) -> dict[type, WriteValue]:
    return {random.Generator: write_generator, random.RandomState: write_generator}


def torch_bases(torch: Any) -> tuple[tuple[type, WriteValue], ...]:
    return ((torch.Tensor, write_tensor),)


READERS: Final[dict[int, Callable[[Reader, int], object]]] = {
    ext.ARRAY: read_array,
    ext.OBJECT_ARRAY: read_objects,
    ext.NUMPY_SCALAR: read_scalar,
    ext.SCALARS: read_scalars,
    ext.DTYPE: read_dtype,
    ext.GENERATOR: read_generator,
    ext.TENSOR: read_tensor,
}
