"""Which processes there are because of an engine: what tests compare that say that nothing is left."""

from __future__ import annotations

import contextlib
import math
import time
from pathlib import Path

from mlestone.base.ids import KitName
from mlestone.engine.engine import Engine

CORE = KitName("core")


def family(pid: int) -> set[int]:
    """A process and all that descend from it."""
    found, todo = {pid}, [pid]
    while todo:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it ended while it was looked at
            for thread in Path(f"/proc/{todo.pop()}/task").iterdir():
                children = {int(word) for word in (thread / "children").read_text().split()}
                found |= children
                todo += children
    return found


def kit_process(engine: Engine, kit: KitName = CORE) -> int:
    """The first process of a kit: another one would mean that an attempt had brought it down."""
    return engine._host(kit)._process.pid  # type: ignore[union-attr]


def at_rest(engine: Engine, most: float = math.inf, kit: KitName = CORE) -> int:
    """How many processes there are when none has come or gone for a while: one child always waits for the next job.

    With `most`, it is waited for that there are no more than these: what waits is made ready while others are ending.
    """
    engine.settle()
    seen: list[set[int]] = []
    for _ in range(500):
        seen = [*seen[-19:], family(kit_process(engine, kit))]
        if len(seen) == 20 and all(each == seen[0] for each in seen) and len(seen[0]) <= most:
            break
        time.sleep(0.02)
    return len(seen[-1])
