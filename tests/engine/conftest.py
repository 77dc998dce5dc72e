"""One warm engine for all engine tests, and a small proof to give it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mlestone.base.ids import KitName, ProofId
from mlestone.engine.engine import Engine
from mlestone.engine.job import Job
from mlestone.engine.limits import Limits
from mlestone.proving.verdict import Verdict

from ..processes import at_rest

PROOF = '''"""Scale the values

Write `scale(x, factor=2)`: every value of the array `x` times `factor`.
"""
import numpy as np
from mlestone.proving import answer, check, expect, mistake


@answer
def scale(x, factor=2):
    """Return `x` times `factor`."""
    return x * factor


@mistake(scale, "The factor is added here. Which operation makes ten times as much of 3?")
def adds(x, factor=2):
    return x + factor


@check("doubles by default")
def doubles(learner, rng):
    x = rng.normal(size=7)
    expect(learner.scale(x)).close(scale(x))


@check("takes any factor")
def any_factor(learner, rng):
    x, factor = rng.normal(size=(2, 3)), int(rng.integers(3, 9))
    expect(learner.scale(x, factor=factor)).close(scale(x, factor))
'''

RIGHT = "def scale(x, factor=2):\n    return factor * x\n"

Grade = Callable[..., Verdict]


@pytest.fixture(scope="session")
def proof_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("course") / "scale.py"
    path.write_text(PROOF)
    return path


@pytest.fixture(scope="session")
def engine(proof_file: Path) -> Iterator[Engine]:
    with Engine(courses=(proof_file.parent,)) as engine:
        yield engine


@pytest.fixture(scope="session")
def job(proof_file: Path) -> Job:
    quick = replace(Limits(), seconds=5.0)
    return Job(ProofId("arrays/scale"), proof_file, KitName("core"), seed=7, limits=quick)


@pytest.fixture
def grade(engine: Engine, job: Job) -> Grade:
    """Judge a source; `limits` and other fields of the job may be given."""

    def grade(source: str | bytes, seconds: float | None = None, **fields: Any) -> Verdict:
        given = source.encode() if isinstance(source, str) else source
        changed = replace(job, source=given, **fields)
        if seconds is not None:
            changed = replace(changed, limits=replace(changed.limits, seconds=seconds))
        return engine.grade(changed).verdict

    return grade


@pytest.fixture
def nothing_is_left(engine: Engine, grade: Grade) -> Iterator[None]:
    """An honest attempt passes before and after the test, and there are no more processes and mounts than before it."""
    assert grade(RIGHT).passed
    engine.warm(KitName("core"))
    before, mounts = at_rest(engine), Path("/proc/self/mountinfo").read_text()
    yield
    assert at_rest(engine, before) <= before
    assert Path("/proc/self/mountinfo").read_text() == mounts
    assert grade(RIGHT).passed
