"""A lesson's child: its cells run top to bottom in one process, and what they show is streamed as it comes.

What a cell prints arrives at once, as `Printed`; what it displays (tables, figures, values, its error) when the cell
ends. A demo is a function a cell defined; it is called again with new values while its slider moves.
"""

from __future__ import annotations

import codecs
import os
import queue
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mlestone.base.errors import MlestoneError
from mlestone.engine.limits import Limits
from mlestone.engine.transport import ChildTransport
from mlestone.proving.learner import ChildLost
from mlestone.wire import values


class SessionLost(MlestoneError):
    """The session's child is gone: it ran out of a limit, or ended itself. A new session starts from the first cell."""


@dataclass(frozen=True, slots=True)
class Printed:
    """Text a cell wrote, in the order it came."""

    text: str


@dataclass(frozen=True, slots=True)
class Displayed:
    """Something a cell displayed: kind is text, table, figure or error; `content` is plain data for the page."""

    kind: str
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ended:
    """The cell is done. `failed` if it raised."""

    failed: bool
    seconds: float


Happening = Printed | Displayed | Ended


class Session:
    def __init__(self, wire: socket.socket, output: int, fate: int, limits: Limits) -> None:
        self._wire, self._output, self._fate, self._limits = wire, output, fate, limits
        self._worker: threading.Thread | None = None
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._heard: queue.SimpleQueue[bytes | dict[str, Any] | ChildLost] = queue.SimpleQueue()
        self._transport = ChildTransport(
            wire, output, fate, seconds=limits.seconds, output_limit=limits.output, on_output=self._heard.put
        )

    def __enter__(self) -> Session:
        try:
            self._transport.opening()
        except ChildLost as lost:
            raise SessionLost(_why(lost, self._limits)) from lost
        return self

    def __exit__(self, *_: object) -> None:
        self._transport.hang_up()
        if self._worker is not None:  # a cell whose end nobody waited for: its thread still reads these descriptors
            self._worker.join()
        self._wire.close()
        os.close(self._output)
        os.close(self._fate)

    def run(self, code: str, name: str = "cell") -> Iterator[Happening]:
        """Run one cell; yields what happens as it happens. Raises `SessionLost` when the child is gone."""
        return self._follow(["cell", name, code])

    def demo(self, function: str, settings: dict[str, Any]) -> Iterator[Happening]:
        """Call a demo that a cell defined, with the given settings."""
        return self._follow(["demo", function, settings])

    def stop(self) -> None:
        """End the child, whatever it is at; the one method that may be called from any thread."""
        self._transport.hang_up()

    def theme(self, name: str) -> None:
        """Draw the figures of all later cells for a light or a dark page."""
        for _ in self._follow(["theme", name]):
            pass

    def _follow(self, request: list[Any]) -> Iterator[Happening]:
        started = time.perf_counter()
        self._worker = threading.Thread(target=self._ask, args=(request,), daemon=True)
        self._worker.start()
        while True:
            heard = self._heard.get()
            if isinstance(heard, bytes):
                if text := self._decoder.decode(heard):
                    yield Printed(text)
                continue
            self._worker.join()
            if isinstance(heard, ChildLost):
                raise SessionLost(_why(heard, self._limits)) from heard
            break
        for shown in heard["shown"]:
            yield Displayed(shown["kind"], shown)
        yield Ended(bool(heard["failed"]), time.perf_counter() - started)

    def _ask(self, request: list[Any]) -> None:
        try:
            self._transport.renew(self._limits.seconds)
            reply = values.unpack(self._transport.request(values.pack(request), _no_call_backs))
            self._transport.printed()
            if not (isinstance(reply, dict) and isinstance(reply.get("shown"), list) and "failed" in reply):
                raise ChildLost("protocol", "its answer made no sense")
            self._heard.put(reply)
        except ChildLost as lost:
            self._heard.put(lost)
        except Exception as error:  # noqa: BLE001 - a thread's boundary: the reader must not wait for ever
            self._heard.put(ChildLost("protocol", str(error)))


def _no_call_backs(_: bytes) -> bytes:
    raise ChildLost("protocol", "a cell has nobody to call back")


def _why(lost: ChildLost, limits: Limits) -> str:
    reasons = {
        "time": f"The cell ran for more than {limits.seconds:.0f} seconds and was stopped.",
        "memory": f"The cell used more than {limits.memory >> 20} MiB of memory and was stopped.",
        "output": f"The cell printed more than {limits.output >> 20} MiB and was stopped.",
        "exited": "The cell ended Python itself (exit).",
        "killed": f"Python was ended by a signal ({lost.detail}).",
    }
    return reasons.get(lost.reason, f"The connection to the cell's Python was lost: {lost.detail or lost.reason}.")
