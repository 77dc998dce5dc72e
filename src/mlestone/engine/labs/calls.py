"""gRPC calls for checks: what is sent, what comes back, and the status it ends with, within a time and a size.

One form serves all four kinds of calls: on the wire they differ only in how many messages go each way. Messages are
bytes here; what they mean is the author's to say, with the classes generated from a `.proto` or with any function.

The client is that of the `grpcio` people use, from the kit's own libraries.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from mlestone.engine.labs.http import MOST_BYTES
from mlestone.proving.labs.driven import LabTrouble
from mlestone.proving.shown import Telling, inline
from mlestone.proving.trial import ProofFault

OK = "OK"
_SHOWN = 200
_LONGEST_DETAILS = 300
_OPTIONS = (
    ("grpc.use_local_subchannel_pool", 1),  # a server that was restarted is connected to at once, not after a pause
    ("grpc.enable_http_proxy", 0),
    ("grpc.max_receive_message_length", MOST_BYTES),
)


class Message(Protocol):
    """What protobuf makes of a message's definition."""

    def SerializeToString(self) -> bytes: ...  # noqa: N802 - protobuf's name


@dataclass(frozen=True, slots=True)
class Called(Telling):
    """What came of a gRPC call. A status is a value, whichever it is; `message` wants a call that went well."""

    method: str
    status: str
    """The name of the status it ended with: `OK`, `NOT_FOUND`, `DEADLINE_EXCEEDED`…"""
    details: str
    """What the status says in words."""
    messages: tuple[Any, ...]
    """All that came before it."""
    seconds: float = field(repr=False, compare=False, default=0.0)

    def as_shown(self) -> str:
        """The status, and the first of what came before it."""
        ended = f"{self.status}: {self.details}" if self.details else self.status
        return "\n".join([ended, *(inline(message, _SHOWN) for message in self.messages[:3])])

    @property
    def message(self) -> Any:
        """The one message of a unary answer; a call that ended otherwise fails the check."""
        if self.status != OK:
            raise LabTrouble(f"the call of {self.method} ended with the status {self.status}: {self.details}")
        if len(self.messages) != 1:
            raise LabTrouble(f"the call of {self.method} brought {len(self.messages)} messages, not one")
        return self.messages[0]


@dataclass(frozen=True, slots=True)
class Call:
    """A call that is to be made."""

    method: str
    """`package.Service/Method`."""
    messages: Sequence[bytes | Message]
    reads: Callable[[bytes], Any] = bytes
    """What makes a message of the bytes that came."""
    metadata: Mapping[str, str] = field(default_factory=dict)
    most: int | None = None
    """Of the messages that come, leave after so many."""

    @property
    def shown(self) -> str:
        """The call as a person would write it."""
        said = ", ".join(" ".join(str(message).split()) for message in self.messages)
        return f"{self.method}({said[:_SHOWN]})"

    def made(self, host: str, port: int, seconds: float) -> Called:
        """What comes of it."""
        grpc = _library()
        started = time.perf_counter()
        came: list[bytes] = []
        room = MOST_BYTES
        with grpc.insecure_channel(f"{host}:{port}", options=_OPTIONS) as channel:
            call = channel.stream_stream(f"/{self.method.lstrip('/')}")(
                iter([_as_bytes(message) for message in self.messages]),
                timeout=seconds,
                metadata=tuple(self.metadata.items()),
            )
            try:
                for body in call:
                    came.append(body)
                    room -= len(body)
                    if len(came) == self.most or room < 0:
                        call.cancel()
                        break
            except grpc.RpcError:  # which is the call itself: its status says why
                pass
            status, details = call.code().name, str(call.details() or "")[:_LONGEST_DETAILS]
        if room < 0:
            raise LabTrouble(f"the call of {self.method} brings more than {MOST_BYTES >> 20} MiB")
        messages = tuple(self._read(body) for body in came)
        return Called(self.method, status, details, messages, time.perf_counter() - started)

    def _read(self, body: bytes) -> Any:
        try:
            return self.reads(body)
        except Exception as error:  # foreign bytes, in the hands of a function of the author's
            said = f"a message that the call of {self.method} brought cannot be read ({type(error).__name__})"
            raise LabTrouble(said) from error


def _as_bytes(message: bytes | Message) -> bytes:
    return message if isinstance(message, bytes) else message.SerializeToString()


def _library() -> Any:
    """The kit's `grpc`. It is imported here: most kits have none, and most labs that could have it do without."""
    try:
        return importlib.import_module("grpc")
    except ImportError as error:
        raise ProofFault(
            "This kit has no grpcio: a lab that calls over gRPC needs one that has, as serving."
        ) from error
