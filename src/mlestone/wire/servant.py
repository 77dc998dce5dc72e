"""The far end: holds the learner's objects and does what the near end asks of them.

A `Servant` lives beside the learner's code in one process and is as trustworthy as that process: it is there to be
convenient, not to be safe. Whoever reads its replies checks them as foreign bytes. The same class plays answers and
mistakes in the examiner's own process, so that these are driven by exactly the same requests.

Requests and replies are packed lists. A target is `[root, *attribute names]`, where the root is the name of a global
of the learner's module or the number of a handle.

    ["call", target, args, kwargs, keep, watch]      keep: answer with a handle whatever it is
    ["get", target]   ["set", target, name, value]   ["op", name, operands]   ["item", target, key]
    ["iter", target]  ["next", number]  ["len", target]  ["has", target, name]  ["await", target]
    ["exit", target, exception or None, message]
    ["put", value]    ["keep", target]  ["drop", numbers]
    ["names"]  ["signature", target]  ["doc", target]  ["figures"]  ["figure", target]  ["close figures"]

    ["value", value, notes]  ["raised", trouble, notes]  ["stop", notes]  ["lacks", name, nearest, owner]
    ["call back", function number, args, kwargs]

To a call back the near end answers `["value", value]` or `["raised", type name, message]`, or first makes requests of
its own. Notes may hold `"changed"`: which arguments (position or keyword) a watched call left different.
"""

from __future__ import annotations

import builtins
import difflib
import inspect
import linecache
import operator
import types
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from mlestone.wire import figures
from mlestone.wire.codec import DEFAULT_LIMITS, Limits, Malformed, Unsendable
from mlestone.wire.extensions import loaded
from mlestone.wire.handles import Function, Handle, short_text, type_name
from mlestone.wire.text import held_text
from mlestone.wire.trouble import Trouble, trouble_of
from mlestone.wire.values import pack, unpack

SOURCE_NAME: Final = "answer.py"
"""The name a learner's source is compiled under, unless the engine says otherwise."""

_CALL_BACK: Final = pack(["call back", 0, [], {}])[: len("call back") + 2]
_NEAREST: Final = 3

OPERATORS: Final[dict[str, Callable[..., object]]] = {
    name: getattr(operator, name)
    for name in [
        "add",
        "sub",
        "mul",
        "matmul",
        "truediv",
        "floordiv",
        "mod",
        "pow",
        "lshift",
        "rshift",
        "and_",
        "or_",
        "xor",
        "neg",
        "pos",
        "abs",
        "invert",
        "eq",
        "ne",
        "lt",
        "le",
        "gt",
        "ge",
        "truth",
        "contains",
        "getitem",
        "setitem",
        "delitem",
    ]
} | {"divmod": divmod, "round": round, "int": int, "float": float, "str": str}

CallBack = Callable[[bytes], bytes]
Target = list[Any]


def asks_back(reply: bytes) -> bool:
    """Whether a message from the child is a call back, which wants an answer before the reply proper comes."""
    return reply.startswith(_CALL_BACK)


class _Lacks(Exception):
    def __init__(self, name: str, nearest: list[str], owner: str) -> None:
        super().__init__(name)
        self.reply = ["lacks", name, nearest, owner]


class Servant:
    """Answers requests about one namespace: the globals of a learner's module after it was run.

    `call_back` sends a message to the near end and returns the next one from there; without it, functions of the
    checker's cannot be called. `source` is the learner's text, for showing the line at which something went wrong.
    """

    def __init__(
        self,
        namespace: dict[str, Any],
        call_back: CallBack | None = None,
        *,
        source: str = "",
        source_name: str = SOURCE_NAME,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self._namespace = namespace
        self._call_back = call_back
        self._source_name = source_name
        self._lines = source.splitlines()
        self._limits = limits
        self._held: dict[int, tuple[object, Handle]] = {}
        self._numbers: dict[int, int] = {}
        """From `id` to handle number: the same object always travels under the same number."""
        self._last_number = 0
        self._lent: dict[int, tuple[Function, Any]] = {}
        self._functions: dict[int, Function] = {}
        if source:  # for tracebacks the learner prints, and for `inspect.getsource`
            linecache.cache[source_name] = (len(source), None, source.splitlines(keepends=True), source_name)

    def answer(self, request: bytes) -> bytes:
        """Do what one request asks; raise `Malformed` only if it is no request."""
        parts = unpack(request, resolve=self._resolve, limits=self._limits)
        return self._perform(parts)

    def _perform(self, parts: Any) -> bytes:
        if type(parts) is not list or not parts or type(parts[0]) is not str or parts[0] not in _REQUESTS:
            raise Malformed("not a request")
        perform, length = _REQUESTS[parts[0]]
        if len(parts) != length:
            raise Malformed(f"a request {parts[0]!r} of {len(parts)} parts; it takes {length}")
        try:
            reply = perform(self, *parts[1:])
        except _Lacks as lack:
            reply = lack.reply
        except Malformed:
            raise
        except BaseException as error:  # noqa: BLE001 - the boundary to the learner's code
            reply = ["raised", self.trouble(error).as_dict(), {}]
        return self._pack_reply(reply)

    def trouble(self, error: BaseException) -> Trouble:
        return trouble_of(error, self._source_name, self._lines)

    def _pack_reply(self, reply: list[Any]) -> bytes:
        try:
            return pack(reply, self._hold, self._limits)
        except Unsendable:  # too large, too deep, or holding itself: it stays here
            return pack([reply[0], self._keep(reply[1]), *reply[2:]], self._hold, self._limits)

    # Objects that stay here

    def _hold(self, value: object) -> Handle | Function:
        lent = self._functions.get(id(value))
        return lent if lent is not None else self._keep(value)

    def _keep(self, value: object) -> Handle:
        number = self._numbers.get(id(value))
        if number is not None:
            return self._held[number][1]
        self._last_number += 1
        handle = Handle(self._last_number, type_name(value), held_text(value), callable(value), _kind_of(value))
        self._held[handle.id] = (value, handle)
        self._numbers[id(value)] = handle.id
        return handle

    def _resolve(self, reference: Handle | Function) -> object:
        if isinstance(reference, Handle):
            return self._object(reference.id)
        known = self._lent.get(reference.id)
        if known is not None:
            return known[1]
        lent = _iterator(self, reference) if reference.iterator else _function(self, reference)
        self._lent[reference.id] = (reference, lent)
        self._functions[id(lent)] = reference
        return lent

    def _object(self, number: object) -> Any:
        held = self._held.get(number) if type(number) is int else None
        if held is None:
            raise Malformed(f"nothing is held under the number {number!r}")
        return held[0]

    def _find(self, target: Target) -> Any:
        root, *names = target
        if type(root) is int:
            value = self._object(root)
        elif root in self._namespace:
            value = self._namespace[root]
        else:
            raise _Lacks(root, _nearest(root, self._public_names()), "")
        for name in names:
            try:
                value = getattr(value, name)
            except AttributeError as error:
                if self.trouble(error).line is None:  # nothing of the learner's ran: the name is not there
                    raise _Lacks(name, _nearest(name, _attributes(value)), type_name(value)) from None
                raise
        return value

    def _public_names(self) -> list[str]:
        """The names the module made itself, not what it imported."""
        home = self._namespace.get("__name__")
        return [
            name
            for name, value in self._namespace.items()
            if not name.startswith("_")
            and not isinstance(value, types.ModuleType)
            and (not isinstance(value, types.FunctionType | type) or value.__module__ == home)
        ]

    # Requests

    def _call(self, target: Target, args: list[Any], kwargs: dict[str, Any], keep: bool, watch: bool) -> list[Any]:
        function = self._find(target)
        before = self._packed_arguments(args, kwargs) if watch else {}
        value = function(*args, **kwargs)
        notes: dict[str, object] = {}
        if watch:
            after = self._packed_arguments(args, kwargs)
            notes["changed"] = [label for label, packed in before.items() if after[label] != packed]
        return ["value", self._keep(value) if keep else value, notes]

    def _packed_arguments(self, args: list[Any], kwargs: dict[str, Any]) -> dict[str, bytes | None]:
        labelled = {**{str(place): value for place, value in enumerate(args)}, **kwargs}
        # A random generator is given in order to be advanced.
        return {label: self._packed(value) for label, value in labelled.items() if not _is_generator(value)}

    def _packed(self, value: object) -> bytes | None:
        try:
            return pack(value, self._hold, self._limits)
        except Unsendable:
            return None

    def _get(self, target: Target) -> list[Any]:
        return ["value", self._find(target), {}]

    def _set(self, target: Target, name: str, value: object) -> list[Any]:
        if target:
            setattr(self._find(target), name, value)
        else:
            self._namespace[name] = value
        return ["value", None, {}]

    def _operate(self, name: str, operands: list[Any]) -> list[Any]:
        if name not in OPERATORS:
            raise Malformed(f"no operator is called {name!r}")
        return ["value", OPERATORS[name](*operands), {}]

    def _item(self, target: Target, key: object) -> list[Any]:
        return ["value", self._find(target)[key], {}]

    def _iterate(self, target: Target) -> list[Any]:
        return ["value", self._keep(iter(self._find(target))), {}]

    def _next(self, number: int) -> list[Any]:
        iterator = self._object(number)
        try:
            return ["value", next(iterator), {}]
        except StopIteration:
            return ["stop", {}]

    def _length(self, target: Target) -> list[Any]:
        return ["value", len(self._find(target)), {}]

    def _has(self, target: Target, name: str) -> list[Any]:
        has = hasattr(self._find(target), name) if target else name in self._namespace
        return ["value", has, {}]

    def _await(self, target: Target) -> list[Any]:
        import asyncio  # slow to import, and hardly ever needed

        return ["value", asyncio.run(_awaited(self._find(target))), {}]

    def _exit(self, target: Target, name: str | None, text: str) -> list[Any]:
        """Leave a `with` block, because of an exception if one is named."""
        leave = self._find([*target, "__exit__"])
        if name is None:
            leave(None, None, None)
            return ["value", False, {}]
        error = _builtin_error(name, text)
        return ["value", bool(leave(type(error), error, None)), {}]

    def _put(self, value: object) -> list[Any]:
        return ["value", self._keep(value), {}]

    def _keep_target(self, target: Target) -> list[Any]:
        return ["value", self._keep(self._find(target)), {}]

    def _drop(self, numbers: list[int]) -> list[Any]:
        for number in numbers:
            held = self._held.pop(number, None)
            if held is not None:
                del self._numbers[id(held[0])]
        return ["value", None, {}]

    def _names(self) -> list[Any]:
        return ["value", self._public_names(), {}]

    def _signature(self, target: Target) -> list[Any]:
        signature = inspect.signature(self._find(target))
        parameters = [
            [name, parameter.kind.name.lower(), parameter.default is not parameter.empty]
            for name, parameter in signature.parameters.items()
        ]
        return ["value", [short_text(str(signature)), parameters], {}]

    def _doc(self, target: Target) -> list[Any]:
        return ["value", inspect.getdoc(self._find(target)) or "", {}]

    def _figures(self) -> list[Any]:
        return ["value", figures.describe_open_figures(), {}]

    def _figure(self, target: Target) -> list[Any]:
        return ["value", figures.describe(self._find(target)), {}]

    def _close_figures(self) -> list[Any]:
        figures.close_all()
        return ["value", None, {}]

    # The other direction

    def call_back(self, function: Function, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        """Have the near end call one of its functions; what that raises is raised here."""
        if self._call_back is None:
            raise RuntimeError(f"{function.name} cannot be called from here")
        message = self._pack_call_back(function, args, kwargs)
        while True:
            parts = unpack(self._call_back(message), resolve=self._resolve, limits=self._limits)
            match parts:
                case ["value", value]:
                    return value
                case ["raised", str(name), str(text)]:
                    raise _builtin_error(name, text)
            # The function called back asks something of the learner's code itself before it answers.
            message = self._perform(parts)

    def _pack_call_back(self, function: Function, args: tuple[object, ...], kwargs: dict[str, object]) -> bytes:
        try:
            return pack(["call back", function.id, list(args), kwargs], self._hold, self._limits)
        except Unsendable:  # too large or too deep to be sent by value
            handles = [self._keep(value) for value in args]
            named = {name: self._keep(value) for name, value in kwargs.items()}
            return pack(["call back", function.id, handles, named])


def _function(servant: Servant, function: Function) -> Callable[..., object]:
    def called_back(*args: object, **kwargs: object) -> object:
        return servant.call_back(function, args, kwargs)

    called_back.__name__ = called_back.__qualname__ = function.name
    return called_back


def _iterator(servant: Servant, function: Function) -> Iterator[object]:
    while True:
        try:
            value = servant.call_back(function, (), {})
        except StopIteration:
            return
        yield value


def _builtin_error(name: str, text: str) -> BaseException:
    kind = getattr(builtins, name, None)
    if not isinstance(kind, type) or not issubclass(kind, Exception):
        return RuntimeError(f"{name}: {text}" if text else name)
    try:
        return kind(text) if text else kind()
    except TypeError:  # one that takes more than a message, as UnicodeDecodeError does
        return RuntimeError(f"{name}: {text}")


async def _awaited(value: Any) -> object:
    if hasattr(type(value), "__aiter__"):
        return [element async for element in value]
    return await value


def _attributes(value: object) -> list[str]:
    try:
        return [name for name in dir(value) if not name.startswith("_")]
    except Exception:  # noqa: BLE001 - a boundary: the learner's `__dir__`
        return []


def _nearest(name: str, names: list[str]) -> list[str]:
    return difflib.get_close_matches(name, names, _NEAREST)


def _is_generator(value: object) -> bool:
    numpy = loaded("numpy")
    return numpy is not None and isinstance(value, numpy.random.Generator | numpy.random.RandomState)


def _kind_of(value: object) -> str:
    kind = type(value)
    if issubclass(kind, type):
        return "type"
    if inspect.isroutine(value) or issubclass(kind, partial):
        return "function"
    drawn = figures.kind_of(value)
    if drawn is not None:
        return drawn
    if hasattr(kind, "__await__"):
        return "coroutine"
    return "iterator" if hasattr(kind, "__next__") else "object"


# The request, what performs it, and how many parts it has with its name.
_REQUESTS: Final[dict[str, tuple[Callable[..., list[Any]], int]]] = {
    "call": (Servant._call, 6),
    "get": (Servant._get, 2),
    "set": (Servant._set, 4),
    "op": (Servant._operate, 3),
    "item": (Servant._item, 3),
    "iter": (Servant._iterate, 2),
    "next": (Servant._next, 2),
    "len": (Servant._length, 2),
    "has": (Servant._has, 3),
    "await": (Servant._await, 2),
    "exit": (Servant._exit, 4),
    "put": (Servant._put, 2),
    "keep": (Servant._keep_target, 2),
    "drop": (Servant._drop, 2),
    "names": (Servant._names, 1),
    "signature": (Servant._signature, 2),
    "doc": (Servant._doc, 2),
    "figures": (Servant._figures, 1),
    "figure": (Servant._figure, 2),
    "close figures": (Servant._close_figures, 1),
}
