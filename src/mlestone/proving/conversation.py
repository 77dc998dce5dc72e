"""The near end of the wire: asks the far end, answers its call backs, and keeps what happened.

Nothing that arrives is trusted: bytes that are no reply to what was asked are the child's fault and raise `ChildLost`.
"""

from __future__ import annotations

import builtins
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Protocol
from weakref import WeakValueDictionary

from mlestone.proving.event import Event
from mlestone.wire.codec import Malformed, Unsendable
from mlestone.wire.handles import Function, Handle, short_text, type_name
from mlestone.wire.trouble import Trouble
from mlestone.wire.values import pack, unpack_counted

_DEEPEST_CALL_BACK: Final = 20
"""A learner's function that calls ours that calls theirs… ends here instead of at our own recursion limit."""
_LARGEST_KEPT: Final = 4 * 2**20
_ALL_KEPT: Final = 64 * 2**20
"""Bytes that one event, and all events, keep of what went over the wire; beyond that, digests."""
_MOST_PARTS_KEPT: Final = 20_000
"""What is kept is read again for every mistake it is compared with; a list of a million lists would take minutes."""
_DELIVERED_KEPT: Final = 64
_DROPPED_TOGETHER: Final = 64


class Transport(Protocol):
    """What carries requests to the learner's code, wherever that runs."""

    def request(self, payload: bytes, call_back: Callable[[bytes], bytes]) -> bytes:
        """Send a request and return the reply to it.

        Each message for which `wire.servant.asks_back` is true is given to `call_back`, whose result is sent as the
        answer; that function may itself make requests. Raises `ChildLost` if no reply can come any more.
        """
        ...

    def printed(self) -> str:
        """What the learner's code printed since this was last asked, cut to a limit (it says so where it is cut)."""
        ...

    def cpu_seconds(self) -> float:
        """The CPU time the learner's process has used so far."""
        ...


class ChildLost(Exception):
    """The learner's process can answer no more.

    `reason` is one of exited, killed, time, memory, output, protocol, processes (and what else an engine names).
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class LearnerRaised(Exception):
    """The learner's code raised an exception: `trouble` tells which and where, `event` what was asked of it."""

    def __init__(self, trouble: Trouble, event: Event) -> None:
        super().__init__(trouble, event)
        self.trouble = trouble
        self.event = event

    @property
    def call(self) -> str:
        return self.event.text

    def __str__(self) -> str:
        return f"{self.call} raised {self.trouble.type}: {self.trouble.message}"


class LearnerLacks(AttributeError):
    """The learner's module, or an object of theirs, has no such name. `nearest` are the names most like it.

    An AttributeError, so that `hasattr` and `getattr` with a default work on the proxies.
    """

    def __init__(self, name: str, nearest: tuple[str, ...] = (), owner: str = "") -> None:
        place = f"`{owner}` has" if owner else "your code has"
        hint = f"; did you mean {' or '.join(f'`{near}`' for near in nearest)}?" if nearest else ""
        super().__init__(f"{place} no `{name}`{hint}")
        self.missing = name
        self.nearest = nearest
        self.owner = owner


@dataclass(frozen=True, slots=True)
class Reply:
    """A value and the notes that came with it; `stopped` if an iterator had none left."""

    value: Any
    notes: dict[Any, Any]
    event: Event
    stopped: bool = False


class Conversation:
    """One learner's code, asked one thing after another.

    `make_proxy` turns a handle into what stands for it here; the same object over there is the same proxy as long as
    that is alive, and is let go over there some time after it died.
    """

    def __init__(self, transport: Transport, make_proxy: Callable[[Conversation, Handle], Any]) -> None:
        self.transport = transport
        self.events: list[Event] = []
        self._room = _ALL_KEPT
        self._make_proxy = make_proxy
        self._proxies: WeakValueDictionary[int, Any] = WeakValueDictionary()
        self._dropped: set[int] = set()
        self._functions: dict[int, Callable[..., object]] = {}
        self._lent: dict[int, tuple[object, Function]] = {}
        self._depth = 0
        self._ours: BaseException | None = None
        """An exception of a checker's function that is none of the learner's business, on its way past their code."""
        self._delivered: deque[tuple[Any, Event]] = deque(maxlen=_DELIVERED_KEPT)

    def ask(self, request: list[Any], name: str, owner: Event | None = None, *, note: bool = True) -> Reply:
        """Make a request and wait for what comes of it. `note`: it is an event, not housekeeping."""
        if len(self._dropped) >= _DROPPED_TOGETHER:
            self._drop()
        payload = pack(request, self._hold)
        reply = self.transport.request(payload, self._called_back)
        if self._ours is not None:
            ours, self._ours = self._ours, None
            raise ours
        parts, count = self._unpacked(reply)
        event = Event(request[0], name, owner, payload, reply)
        if note:
            self._note(event, len(payload) + len(reply), count)
        return self._outcome(parts, event)

    def _note(self, event: Event, size: int, parts: int) -> None:
        if size > min(_LARGEST_KEPT, self._room) or parts > _MOST_PARTS_KEPT:
            event.forget()
            self._delivered.clear()  # or the last few large values would be kept alive together
        else:
            self._room -= size
        self.events.append(event)

    def event_of(self, value: object) -> Event | None:
        """The latest event that delivered this very object."""
        return next((event for delivered, event in reversed(self._delivered) if delivered is value), None)

    def as_play(self, error: BaseException) -> tuple[str, str]:
        """The built-in exception (name and message) that stands for an error where the learner's code can see it."""
        if isinstance(error, LearnerRaised):
            return error.trouble.type, error.trouble.message
        return _builtin_name(error) or "RuntimeError", str(error)

    def let_go(self, number: int) -> None:
        self._dropped.add(number)

    def _outcome(self, parts: object, event: Event) -> Reply:
        try:
            match parts:
                case ["value", value, dict(notes)]:
                    self._delivered.append((value, event))
                    return Reply(value, notes, event)
                case ["raised", account, dict()]:
                    event.trouble = Trouble.from_plain(account)
                    raise LearnerRaised(event.trouble, event)
                case ["stop", dict(notes)] if event.kind == "next":
                    event.stopped = True
                    return Reply(None, notes, event, stopped=True)
                case ["lacks", name, list(nearest), owner]:
                    event.lacks = short_text(name)
                    raise LearnerLacks(event.lacks, tuple(map(short_text, nearest[:3])), short_text(owner))
        except Malformed as error:
            raise ChildLost("protocol", str(error)) from error
        raise ChildLost("protocol", "what came back is no reply")

    def _unpacked(self, message: bytes) -> tuple[Any, int]:
        """A message, and of how many parts it is."""
        try:
            parts, count = unpack_counted(message, resolve=self._resolve)
        except Malformed as error:
            raise ChildLost("protocol", str(error)) from error
        # Patterns compare the first part with ==, which an array or an object of the learner's would answer.
        if type(parts) is not list or not parts or type(parts[0]) is not str:
            raise ChildLost("protocol", "what came is no message")
        return parts, count

    def _drop(self) -> None:
        numbers = sorted(self._dropped)
        self._dropped.clear()
        self.transport.request(pack(["drop", numbers]), self._called_back)

    # References

    def _resolve(self, reference: Handle | Function) -> object:
        if isinstance(reference, Function):
            if reference.id not in self._lent:
                raise Malformed("a function that was never lent")
            return self._lent[reference.id][0]
        proxy = self._proxies.get(reference.id)
        if proxy is None:
            proxy = self._proxies[reference.id] = self._make_proxy(self, reference)
            self._dropped.discard(reference.id)
        return proxy

    def _hold(self, value: Any) -> Handle | Function:
        as_handle = getattr(type(value), "_as_handle", None)
        if as_handle is not None:
            return as_handle(value)  # type: ignore[no-any-return]
        if not callable(value) and not isinstance(value, Iterator):
            raise Unsendable(
                f"{type_name(value)} cannot be sent to the learner's code: send plain values, arrays, frames, "
                "functions and iterators, or make the object over there by calling their class"
            )
        return self._lend(value)

    def _lend(self, value: Any) -> Function:
        for lent, function in self._lent.values():
            if lent is value:
                return function
        is_iterator = not callable(value)
        name = getattr(value, "__name__", type_name(value))
        function = Function(len(self._lent) + 1, short_text(str(name)), is_iterator)
        self._lent[function.id] = (value, function)
        self._functions[function.id] = (lambda: next(value)) if is_iterator else value
        return function

    # Call backs

    def _called_back(self, message: bytes) -> bytes:
        parts, count = self._unpacked(message)
        match parts:
            case ["call back", int(number), list(args), dict(kwargs)] if number in self._functions:
                pass
            case _:
                raise ChildLost("protocol", "a call back of nothing that was lent")
        if any(type(key) is not str for key in kwargs):
            raise ChildLost("protocol", "a call back with a keyword that is no text")
        if self._depth >= _DEEPEST_CALL_BACK:
            return pack(["raised", "RecursionError", "calls and call backs are nested too deep"])
        self._depth += 1
        try:
            answer = pack(["value", self._functions[number](*args, **kwargs)], self._hold)
        except ChildLost:
            raise
        except Exception as error:  # noqa: BLE001 - a boundary: the learner's code may catch what ours raises
            answer = self._raised(error)
        finally:
            self._depth -= 1
        event = Event("call back", self._lent[number][1].name, None, message, answer)
        self._note(event, len(message) + len(answer), count)
        return answer

    def _raised(self, error: Exception) -> bytes:
        if not isinstance(error, LearnerRaised) and _builtin_name(error) is None:
            self._ours = error
            return pack(["raised", "RuntimeError", "the function given to your code failed"])
        return pack(["raised", *self.as_play(error)])


def _builtin_name(error: BaseException) -> str | None:
    """The built-in exception an error amounts to; None if it is ours or too special to be part of the play."""
    if type(error).__module__.partition(".")[0] == "mlestone":
        return None
    for kind in type(error).__mro__:
        if kind is Exception and type(error) is not Exception:
            return None
        name = kind.__name__
        if getattr(builtins, name, None) is kind:
            return name
    return None
