"""The course keeps every rule of `author check`: all of it in one run, on all cores.

What was found is remembered in pytest's own cache: a fresh clone looks at everything, the next run at what has changed.
"""

from __future__ import annotations

import pytest

from mlestone.authoring.cache import Cache
from mlestone.authoring.checking import check
from mlestone.authoring.selection import select
from mlestone.study.study import Study


def test_every_lesson_and_proof_keeps_every_rule(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.cache is not None
    memory = Cache(pytestconfig.cache.mkdir("author-check"))
    with Study.open() as study:
        report = check(study.course, select(study.course, ()), memory)
    assert [finding.problem.shown() for finding in report.findings] == []
