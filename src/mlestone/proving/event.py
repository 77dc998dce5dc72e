"""What was asked of the learner's code and what came of it, kept as it went over the wire.

The judge compares the events of two programs, and shows people the calls. Nothing is unpacked or put into words until
someone asks, because most events never are looked at; and since the bytes are kept, later changes of an argument or a
result do not reach them.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

from mlestone.wire.text import brief
from mlestone.wire.trouble import Trouble
from mlestone.wire.values import unpack

_LONGEST_TEXT: Final = 160
_FORGOTTEN: Final = b"\xc1"  # no message begins so

_SYMBOLS: Final = {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "matmul": "@",
    "truediv": "/",
    "floordiv": "//",
    "mod": "%",
    "pow": "**",
    "lshift": "<<",
    "rshift": ">>",
    "and_": "&",
    "or_": "|",
    "xor": "^",
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
}
_SIGNS: Final = {"neg": "-", "pos": "+", "invert": "~"}


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Stands for values too large to keep; equal digests mean equal values."""

    digest: bytes


class Event:
    """One exchange. `kind` is the request (see `wire.servant`), or "call back" for the other direction."""

    __slots__ = ("_name", "_owner", "_reply", "_request", "_text", "kind", "lacks", "stopped", "trouble")

    def __init__(self, kind: str, name: str, owner: Event | None, request: bytes, reply: bytes) -> None:
        self.kind = kind
        self._name = name
        self._owner = owner
        """The event the object came from whose `name` this is about."""
        self._request = request
        self._reply = reply
        self._text = ""
        self.trouble: Trouble | None = None
        self.lacks: str | None = None
        self.stopped = False

    @property
    def target(self) -> str:
        """What was asked, without the arguments: `softmax`, `KMeans(3).fit`."""
        return self._name if self._owner is None else f"{self._owner.text}{self._name}"

    @property
    def arguments(self) -> tuple[list[Any], dict[str, Any]] | Forgotten:
        """Positional and keyword arguments. Objects that stayed in the child are `Handle`s, ours `Function`s."""
        parts = _unpacked(self._request)
        if isinstance(parts, Forgotten):
            return parts
        if self.kind in ("call", "call back"):
            return parts[2], parts[3]
        return list(parts[2:]), {}

    @property
    def outcome(self) -> Any:
        """The value that came back: None also where an exception or nothing did."""
        if self.trouble is not None or self.lacks is not None or self.stopped:
            return None
        parts = _unpacked(self._reply)
        return parts if isinstance(parts, Forgotten) else parts[1]

    @property
    def request_digest(self) -> bytes:
        """Equal for equal requests; the numbers of handles count."""
        return _digest(self._request)

    @property
    def reply_digest(self) -> bytes:
        return _digest(self._reply)

    @property
    def text(self) -> str:
        """The call as a person would write it: `softmax(array([[0.1, 2.3]]))`."""
        if not self._text:
            text = _text(self)
            self._text = text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"
        return self._text

    def forget(self) -> None:
        """Keep no more than digests of what went over the wire."""
        self._request = _FORGOTTEN + _digest(self._request)
        self._reply = _FORGOTTEN + _digest(self._reply)

    def __repr__(self) -> str:
        return f"<Event {self.kind} {self.text}>"


def _digest(message: bytes) -> bytes:
    return message[1:] if message.startswith(_FORGOTTEN) else blake2b(message, digest_size=16).digest()


def _unpacked(message: bytes) -> Any:
    return Forgotten(message[1:]) if message.startswith(_FORGOTTEN) else unpack(message)


def _text(event: Event) -> str:  # noqa: PLR0911 - a table
    arguments = event.arguments
    if isinstance(arguments, Forgotten):
        return f"{event.target}(…)"
    args, kwargs = arguments
    match event.kind:
        case "call" | "call back":
            shown = [brief(value) for value in args] + [f"{name}={brief(value)}" for name, value in kwargs.items()]
            return f"{event.target}({', '.join(shown)})"
        case "item":
            return f"{event.target}[{brief(args[0])}]"
        case "set":
            return f"{event.target} = {brief(args[-1])}"
        case "op":
            return _operation_text(event.target, args[0])
        case "next" | "iter" | "len":
            return f"{event.kind}({event.target})"
        case "await":
            return f"await {event.target}"
        case "exit":
            return f"leaving `with {event.target}`"
    return event.target


def _operation_text(name: str, operands: list[Any]) -> str:  # noqa: PLR0911 - a table
    shown = [brief(operand) for operand in operands]
    if name in _SYMBOLS and len(shown) == 2:
        return f"{shown[0]} {_SYMBOLS[name]} {shown[1]}"
    match name:
        case "contains":
            return f"{shown[1]} in {shown[0]}"
        case "setitem":
            return f"{shown[0]}[{shown[1]}] = {shown[2]}"
        case "delitem":
            return f"del {shown[0]}[{shown[1]}]"
        case "neg" | "pos" | "invert":
            return f"{_SIGNS[name]}{shown[0]}"
        case "truth":
            return f"bool({shown[0]})"
    return f"{name}({', '.join(shown)})"
