"""Placement: asked one at a time, left and taken up again, credited, contested."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mlestone.base.settings import HOME_VARIABLE
from mlestone.engine.engine import Graded
from mlestone.learning.events import PlacementAnswered, PlacementEnded
from mlestone.proving.verdict import Verdict
from mlestone.study.kits import lacking
from mlestone.study.learner import Learner
from mlestone.study.placing import askable
from mlestone.study.study import Study

if TYPE_CHECKING:
    from mlestone.study.placing import PlacementQuestion, Placing

    from .conftest import OpenLearner

RIGHT = "def add(a, b):\n    return b + a\n"


@pytest.fixture(autouse=True)
def asks_about_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """In so small a course a single answer says nearly all; here every skill is asked about all the same."""
    monkeypatch.setattr("mlestone.learning.placement.WORTH_ASKING", -1.0)


def right(question: PlacementQuestion) -> str:
    if question.form == "code":
        return RIGHT
    words = question.text.rstrip("?").split()
    return str(int(words[1]) + 1) if words[0] == "After" else str(int(words[2]) + int(words[4]))


def answer_all(learner: Learner, state: Placing, *, rightly: bool) -> Placing:
    while state.question is not None:
        assert state.answered < state.at_most
        state = learner.answer(state.placement, right(state.question) if rightly else "1")
    return state


def kinds(learner: Learner) -> list[str]:
    return [event.what.kind for event in learner.desk.journal.log.events()]


def test_a_placement_begins_without_a_trace(learner: Learner) -> None:
    state = learner.place()
    assert state.question is not None
    assert (state.question.number, state.answered, state.at_most) == (1, 0, 25)
    assert (state.askable, state.skills) == (3, 4)
    assert not learner.desk.journal.exists
    assert learner.end(state.placement).finished
    assert not learner.desk.journal.exists


def test_right_answers_credit_skills(learner: Learner) -> None:
    state = answer_all(learner, learner.place(), rightly=True)
    assert state.finished
    assert set(state.credited) >= {"counting", "adding"}
    assert kinds(learner)[-1] == "placement-ended"
    assert learner.skill("counting").standing.state == "placed"
    assert learner.skill("counting").standing.recall is not None
    assert learner.next().step.skill != "counting"


def test_passing_over_everything_credits_nothing(learner: Learner) -> None:
    state = learner.place()
    while state.question is not None:
        state = learner.skip(state.placement)
    assert (state.credited, state.answered) == ((), 3)
    assert kinds(learner) == ["placement-answered"] * 3 + ["placement-ended"]


def test_wrong_answers_credit_nothing(learner: Learner) -> None:
    state = answer_all(learner, learner.place(), rightly=False)
    assert state.credited == ()
    assert learner.map().states["placed"] == 0


def test_a_placement_can_be_left_and_taken_up_again(learner: Learner, open_learner: OpenLearner) -> None:
    begun = learner.place()
    assert begun.question is not None
    second = learner.answer(begun.placement, right(begun.question))
    assert (second.right, second.answered) == (True, 1)
    later = open_learner().place()
    assert (later.placement, later.answered) == (begun.placement, 1)
    assert later.question == second.question is not None
    assert learner.next().others[0].title == "Go on with the placement"


def test_the_same_question_is_shown_a_second_time(learner: Learner) -> None:
    first = learner.place()
    assert first.question is not None
    again = learner.answer(first.placement, "")
    assert again.question == first.question


@pytest.mark.parametrize("reply", ["", "no idea", "x" * 20_000])
def test_a_reply_that_cannot_be_read_is_sent_back(learner: Learner, reply: str) -> None:
    state = learner.place()
    while state.question is not None and state.question.form == "code":
        state = learner.skip(state.placement)
    assert state.question is not None
    back = learner.answer(state.placement, reply)
    assert back.complaint
    assert (back.answered, back.question) == (state.answered, state.question)
    assert set(kinds(learner)) == {"placement-answered"}
    assert back.answered == len(kinds(learner))


def test_questions_can_be_passed_over(learner: Learner) -> None:
    state = learner.place()
    state = learner.skip(state.placement)
    assert (state.answered, state.right) == (1, None)
    (entry,) = [event.what for event in learner.desk.journal.log.events()]
    assert isinstance(entry, PlacementAnswered)
    assert entry.right is None


def test_ending_early_credits_what_is_believed(learner: Learner) -> None:
    state = learner.place()
    assert state.question is not None
    state = learner.answer(state.placement, right(state.question))
    ended = learner.end(state.placement)
    assert ended.finished
    assert ended.question is None
    last = list(learner.desk.journal.log.events())[-1].what
    assert isinstance(last, PlacementEnded)
    assert last.credited == ended.credited
    assert len(last.beliefs) == len(last.credited)
    before = kinds(learner)
    assert learner.end(state.placement).finished  # a second time changes nothing
    assert kinds(learner) == before


def test_a_placement_that_ended_takes_no_more_answers(learner: Learner) -> None:
    state = learner.place()
    assert state.question is not None
    learner.answer(state.placement, right(state.question))
    learner.end(state.placement)
    before = kinds(learner)
    assert learner.answer(state.placement, "1").finished
    assert learner.skip(state.placement).finished
    assert kinds(learner) == before
    assert learner.place().placement != state.placement


def test_what_is_our_fault_leaves_the_question_standing(
    learner: Learner, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = learner.place()
    assert state.question is not None

    def grade(job: object) -> Graded:
        return Graded(Verdict("adding/sums", "question", "not_graded", 1, "", "Ours."), 0.0)

    monkeypatch.setattr(study.engine, "grade", grade)
    with pytest.raises(Exception, match="The question stands"):
        learner.answer(state.placement, right(state.question))
    assert not learner.desk.journal.exists


def test_a_credit_can_be_contested(learner: Learner) -> None:
    state = answer_all(learner, learner.place(), rightly=True)
    assert "counting" in state.credited
    assert learner.contest("counting").standing.state != "placed"


def test_what_is_proved_is_not_asked(learner: Learner) -> None:
    learner.check("adding/add-two", source=RIGHT.encode())
    asked = set()
    state = learner.place()
    while state.question is not None:
        asked.add(state.question.skill)
        state = learner.skip(state.placement)
    assert asked
    assert state.finished


def test_a_placement_in_plain_data(learner: Learner) -> None:
    plain = learner.place().as_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert list(plain) == [
        "placement", "answered", "at_most", "question", "finished", "complaint", "right", "credited", "certain",
        "askable", "skills",
    ]  # fmt: skip
    assert list(plain["question"]) == [
        "number", "at_most", "skill", "title", "proof", "seed", "form", "text", "choices", "letters", "unit", "note",
        "starter",
    ]  # fmt: skip


def test_nobody_has_to_install_a_kit_to_be_placed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    with Study.open() as study, Learner.open(study, shared=False) as learner:
        asked = askable(learner.desk)
        kits = {study.course.skill(skill).kit_of(entry) for skill, entry in asked.items()}
    assert "sagemaker" in asked
    assert {kit for kit in kits if lacking(kit) is not None} == set()
