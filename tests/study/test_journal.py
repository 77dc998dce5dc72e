"""The record follows from the log, however it is read: whole, from a snapshot, at a glance, after others wrote."""

from __future__ import annotations

import io
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mlestone.base.errors import MlestoneError
from mlestone.base.ids import ProofId
from mlestone.learning.events import HintShown
from mlestone.learning.folding import fold
from mlestone.learning.record import EMPTY

if TYPE_CHECKING:
    from mlestone.study.learner import Learner

    from .conftest import OpenLearner, SetClock

RIGHT = b"def add(a, b):\n    return b + a\n"


def from_scratch(learner: Learner) -> object:
    desk = learner.desk
    return fold(EMPTY, desk.journal.log.events(), desk.course)


def write_much(learner: Learner, clock: SetClock, hints: int = 3) -> None:
    for proof in ("adding/add-two", "doubling/double", "adding/sums", "counting/next-number"):
        learner.start(proof)
        clock.pass_(minutes=1)
        for _ in range(hints):
            learner.hint(proof)


def test_a_later_start_reads_a_snapshot_and_what_came_after(
    learner: Learner, open_learner: OpenLearner, clock: SetClock
) -> None:
    write_much(learner, clock)
    learner.close()
    later = open_learner()
    assert later.desk.journal._since_snapshot == 0  # the record is loaded with the first question
    assert later.desk.record == from_scratch(later)
    assert later.desk.journal._since_snapshot == 0
    later.check("adding/add-two", source=RIGHT)
    assert later.desk.record == from_scratch(later)
    assert open_learner().desk.record == from_scratch(later)


def test_a_snapshot_of_another_course_is_not_used(learner: Learner, open_learner: OpenLearner, clock: SetClock) -> None:
    write_much(learner, clock)
    learner.close()
    later = open_learner()
    later.desk.journal._fingerprint = "another course"
    assert later.desk.record == from_scratch(later)
    assert later.desk.journal._since_snapshot == later.desk.record.count


def test_a_snapshot_that_cannot_be_read_is_done_without(
    learner: Learner, open_learner: OpenLearner, clock: SetClock, home: Path
) -> None:
    write_much(learner, clock)
    learner.close()
    with sqlite3.connect(home / "data" / "log.sqlite3") as database:
        assert database.execute("UPDATE snapshots SET body = '{\"skills\": 3'").rowcount == 1
    database.close()
    later = open_learner()
    assert later.desk.record == from_scratch(later)


def test_what_one_wrote_oneself_is_not_read_again_but_what_others_wrote_is(
    learner: Learner, open_learner: OpenLearner, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = learner.desk.journal
    learner.hint("adding/add-two")
    with monkeypatch.context() as patch:
        patch.setattr(type(journal.log), "events", lambda *_, **__: pytest.fail("it was read"))
        journal.append(HintShown(ProofId("adding/add-two"), 2))
    assert journal.record == from_scratch(learner)

    other = open_learner()
    other.hint("adding/sums")
    journal.append(HintShown(ProofId("adding/add-two"), 3))
    assert journal.record == from_scratch(learner)
    assert journal.record.proof(ProofId("adding/sums")).hints == 1


def test_another_window_is_noticed_while_only_looking(learner: Learner, open_learner: OpenLearner) -> None:
    looking = open_learner()
    assert looking.proof("adding/add-two").standing.hints == 0
    learner.hint("adding/add-two")
    assert looking.proof("adding/add-two").standing.hints == 1
    assert looking.desk.journal._opened is None


def test_an_import_is_taken_in_wherever_its_entries_belong(
    learner: Learner, open_learner: OpenLearner, clock: SetClock, home: Path
) -> None:
    other = open_learner(log=home / "other.sqlite3", workspace=home / "elsewhere")
    other.check("adding/add-two", source=RIGHT)
    clock.pass_(hours=1)
    write_much(learner, clock)
    watching = open_learner()
    watching.hint("doubling/double")
    text = io.StringIO()
    written = other.export(text)
    imported = learner.import_(text.getvalue().splitlines())
    assert (imported.new, imported.known) == (written, 0)
    assert learner.proof("adding/add-two").standing.state == "passed"
    assert watching.proof("adding/add-two").standing.state == "passed"
    assert watching.desk.record == from_scratch(watching)
    again = learner.import_(text.getvalue().splitlines())
    assert (again.new, again.known) == (0, written)


def test_a_file_that_is_no_log_is_told_and_left_alone(open_learner: OpenLearner, home: Path) -> None:
    path = home / "data" / "log.sqlite3"
    path.parent.mkdir(parents=True)
    path.write_text("my notes, not a database at all")
    with pytest.raises(MlestoneError, match="log"):
        open_learner().next()
    assert path.read_text() == "my notes, not a database at all"


def test_asking_what_is_next_loads_neither_sqlalchemy_nor_an_engine(
    learner: Learner, clock: SetClock, home: Path
) -> None:
    write_much(learner, clock)
    root = learner.desk.course.root
    learner.close()
    script = f"""
import sys
from pathlib import Path
from mlestone.course.load import load_course
from mlestone.study.learner import Learner
from mlestone.study.study import Study
with Study(load_course(Path({str(root)!r}))) as study, Learner.open(study) as learner:
    assert learner.next().step.kind == "continue"
print(*sorted({{"sqlalchemy", "alembic", "fsrs", "numpy", "rich", "mlestone.engine.engine"}} & sys.modules.keys()))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
