"""Starting, starting afresh, and finding the file one was at."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mlestone.base.errors import MlestoneError, UnknownName
from mlestone.learning.events import Started
from mlestone.study.learner import Learner
from mlestone.study.opening import NothingEdited
from mlestone.study.papers import read_replies
from mlestone.study.study import NotReady
from mlestone.study.workspace import NoSuchFile

if TYPE_CHECKING:
    from .conftest import OpenLearner, SetClock


def kinds(learner: Learner) -> list[str]:
    return [event.what.kind for event in learner.desk.journal.log.events()]


def test_starting_writes_the_starter_and_says_so(learner: Learner, home: Path) -> None:
    opened = learner.start("adding/add-two")
    assert opened.created
    assert opened.path == home / "workspace" / "adding" / "add_two.py"
    assert "def add(a, b):" in opened.path.read_text()
    assert "return a + b" not in opened.path.read_text()
    assert (opened.title, opened.kind, opened.purpose) == ("Add two numbers", "code", "proof")
    assert kinds(learner) == ["started"]


def test_starting_again_leaves_the_file_as_it_is(learner: Learner) -> None:
    path = learner.start("adding/add-two").path
    path.write_text("mine")
    again = learner.start("adding/add-two")
    assert not again.created
    assert path.read_text() == "mine"
    assert kinds(learner) == ["started"]


def test_a_file_that_was_deleted_is_written_again(learner: Learner) -> None:
    learner.start("adding/add-two").path.unlink()
    assert learner.start("adding/add-two").created
    assert kinds(learner) == ["started", "started"]


def test_a_file_from_another_machine_counts_as_begun(learner: Learner) -> None:
    path = learner.desk.files.path_of(learner.desk.course.proof("adding/add-two").id, "code")
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    assert not learner.start("adding/add-two").created
    assert [type(event.what) for event in learner.desk.journal.log.events()] == [Started]


def test_a_question_proof_gets_its_paper_with_other_numbers_each_time(learner: Learner) -> None:
    opened = learner.start("adding/sums")
    assert opened.path.name == "sums.txt"
    first = opened.path.read_text()
    reset = learner.reset("adding/sums")
    assert reset.backup is not None
    assert reset.backup.read_text() == first
    assert read_replies(reset.path.read_text())[0] != read_replies(first)[0]


def test_starting_afresh_keeps_what_was_there(learner: Learner, clock: SetClock) -> None:
    path = learner.start("adding/add-two").path
    starter = path.read_text()
    path.write_text("mine")
    reset = learner.reset("adding/add-two")
    assert reset.created
    assert path.read_text() == starter
    assert reset.backup == path.with_name(f"add_two.before-{clock.now().date().isoformat()}.py")
    assert reset.backup.read_text() == "mine"


def test_starting_afresh_without_a_file_is_starting(learner: Learner) -> None:
    reset = learner.reset("adding/add-two")
    assert reset.created
    assert reset.backup is None


def test_the_file_edited_last_is_found(learner: Learner) -> None:
    with pytest.raises(NothingEdited, match="mlestone next"):
        learner.edited_last()
    first = learner.start("adding/add-two").path
    second = learner.start("doubling/double").path
    os.utime(first, (2_000_000_000, 2_000_000_000))  # somebody's clock ran ahead: no matter
    assert learner.edited_last().proof == "adding/add-two"
    os.utime(second, (2_000_000_001, 2_000_000_001))
    assert learner.edited_last().proof == "doubling/double"
    first.with_name("notes.py").write_text("not a proof of the course")
    os.utime(first.with_name("notes.py"), (2_000_000_002, 2_000_000_002))
    assert learner.edited_last().proof == "doubling/double"


def test_a_file_tells_its_proof_and_a_proof_its_file(learner: Learner) -> None:
    path = learner.start("adding/add-two").path
    assert learner.opened(path).proof == "adding/add-two"
    assert learner.opened(str(path)).proof == "adding/add-two"
    assert learner.opened("adding/add-two").path == path


def test_a_proof_without_a_file_says_how_to_get_one(learner: Learner) -> None:
    with pytest.raises(NoSuchFile, match="mlestone start adding/add-two"):
        learner.opened("adding/add-two")


def test_a_file_from_elsewhere_does_not_tell_its_proof(learner: Learner, tmp_path: Path) -> None:
    with pytest.raises(NoSuchFile, match="Name the proof too"):
        learner.opened(tmp_path / "add_two.py")


def test_a_folder_where_the_file_should_be_is_told(learner: Learner) -> None:
    path = learner.start("adding/add-two").path
    path.unlink()
    path.mkdir()
    for use in (learner.start, learner.opened, learner.check, learner.reset):
        with pytest.raises(NoSuchFile, match="folder"):
            use("adding/add-two")


def test_unknown_planned_and_unjudgeable_proofs_are_told_apart(learner: Learner) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'adding/add-two'"):
        learner.start("adding/add-too")
    with pytest.raises(NotReady, match="planned"):
        learner.start("dividing/divide")
    with pytest.raises(NotReady, match="planned"):
        learner.start("doubling/double-lab")


def test_a_workspace_one_may_not_write_to_is_told(open_learner: OpenLearner) -> None:
    learner = open_learner(workspace=Path("/proc/mlestone"))  # not even root may
    with pytest.raises(MlestoneError, match="cannot be written"):
        learner.start("adding/add-two")


def test_looking_makes_no_file(open_learner: OpenLearner, home: Path) -> None:
    learner = open_learner()
    learner.next()
    learner.map()
    learner.plan()
    learner.roadmaps()
    learner.skill("adding")
    learner.attempts("adding/add-two")
    learner.close()
    assert not (home / "data").exists()
    assert not (home / "workspace").exists()
