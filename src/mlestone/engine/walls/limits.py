"""Resource limits of a child: the kernel's own per process, and a control group for all it starts, if there is one."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mlestone.engine.limits import BASELINE, Limits


def enter(limits: Limits) -> None:
    """Limits that hold for this process and each process it starts."""
    used = _address_space()
    cpu = int(limits.seconds * 4) + 1  # a backstop: the deadline is kept from outside
    for what, value in (
        (resource.RLIMIT_AS, limits.mapped or (used + limits.memory if used else resource.RLIM_INFINITY)),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, limits.scratch),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        *((getattr(resource, name), 0) for name in ("RLIMIT_MSGQUEUE", "RLIMIT_RTPRIO") if hasattr(resource, name)),
    ):
        resource.setrlimit(what, (value, value))
    # A write past the file limit is an OSError in the learner's own line, not a silent death.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def _address_space() -> int:
    """Bytes of address space in use; 0 where the system does not say (macOS: its limit would not count them either)."""
    try:
        with Path("/proc/self/statm").open() as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


@dataclass(frozen=True, slots=True)
class Slot:
    """One control group, made by the host and used by one child at a time; descriptors stay open in the zygote."""

    join: tuple[int, ...]  # writing "0" moves the writer in
    deaths: int  # tells how many processes were killed for want of memory
    memory: int  # takes how many bytes it may hold

    def enter(self) -> None:
        for fd in self.join:
            os.write(fd, b"0")

    def allow(self, limits: Limits) -> None:
        """Let it hold what these limits allow, and the pages it shares with the zygote until it writes to them."""
        with contextlib.suppress(OSError):  # it holds what it was made for
            os.pwrite(self.memory, str(limits.memory + limits.scratch + BASELINE).encode(), 0)

    def killed_for_memory(self) -> int:
        text = os.pread(self.deaths, 4096, 0).decode()
        return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("oom_kill "))


def resident(pids: Iterable[int]) -> int:
    """Bytes of private and shared memory in use by these processes; an upper bound, shared pages count each time."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError, ValueError, IndexError):
            total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize()
    return total


def family(pid: int) -> Iterator[int]:
    """`pid` and all processes descended from it, as seen in this process's /proc; parents before their children."""
    found, todo = {pid}, [pid]
    while todo:
        parent = todo.pop()
        yield parent
        with contextlib.suppress(OSError):
            for thread in Path(f"/proc/{parent}/task").iterdir():
                children = {int(word) for word in (thread / "children").read_text().split()} - found
                found |= children
                todo += children
