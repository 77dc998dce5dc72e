"""No attempt fools or breaks the engine: each gets the verdict it must, nothing of it is left, the next one passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlestone.engine.engine import FULL, Engine

from . import catalogue
from .conftest import CORE, HONEST, Grade, Traces, allowed, outcome, said

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="walls are made of Linux")
ATTEMPTS = list(catalogue.attempts())


@pytest.fixture(scope="module", autouse=True)
def every_wall_is_up(engine: Engine) -> None:
    """Or some of these attempts would be let loose on this machine."""
    walls = engine.walls(CORE)
    if missing := FULL - walls.raised:
        pytest.skip(f"this machine lacks walls: {', '.join(sorted(missing))}")


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
def test_attempt(engine: Engine, grade: Grade, attempt: catalogue.Attempt) -> None:
    before = Traces.of(engine)
    verdict = grade(attempt.source, attempt.proof, attempt.seconds)
    assert not verdict.passed
    assert allowed(verdict, attempt.must), (
        f"{outcome(verdict)}: {verdict.summary} {verdict.author_detail}\n{said(verdict)}"
    )
    assert attempt.says in said(verdict), said(verdict)
    assert Traces.of(engine) == before
    assert grade(HONEST[attempt.proof], attempt.proof).passed


def test_the_readme_tells_of_every_attempt() -> None:
    readme = (catalogue.HERE / "README.md").read_text(encoding="utf-8")
    assert readme == catalogue.table(), "write it anew: python tests/hostile/catalogue.py"


def test_there_are_enough_of_each_family() -> None:
    counts = {family: sum(attempt.family == family for attempt in ATTEMPTS) for family in catalogue.FAMILIES}
    assert sum(counts.values()) == len(ATTEMPTS) >= 60
    assert min(counts.values()) >= 3


def test_no_command_of_a_pickle_was_run() -> None:
    assert not Path("/tmp/mlestone-was-here").exists()
