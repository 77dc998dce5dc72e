"""The examiner's end of a machine: requests to its warden, what its processes print, and the time that is left.

Every wait ends at the lab's deadline, and what comes back is checked as foreign bytes, although it is our own code that
sends it.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import struct
import threading
import time
from collections.abc import Mapping
from typing import Any

from mlestone.engine.labs.network import open_network
from mlestone.engine.transport import first_words
from mlestone.proving.learner import ChildLost
from mlestone.wire import values
from mlestone.wire.codec import Malformed
from mlestone.wire.line import Line, LineDown

_LENGTH = struct.Struct("!Q")
_CHUNK = 1 << 16
_LAST_WORDS = 0.2
_ROOM = 16  # for one descriptor, and for what the kernel says of who sent it
HEAD, TAIL = 48 * 1024, 16 * 1024
"""Bytes kept of what one process prints: its beginning and its end."""


class Refused(Exception):
    """The machine could not do what was asked: there is no such program, no room on the disk…"""


class Machine:
    """One machine. Not thread-safe, but for what is printed, which a thread of its own takes in."""

    def __init__(self, wire: socket.socket, output: int, fate: int, *, seconds: float, output_limit: int) -> None:
        pid = first_words(wire, seconds)
        if pid <= 0:
            raise ChildLost("zygote", "the machine did not start")
        self.network = _network(wire, pid)
        """A descriptor of the network it is in."""
        os.close(fate)
        self._wire = wire
        self._line = Line(wire, output, seconds=seconds)
        self.until = self._line.deadline
        self.printing = Printing(output_limit)

    def left(self) -> float:
        """Seconds until the lab's deadline; raises when there are none."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise ChildLost("time")
        if self.printing.is_over:
            raise ChildLost("output")
        return left

    def put(self, files: Mapping[str, bytes]) -> None:
        self._ask(["put", dict(files)])

    def start(self, argv: list[str], environment: Mapping[str, str], typed: bytes = b"") -> tuple[int, Printed]:
        """Start a command, for which `typed` waits to be read; its process, and what it prints from now on."""
        (output, their_output), (errors, their_errors) = os.pipe(), os.pipe()
        try:
            pid = self._ask(["start", argv, dict(environment), typed], (their_output, their_errors))
        except BaseException:
            os.close(output)
            os.close(errors)
            raise
        finally:
            os.close(their_output)
            os.close(their_errors)
        return int(pid), self.printing.take(output, errors)

    def ended(self, pid: int) -> int | None:
        """The exit code of a process that was started, negative for a signal; `None` while it runs."""
        code = self._ask(["ended", pid])
        return None if code is None else int(code)

    def signal(self, pid: int, number: int) -> None:
        self._ask(["signal", pid, number])

    def running(self) -> list[str]:
        return [str(name) for name in self._ask(["running"])]

    def read(self, path: str, most: int) -> bytes | None:
        body = self._ask(["read", path, most])
        return None if body is None else bytes(body)

    def files(self, path: str) -> dict[str, int]:
        return {str(name): int(size) for name, size in self._ask(["list", path])}

    def remove(self, path: str) -> None:
        self._ask(["remove", path])

    def close(self) -> None:
        self.printing.close()

    def _ask(self, request: list[Any], fds: tuple[int, ...] = ()) -> Any:
        self.left()
        try:
            payload = values.pack(request)
            if fds:  # these go with the first bytes of a message
                socket.send_fds(self._wire, [_LENGTH.pack(len(payload)) + payload], fds)
            else:
                self._line.send(payload)
            reply = values.unpack(self._line.recv())
        except LineDown as down:
            raise ChildLost(down.reason if down.reason != "closed" else "memory") from down
        except Malformed as error:
            raise ChildLost("protocol", str(error)) from error
        if type(reply) is not list or len(reply) != 2:
            raise ChildLost("protocol", "what came back is no reply")
        if reply[0] == "refused":
            raise Refused(str(reply[1]))
        return reply[1]


def _network(wire: socket.socket, pid: int) -> int:
    """The network its first process hands over; where that has no /proc, ours tells."""
    _, fds, _, _ = socket.recv_fds(wire, 1, _ROOM)
    return fds[0] if fds else open_network(pid)


class Kept:
    """Of what was printed, the beginning and the end."""

    def __init__(self) -> None:
        self._head = bytearray()
        self._tail = bytearray()
        self._dropped = 0

    def add(self, piece: bytes) -> None:
        room = max(0, HEAD - len(self._head))
        self._head += piece[:room]
        self._tail += piece[room:]
        excess = len(self._tail) - TAIL
        if excess > 0:
            del self._tail[:excess]
            self._dropped += excess

    def text(self) -> str:
        cut = f"\n… ({self._dropped:,} bytes left out)\n".encode() if self._dropped else b""
        return (self._head + cut + self._tail).decode("utf-8", "replace")


class Printed:
    """What one process, and whatever it started, has printed so far: all of it, and its standard output alone."""

    def __init__(self) -> None:
        self._all, self._output = Kept(), Kept()
        self._told = 0
        self._open = 2
        self._whole = threading.Event()

    def add(self, piece: bytes, *, is_output: bool) -> None:
        self._all.add(piece)
        if is_output:
            self._output.add(piece)

    def end(self) -> None:
        """No more will come by one of its two pipes."""
        self._open -= 1
        if not self._open:
            self._whole.set()

    def settle(self) -> None:
        """After a process has ended: wait a moment for its last words, which may still be on their way."""
        self._whole.wait(_LAST_WORDS)

    def text(self) -> str:
        return self._all.text()

    def output(self) -> str:
        return self._output.text()

    def news(self) -> str:
        """What came since this was last asked."""
        text = self.text()
        fresh, self._told = text[self._told :], len(text)
        return fresh


class Printing:
    """Takes in what processes print, in a thread of its own, so that none of them ever waits to be read."""

    def __init__(self, limit: int) -> None:
        self._left = limit
        self._selector = selectors.DefaultSelector()
        self._wake, self._woken = os.pipe()
        self._selector.register(self._wake, selectors.EVENT_READ)
        self._lock = threading.Lock()
        self._new: list[tuple[int, Printed, bool]] = []
        self._thread: threading.Thread | None = None

    @property
    def is_over(self) -> bool:
        """Whether more was printed than one lab may."""
        return self._left <= 0

    def take(self, output: int, errors: int) -> Printed:
        """Read these two to their ends from now on."""
        printed = Printed()
        os.set_blocking(output, False)
        os.set_blocking(errors, False)
        with self._lock:
            self._new += [(output, printed, True), (errors, printed, False)]
        if self._thread is None:
            self._thread = threading.Thread(target=self._listen, name="printing", daemon=True)
            self._thread.start()
        os.write(self._woken, b"+")
        return printed

    def close(self) -> None:
        if self._thread is not None:
            os.write(self._woken, b".")
            self._thread.join(1)

    def _listen(self) -> None:
        while True:
            for key, _ in self._selector.select():
                if key.fd == self._wake:
                    if b"." in os.read(self._wake, 64):
                        return
                    self._register()
                else:
                    self._read(key.fd, *key.data)

    def _register(self) -> None:
        with self._lock:
            fresh, self._new = self._new, []
        for fd, printed, is_output in fresh:
            self._selector.register(fd, selectors.EVENT_READ, (printed, is_output))

    def _read(self, fd: int, printed: Printed, is_output: bool) -> None:
        with contextlib.suppress(BlockingIOError):
            piece = os.read(fd, _CHUNK)
            if piece:
                self._left -= len(piece)
                printed.add(piece, is_output=is_output)
                return
            self._selector.unregister(fd)
            os.close(fd)
            printed.end()
