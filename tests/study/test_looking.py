"""The map, the progress, the lists, single skills and proofs."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from mlestone.base.errors import UnknownName

if TYPE_CHECKING:
    from mlestone.study.learner import Learner

    from .conftest import PassQuestions, SetClock

RIGHT = b"def add(a, b):\n    return b + a\n"
WRONG = b"def add(a, b):\n    return a * b\n"


def test_the_map_shows_every_skill_and_how_it_stands(learner: Learner, pass_questions: PassQuestions) -> None:
    pass_questions(learner, "counting/next-number")
    learner.start("adding/add-two")
    learner.set_plan(skills=["adding"], hours_a_week=2)
    (region,) = learner.map().regions
    assert [(skill.id, skill.state, skill.on_plan) for skill in region.skills] == [
        ("counting", "proved", True),
        ("adding", "begun", True),
        ("doubling", "ahead", False),
        ("dividing", "planned", False),
    ]
    assert (region.done, region.written, region.total) == (1, 3, 4)
    assert learner.map().states["proved"] == 1
    assert learner.map().plan == ("counting", "adding")


def test_a_skill_shows_what_it_rests_on(learner: Learner, pass_questions: PassQuestions, clock: SetClock) -> None:
    learner.check("adding/add-two", source=WRONG)
    assert learner.skill("adding").evidence == ("add-two was tried once and has not passed yet.",)
    learner.check("adding/add-two", source=RIGHT)
    pass_questions(learner, "adding/sums")
    page = learner.skill("adding")
    assert page.standing.state == "proved"
    assert (page.needs, page.opens) == (("counting",), ("doubling",))
    assert [proof.state for proof in page.proofs] == ["passed", "passed"]
    today = clock.now().date().isoformat()
    assert any(sentence.startswith(f"add-two passed on {today}") for sentence in page.evidence)
    credited = learner.skill("counting")
    assert credited.standing.state == "placed"
    assert f"Credited on {today} by passing Adding, which needs it." in credited.evidence
    with pytest.raises(UnknownName, match="adding"):
        learner.skill("addin")


def test_a_credit_can_be_given_back(learner: Learner) -> None:
    learner.check("doubling/double", source=RIGHT)
    assert learner.skill("adding").standing.state == "placed"
    page = learner.contest("adding")
    assert page.standing.state == "ahead" or page.standing.state == "open"
    assert any(sentence.startswith("Given back on") for sentence in page.evidence)
    with pytest.raises(Exception, match="not credited"):
        learner.contest("adding")


def test_a_proof_shows_what_its_learner_may_see(learner: Learner) -> None:
    page = learner.proof("adding/add-two")
    assert page.prompt.startswith("Write `add(a, b)`.")
    assert page.required == ("add(a, b)",)
    assert page.checks == ("adds two numbers", "adds nothing")
    assert "return a + b" not in str(page.as_dict())
    assert page.tolerance.startswith("Numbers may be off by")
    assert learner.proof("adding/sums").tolerance == ""


def test_planned_proofs_stand_in_their_skill(learner: Learner) -> None:
    assert [proof.state for proof in learner.skill("dividing").proofs] == ["planned", "planned"]


def test_progress_counts_days_and_attempts(learner: Learner, clock: SetClock, pass_questions: PassQuestions) -> None:
    assert learner.progress().first_day is None
    learner.check("adding/add-two", source=WRONG)
    clock.pass_(days=1)
    learner.check("adding/add-two", source=RIGHT)
    clock.pass_(days=1)
    progress = learner.progress(days=7)
    assert (progress.attempts, progress.proofs_passed, progress.proofs_written) == (2, 1, 4)
    assert (progress.active_days, progress.streak) == (2, 2)
    assert [day.attempts for day in progress.days] == [0, 0, 0, 0, 1, 1, 0]
    assert progress.days[-1].on == clock.now().date()
    assert [recent.status for recent in progress.recent] == ["passed", "failed"]
    assert progress.first_day == clock.now().date() - timedelta(days=2)
    clock.pass_(days=2)
    assert learner.progress().streak == 0


def test_roadmaps_tell_what_is_proved_of_each(learner: Learner, pass_questions: PassQuestions) -> None:
    learner.check("adding/add-two", source=RIGHT)
    pass_questions(learner, "adding/sums")
    (numbers,) = learner.roadmaps()
    assert (numbers.done, numbers.proved, numbers.written, numbers.total) == (2, 1, 2, 3)
    (section,) = numbers.sections
    assert [(topic.name, topic.done, topic.proved, topic.skills) for topic in section.topics] == [
        ("Counting", True, False, ("counting",)),
        ("Adding", True, True, ("adding",)),
        ("Dividing", False, False, ("dividing",)),
    ]


def test_everything_is_plain_data(learner: Learner, pass_questions: PassQuestions) -> None:
    pass_questions(learner, "counting/next-number")
    learner.set_plan(skills=["adding"], hours_a_week=2)
    views = [
        learner.map(),
        learner.progress(),
        *learner.roadmaps(),
        learner.skill("counting"),
        learner.proof("adding/add-two"),
        learner.start("adding/add-two"),
        *learner.attempts("counting/next-number"),
        learner.status(),
    ]
    for view in views:
        plain = view.as_dict()
        assert json.loads(json.dumps(plain)) == plain
