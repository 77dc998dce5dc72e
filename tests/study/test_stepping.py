"""What is next, and the reason in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlestone.study.learner import Learner

    from .conftest import PassQuestions, SetClock

RIGHT = b"def add(a, b):\n    return b + a\n"


def test_a_newcomer_begins_at_the_beginning_and_hears_of_placement_and_plan(learner: Learner) -> None:
    following = learner.next()
    assert (following.step.kind, following.step.skill) == ("proof", "counting")
    assert following.step.command == "mlestone start counting/next-number"
    assert following.step.reason
    assert [step.kind for step in following.others] == ["placement", "plan"]
    assert (following.due, following.plan) == (0, None)


def test_what_was_begun_comes_first(learner: Learner, clock: SetClock) -> None:
    learner.start("adding/add-two")
    step = learner.next().step
    assert (step.kind, step.proof) == ("continue", "adding/add-two")


def test_a_goal_is_named_with_how_far_it_is(learner: Learner, pass_questions: PassQuestions) -> None:
    learner.set_plan(skills=["adding"], hours_a_week=2.5)
    pass_questions(learner, "counting/next-number")
    following = learner.next()
    assert following.plan == "Adding: 1 of 2 skills, 2.5 hours a week."
    assert "plan" not in [step.kind for step in following.others]
    assert "placement" not in [step.kind for step in following.others]


def test_when_everything_written_is_done_that_is_said(learner: Learner, pass_questions: PassQuestions) -> None:
    pass_questions(learner, "counting/next-number")
    pass_questions(learner, "adding/sums")
    learner.check("adding/add-two", source=RIGHT)
    learner.check("doubling/double", source=RIGHT)
    learner.set_plan(track="arithmetic", hours_a_week=3)
    assert learner.next().step.kind == "nothing"
    assert learner.next().others == ()


def test_a_fading_skill_is_a_step(learner: Learner, pass_questions: PassQuestions, clock: SetClock) -> None:
    pass_questions(learner, "counting/next-number")
    clock.pass_(days=400)
    following = learner.next()
    assert (following.step.kind, following.step.command, following.due) == ("review", "mlestone review", 1)


def test_steps_are_as_many_as_asked_for(learner: Learner) -> None:
    assert learner.next(1).others == ()
    assert len(learner.next(2).others) == 1


def test_what_is_next_in_plain_data(learner: Learner) -> None:
    plain = learner.next().as_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert list(plain) == ["step", "others", "due", "plan", "on_date"]
    assert list(plain["step"]) == ["kind", "skill", "proof", "title", "reason", "more", "minutes", "command"]
