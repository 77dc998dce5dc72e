"""One warm engine for all attempts, what an honest learner would hand in, and how to look for what an attempt left."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from mlestone.base.ids import KitName, ProofId
from mlestone.engine.engine import Engine
from mlestone.engine.job import Job
from mlestone.engine.limits import Limits
from mlestone.proving.verdict import Verdict

from ..processes import family, kit_process

PROOFS = Path(__file__).resolve().parent / "proofs"
CORE = KitName("core")
SEED = 40_009_000_271

HONEST = {
    "summaries": """
import numpy as np


def summarise(table, axis):
    return np.stack([table.min(axis=axis), table.mean(axis=axis), table.max(axis=axis)])


# an honest attempt, with the words of an earlier attempt
""",
    "tallies": """
def tally(f, values):
    return sum(f(value) for value in values)
""",
}

Grade = Callable[..., Verdict]


def job(source: str, proof: str = "summaries", seconds: float | None = None) -> Job:
    limits = replace(Limits(), seconds=seconds or Limits().seconds)
    return Job(ProofId(f"hostile/{proof}"), PROOFS / f"{proof}.py", CORE, SEED, source.encode(), limits=limits)


def grader(engine: Engine) -> Grade:
    def grade(source: str, proof: str = "summaries", seconds: float | None = None) -> Verdict:
        return engine.grade(job(source, proof, seconds)).verdict

    return grade


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    with Engine(courses=(PROOFS,)) as engine:
        engine.warm(CORE)
        assert grader(engine)(HONEST["summaries"]).passed
        yield engine


@pytest.fixture
def grade(engine: Engine) -> Grade:
    return grader(engine)


@dataclass(frozen=True, slots=True)
class Traces:
    """What stands on the machine because of an engine, when none of its attempts is running."""

    kit: int
    """The kit's first process: another one would mean that an attempt had brought it down."""
    processes: int
    mounts: str

    @classmethod
    def of(cls, engine: Engine) -> Traces:
        engine.settle()
        kit = kit_process(engine)
        return cls(kit, _settled(lambda: len(family(kit))), Path("/proc/self/mountinfo").read_text())


def _settled(count: Callable[[], int]) -> int:
    """A number that no longer changes: a zygote whose child was given its job is just about to fork the next."""
    last = -1
    while (now := count()) != last:
        last = now
        time.sleep(0.02)
    return now


def outcome(verdict: Verdict) -> str:
    """Status, and the limit that was broken."""
    return f"{verdict.status} {verdict.limit}" if verdict.limit else verdict.status


def allowed(verdict: Verdict, must: tuple[str, ...]) -> bool:
    return outcome(verdict) in must or verdict.status in must


def said(verdict: Verdict) -> str:
    """All that an attempt printed, and the exceptions it ended in."""
    checks = (f"{check.printed}\n{check.trouble}\n" for check in verdict.checks)
    return f"{verdict.printed}\n{''.join(checks)}"
