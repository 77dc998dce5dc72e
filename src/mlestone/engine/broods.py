"""The two kinds of children: learners' code behind walls, and examiners, who are trusted and walled by nothing."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from mlestone.engine import cells, child
from mlestone.engine.limits import Limits
from mlestone.engine.walls import syscalls
from mlestone.engine.walls.nest import Nest, clear
from mlestone.engine.zygote import Child


SERVE: dict[str, child.Serve] = {"proof": child.serve_proof, "session": cells.serve}


class Learners:
    """Children that run learners' code. Descriptors of a job: wire, output, fate, leash."""

    def __init__(self, nest: Nest) -> None:
        self._nest = nest

    def hatch(self, job: dict[str, Any], fds: list[int]) -> Child:
        wire, output, fate, leash = fds
        nest, limits = self._nest, Limits(**job["limits"])
        slot, scratch = nest.take_slot(), nest.scratch()
        pid = nest.fork()
        if pid == 0:
            enclosure, serve = nest.enclosure(limits, slot, scratch), SERVE[job["mode"]]
            _as_child(lambda: child.main(job, (wire, output, fate), enclosure, serve))
        os.close(wire)
        os.close(output)
        watched = None if slot is not None else limits.memory + limits.scratch
        return Child(pid, os.pidfd_open(pid), socket.socket(fileno=leash), fate, watched, slot, scratch)

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

    def __init__(self, main: Callable[[dict[str, Any], list[int]], None]) -> None:
        self._main = main

    def hatch(self, job: dict[str, Any], fds: list[int]) -> Child:
        *own, leash = fds
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
