"""The memory of a tree of processes, looked at many times a second.

Counted is the proportional share (Pss): a page that forked processes have in common counts once. Linux only, as /proc
is; elsewhere the peak is unknown.
"""

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType

_EVERY = 0.01  # seconds: a walled-in attempt lives about this long
_PROC = Path("/proc")


class PeakMemory:
    """While the block runs, the largest sum over the processes that `roots` names and all they started."""

    def __init__(self, roots: Callable[[], Iterable[int]]) -> None:
        self._roots = roots
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._bytes = 0

    @property
    def megabytes(self) -> float | None:
        return self._bytes / 1e6 if self._bytes else None

    def __enter__(self) -> "PeakMemory":
        if _PROC.is_dir():
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        if self._thread.is_alive():
            self._thread.join()

    def _watch(self) -> None:
        while not self._done.is_set():
            self._bytes = max(self._bytes, sum(share(pid) for pid in tree(self._roots())))
            time.sleep(_EVERY)


def tree(roots: Iterable[int]) -> set[int]:
    """The given processes and all their descendants."""
    children: dict[int, list[int]] = {}
    for entry in _PROC.iterdir():
        if entry.name.isdigit() and (parent := _parent(entry)) is not None:
            children.setdefault(parent, []).append(int(entry.name))
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found.add(pid)
            waiting += children.get(pid, ())
    return found


def share(pid: int) -> int:
    """The process's proportional share of memory in bytes; 0 if it has ended."""
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _parent(entry: Path) -> int | None:
    try:
        status = (entry / "stat").read_text(errors="replace")
    except OSError:
        return None
    # The name in parentheses may hold anything, parentheses too: what follows the last one is fixed.
    return int(status.rpartition(")")[2].split()[1])
