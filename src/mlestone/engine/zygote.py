"""A zygote: a warm, single-threaded process that forks one child per attempt and sees to it that nothing is left.

It hears jobs over a control socket (a header, a JSON body, and the child's descriptors) and holds, for each child, a
*leash*: when the other end lets go, the child is killed. Of every child that ended it tells what became of it, on a
pipe that only trusted processes hold, and lets go of the leash when the last of the child's processes is reaped.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import selectors
import signal
import socket
import struct
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from mlestone.engine.walls import limits as limit_walls

HEADER = struct.Struct("!I")
_WATCH_EVERY = 0.05  # seconds between looks at memory where no control group counts it
_ORPHANS_SECONDS = 20.0  # to end what a child left; hundreds of processes take half of one


class Brood(Protocol):
    """What kind of children a zygote has."""

    def make_ready(self) -> None:
        """Do ahead of the next job what can be done."""
        ...

    def waiting(self) -> set[int]:
        """Children that have no job yet."""
        ...

    def hatch(self, job: dict[str, Any], fds: list[int]) -> Child:
        """Fork a child that does the job; returns in the parent only."""
        ...

    def dismiss(self) -> None:
        """End the children that have no job, and clear up after them."""
        ...

    def bury(self, child: Child) -> dict[str, Any]:
        """Clear up after a reaped child; returns what is to be told of its end."""
        ...


@dataclass(slots=True)
class Child:
    pid: int
    pidfd: int
    leash: socket.socket
    fate: int | None
    memory: int | None = None  # bytes to watch for, where no control group does
    slot: int | None = None
    scratch: Path | None = None
    reason: str | None = None


class Zygote:
    def __init__(self, control: socket.socket, brood: Brood) -> None:
        self._control = control
        self._brood = brood
        self._selector = selectors.DefaultSelector()
        self._children: dict[int, Child] = {}
        self._selector.register(control, selectors.EVENT_READ, self._hear)

    def serve(self) -> None:
        """Until the other end of the control socket is closed. Children die with this process."""
        self._brood.make_ready()
        while True:
            watching = any(child.memory is not None for child in self._children.values())
            for key, _ in self._selector.select(_WATCH_EVERY if watching else None):
                on_event: Callable[[], bool] = key.data
                if not on_event():
                    self._end_all()
                    return
            if watching:
                self._watch_memory()

    def say(self, **message: object) -> None:
        body = json.dumps(message).encode()
        self._control.sendall(HEADER.pack(len(body)) + body)

    def _hear(self) -> bool:
        heard = hear(self._control)
        if heard is None:
            return False
        job, fds = heard
        child = self._brood.hatch(job, fds)
        self._children[child.pid] = child
        self._selector.register(child.pidfd, selectors.EVENT_READ, lambda: self._reap(child))
        self._selector.register(child.leash, selectors.EVENT_READ, lambda: self._let_go(child))
        self._brood.make_ready()
        return True

    def _let_go(self, child: Child) -> bool:
        if child.pid not in self._children:  # it ended by itself, in this same round of events
            return True
        self._selector.unregister(child.leash)
        self._kill(child, "leash")
        return True

    def _kill(self, child: Child, reason: str) -> None:
        child.reason = child.reason or reason
        _end_group(child.pid)

    def _reap(self, child: Child) -> bool:
        _end_group(child.pid)
        _, status, _ = os.wait4(child.pid, 0)
        self._selector.unregister(child.pidfd)
        os.close(child.pidfd)
        del self._children[child.pid]
        _kill_orphans(set(self._children) | self._brood.waiting())
        end = {"status": status, "reason": child.reason, **self._brood.bury(child)}
        if child.fate is not None:
            with contextlib.suppress(BrokenPipeError):
                os.write(child.fate, json.dumps(end).encode())
            os.close(child.fate)
        with contextlib.suppress(KeyError):
            self._selector.unregister(child.leash)
        child.leash.close()
        return True

    def _watch_memory(self) -> None:
        for child in list(self._children.values()):
            if child.memory is not None and limit_walls.resident(limit_walls.family(child.pid)) > child.memory:
                self._kill(child, "memory")

    def _end_all(self) -> None:
        for child in list(self._children.values()):
            self._kill(child, "leash")
        for child in list(self._children.values()):
            self._reap(child)
        self._brood.dismiss()


def _end_group(leader: int) -> None:
    """A process and all it started that did not leave its group: at one stroke, which no fork can slip through."""
    for end in (os.killpg, os.kill):  # it may not lead a group yet
        with contextlib.suppress(ProcessLookupError):
            end(leader, signal.SIGKILL)


def _kill_orphans(known: set[int]) -> None:
    """Without a PID namespace, what a child started is handed to us when it dies: end that, and what it leaves."""
    if os.getpid() == 1:  # each child was the first of a namespace of its own: the kernel has ended all it started
        return
    if not _own_children() - known:
        return
    until = time.monotonic() + _ORPHANS_SECONDS
    with _first_in_line():
        while (orphans := _own_children() - known) and time.monotonic() < until:
            for pid in _stopped(orphans, until):
                _signal(pid, signal.SIGKILL)
            for pid in orphans:
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, 0)


@contextlib.contextmanager
def _first_in_line() -> Iterator[None]:
    """Come before all others on the processor, where we may: hundreds of processes may want it."""
    usual = os.getpriority(os.PRIO_PROCESS, 0)
    with contextlib.suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, 0, -20)
    try:
        yield
    finally:
        os.setpriority(os.PRIO_PROCESS, 0, usual)


def _own_children() -> set[int]:
    return {int(word) for word in Path("/proc/self/task", str(os.getpid()), "children").read_text().split()}


def _stopped(orphans: set[int], until: float) -> set[int]:
    """These processes and all they have started, none of which can start another.

    Killed one by one, forks would win. Each is stopped as soon as it is met: a processor that hundreds fight for is
    then soon ours.
    """
    stopped: set[int] = set()
    while True:
        before = len(stopped)
        for pid in itertools.chain.from_iterable(map(limit_walls.family, orphans)):
            if pid not in stopped:
                _signal(pid, signal.SIGSTOP)
                stopped.add(pid)
        if len(stopped) == before or time.monotonic() >= until:
            return stopped


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def hear(control: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """The next message and the descriptors that came with it; None when the other end is closed."""
    header, fds, _, _ = socket.recv_fds(control, HEADER.size, 8)
    while 0 < len(header) < HEADER.size:
        header += control.recv(HEADER.size - len(header))
    if not header:
        return None
    (left,) = HEADER.unpack(header)
    body = bytearray()
    while left:
        piece = control.recv(min(left, 1 << 16))
        if not piece:
            return None
        body += piece
        left -= len(piece)
    return json.loads(body), list(fds)
