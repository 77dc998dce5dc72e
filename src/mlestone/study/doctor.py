"""What this machine offers MLestone: found out by trying, said in words, wall by wall."""

from __future__ import annotations

import platform
import sys
from dataclasses import asdict, dataclass
from typing import Any, Literal

from mlestone import __version__
from mlestone.base.ids import KitName
from mlestone.base.settings import cache_dir, data_dir
from mlestone.engine.engine import FULL
from mlestone.engine.walls.nest import Walls
from mlestone.study.study import Study

_PROMISES = {
    "user": "runs as a user of its own, who owns nothing",
    "pid": "sees and can signal no process but its own; all it starts ends with it",
    "mount": "sees libraries, read-only, and a scratch folder in memory; not the course, not your files",
    "network": "has a network with nobody in it",
    "ipc": "shares no memory or queues with other programs",
    "landlock": "is refused other files even where one could be reached",
    "seccomp": "is refused system calls it has no business with",
    "memory": "is held, with all it starts, to its memory by a control group",
    "limits": "is held to its time, files and processes",
}

Grade = Literal["ok", "reduced", "missing"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing examined: its name, how it stands, and a sentence."""

    name: str
    grade: Grade
    sentence: str


@dataclass(frozen=True, slots=True)
class Report:
    version: str
    python: str
    system: str
    data: str
    cache: str
    course: tuple[Finding, ...]
    isolation: tuple[Finding, ...]

    @property
    def fully_isolated(self) -> bool:
        return all(finding.grade == "ok" for finding in self.isolation if finding.name in FULL)

    def as_dict(self) -> dict[str, Any]:
        return {"schema": 1, "fully_isolated": self.fully_isolated, **asdict(self)}


def examine(study: Study, kit: KitName) -> Report:
    """Look at the course and raise every wall once."""
    return Report(
        version=__version__,
        python=f"{platform.python_version()} at {sys.executable}",
        system=platform.platform(),
        data=str(data_dir()),
        cache=str(cache_dir()),
        course=_course(study),
        isolation=_isolation(study.engine.walls(kit)),
    )


def _course(study: Study) -> tuple[Finding, ...]:
    counts = study.course.counts()
    return (
        Finding("skills", "ok", f"{counts.skills.written} written, {counts.skills.planned} planned"),
        Finding("proofs", "ok", f"{counts.proofs.written} written, {counts.proofs.planned} planned"),
    )


def _isolation(walls: Walls) -> tuple[Finding, ...]:
    findings = []
    for name, promise in _PROMISES.items():
        if name in walls.raised:
            findings.append(Finding(name, "ok", f"A child {promise}."))
            continue
        grade: Grade = "missing" if name in FULL else "reduced"
        reason = walls.missing.get(name, "not available on this system")
        findings.append(Finding(name, grade, f"Not so here: a child {promise}. Reason: {reason}."))
    return tuple(findings)
