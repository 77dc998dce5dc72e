"""A kit's first process: imports the kit's libraries tier by tier, and forks two zygotes after each.

One zygote for learners' children, which shuts itself in before its first child; one for examiners. Libraries are
imported once for all of them. This process then waits; when the host hangs up, or any zygote dies, all end together
and the host starts afresh.
"""

from __future__ import annotations

import gc
import importlib
import os
import select
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from mlestone.engine import cells, child
from mlestone.engine.broods import Examiners, Learners
from mlestone.engine.walls import syscalls
from mlestone.engine.walls.limits import Slot
from mlestone.engine.walls.nest import NAMESPACES, Nest, map_zygote
from mlestone.engine.walls.view import View, paths_of
from mlestone.engine.zygote import Zygote, hear

_WANTS_MAPS, _SETTLED = b"maps", b"settled"


@dataclass(frozen=True, slots=True)
class Orders:
    """What the host wants of this kit process."""

    tiers: list[list[str]]
    hidden: list[str]
    slots: list[list[tuple[tuple[int, ...], int, int]]]  # per tier
    controls: list[tuple[int, int]]  # per tier: control sockets of the learners' and the examiners' zygote
    scratch: str  # where children that cannot have a mount of their own have their folders; the host clears it


def main(control: int) -> None:
    host = socket.socket(fileno=control)
    heard = hear(host)
    if heard is None:
        return
    orders = Orders(**heard[0])
    zygotes: list[int] = []
    try:
        for number, modules in enumerate(orders.tiers):
            _warm(modules)
            learners, examiners = orders.controls[number]
            zygotes.append(_fork_zygote(_examiners, examiners, number, orders, host))
            zygotes.append(_fork_zygote(_learners, learners, number, orders, host))
            os.close(learners)
            os.close(examiners)
        _wait(host, zygotes)
    finally:
        for pid in zygotes:
            os.kill(pid, signal.SIGKILL)


def _warm(modules: list[str]) -> None:
    for name in modules:
        try:
            importlib.import_module(name)
        except ImportError as error:
            # A kit may be complete without a library of a higher tier; a proof that needs it will say so.
            print(f"{name}: {error}", file=sys.stderr)  # noqa: T201 - the host keeps this for `doctor`
    if "matplotlib.font_manager" in sys.modules:
        importlib.import_module("matplotlib").use("Agg")
    gc.collect()
    gc.freeze()  # collections in children then leave the shared pages alone


_Start = Callable[[socket.socket, Orders, socket.socket, int, str], None]


def _fork_zygote(start: _Start, control: int, tier: int, orders: Orders, host: socket.socket, why_not: str = "") -> int:
    """Fork a zygote that runs `start`; where it cannot leave the host, fork another that knows why not."""
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        ours.close()
        host.close()
        _zygote(start, control, tier, orders, theirs, why_not)
    theirs.close()
    failure = _watch_leaving(ours, pid)
    return _fork_zygote(start, control, tier, orders, host, failure) if failure else pid


def _zygote(start: _Start, control: int, tier: int, orders: Orders, parent: socket.socket, why_not: str) -> NoReturn:
    code = 70
    try:
        for fd in (fd for pair in orders.controls[tier:] for fd in pair if fd != control):
            os.close(fd)
        syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
        start(socket.socket(fileno=control), orders, parent, tier, why_not)
        code = 0
    except BaseException:  # noqa: BLE001 - the process boundary: the host finds this in its log
        traceback.print_exc()
    finally:
        os._exit(code)


def _watch_leaving(zygote: socket.socket, pid: int) -> str:
    """Help a zygote out of the host: write its id maps, which it cannot do itself. Why it failed, or nothing."""
    with zygote:
        while (word := zygote.recv(4096)) not in (b"", _SETTLED):
            if word != _WANTS_MAPS:
                os.waitpid(pid, 0)
                return word.decode()
            map_zygote(pid)
            zygote.sendall(b"done")
    return ""


def _learners(control: socket.socket, orders: Orders, parent: socket.socket, tier: int, why_not: str) -> None:
    nest = Nest(View(_libraries(), (*map(Path, orders.hidden), *_private_files())), Path(orders.scratch))
    nest.slots = [Slot(tuple(join), deaths, memory) for join, deaths, memory in orders.slots[tier]]
    if why_not:
        nest.missing |= dict.fromkeys(NAMESPACES, why_not)
    else:
        _leave_host(nest, parent)
    child.rehearse()
    cells.rehearse()
    nest.settle()
    gc.freeze()
    _say_settled(parent)
    zygote = Zygote(control, Learners(nest))
    zygote.say(ready=tier, walls=sorted(nest.walls), missing=nest.missing)
    zygote.serve()


def _leave_host(nest: Nest, parent: socket.socket) -> None:
    def map_ids() -> None:
        parent.sendall(_WANTS_MAPS)
        if not parent.recv(16):
            raise OSError("the kit process could not write the id maps")

    try:
        nest.leave_host(map_ids)
    except OSError as error:
        parent.sendall(str(error).encode())
        os._exit(0)


def _say_settled(parent: socket.socket) -> None:
    # Closing would not do: after leaving the host an older process of this zygote still holds the socket.
    parent.sendall(_SETTLED)
    parent.close()


def _examiners(control: socket.socket, orders: Orders, parent: socket.socket, tier: int, _why_not: str) -> None:
    _say_settled(parent)
    from mlestone.engine import examiner, rehearsal

    tempfile.tempdir = orders.scratch  # what an examiner that is killed leaves behind, the host clears

    rehearsal.rehearse()
    gc.collect()
    gc.freeze()
    zygote = Zygote(control, Examiners(examiner.prepare, examiner.wait_and_examine))
    zygote.say(ready=tier)
    zygote.serve()


def _libraries() -> tuple[Path, ...]:
    """Every folder this Python may import from or load libraries of."""
    return paths_of((sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix), sys.path)


def _private_files() -> Iterator[Path]:
    """Files among the libraries that are nobody's business: pip's settings may hold the password of a package index."""
    for prefix in {sys.prefix, sys.base_prefix}:
        yield Path(prefix, "pip.conf")


def _wait(host: socket.socket, zygotes: list[int]) -> None:
    """Until the host hangs up or a zygote dies."""
    select.select([host.fileno(), *(os.pidfd_open(pid) for pid in zygotes)], [], [])
