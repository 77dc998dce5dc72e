"""The two kinds of children: learners' code behind walls, and examiners, who are trusted and walled by nothing."""

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
from mlestone.engine.limits import Limits
from mlestone.engine.walls import syscalls
from mlestone.engine.walls.nest import Nest, clear
from mlestone.engine.zygote import HEADER, Child

SERVE: dict[str, child.Serve] = {"proof": child.serve_proof, "session": cells.serve}


@dataclass(slots=True)
class _Spare:
    """A child that has raised its walls and waits for a job."""

    pid: int
    post: socket.socket
    slot: int | None
    scratch: Path | None


class Learners:
    """Children that run learners' code. Descriptors of a job: wire, output, fate, leash.

    Raising walls takes longer than most answers run, so one child is always ready: it is forked when the one before it
    was given its job, knows nothing yet, and is used once.
    """

    def __init__(self, nest: Nest) -> None:
        self._nest = nest
        self._spare: _Spare | None = None

    def make_ready(self) -> None:
        """Have a child waiting."""
        if self._spare is None:
            self._spare = self._fork(Limits().scratch)

    def hatch(self, job: dict[str, Any], fds: list[int]) -> Child:
        *handed, leash = fds
        limits = Limits(**job["limits"])
        ready = self._take(limits)
        socket.send_fds(ready.post, [HEADER.pack(len(body := json.dumps(job).encode()))], handed)
        ready.post.sendall(body)
        ready.post.close()
        wire, output, fate = handed
        os.close(wire)
        os.close(output)
        watched = None if ready.slot is not None else limits.memory + limits.scratch
        held = socket.socket(fileno=leash)
        return Child(ready.pid, os.pidfd_open(ready.pid), held, fate, watched, ready.slot, ready.scratch)

    def _take(self, limits: Limits) -> _Spare:
        """The child that waits, unless it is of another size or something killed it."""
        spare, self._spare = self._spare, None
        if spare is None:
            return self._fork(limits.scratch)
        if limits.scratch == Limits().scratch and os.waitpid(spare.pid, os.WNOHANG) == (0, 0):
            return spare
        self._discard(spare)
        return self._fork(limits.scratch)

    def _discard(self, spare: _Spare) -> None:
        spare.post.close()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(spare.pid, 0)
        clear(spare.scratch)
        self._nest.give_back(spare.slot)

    def _fork(self, scratch_size: int) -> _Spare:
        ours, theirs = socket.socketpair()
        slot, scratch = self._nest.take_slot(), self._nest.scratch()
        pid = self._nest.fork()
        if pid == 0:
            ours.close()
            enclosure = self._nest.enclosure(scratch_size, slot, scratch)
            _as_child(lambda: child.main(theirs, enclosure, SERVE))
        theirs.close()
        return _Spare(pid, ours, slot, scratch)

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
    """Children that run checks. Descriptors of a job: wire, output, fate (to read), verdict, leash."""

    def __init__(
        self, prepare: Callable[[dict[str, Any]], None], main: Callable[[dict[str, Any], list[int]], None]
    ) -> None:
        """`prepare` is done here, before the fork, and its fruits are inherited; `main` is done in the child."""
        self._prepare, self._main = prepare, main

    def make_ready(self) -> None:
        """Examiners raise no walls: nothing to do ahead."""

    def hatch(self, job: dict[str, Any], fds: list[int]) -> Child:
        *own, leash = fds
        self._prepare(job)
        pid = os.fork()
        if pid == 0:
            _as_child(lambda: self._main(job, own))
        for fd in own:
            os.close(fd)
        return Child(pid, os.pidfd_open(pid), socket.socket(fileno=leash), None)

    def bury(self, _child: Child) -> dict[str, Any]:
        return {}


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
