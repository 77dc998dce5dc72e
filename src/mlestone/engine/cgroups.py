"""Control groups, made by the host before a zygote shuts itself in, one per child that may run at a time.

Version 2 needs a delegated group (as systemd gives each user session), version 1 needs root. Where neither is to
be had, `make_slots` says why, and limits fall back on the kernel's per-process ones and a watch on resident memory.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from mlestone.engine.limits import Limits

_ROOT = Path("/sys/fs/cgroup")
_PREFIX = "mlestone-"
_TRIES, _PAUSE = 200, 0.01  # two seconds for the kernel to end what was killed
_numbers = itertools.count()


@dataclass(slots=True)
class Slots:
    """The groups of one kit process. `descriptors` are handed down: per slot (join fds…, deaths fd, memory fd)."""

    folders: list[Path] = field(default_factory=list)
    descriptors: list[tuple[tuple[int, ...], int, int]] = field(default_factory=list)
    missing: str = ""  # why there are none

    def inherited(self) -> list[int]:
        return [fd for join, *others in self.descriptors for fd in (*join, *others)]

    def close(self) -> None:
        for fd in self.inherited():
            os.close(fd)
        self.descriptors.clear()
        for folder in self.folders:
            _remove(folder)
        self.folders.clear()


def make_slots(count: int, name: str, limits: Limits, baseline: int) -> Slots:
    """`count` groups for children that use at most `limits` above `baseline` bytes."""
    slots = Slots()
    try:
        groups = _groups()
        for group in groups.values():
            _sweep(group)
        for _ in range(count):
            _make(slots, groups, f"{_PREFIX}{os.getpid()}-{name}-{next(_numbers)}", limits, baseline)
    except OSError as error:
        slots.close()
        slots.missing = f"no control group could be made: {error.strerror or error}"
    return slots


def _groups() -> dict[str, Path]:
    """Where groups for memory and processes may be made: one folder (version 2), or one for each (version 1)."""
    own = dict(_own_groups())
    unified = _ROOT / own.get("", "/").lstrip("/")
    if (unified / "cgroup.controllers").exists() and "memory" in (unified / "cgroup.controllers").read_text():
        (unified / "cgroup.subtree_control").write_text("+memory +pids")
        return {"": unified}
    folders = {name: _ROOT / name / own.get(name, "/").lstrip("/") for name in ("memory", "pids")}
    # In a container the own path may name a place outside of what is mounted.
    return {name: path if path.is_dir() else _ROOT / name for name, path in folders.items()}


def _own_groups() -> list[tuple[str, str]]:
    pairs = []
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        pairs += [(name, path) for name in controllers.split(",")]
    return pairs


def _make(slots: Slots, groups: dict[str, Path], name: str, limits: Limits, baseline: int) -> None:
    total = limits.memory + limits.scratch + baseline
    join: list[int] = []
    deaths = memory = -1
    for controller, parent in groups.items():
        folder = parent / name
        folder.mkdir()
        slots.folders.append(folder)
        if controller in ("", "memory"):
            most = folder / ("memory.max" if controller == "" else "memory.limit_in_bytes")
            most.write_text(str(total))
            memory = os.open(most, os.O_WRONLY | os.O_CLOEXEC)
            with contextlib.suppress(OSError):  # no swap accounting: then there is nothing to forbid
                (folder / ("memory.swap.max" if controller == "" else "memory.swappiness")).write_text("0")
            events = folder / ("memory.events" if controller == "" else "memory.oom_control")
            deaths = os.open(events, os.O_RDONLY | os.O_CLOEXEC)
        if controller in ("", "pids"):
            (folder / "pids.max").write_text(str(limits.processes))
        join.append(os.open(folder / "cgroup.procs", os.O_WRONLY | os.O_CLOEXEC))
    slots.descriptors.append((tuple(join), deaths, memory))


def _remove(folder: Path) -> None:
    """Remove a group; its last processes may still be on their way out."""
    for _ in range(_TRIES):
        with contextlib.suppress(FileNotFoundError):
            try:
                folder.rmdir()
            except OSError as error:
                if error.errno != errno.EBUSY:
                    raise
                time.sleep(_PAUSE)
                continue
        return


def _sweep(parent: Path) -> None:
    """Remove what a host that was killed left behind."""
    for folder in parent.glob(f"{_PREFIX}*"):
        owner = folder.name.removeprefix(_PREFIX).split("-")[0]
        if not Path("/proc", owner).exists():
            with contextlib.suppress(OSError):
                folder.rmdir()
