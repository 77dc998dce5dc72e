"""A line to a child: framed messages with a deadline, and whatever the child prints, kept apart.

Messages travel over a stream socket, each behind its length. What the child writes to its standard output and
error arrives through a pipe of its own, so that printing can never be mistaken for an answer. While the near
end waits, it drains both; a child that stops reading, prints without end or never answers costs at most the
deadline. Nothing that arrives is interpreted here.
"""

from __future__ import annotations

import os
import select
import socket
import struct
import time
from collections.abc import Callable

_LENGTH = struct.Struct("!Q")
# The largest message either side accepts, as in the codec: arrays of 100 MB pass, a forged length does not.
MAX_FRAME = 1 << 28
_CHUNK = 1 << 16
# A child that waits for a processor gets that time again, and its whole time at most this often: on a machine that is
# ten times too small nobody waits for ever.
PATIENCE = 3


class LineDown(Exception):
    """The conversation cannot go on. `reason` is one of: closed, time, output, protocol."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Line:
    """The near end of a conversation with a child.

    `output_cap` bounds the bytes kept of what the child prints; beyond `output_limit` bytes in all the line
    goes down with reason "output". `on_output` (optional) is handed each piece as it comes, for streaming.
    """

    def __init__(
        self,
        sock: socket.socket,
        output: int | None,
        *,
        seconds: float,
        output_cap: int = 64 * 1024,
        output_limit: int = 4 * 1024 * 1024,
        on_output: Callable[[bytes], None] | None = None,
        held_up: Callable[[], float] = lambda: 0.0,
    ) -> None:
        sock.setblocking(False)
        self._sock = sock
        self._output = output
        self._held_up = held_up
        self.renew(seconds)
        self._cap, self._limit = output_cap, output_limit
        self._on_output = on_output
        self._kept = bytearray()
        self._printed = self._total = 0
        self._poll = select.poll()
        self._poll.register(sock, select.POLLIN)
        if output is not None:
            os.set_blocking(output, False)
            self._poll.register(output, select.POLLIN)

    def renew(self, seconds: float) -> None:
        """Give the child `seconds` from now."""
        self.deadline = time.monotonic() + seconds
        self._begun_with, self._given_back, self._most = self._held_up(), 0.0, PATIENCE * seconds

    def left(self) -> float:
        """Seconds until the line goes down; not above 0 when it is time."""
        left = self.deadline - time.monotonic()
        if left > 0:
            return left
        held_up = min(self._held_up() - self._begun_with, self._most)
        if held_up > self._given_back:
            self.deadline += held_up - self._given_back
            self._given_back = held_up
        return self.deadline - time.monotonic()

    def send(self, *parts: bytes | bytearray | memoryview) -> None:
        """Send one message, given in one or more parts; waits, to the deadline at most, for the child to read."""
        header = _LENGTH.pack(sum(len(part) for part in parts))
        for part in (header + bytes(parts[0]), *parts[1:]) if len(parts[0]) < _CHUNK else (header, *parts):
            self._send_part(memoryview(part))

    def _send_part(self, view: memoryview) -> None:
        while view:
            try:
                view = view[self._sock.send(view) :]
            except BlockingIOError:
                self._wait(select.POLLIN | select.POLLOUT)
            except OSError as error:
                raise LineDown("closed") from error

    def recv(self) -> bytes:
        """The child's next message."""
        self._keep_to_limit()
        if self.left() <= 0:  # a child that always has something to say never makes us wait
            raise LineDown("time")
        (length,) = _LENGTH.unpack(self._recv_exactly(_LENGTH.size))
        if length > MAX_FRAME:
            raise LineDown("protocol")
        return bytes(self._recv_exactly(length)) if length < _CHUNK else self._recv_large(length)

    def _recv_large(self, length: int) -> bytes:
        # Grown as bytes really arrive: a forged length must not make us reserve half a gigabyte.
        pieces: list[bytes] = []
        while length:
            piece = bytes(self._recv_exactly(min(length, 1 << 22)))
            pieces.append(piece)
            length -= len(piece)
        return b"".join(pieces)

    def _recv_exactly(self, count: int) -> bytearray:
        buffer = bytearray(count)
        view = memoryview(buffer)
        while view:
            try:
                got = self._sock.recv_into(view)
            except BlockingIOError:
                self._wait(select.POLLIN)
                continue
            except OSError as error:
                raise LineDown("closed") from error
            if got == 0:
                raise LineDown("closed")
            view = view[got:]
        return buffer

    def _wait(self, events: int) -> None:
        """Wait until the socket can go on, draining what the child prints meanwhile."""
        self._poll.modify(self._sock, events)
        while True:
            left = self.left()
            if left <= 0:
                raise LineDown("time")
            ready = self._poll.poll(left * 1000)
            for fd, _ in ready:
                if fd == self._output:
                    self._drain()
                    self._keep_to_limit()
            if any(fd != self._output for fd, _ in ready):
                return

    def _keep_to_limit(self) -> None:
        if self._total > self._limit:
            raise LineDown("output")

    def _drain(self) -> None:
        assert self._output is not None
        while True:
            try:
                piece = os.read(self._output, _CHUNK)
            except BlockingIOError:
                return
            if not piece:  # every writer is gone
                self._poll.unregister(self._output)
                self._output = None
                return
            self._printed += len(piece)
            self._total += len(piece)
            room = self._cap - len(self._kept)
            if room > 0:
                self._kept += piece[:room]
            if self._on_output is not None:
                self._on_output(piece)
            if self._total > self._limit:  # or a child that prints without end would keep us here
                return

    def printed(self) -> str:
        """What the child printed since last asked, capped, with a note where it was cut."""
        if self._output is not None:
            self._drain()
        text = self._kept.decode("utf-8", "replace")
        if self._printed > len(self._kept):
            text += f"\n… cut: {self._printed:,} bytes were printed, the first {len(self._kept):,} are shown"
        self._kept.clear()
        self._printed = 0
        return text


def recv_frame(sock: socket.socket) -> bytes | None:
    """The far end's plain, blocking receive; None when the near end has hung up."""
    header = _recv_blocking(sock, _LENGTH.size)
    if header is None:
        return None
    (length,) = _LENGTH.unpack(header)
    body = _recv_blocking(sock, length)
    return None if body is None else bytes(body)


def _recv_blocking(sock: socket.socket, count: int) -> bytearray | None:
    buffer = bytearray(count)
    view = memoryview(buffer)
    while view:
        got = sock.recv_into(view)
        if got == 0:
            return None
        view = view[got:]
    return buffer


def send_frame(sock: socket.socket, body: bytes | bytearray | memoryview) -> None:
    """The far end's plain, blocking send."""
    if len(body) < _CHUNK:
        sock.sendall(_LENGTH.pack(len(body)) + bytes(body))
    else:
        sock.sendall(_LENGTH.pack(len(body)))
        sock.sendall(body)
