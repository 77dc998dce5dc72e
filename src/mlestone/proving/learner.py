"""The `learner` that checks drive: a proxy for code that runs elsewhere.

`learner.softmax(x)` has the call carried to the process where the learner's code is, and gives back what came of it:
plain values, arrays, frames and tensors by value, anything else as a `Remote`, which forwards calls, attributes,
indexing, iteration and operators. Exceptions of the learner's arrive as `LearnerRaised`, missing names as
`LearnerLacks`; `ChildLost` means that nothing more will come.

The proxies' own names begin with an underscore, except the few that checks use (`put`, `printed`, `figures`,
`source`, `events`…); a learner's function of such a name is reached as `learner["put"]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, TypeVar

from mlestone.proving.conversation import (
    ChildLost,
    Conversation,
    LearnerLacks,
    LearnerRaised,
    Reply,
    Transport,
)
from mlestone.proving.event import Event, Forgotten
from mlestone.proving.loopback import Loopback
from mlestone.wire.codec import Malformed
from mlestone.wire.figures import FigureView
from mlestone.wire.handles import Handle, short_text
from mlestone.wire.text import brief

__all__ = [
    "ChildLost",
    "Event",
    "Forgotten",
    "Learner",
    "LearnerClass",
    "LearnerFunction",
    "LearnerLacks",
    "LearnerRaised",
    "Loopback",
    "Parameter",
    "Remote",
    "RemoteCoroutine",
    "RemoteFigure",
    "Signature",
    "Transport",
]


_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a learner's function; `kind` as in `inspect.Parameter`, in lower case."""

    name: str
    kind: str
    has_default: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """The parameters of a learner's function, and all of them as text."""

    text: str
    parameters: tuple[Parameter, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(parameter.name for parameter in self.parameters)


class Learner:
    """The globals of the learner's module. `source` is whatever the judge offers for source rules."""

    events: list[Event]
    """Every exchange so far, in the order they ended."""
    source: Any
    _conversation: Conversation
    _functions: dict[str, LearnerFunction]

    def __init__(self, transport: Transport, source: Any = None) -> None:
        own = self.__dict__  # `__setattr__` is the learner's
        own["_conversation"] = Conversation(transport, _proxy)
        own["_functions"] = {}
        own["events"] = own["_conversation"].events
        own["source"] = source

    def __getattr__(self, name: str) -> Any:
        if _is_dunder(name):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> Any:
        known = self._functions.get(name)
        if known is not None:
            return known
        found = _get(self._conversation, [name], name, None)
        if isinstance(found, LearnerFunction):
            self._functions[name] = found
        return found

    def __setattr__(self, name: str, value: object) -> None:
        self._functions.pop(name, None)
        self._conversation.ask(["set", [], name, value], name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.names()]

    def __repr__(self) -> str:
        return "<Learner>"

    def names(self) -> tuple[str, ...]:
        """The public names the learner's module defines itself."""
        return _texts(self._conversation.ask(["names"], "names", note=False).value)

    def put(self, value: object) -> Any:
        """Put a value into the learner's process once, to be given to several calls."""
        return self._conversation.ask(["put", value], brief(value), note=False).value

    def printed(self) -> str:
        """What the learner's code printed since this was last asked."""
        return self._conversation.transport.printed()

    def figures(self) -> tuple[FigureView, ...]:
        """All figures that are open in pyplot, oldest first."""
        accounts = self._conversation.ask(["figures"], "figures", note=False).value
        if type(accounts) is not list:
            raise ChildLost("protocol", "no list of figures")
        return tuple(map(_figure, accounts))

    def close_figures(self) -> None:
        self._conversation.ask(["close figures"], "close figures", note=False)

    def cpu_seconds(self) -> float:
        """The CPU time the learner's process has used so far."""
        return self._conversation.transport.cpu_seconds()

    def event_of(self, value: object) -> Event | None:
        """The latest exchange that delivered this very object (not one that is equal to it)."""
        return self._conversation.event_of(value)


class Proxy:
    """Something in the learner's process: how to reach it, and where it came from."""

    _conversation: Conversation
    _target: list[Any]
    _name: str
    _origin: Event | None
    _handle: Handle | None
    _owner: Proxy | None
    """Kept alive, and with it the object over there whose attribute this is."""
    _kept: Any
    """What keeps something reached by name alive over there once it was given to a call."""

    def __init__(
        self,
        conversation: Conversation,
        target: list[Any],
        name: str,
        handle: Handle | None = None,
        owner: Proxy | None = None,
    ) -> None:
        own = self.__dict__
        own["_conversation"] = conversation
        own["_target"] = target
        own["_name"] = name
        own["_handle"] = handle
        own["_owner"] = owner
        own["_origin"] = None
        own["_methods"] = {}
        own["_kept"] = None

    def __del__(self) -> None:
        handle = self.__dict__.get("_handle")
        if handle is not None:
            self._conversation.let_go(handle.id)

    def __getattr__(self, name: str) -> Any:
        if _is_dunder(name):
            raise AttributeError(name)
        method = self.__dict__["_methods"].get(name)
        if method is None:
            return self._attribute(name)
        return method(self)

    def _attribute(self, name: str) -> Any:
        suffix, origin = self._place(f".{name}")
        found = _get(self._conversation, [*self._target, name], suffix, origin)
        if not isinstance(found, LearnerFunction):
            return found
        kind = type(found)
        make: Callable[[Proxy], LearnerFunction] = lambda owner: kind(  # noqa: E731
            owner._conversation, [*owner._target, name], suffix, None, owner
        )
        self.__dict__["_methods"][name] = make
        return make(self)

    def __setattr__(self, name: str, value: object) -> None:
        suffix, origin = self._place(f".{name}")
        self.__dict__["_methods"].pop(name, None)
        self._conversation.ask(["set", self._target, name, value], suffix, origin)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._text()}>"

    def _as_handle(self) -> Handle:
        if self._handle is not None:
            return self._handle
        if self._kept is None:
            kept = self._conversation.ask(["keep", self._target], self._name, note=False).value
            self.__dict__["_kept"] = _expected(kept, Proxy)
        return _expected(self._kept._handle, Handle)

    def _place(self, suffix: str = "") -> tuple[str, Event | None]:
        """What to call this, or something of it, in an event: a name and the event it belongs to."""
        if self._origin is not None:
            return suffix, self._origin
        owner = self._owner
        if owner is not None and owner._origin is not None:
            return self._name + suffix, owner._origin
        return self._name + suffix, None

    def _text(self) -> str:
        name, origin = self._place()
        return name if origin is None else origin.text + name

    def _ask(self, request: str, *parts: object) -> Reply:
        name, origin = self._place()
        return self._conversation.ask([request, self._target, *parts], name, origin)

    def _call(self, args: tuple[Any, ...], kwargs: dict[str, Any], *, keep: bool, watch: bool = False) -> Reply:
        reply = self._ask("call", list(args), kwargs, keep, watch)
        _came_from(reply)
        return reply


class LearnerFunction(Proxy):
    """A function or method of the learner's."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._call(args, kwargs, keep=False).value

    def kept(self, *args: Any, **kwargs: Any) -> Remote:
        """Call it and leave the result over there, whatever it is."""
        return _expected(self._call(args, kwargs, keep=True).value, Remote)

    def watched(self, *args: Any, **kwargs: Any) -> tuple[Any, tuple[str, ...]]:
        """Call it and also tell which arguments it changed: positions as text, names of keywords."""
        reply = self._call(args, kwargs, keep=False, watch=True)
        return reply.value, _texts(reply.notes.get("changed"))

    def awaited(self, *args: Any, **kwargs: Any) -> Any:
        """Call an async function and run what it gives to its end."""
        return _expected(self._call(args, kwargs, keep=True).value, RemoteCoroutine).result()

    def signature(self) -> Signature:
        match self._conversation.ask(["signature", self._target], self._name, note=False).value:
            case [str(text), list(parameters)]:
                return Signature(_checked(short_text, text), tuple(map(_parameter, parameters)))
        raise ChildLost("protocol", "no signature")

    @property
    def doc(self) -> str:
        text = self._conversation.ask(["doc", self._target], self._name, note=False).value
        return _expected(text, str)


class LearnerClass(LearnerFunction):
    """A class of the learner's: calling it makes an object that stays over there."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._call(args, kwargs, keep=True).value


def _operator(name: str, *, swapped: bool = False) -> Callable[[Any, Any], Any]:
    def operate(self: Remote, other: Any) -> Any:
        return self._operate(name, other, self) if swapped else self._operate(name, self, other)

    return operate


def _unary(name: str) -> Callable[[Any], Any]:
    def operate(self: Remote) -> Any:
        return self._operate(name, self)

    return operate


class Remote(Proxy):
    """An object of the learner's that stayed in their process; what is done to it is done over there."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._call(args, kwargs, keep=False).value

    @property
    def _type(self) -> str:
        return self._as_handle().type

    def __getitem__(self, key: object) -> Any:
        reply = self._ask("item", key)
        _came_from(reply)
        return reply.value

    def __setitem__(self, key: object, value: object) -> None:
        self._operate("setitem", self, key, value)

    def __delitem__(self, key: object) -> None:
        self._operate("delitem", self, key)

    def __iter__(self) -> Iterator[Any]:
        if self._as_handle().kind == "iterator":
            return self
        reply = self._ask("iter")
        _came_from(reply)
        return _expected(reply.value, Remote)

    def __next__(self) -> Any:
        name, origin = self._place()
        reply = self._conversation.ask(["next", self._as_handle().id], name, origin)
        if reply.stopped:
            raise StopIteration
        return reply.value

    def __len__(self) -> int:
        try:
            return _expected(self._ask("len").value, int)
        except LearnerRaised as raised:
            if raised.trouble.line is None and raised.trouble.type == "TypeError":
                # Python, not the learner, says that there is no length: `list(remote)` asks and expects just this.
                raise TypeError(raised.trouble.message) from None
            raise

    def __bool__(self) -> bool:
        return _expected(self._operate("truth", self), bool)

    def __contains__(self, value: object) -> bool:
        return _expected(self._operate("contains", self, value), bool)

    def __int__(self) -> int:
        return _expected(self._operate("int", self), int)

    def __float__(self) -> float:
        return _expected(self._operate("float", self), float)

    def __str__(self) -> str:
        return _expected(self._operate("str", self), str)

    def __round__(self, digits: int | None = None) -> Any:
        return self._operate("round", self, *(() if digits is None else (digits,)))

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        """What NumPy makes of it over there, so that `np.asarray` of an array-like object works here."""
        array = LearnerFunction(self._conversation, [*self._target, "__array__"], ".__array__", None, self)()
        if type(array).__module__ != "numpy":
            raise ChildLost("protocol", "no array")
        return array if dtype is None else array.astype(dtype)

    def __enter__(self) -> Any:
        return LearnerFunction(self._conversation, [*self._target, "__enter__"], ".__enter__", None, self)()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        if isinstance(error, ChildLost):
            return False
        name, text = (None, "") if error is None else self._conversation.as_play(error)
        return _expected(self._ask("exit", name, text).value, bool)

    def _operate(self, name: str, *operands: object) -> Any:
        return self._conversation.ask(["op", name, list(operands)], name).value

    __hash__ = object.__hash__
    __eq__ = _operator("eq")
    __ne__ = _operator("ne")
    __lt__ = _operator("lt")
    __le__ = _operator("le")
    __gt__ = _operator("gt")
    __ge__ = _operator("ge")
    __add__, __radd__ = _operator("add"), _operator("add", swapped=True)
    __sub__, __rsub__ = _operator("sub"), _operator("sub", swapped=True)
    __mul__, __rmul__ = _operator("mul"), _operator("mul", swapped=True)
    __matmul__, __rmatmul__ = _operator("matmul"), _operator("matmul", swapped=True)
    __truediv__, __rtruediv__ = _operator("truediv"), _operator("truediv", swapped=True)
    __floordiv__, __rfloordiv__ = _operator("floordiv"), _operator("floordiv", swapped=True)
    __mod__, __rmod__ = _operator("mod"), _operator("mod", swapped=True)
    __divmod__, __rdivmod__ = _operator("divmod"), _operator("divmod", swapped=True)
    __pow__, __rpow__ = _operator("pow"), _operator("pow", swapped=True)
    __lshift__, __rlshift__ = _operator("lshift"), _operator("lshift", swapped=True)
    __rshift__, __rrshift__ = _operator("rshift"), _operator("rshift", swapped=True)
    __and__, __rand__ = _operator("and_"), _operator("and_", swapped=True)
    __or__, __ror__ = _operator("or_"), _operator("or_", swapped=True)
    __xor__, __rxor__ = _operator("xor"), _operator("xor", swapped=True)
    __neg__, __pos__, __abs__, __invert__ = _unary("neg"), _unary("pos"), _unary("abs"), _unary("invert")


class RemoteFigure(Remote):
    """A Matplotlib figure, or axes, of the learner's."""

    def figure(self) -> FigureView:
        """What it shows. Axes are seen as a figure that has no others."""
        return _figure(self._conversation.ask(["figure", self._target], self._name, note=False).value)


class RemoteCoroutine(Remote):
    """What an async function of the learner's gave: nothing has run yet."""

    def result(self) -> Any:
        """Run it to its end in an event loop of its own (an async generator: to a list of what it yields)."""
        return self._ask("await").value


_PROXIES: dict[str, type[Proxy]] = {
    "function": LearnerFunction,
    "type": LearnerClass,
    "figure": RemoteFigure,
    "axes": RemoteFigure,
    "coroutine": RemoteCoroutine,
}


def _proxy(conversation: Conversation, handle: Handle) -> Proxy:
    return _PROXIES.get(handle.kind, Remote)(conversation, [handle.id], handle.text, handle)


def _get(conversation: Conversation, target: list[Any], name: str, origin: Event | None) -> Any:
    reply = conversation.ask(["get", target], name, origin)
    if isinstance(reply.value, LearnerFunction):
        conversation.events.pop()  # looking up what is called next is no event
        if len(target) == 1:  # reached by name from now on, not by number
            return type(reply.value)(conversation, target, name)
        return reply.value
    _came_from(reply)
    return reply.value


def _came_from(reply: Reply) -> None:
    if isinstance(reply.value, Proxy) and reply.value._origin is None:
        reply.value.__dict__["_origin"] = reply.event


def _is_dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _expected(value: object, kind: type[_T]) -> _T:
    """A value of the kind that was asked for; another is the child's fault."""
    if not isinstance(value, kind):
        raise ChildLost("protocol", f"{kind.__name__} expected, {type(value).__name__} came")
    return value


def _checked(read: Callable[[object], Any], value: object) -> Any:
    try:
        return read(value)
    except Malformed as error:
        raise ChildLost("protocol", str(error)) from error


def _texts(values: object) -> tuple[str, ...]:
    return tuple(_checked(short_text, value) for value in _expected(values, list))


def _figure(account: object) -> FigureView:
    view: FigureView = _checked(FigureView.from_plain, account)
    return view


def _parameter(described: object) -> Parameter:
    match described:
        case [str(name), str(kind), bool(has_default)]:
            return Parameter(_checked(short_text, name), _checked(short_text, kind), has_default)
    raise ChildLost("protocol", "not the parameter of a function")
