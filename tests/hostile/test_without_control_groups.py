"""A machine without control groups: a zygote looks at the resident memory of each child's processes instead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mlestone.engine import host as host_module
from mlestone.engine.cgroups import Slots
from mlestone.engine.engine import FULL, Engine

from . import catalogue
from .conftest import CORE, HONEST, PROOFS, Traces, allowed, grader, outcome

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="walls are made of Linux")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(host_module, "make_slots", lambda *_: Slots(missing="for this test"))
        with Engine(courses=(PROOFS,)) as engine:
            engine.warm(CORE)
            assert grader(engine)(HONEST["summaries"]).passed
            walls = engine.walls(CORE)
            if walls.raised < FULL:
                pytest.skip(f"this machine lacks more: {walls.missing}")
            yield engine


def test_it_is_said(engine: Engine) -> None:
    assert engine.walls(CORE).missing == {"memory": "for this test"}


# What the kernel keeps in socket buffers for a process is no part of that process's resident memory: without a
# control group, only the number of descriptors bounds it.
@pytest.mark.parametrize(
    "attempt",
    [attempt for attempt in catalogue.attempts("bombs") if attempt.name != "buffers_of_sockets"],
    ids=str,
)
def test_bombs(engine: Engine, attempt: catalogue.Attempt) -> None:
    before = Traces.of(engine)
    verdict = grader(engine)(attempt.source, attempt.proof, attempt.seconds)
    assert allowed(verdict, attempt.must), f"{outcome(verdict)}: {verdict.summary} {verdict.author_detail}"
    assert Traces.of(engine) == before
    assert grader(engine)(HONEST[attempt.proof], attempt.proof).passed


def test_memory_of_many_processes_is_counted_together(engine: Engine) -> None:
    (attempt,) = (one for one in catalogue.attempts("bombs") if one.name == "memory_of_many_processes")
    assert outcome(grader(engine)(attempt.source, seconds=20.0)) == "out_of_limits memory"
