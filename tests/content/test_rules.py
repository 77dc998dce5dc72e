"""The course keeps every rule of `author check`: all of it in one run, on all cores.

What was found is remembered in pytest's own cache: a fresh clone looks at everything, the next run at what has changed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from mlestone.authoring.cache import Cache
from mlestone.authoring.checking import check
from mlestone.authoring.selection import select
from mlestone.study.study import Study

# Mistakes are played with limited patience, and the services of labs have some time to start, on a machine that has all
# its cores at work here. Where that was too short, what is looked at a second time, alone, has to be without fault.
HURRIED = frozenset({"P209", "P402", "P403", "P404", "P405"})


def test_every_lesson_and_proof_keeps_every_rule(pytestconfig: pytest.Config, tmp_path: Path) -> None:
    assert pytestconfig.cache is not None
    memory = Cache(pytestconfig.cache.mkdir("author-check"))
    with Study.open() as study:
        report = check(study.course, select(study.course, ()), memory)
        assert report.skipped == (), "make.py test makes the kits that are missing"
        findings = report.findings
        if doubtful := {str(finding.problem.path) for finding in findings if finding.rule in HURRIED}:
            again = check(study.course, select(study.course, doubtful), Cache(tmp_path)).findings
            findings = (*(found for found in findings if str(found.problem.path) not in doubtful), *again)
    assert [finding.problem.shown() for finding in findings] == []
