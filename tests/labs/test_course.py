"""Every lab of the course, in its own kit: its answer passes, and nothing of it is left.

That its mistakes fail, each for its own reason, is what `mlestone author symptoms` and `author check` play.
"""

from __future__ import annotations

from collections.abc import Iterator
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
def test_its_folder_can_be_used_and_its_mistakes_were_played_as_they_are(entry: ProofEntry, kit: KitName) -> None:
    assert entry.path is not None
    lab = read_lab(entry.path)
    assert lab.problems == ()
    assert lab.symptoms.content == lab.content, f"mlestone author symptoms {entry.id}"
    looks = lab.symptoms.looks
    assert set(looks) == {mistake.name for mistake in lab.mistakes}
    assert all(look for look in looks.values()), "a mistake passes"
    assert len({repr(look) for look in looks.values()}) == len(looks), "two mistakes look the same"


@pytest.mark.parametrize(("entry", "kit"), LABS)
def test_the_answer_passes_and_nothing_of_it_is_left(engine: Engine, entry: ProofEntry, kit: KitName) -> None:
    assert entry.path is not None
    engine.warm(kit)
    before = at_rest(engine, kit=kit)
    files = bundle.pack(read_lab(entry.path).answer)
    verdict = engine.grade(Job(entry.id, entry.path, kit, 11, files, limits=limits_of(entry.path))).verdict
    assert verdict.passed, [check.difference for check in verdict.checks if check.status != "passed"] or verdict.summary
    assert at_rest(engine, before, kit) <= before
