"""The near end of one child's life: its line, its printing, its clock, and what became of it."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import struct
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mlestone.proving.learner import ChildLost
from mlestone.wire import values
from mlestone.wire.codec import Malformed
from mlestone.wire.line import Line, LineDown
from mlestone.wire.servant import asks_back
from mlestone.wire.trouble import Trouble

_CREDENTIALS = struct.Struct("iii")
_FATE_SECONDS = (2.0, 5.0)  # at least and at most, between that while the attempt has time left


class ChildTransport:
    """Requests to a child, over a line. Implements the `Transport` the judge drives learners through."""

    def __init__(
        self,
        wire: socket.socket,
        output: int,
        fate: int,
        *,
        seconds: float,
        output_limit: int,
        on_output: Callable[[bytes], None] | None = None,
    ) -> None:
        self._pid = first_words(wire, seconds)
        self._line = Line(
            wire, output, seconds=seconds, output_limit=output_limit, on_output=on_output, held_up=self._held_up
        )
        self._wire, self._fate = wire, fate
        self._hung_up = False
        self._lost: ChildLost | None = None

    def opening(self) -> Trouble | None:
        """What came of running the learner's source: None, or the trouble it ran into."""
        try:
            parts = values.unpack(self._exchange(None))
            # A pattern would compare with ==, which an array answers with an array.
            if type(parts) is not list or len(parts) != 2 or type(parts[0]) is not str or parts[0] != "opening":
                raise Malformed("its first message is no opening")
            return None if parts[1] is None else Trouble.from_plain(parts[1])
        except Malformed as error:
            raise ChildLost("protocol", str(error)) from error

    def request(self, payload: bytes, call_back: Callable[[bytes], bytes]) -> bytes:
        reply = self._exchange(payload)
        while asks_back(reply):
            reply = self._exchange(call_back(reply))
        return reply

    def renew(self, seconds: float) -> None:
        """Give the child `seconds` from now."""
        self._line.renew(seconds)

    def printed(self) -> str:
        return self._line.printed()

    def cpu_seconds(self) -> float:
        """CPU time of the child's own process, read from outside: no clock the child can touch."""
        if self._pid <= 0:
            return time.monotonic()
        try:
            return time.clock_gettime((~self._pid << 3) | 2)  # the kernel's name for "CPU clock of process pid"
        except OSError as error:
            raise self._gone("exited") from error

    def _held_up(self) -> float:
        """Seconds the child, and who waits for it, have waited for a processor: a busy machine is not their doing."""
        return sum(_waited_for_a_processor(who) for who in (str(self._pid), "thread-self"))

    def hang_up(self) -> None:
        """End the conversation, from whichever thread; one that waits for a reply is woken."""
        self._hung_up = True
        with contextlib.suppress(OSError):
            self._wire.shutdown(socket.SHUT_RDWR)

    def _exchange(self, payload: bytes | None) -> bytes:
        if self._lost is not None:
            raise self._lost
        try:
            if payload is not None:
                self._line.send(payload)
            return self._line.recv()
        except LineDown as down:
            raise self._gone(down.reason) from down

    def _gone(self, reason: str) -> ChildLost:
        detail = ""
        if reason == "closed" and not self._hung_up:
            reason, detail = self._told()
        self._lost = ChildLost(reason, detail)
        return self._lost

    def _told(self) -> tuple[str, str]:
        """Why the child ended, from the zygote that reaped it."""
        least, most = _FATE_SECONDS
        text, is_whole = _read_all(self._fate, min(most, max(least, self._line.left())))
        if not is_whole:
            return "protocol", "it closed its line and lives on"
        told: dict[str, Any] = {}
        for line in text.splitlines():
            told |= json.loads(line)
        if "wall" in told:
            return "wall", str(told["wall"])
        if told.get("out_of_memory") or told.get("reason") == "memory":
            return "memory", ""
        status = told.get("status")
        if status is None:  # nobody was left to tell: it is the zygote that died
            return "zygote", "nobody told what became of it"
        if os.WIFSIGNALED(status):
            number = os.WTERMSIG(status)
            return ("time", "") if number == signal.SIGXCPU else ("killed", _signal_name(number))
        return "exited", str(os.waitstatus_to_exitcode(status))


def first_words(wire: socket.socket, seconds: float) -> int:
    """The child's pid as seen from here, from the credentials the kernel puts on its first byte."""
    wire.settimeout(seconds)
    try:
        byte, ancillary, _, _ = wire.recvmsg(1, socket.CMSG_SPACE(_CREDENTIALS.size))
    except (TimeoutError, OSError):
        return 0
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_CREDENTIALS:
            pid, _, _ = _CREDENTIALS.unpack(data[: _CREDENTIALS.size])
            return int(pid) if byte else 0
    return 0


def _waited_for_a_processor(who: str) -> float:
    """Of the first thread of a process, as far as the kernel tells."""
    try:
        _, waited, *_ = Path(f"/proc/{who}/schedstat").read_text().split()
    except (OSError, ValueError):
        return 0.0
    return int(waited) / 1e9


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # real-time signals but the first and the last have none
        return f"signal {number}"


def _read_all(fd: int, seconds: float) -> tuple[str, bool]:
    """What comes in that time, and whether that is all there will ever be."""
    text = bytearray()
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0 and select.select([fd], [], [], left)[0]:
        piece = os.read(fd, 65536)
        if not piece:
            return text.decode(), True
        text += piece
    return text.decode(), False
