"""Frozen dataclasses as plain data and back, and the JSON Schema of what comes out.

For values made of text, numbers, truth values, None, literals, tuples of one type and other such dataclasses:
nothing else is understood. Reading checks every type and raises `BadRecord`; fields that are not known are
ignored, so that an older reader gets along with what a newer writer added.
"""

import math
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
Plain = dict[str, Any]

_SCALARS: dict[Any, tuple[tuple[type, ...], str]] = {
    str: ((str,), "string"),
    bool: ((bool,), "boolean"),
    int: ((int,), "integer"),
    float: ((int, float), "number"),
    type(None): ((type(None),), "null"),
}


class BadRecord(ValueError):
    """Plain data that does not describe the record it was read as; says where and why."""


def as_plain(record: Any) -> Plain:
    """The record as dicts, lists and scalars, fields in the order they are declared in."""
    return {field.name: _plain(getattr(record, field.name)) for field in fields(record)}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return as_plain(value)
    if isinstance(value, tuple):
        return [_plain(element) for element in value]
    return value


def with_texts(record: Record, change: Callable[[str], str]) -> Record:
    """The record with every text in it, also of the records in it, changed."""
    return typing.cast("Record", _changed(record, change))


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_changed(element, change) for element in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _changed(getattr(value, f.name), change) for f in fields(value)})
    return value


def from_plain(kind: type[Record], data: object, where: str = "") -> Record:
    """The record that `data` describes."""
    if not isinstance(data, dict):
        raise BadRecord(f"{where or kind.__name__}: expected an object, got {type(data).__name__}")
    hints = _hints(typing.cast("Any", kind))
    values = {}
    for field in fields(kind):  # type: ignore[arg-type]
        place = f"{where}.{field.name}" if where else field.name
        if field.name in data:
            values[field.name] = _read(hints[field.name], data[field.name], place)
        elif _is_required(field):
            raise BadRecord(f"{place} is missing")
    return kind(**values)


@lru_cache(maxsize=64)
def _hints(kind: type[Any]) -> dict[str, Any]:
    """Types of a record's fields: to look them up takes longer than to read a verdict."""
    return get_type_hints(kind)


def _read(hint: Any, value: object, where: str) -> Any:
    if is_dataclass(hint):
        return from_plain(typing.cast("type[Any]", hint), value, where)
    origin = get_origin(hint)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise BadRecord(f"{where}: expected a list, got {type(value).__name__}")
        element = get_args(hint)[0]
        return tuple(_read(element, inner, f"{where}[{at}]") for at, inner in enumerate(value))
    if origin in (typing.Union, types.UnionType):
        return None if value is None else _read(_without_none(hint), value, where)
    if origin is Literal:
        if value not in get_args(hint):
            raise BadRecord(f"{where}: {value!r} is none of {', '.join(map(repr, get_args(hint)))}")
        return value
    accepted, name = _SCALARS[hint]
    if not isinstance(value, accepted) or (isinstance(value, bool) and hint is not bool):
        raise BadRecord(f"{where}: expected {name}, got {type(value).__name__}")
    if isinstance(value, float) and not math.isfinite(value):
        raise BadRecord(f"{where}: {value} is not a number JSON can hold")
    return value


def json_schema(kind: type[Any], *, identifier: str, title: str) -> Plain:
    """The JSON Schema (2020-12) of `as_plain` of such a record; `Annotated` text describes a field."""
    definitions: dict[str, Plain] = {}
    body = _object_schema(kind, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": identifier,
        "title": title,
        **body,
        "$defs": dict(sorted(definitions.items())),
    }


def _object_schema(kind: type[Any], definitions: dict[str, Plain]) -> Plain:
    hints = get_type_hints(kind, include_extras=True)
    properties = {field.name: _described(hints[field.name], definitions) for field in fields(kind)}
    description = " ".join((kind.__doc__ or "").split())
    return {
        "description": description,
        "type": "object",
        "properties": properties,
        "required": [field.name for field in fields(kind)],
    }


def _described(hint: Any, definitions: dict[str, Plain]) -> Plain:
    if get_origin(hint) is not Annotated:
        return _schema(hint, definitions)
    plain, about = get_args(hint)
    return {"description": about, **_schema(plain, definitions)}


def _schema(hint: Any, definitions: dict[str, Plain]) -> Plain:
    if is_dataclass(hint):
        name = typing.cast("type[Any]", hint).__name__
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _object_schema(typing.cast("type[Any]", hint), definitions)
        return {"$ref": f"#/$defs/{name}"}
    origin = get_origin(hint)
    if origin is tuple:
        return {"type": "array", "items": _schema(get_args(hint)[0], definitions)}
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [_schema(_without_none(hint), definitions), {"type": "null"}]}
    if origin is Literal:
        values = list(get_args(hint))
        return {"const": values[0]} if len(values) == 1 else {"enum": values}
    return {"type": _SCALARS[hint][1]}


def _without_none(hint: Any) -> Any:
    """The X of `X | None`; other unions are not understood."""
    (only,) = [part for part in get_args(hint) if part is not type(None)]
    return only


def _is_required(field: "Field[Any]") -> bool:
    return field.default is MISSING and field.default_factory is MISSING
