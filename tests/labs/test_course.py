"""Every lab of the course, in its own kit: the answer passes, and each mistake fails and is called by its name."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mlestone.base.ids import KitName
from mlestone.base.settings import builtin_course
from mlestone.course.load import load_course
from mlestone.course.model import Kind, ProofEntry
from mlestone.engine.engine import Engine
from mlestone.engine.job import Job
from mlestone.engine.labs.limits import limits_of
from mlestone.proving.labs import bundle
from mlestone.proving.labs.folder import read_lab
from mlestone.proving.verdict import Verdict

from ..processes import at_rest

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="machines are made of Linux")

COURSE = load_course(builtin_course())
LABS = [
    pytest.param(entry, skill.kit, id=entry.id)
    for skill in COURSE.skills.values()
    for entry in skill.proofs
    if entry.kind is Kind.LAB and not entry.planned
]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


@pytest.mark.parametrize(("entry", "kit"), LABS)
def test_every_mistake_looks_as_it_was_last_seen(entry: ProofEntry, kit: KitName) -> None:
    assert entry.path is not None
    lab = read_lab(entry.path)
    assert lab.problems == ()
    assert lab.symptoms.content == lab.content, f"mlestone author symptoms {entry.id}"
    assert set(lab.symptoms.looks) == {mistake.name for mistake in lab.mistakes}


@pytest.mark.parametrize(("entry", "kit"), LABS)
def test_the_answer_passes_and_every_mistake_fails_for_its_own_reason(
    engine: Engine, entry: ProofEntry, kit: KitName
) -> None:
    """And when all is over, there are no more processes than before."""
    assert entry.path is not None
    folder, lab = entry.path, read_lab(entry.path)
    plays = {"": dict(lab.answer), **{mistake.name: mistake.over(lab.answer) for mistake in lab.mistakes}}

    def judged(name: str) -> Verdict:
        job = Job(entry.id, folder, kit, 11, bundle.pack(plays[name]), limits=limits_of(folder))
        return engine.grade(job).verdict

    engine.warm(kit)
    before = at_rest(engine, kit=kit)
    with ThreadPoolExecutor(2) as graders:
        verdicts = dict(zip(plays, graders.map(judged, plays), strict=True))
    answer = verdicts.pop("")
    assert answer.passed, [check.difference for check in answer.checks if check.status != "passed"] or answer.summary
    assert {name: verdict.status for name, verdict in verdicts.items()} == dict.fromkeys(verdicts, "failed")
    named = {name: verdict.mistake and verdict.mistake.name for name, verdict in verdicts.items()}
    assert named == {name: name for name in verdicts}
    assert at_rest(engine, before, kit) <= before
