"""What still can be fooled, as strict expected failures: whoever mends one of these is told to take it off this list.

Neither makes a wrong result right. What stays inside the learner's process (which of its own copies of the arguments a
call changed, what it costs in processes the learner started) is known from that process alone.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mlestone.engine.engine import Engine

from .conftest import job

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="walls are made of Linux")

HEAD = '''"""Doubles

Write `doubled(values)`.
"""
from mlestone.proving import answer, check, expect


@answer
def doubled(values):
    """Return the values, doubled."""
    return [2 * value for value in values]


@check("doubles")
def doubles(learner, rng):
    values = rng.integers(9, size=4).tolist()
    expect(learner.doubled(values)).equals(doubled(values))


'''
UNCHANGED = (
    HEAD
    + """@check("leaves its argument alone")
def unchanged(learner, rng):
    expect(learner.doubled).leaves_unchanged([1, 2, 3])
"""
)
LINEAR = (
    HEAD
    + """@check("takes time that grows like n")
def linear(learner, rng):
    expect(learner.doubled).grows(at_most="n", make=lambda n: (list(range(n)),), sizes=(64, 2000))
"""
)

CHANGES = """
def doubled(values):
    values[:] = [2 * value for value in values]
    return values
"""
HIDES_THE_CHANGE = (
    CHANGES
    + """
from mlestone.wire.servant import Servant

Servant._packed_arguments = lambda self, args, kwargs: {}
"""
)

QUADRATIC = """
def doubled(values):
    found = [2 * value for value in values]
    for _ in values:
        for _ in values:
            pass
    return found
"""
IN_ANOTHER_PROCESS = (
    QUADRATIC.replace("def doubled", "def work")
    + """
import json
import os

asked, ask = os.pipe()
hear, told = os.pipe()
if os.fork() == 0:
    for line in os.fdopen(asked):
        os.write(told, json.dumps(work(json.loads(line))).encode() + b"\\n")
answers = os.fdopen(hear)


def doubled(values):
    os.write(ask, json.dumps(values).encode() + b"\\n")
    return json.loads(answers.readline())
"""
)


def status(engine: Engine, folder: Path, proof: str, source: str) -> str:
    path = folder / "doubled.py"
    path.write_text(proof)
    return engine.grade(replace(job(source), path=path)).verdict.status


@pytest.mark.parametrize(("proof", "source"), [(UNCHANGED, CHANGES), (LINEAR, QUADRATIC)], ids=["change", "cost"])
def test_what_is_not_hidden_is_found(engine: Engine, tmp_path: Path, proof: str, source: str) -> None:
    assert status(engine, tmp_path, proof, source) == "failed"


@pytest.mark.xfail(reason="the servant, which looks for changes, runs in the learner's process")
def test_a_change_of_an_argument_cannot_be_hidden(engine: Engine, tmp_path: Path) -> None:
    assert status(engine, tmp_path, UNCHANGED, HIDES_THE_CHANGE) == "failed"


@pytest.mark.xfail(reason="the clock that is read is that of the learner's first process")
def test_work_cannot_be_hidden_in_another_process(engine: Engine, tmp_path: Path) -> None:
    assert status(engine, tmp_path, LINEAR, IN_ANOTHER_PROCESS) == "failed"
