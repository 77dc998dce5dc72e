"""The two kinds of children: learners' code behind walls, and examiners, who are trusted and walled by nothing.

Of each kind one child is always ready: it is forked when the one before it was given its job, gets ready on its own
time (raises its walls; touches what every judgement touches), knows nothing of the job to come, and is used once.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mlestone.engine import cells, child
from mlestone.engine.labs import warden
from mlestone.engine.limits import Limits
from mlestone.engine.walls import syscalls
from mlestone.engine.walls.nest import Nest, clear
from mlestone.engine.zygote import HEADER, Child

SERVE: dict[str, child.Serve] = {"proof": child.serve_proof, "session": cells.serve, "lab": warden.serve}


@dataclass(slots=True)
class Waiting:
    """A child that is ready for a job."""

    pid: int
    post: socket.socket
    slot: int | None = None
    scratch: Path | None = None

    def is_alive(self) -> bool:
        return os.waitpid(self.pid, os.WNOHANG) == (0, 0)

    def give(self, words: bytes, fds: list[int]) -> None:
        """Hand over what the job is done with; the descriptors are then the child's alone."""
        with contextlib.suppress(BrokenPipeError):  # it died just now: whoever waits for it will be told
            sent = socket.send_fds(self.post, [words], fds)
            self.post.sendall(words[sent:])
        self.post.close()


class Learners:
    """Children that run learners' code. Descriptors of a job: wire, output, fate, leash, and the job itself.

    What a child is to run is not read here: the next child is forked from this memory, and could find it.
    """

    def __init__(self, nest: Nest) -> None:
        self._nest = nest
        self._waiting: Waiting | None = None
        self._size = Limits().scratch  # of the child that waits

    def make_ready(self) -> None:
        if self._waiting is None:
            self._waiting = self._fork(self._size)

    def hatch(self, job: dict[str, Any], fds: list[int]) -> Child:
        wire, output, fate, leash, sheet = fds
        limits = Limits(**job["limits"])
        ready = self._take(limits)
        self._size = limits.scratch  # what comes next is most likely of the same kind
        if ready.slot is not None:
            self._nest.slots[ready.slot].allow(limits)
        ready.give(b"go", [wire, output, fate, sheet])
        for fd in (wire, output, sheet):
            os.close(fd)
        watched = None if ready.slot is not None else limits.memory + limits.scratch
        held = socket.socket(fileno=leash)
        return Child(ready.pid, os.pidfd_open(ready.pid), held, fate, watched, ready.slot, ready.scratch)

    def waiting(self) -> set[int]:
        return _pids(self._waiting)

    def _take(self, limits: Limits) -> Waiting:
        """The child that waits, unless it is of another size or something killed it."""
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            return self._fork(limits.scratch)
        if limits.scratch == self._size and waiting.is_alive():
            return waiting
        self._discard(waiting)
        return self._fork(limits.scratch)

    def dismiss(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._discard(waiting)

    def _discard(self, waiting: Waiting) -> None:
        waiting.post.close()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(waiting.pid, 0)
        clear(waiting.scratch)
        self._nest.give_back(waiting.slot)

    def _fork(self, scratch_size: int) -> Waiting:
        slot, scratch = self._nest.take_slot(), self._nest.scratch()
        enclosure = self._nest.enclosure(scratch_size, slot, scratch)
        pid, post = _forked(self._nest.fork, lambda post: child.main(post, enclosure, SERVE))
        return Waiting(pid, post, slot, scratch)

    def bury(self, dead: Child) -> dict[str, Any]:
        clear(dead.scratch)
        if dead.slot is None:
            return {}
        slot = self._nest.slots[dead.slot]
        killed = slot.killed_for_memory()
        self._nest.give_back(dead.slot)
        # Counters live as long as the group: the zygote remembers where each stood.
        before, self._nest.deaths[dead.slot] = self._nest.deaths.get(dead.slot, 0), killed
        return {"out_of_memory": killed > before}


class Examiners:
    """Children that run checks. Descriptors of a job: (wire, output, fate to read,) verdict, leash."""

    def __init__(self, prepare: Callable[[dict[str, Any]], None], main: Callable[[socket.socket], None]) -> None:
        """`prepare` learns of each job here, so that later children inherit what they need for one like it."""
        self._prepare, self._main = prepare, main
        self._waiting: Waiting | None = None

    def make_ready(self) -> None:
        if self._waiting is None:
            self._waiting = self._fork()

    def hatch(self, job: dict[str, Any], fds: list[int]) -> Child:
        *handed, leash = fds
        ready, self._waiting = self._waiting, None
        if ready is None or not ready.is_alive():
            ready = self._fork()
        body = json.dumps(job).encode()
        ready.give(HEADER.pack(len(body)) + body, handed)
        for fd in handed:
            os.close(fd)
        self._prepare(job)
        return Child(ready.pid, os.pidfd_open(ready.pid), socket.socket(fileno=leash), None)

    def waiting(self) -> set[int]:
        return _pids(self._waiting)

    def dismiss(self) -> None:
        """They hold nothing and end with this process."""

    def _fork(self) -> Waiting:
        return Waiting(*_forked(os.fork, self._main))

    def bury(self, _child: Child) -> dict[str, Any]:
        return {}


def _pids(waiting: Waiting | None) -> set[int]:
    return set() if waiting is None else {waiting.pid}


def _forked(fork: Callable[[], int], main: Callable[[socket.socket], None]) -> tuple[int, socket.socket]:
    """Fork a child that runs `main` with its end of a socket; returns its pid and our end."""
    ours, theirs = socket.socketpair()
    pid = fork()
    if pid == 0:
        ours.close()
        _as_child(lambda: main(theirs))
    theirs.close()
    return pid, ours


def _as_child(main: Callable[[], None]) -> None:
    """Run `main` in a freshly forked child and never return: no clean-up of the zygote's must run here."""
    code = 70
    try:
        if sys.platform == "linux":
            syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)  # no zygote, nobody to tell of an end
        main()
        code = 0
    except BaseException as error:  # noqa: BLE001 - the process boundary: this process ends here
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(code)
