"""The engine: jobs in, verdicts out; and sessions, in which a lesson's cells run.

One `Engine` serves a whole process, from any number of threads. It starts a kit's processes when the kit is first
asked for (or when told to `warm` it), starts them again if they die, and ends them, with everything they started,
when it is closed. What is our own fault is never a wrong answer: it becomes the status `not_graded`.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import select
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from mlestone.base.errors import MlestoneError, UnknownName
from mlestone.base.ids import KitName
from mlestone.base.settings import data_dir
from mlestone.engine.host import KitDied, KitHost
from mlestone.engine.job import Job, imports_of
from mlestone.engine.kit import Kit, KitMissing, find_kit
from mlestone.engine.limits import Limits
from mlestone.engine.plain import PlainHost
from mlestone.engine.session import Session
from mlestone.engine.stopping import Stop
from mlestone.engine.walls.nest import Walls
from mlestone.proving.labs.folder import is_lab, read_lab
from mlestone.proving.progress import Tell, progress_of_plain
from mlestone.proving.verdict import Verdict
from mlestone.wire.line import PATIENCE

Host = KitHost | PlainHost
Isolation = Literal["full", "best", "none"]
# What "full" demands; a memory group is a better limit, but limits there are without one too.
FULL = frozenset({"user", "pid", "mount", "network", "ipc", "landlock", "seccomp", "limits"})
_PACKAGE = Path(__file__).resolve().parents[1]
# How long the checks themselves may take beyond the child's own time: then it is they that hang.
_EXAMINER_SECONDS = 30.0
_TRIES = 2
# What an attempt looks like when the kit's process is killed under it, and the seconds in which that shows.
_KILLED_UNDER_IT = {"not_graded": 0.5, "crashed": 0.05, "out_of_limits": 0.05}
_WANTED_STILL = 0.1  # seconds between looks at whether the attempt that waits for its turn is to be stopped
# A lesson's child lives while its page is open; each cell has this long.
LESSON_LIMITS = Limits(seconds=60.0)


class NoNetwork(MlestoneError):
    """Labs need a network of their own, which this machine does not offer."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(
            "A lab's programs run in a network of their own, so that they reach nothing but each other. This machine "
            f"does not offer one ({why}), so labs cannot be judged here. `mlestone doctor` tells what is missing."
        )


# What this machine does not have, or the course only plans: not the learner's doing.
_NOT_HERE = (KitMissing, UnknownName, NoNetwork)


class WallsMissing(MlestoneError):
    """Isolation was demanded that this machine does not offer."""


@dataclass(frozen=True, slots=True)
class Graded:
    """A verdict, and what travels beside it because it differs from run to run."""

    verdict: Verdict
    seconds: float


class Engine:
    def __init__(
        self,
        *,
        courses: tuple[Path, ...] = (),
        isolation: Isolation = "best",
        children: int | None = None,
        once: bool = False,
    ) -> None:
        """`courses`: folders no child may see. `children`: how many may live at once (default: two a core).

        `once`: for one attempt and no more, so nothing is warmed up that the first job does not need.
        """
        self._hidden = (_PACKAGE, data_dir(), *(folder.absolute() for folder in courses))
        self._isolation = isolation
        self._children = children or 2 * (os.cpu_count() or 1)
        self._once = once
        self._kits: dict[KitName, Host] = {}
        self._lock = threading.Lock()
        self._room = threading.Semaphore(self._children)  # one place per living child, the dying included
        self._leashes: queue.SimpleQueue[tuple[socket.socket, threading.Semaphore | None] | None] = queue.SimpleQueue()
        self._ending = 0
        self._settled = threading.Condition()
        self._undertaker = threading.Thread(target=self._await_ends, name="undertaker", daemon=True)
        self._undertaker.start()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- kits -------------------------------------------------------------------------------------------

    def warm(self, kit: KitName, tier: int | None = None) -> None:
        """Start a kit and wait until the given tier (default: its last) can fork children."""
        host = self._host(kit)
        host.wait_ready(host.last_tier if tier is None else tier)

    def walls(self, kit: KitName) -> Walls:
        return self._host(kit).walls()

    def _host(self, name: KitName, imports: frozenset[str] = frozenset()) -> Host:
        """The kit, started if it is not running. `imports`: what the first job needs of it."""
        with self._lock:
            host = self._kits.get(name)
            if host is None or not host.alive:
                if host is not None:
                    host.close()
                host = self._start(find_kit(name), imports)
                self._kits[name] = host
        if self._isolation == "full":
            walls = host.walls()
            if lacking := FULL - walls.raised:
                reasons = "; ".join(f"{name} ({walls.missing.get(name, 'unknown')})" for name in sorted(lacking))
                raise WallsMissing(f"Full isolation was demanded; this machine lacks: {reasons}")
        return host

    def _ready(self, name: KitName, imports: frozenset[str], stop: Stop | None = None) -> tuple[Host, int]:
        """The kit, and its smallest tier that holds what is imported, warm.

        Waiting for a tier is our time; importing what a smaller one lacks would be the learner's, and count as theirs.
        """
        host = self._host(name, imports)
        tier = min(host.kit.tier_for(imports), host.last_tier)
        host.wait_ready(tier, stop=stop)
        return host, tier

    def _start(self, kit: Kit, imports: frozenset[str]) -> Host:
        if self._isolation == "none":
            return PlainHost(kit, "nobody asked for walls")
        if sys.platform != "linux":
            return PlainHost(kit)
        tiers = kit.tier_for(imports) + 1 if self._once else None
        return KitHost(kit, hidden=self._hidden, children=self._children, tiers=tiers)

    # ---- verdicts ---------------------------------------------------------------------------------------

    def grade(self, job: Job, *, tell: Tell | None = None, stop: Stop | None = None) -> Graded:
        """Judge one attempt. Never raises for what the learner submitted, whatever it is.

        `tell` hears of its progress, in this thread. Whoever holds `stop` may end it from another one: all that runs of
        it is killed, and `Stopped` is raised here. A verdict that is there by then stands.
        """
        started = time.perf_counter()
        verdict = self._verdict(job, tell, stop)
        return Graded(verdict, time.perf_counter() - started)

    def _verdict(self, job: Job, tell: Tell | None, stop: Stop | None) -> Verdict:
        detail = ""
        for _ in range(_TRIES):
            try:
                return self._judged(job, tell, stop)
            except _NOT_HERE as error:
                return _not_graded(job, str(error), summary=str(error))
            except KitDied as error:  # a zygote was killed under us: start again, the attempt is not the learner's loss
                detail = str(error)
        return _not_graded(job, detail)

    def _judged(self, job: Job, tell: Tell | None, stop: Stop | None) -> Verdict:
        if is_lab(job.path):
            return self._judged_lab(job, tell, stop)
        imports = _imports_of_file(job.path) | imports_of(job.text)
        host, tier = self._ready(job.kit, imports, stop)
        order = job.as_order("proof", aloud=tell is not None)
        if job.replies is not None:  # replies are compared, not run
            return _verdict_of(self._examined(host, tier, order, None, tell, stop), job, host)
        # What is too long to be run is told from its size alone.
        task = job.as_task() if len(job.source) <= job.limits.source else job.as_task() | {"source": ""}
        with self._child(host, tier, task, stop) as child:
            return _verdict_of(self._examined(host, tier, order, child, tell, stop), job, host)

    def _judged_lab(self, job: Job, tell: Tell | None, stop: Stop | None) -> Verdict:
        host, tier = self._ready(job.kit, frozenset(), stop)
        if "network" not in (walls := host.walls()).raised:
            raise NoNetwork(walls.missing.get("network", "unknown"))
        order = job.as_order("lab", aloud=tell is not None)
        task = job.as_machine()
        with contextlib.ExitStack() as stack:
            machine = stack.enter_context(self._child(host, tier, task, stop))
            if not read_lab(job.path).layout.services:
                return _verdict_of(self._examined(host, tier, order, machine, tell, stop), job, host)
            beside = stack.enter_context(self._child(host, tier, task, stop, takes_room=False))
            return _verdict_of(self._examined(host, tier, order, machine, tell, stop, beside=beside), job, host)

    def paper(self, job: Job) -> dict[str, Any]:
        """The questions of a `question` proof for the job's seed; no right reply is in it."""
        host, tier = self._ready(job.kit, _imports_of_file(job.path))
        told = self._examined(host, tier, job.as_order("paper"), None)
        if told is None:
            raise MlestoneError(f"{job.proof}: its questions could not be drawn: {host.log() or 'no reason given'}")
        return told

    def _examined(
        self,
        host: Host,
        tier: int,
        order: dict[str, Any],
        child: _ChildEnds | None,
        tell: Tell | None = None,
        stop: Stop | None = None,
        *,
        beside: _ChildEnds | None = None,
    ) -> dict[str, Any] | None:
        """What the examiner told last; None if it ended, or hung, without that."""
        heard, told = os.pipe()
        leash, theirs = socket.socketpair()
        children = [each for each in (child, beside) if each is not None]
        ends = [fd for each in children for fd in (each.wire.fileno(), each.output, each.fate)]
        try:
            _send(host, host.examiners(tier).send, order, [*ends, told, theirs.fileno()])
        except KitDied:
            leash.close()
            os.close(heard)
            raise
        finally:
            os.close(told)
            theirs.close()
            for each in children:
                each.hand_over()
        patience = 0 if order["mode"] == "lab" else PATIENCE
        seconds = order["limits"]["seconds"] * (1 + patience) + _EXAMINER_SECONDS
        try:
            with contextlib.nullcontext() if stop is None else stop.ends(lambda: _pull(leash)):
                found = _read(heard, seconds, tell)
            if found is None and stop is not None:
                stop.check()
            return found
        finally:
            os.close(heard)
            self._let_go(leash)  # the examiner has nothing more to do, or has had its time

    @contextlib.contextmanager
    def _child(
        self, host: Host, tier: int, body: dict[str, Any], stop: Stop | None = None, *, takes_room: bool = True
    ) -> Iterator[_ChildEnds]:
        """A child at work. Afterwards it is let go of, and somebody waits until nothing of it is left.

        One that stands beside another does not take room: two attempts that each wait for a second place would wait for
        ever.
        """
        room = self._room if takes_room else None
        while room is not None and not room.acquire(timeout=None if stop is None else _WANTED_STILL):
            if stop is not None:
                stop.check()
        ends, given = _ChildEnds.make()
        try:
            fds = [end if isinstance(end, int) else end.fileno() for end in given]
            _send(host, host.learners(tier).send, body, fds)
        except KitDied:
            ends.hand_over()
            self._let_go(ends.leash, room)
            raise
        finally:
            for end in given:
                os.close(end) if isinstance(end, int) else end.close()
        try:
            yield ends
        finally:
            ends.hand_over()
            self._let_go(ends.leash, room)

    # ---- lessons ----------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def session(
        self,
        kit: KitName,
        *,
        imports: frozenset[str] = frozenset(),
        seed: int = 0,
        theme: Literal["light", "dark"] = "light",
        limits: Limits = LESSON_LIMITS,
    ) -> Iterator[Session]:
        """A child in which a lesson's cells run, one after another, until the block is left."""
        host, tier = self._ready(kit, imports)
        body = {"mode": "session", "seed": seed, "limits": limits.as_dict(), "theme": theme}
        with self._child(host, tier, body) as child:
            wire, output, fate = child.take()
            with Session(wire, output, fate, limits) as session:
                yield session

    # ---- endings ----------------------------------------------------------------------------------------

    def _let_go(self, leash: socket.socket, room: threading.Semaphore | None = None) -> None:
        """Have a process ended; `room` is given back when nothing of it is left."""
        _pull(leash)
        with self._settled:
            self._ending += 1
        self._leashes.put((leash, room))

    def _await_ends(self) -> None:
        while (entry := self._leashes.get()) is not None:
            leash, room = entry
            leash.settimeout(30)
            with contextlib.suppress(OSError):
                leash.recv(1)
            leash.close()
            if room is not None:
                room.release()
            with self._settled:
                self._ending -= 1
                self._settled.notify_all()

    def settle(self) -> None:
        """Wait until nothing of any finished attempt is left."""
        with self._settled:
            self._settled.wait_for(lambda: self._ending == 0)

    def close(self) -> None:
        with self._lock:
            for host in self._kits.values():
                host.close()
            self._kits.clear()
        self._leashes.put(None)
        self._undertaker.join()


@dataclass(slots=True)
class _ChildEnds:
    """The trusted ends of one child's descriptors."""

    wire: socket.socket
    output: int
    fate: int
    leash: socket.socket

    @classmethod
    def make(cls) -> tuple[_ChildEnds, list[socket.socket | int]]:
        """The trusted ends, and those that are given to the zygote: wire, output, fate, leash."""
        wire, their_wire = socket.socketpair()
        # Each message then carries who sent it, as the kernel knows; the first one tells the child's pid.
        if hasattr(socket, "SO_PASSCRED"):
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        output, their_output = os.pipe()
        fate, their_fate = os.pipe()
        leash, their_leash = socket.socketpair()
        return cls(wire, output, fate, leash), [their_wire, their_output, their_fate, their_leash]

    def take(self) -> tuple[socket.socket, int, int]:
        """The ends now belong to the caller."""
        taken = socket.socket(fileno=self.wire.detach()), self.output, self.fate
        self.output = self.fate = -1
        return taken

    def hand_over(self) -> None:
        """Close our copies: another process has its own, or nobody needs them any more."""
        self.wire.close()
        for fd in (self.output, self.fate):
            if fd >= 0:
                os.close(fd)
        self.output = self.fate = -1


def _pull(leash: socket.socket) -> None:
    """Tell the zygote to end what it holds by this leash; once is enough, and it may have ended."""
    with contextlib.suppress(OSError):
        leash.shutdown(socket.SHUT_WR)


def _send(host: Host, send: Callable[[dict[str, Any], list[int]], None], body: dict[str, Any], fds: list[int]) -> None:
    try:
        send(body, fds)
    except OSError as error:
        host.give_up()
        raise KitDied("a zygote ended before it took the job") from error


def _read(fd: int, seconds: float, tell: Tell | None) -> dict[str, Any] | None:
    """What comes last; each line before that is progress."""
    body = bytearray()
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0 and select.select([fd], [], [], left)[0]:
        piece = os.read(fd, 1 << 16)
        if not piece:
            return _whole(body)
        body += piece
        if tell is not None:
            *lines, body = body.split(b"\n")
            for line in lines:
                tell(progress_of_plain(json.loads(line)))
    return None


def _whole(body: bytearray) -> dict[str, Any] | None:
    """The plain data that was sent, if all of it was: its sender may have been killed in the middle."""
    try:
        return json.loads(body) if body else None
    except ValueError:
        return None


def _verdict_of(told: dict[str, Any] | None, job: Job, host: Host) -> Verdict:
    hung = f"the examiner ended, or hung, without a verdict: {host.log()}"
    verdict = _not_graded(job, hung) if told is None else Verdict.from_dict(told)
    moments = _KILLED_UNDER_IT.get(verdict.status)
    if moments is not None and host.is_dying(moments):
        raise KitDied("the kit's process ended during the attempt")
    return verdict


def _imports_of_file(path: Path) -> frozenset[str]:
    return _imports_as_of(path, path.stat().st_mtime_ns) if path.is_file() else frozenset()


@lru_cache(maxsize=1024)
def _imports_as_of(path: Path, _mtime: int) -> frozenset[str]:
    return imports_of(path.read_text(encoding="utf-8", errors="replace"))


_BROKEN = "Something of ours broke while this was judged. It does not count; please try again."


def _not_graded(job: Job, detail: str, summary: str = _BROKEN) -> Verdict:
    return Verdict(job.proof, "", "not_graded", job.seed, "", summary, author_detail=detail)
