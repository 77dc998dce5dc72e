"""The course keeps every rule of `author check`: all lessons and all proofs but labs in one run, on all cores.

Whoever writes a proof has it played whole, and its receipt is committed with it. Of what has one, a sample is played
here, and of what has none everything: no proof is in the course that was not played whole as it stands. Playing all
mistakes of all labs takes longer than all other tests together. Of labs, tests/labs/test_course.py plays the answers,
and holds that what is known of the mistakes was learnt from these very files.

What was found is remembered in pytest's own cache: a fresh clone looks at everything, the next run at what has changed.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mlestone.authoring.cache import Cache
from mlestone.authoring.checking import check
from mlestone.authoring.rule import Finding
from mlestone.authoring.selection import select
from mlestone.course.model import Kind
from mlestone.study.study import Study

# Everything is played with limited patience, on a machine that has all its cores at work here. Where that was too
# short, something ends before its verdict, or the engine says something else of the same mistake. What is looked at a
# second time, alone, has to keep the rule.
HURRIED = ("(time)", "took too long", "ended, or hung")


def is_hurried(finding: Finding) -> bool:
    return finding.rule == "P209" or any(words in finding.problem.message for words in HURRIED)


def test_every_lesson_and_proof_but_labs_keeps_every_rule(pytestconfig: pytest.Config, tmp_path: Path) -> None:
    assert pytestconfig.cache is not None
    memory = Cache(pytestconfig.cache.mkdir("author-check"))
    with Study.open() as study:
        everything = select(study.course, ())
        but_labs = tuple(entry for entry in everything.proofs if entry.kind is not Kind.LAB)
        report = check(study.course, replace(everything, proofs=but_labs), memory, quick=True)
        assert report.skipped == (), "make.py test makes the kits that are missing"
        findings = report.findings
        if doubtful := {str(finding.problem.path) for finding in findings if is_hurried(finding)}:
            again = check(study.course, select(study.course, doubtful), Cache(tmp_path), quick=True).findings
            findings = (*(found for found in findings if str(found.problem.path) not in doubtful), *again)
    assert [finding.problem.shown() for finding in findings] == []
