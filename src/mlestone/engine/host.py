"""The host's end of a kit process: start it, know which zygotes are ready, hand them jobs, start it again if it dies.

Thread-safe. The host itself imports no numerical library and runs nobody's code.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mlestone.base.errors import MlestoneError
from mlestone.engine import inside
from mlestone.engine.cgroups import make_slots
from mlestone.engine.environment import kit_environment
from mlestone.engine.kit import Kit
from mlestone.engine.limits import BASELINE, LAB, Limits
from mlestone.engine.log import Log
from mlestone.engine.stopping import Stop
from mlestone.engine.walls.nest import Walls
from mlestone.engine.zygote import HEADER, hear

_LAST_WORDS = 5.0  # seconds a zygote may take to end its children
_WANTED_STILL = 0.1  # seconds between looks at whether the attempt that waits for a tier is to be stopped


class KitDied(MlestoneError):
    """A kit's process ended although nobody asked it to; the job at hand was not graded."""


@dataclass(slots=True)
class _Post:
    """One zygote: its control socket and whether it has said that it is ready."""

    control: socket.socket
    lock: threading.Lock = field(default_factory=threading.Lock)
    ready: dict[str, Any] | None = None

    def send(self, job: dict[str, Any], fds: list[int]) -> None:
        body = json.dumps(job).encode()
        with self.lock:
            socket.send_fds(self.control, [HEADER.pack(len(body))], fds)
            self.control.sendall(body)


class _LearnersPost(_Post):
    """The zygote of learners' children is not told what a child is to run.

    It would remember, and the next child is forked from it: whoever wrote that one's source could read this one's. The
    job goes past it, on a sheet that is the last of the descriptors.
    """

    def send(self, job: dict[str, Any], fds: list[int]) -> None:
        sheet = os.memfd_create("job")
        try:
            with open(sheet, "wb", closefd=False) as file:
                file.write(json.dumps(job).encode())
            _Post.send(self, {"limits": job["limits"]}, [*fds, sheet])
        finally:
            os.close(sheet)


class KitHost:
    """One running kit. `learners(tier)` and `examiners(tier)` take jobs once `wait_ready(tier)` returned."""

    def __init__(self, kit: Kit, *, hidden: tuple[Path, ...], children: int, tiers: int | None = None) -> None:
        """`children`: how many may live at once; `tiers`: how many to warm up (default: all)."""
        self.kit = kit
        self._changed = threading.Condition()
        self._dead = False
        self._up: set[int] = set()  # zygotes that have said they are ready and not yet hung up
        self._log = Log()
        self._scratch = tempfile.mkdtemp(prefix="mlestone_")
        self._tiers = kit.tiers[:tiers]
        names = [f"{kit.name}-{tier}" for tier in range(len(self._tiers))]
        self._slots = [
            make_slots(children, name, replace(Limits(), processes=LAB.processes), BASELINE) for name in names
        ]
        self._posts: list[tuple[_Post, _Post]] = []
        self._host, self._process = self._spawn(hidden)
        self._listener = threading.Thread(target=self._listen, name=f"kit {kit.name}", daemon=True)
        self._listener.start()

    def _spawn(self, hidden: tuple[Path, ...]) -> tuple[socket.socket, subprocess.Popen[bytes]]:
        host, inside_end = socket.socketpair()
        handed: list[socket.socket] = [inside_end]
        controls: list[tuple[int, int]] = []
        for _ in self._tiers:
            (learners, theirs), (examiners, also_theirs) = socket.socketpair(), socket.socketpair()
            self._posts.append((_LearnersPost(learners), _Post(examiners)))
            controls.append((theirs.fileno(), also_theirs.fileno()))
            handed += [theirs, also_theirs]
        orders = {
            "tiers": self._tiers,
            "hidden": [str(path) for path in hidden],
            "slots": [slots.descriptors for slots in self._slots],
            "controls": controls,
            "scratch": self._scratch,
        }
        slot_fds = [fd for slots in self._slots for fd in slots.inherited()]
        process = subprocess.Popen(
            [self.kit.python, "-P", "-X", "utf8", inside.__file__, "kit", str(inside_end.fileno())],
            pass_fds=[*(sock.fileno() for sock in handed), *slot_fds],
            stdin=subprocess.DEVNULL,
            stdout=self._log.fileno(),
            stderr=self._log.fileno(),
            env=kit_environment() | self.kit.environment,
            cwd="/",
        )
        for sock in handed:
            sock.close()
        body = json.dumps(orders).encode()
        host.sendall(HEADER.pack(len(body)) + body)
        return host, process

    def _listen(self) -> None:
        selector = selectors.DefaultSelector()
        for post in (post for pair in self._posts for post in pair):
            selector.register(post.control, selectors.EVENT_READ, post)
        while selector.get_map():
            for key, _ in selector.select():
                speaker: _Post = key.data
                try:
                    heard = hear(speaker.control)
                except OSError:
                    heard = None
                with self._changed:
                    if heard is None:
                        # One zygote's death is the end of all: the kit process sees to that.
                        selector.unregister(speaker.control)
                        self._up.discard(id(speaker))
                        self._dead = True
                    else:
                        speaker.ready = heard[0]
                        self._up.add(id(speaker))
                    self._changed.notify_all()

    @property
    def alive(self) -> bool:
        return not self._dead

    def is_dying(self, moments: float) -> bool:
        """Whether one of the kit's processes has ended, or does so in this moment: they go together."""
        with self._changed:
            self._dead = self._changed.wait_for(lambda: self._dead or self._process.poll() is not None, moments)
            return self._dead

    def give_up(self) -> None:
        """No job goes to this kit any more: one of its processes took none, and the others need a moment to follow."""
        with self._changed:
            self._dead = True
            self._changed.notify_all()

    @property
    def last_tier(self) -> int:
        return len(self._tiers) - 1

    def wait_ready(self, tier: int, seconds: float = 120.0, stop: Stop | None = None) -> None:
        """Wait until a tier can fork children, or somebody wants to `stop` that."""
        until = time.monotonic() + seconds
        with self._changed:
            while not all(post.ready is not None for post in self._posts[tier]):
                left = until - time.monotonic()
                if stop is not None:
                    stop.check()
                    left = min(left, _WANTED_STILL)
                if self._dead or left <= 0:
                    raise KitDied(f"the kit {self.kit.name} did not start: {self.log() or 'it gave no reason'}")
                self._changed.wait(left)

    def learners(self, tier: int) -> _Post:
        return self._posts[tier][0]

    def examiners(self, tier: int) -> _Post:
        return self._posts[tier][1]

    def walls(self) -> Walls:
        """Which walls the first zygote's trial child could raise."""
        self.wait_ready(0)
        told = self._posts[0][0].ready
        assert told is not None
        missing = dict(told["missing"])
        if "memory" not in told["walls"] and self._slots[0].missing:
            missing["memory"] = self._slots[0].missing
        return Walls(frozenset(told["walls"]), missing)

    def log(self) -> str:
        """The end of what the kit's processes have said; after `close` too, for threads that still ask."""
        return self._log.read()

    def close(self) -> None:
        """End the kit process and everything it started."""
        for pair in self._posts:
            for post in pair:
                with contextlib.suppress(OSError):
                    post.control.shutdown(socket.SHUT_RDWR)
        # Zygotes that are up end their children and clear up after them; the kit's process may be deep in an import.
        with self._changed:
            self._changed.wait_for(lambda: not self._up, _LAST_WORDS)
        self._host.close()
        self._process.kill()
        self._process.wait()
        self._listener.join(10)
        for pair in self._posts:
            for post in pair:
                post.control.close()
        for slots in self._slots:
            slots.close()
        shutil.rmtree(self._scratch, ignore_errors=True)
        self._log.close()
