"""Goals, dated ways there, and the calendar."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from mlestone.base.errors import MlestoneError, UnknownName
from mlestone.study.plans import NoPlan

if TYPE_CHECKING:
    from mlestone.study.learner import Learner

    from .conftest import OpenLearner, SetClock

RIGHT = b"def add(a, b):\n    return b + a\n"


def test_without_a_goal_there_is_no_plan(learner: Learner) -> None:
    assert learner.plan() is None
    assert not learner.drop_plan()
    with pytest.raises(NoPlan, match="mlestone plan set"):
        learner.calendar()


def test_a_goal_gives_a_dated_way_and_is_kept(learner: Learner, open_learner: OpenLearner, clock: SetClock) -> None:
    plan = learner.set_plan(track="arithmetic", hours_a_week=2, weekdays_off=[5, 6])
    assert (plan.track, plan.title, plan.targets) == ("arithmetic", "Arithmetic", ("dividing",))
    assert [leg.skill for leg in plan.path] == ["counting", "adding", "doubling", "dividing"]
    assert (plan.skills, plan.done, plan.unwritten) == (4, 0, 1)
    assert plan.path[0].starts is not None
    assert plan.path[0].starts >= clock.now().date()
    assert plan.path[-1].starts is None  # planned: on the way, but not in the dates
    assert plan.finish is not None
    assert plan.earliest is not None
    assert plan.latest is not None
    assert plan.earliest <= plan.finish <= plan.latest
    assert all(day.on.weekday() < 5 for day in plan.coming)
    assert any(plan.finish.isoformat() in sentence for sentence in plan.sentences)
    assert "1 skill on the way is not written yet; the dates leave it out." in plan.sentences
    assert open_learner().plan() == plan


def test_days_off_are_kept_free(learner: Learner, clock: SetClock) -> None:
    holidays = [clock.now().date() + timedelta(days=days) for days in range(10)]
    plan = learner.set_plan(skills=["adding"], hours_a_week=5, days_off=holidays)
    assert plan.days_off == tuple(holidays)
    assert min(day.on for day in plan.coming) > holidays[-1]


def test_what_is_proved_shortens_the_way(learner: Learner) -> None:
    before = learner.set_plan(skills=["doubling"], hours_a_week=2)
    learner.check("doubling/double", source=RIGHT)
    after = learner.plan()
    assert after is not None
    assert after.done == 3  # the goal, and what it credits
    assert after.remaining_minutes == 0 < before.remaining_minutes
    assert "Everything that is written on the way is done." in after.sentences


def test_goals_that_make_no_plan_are_refused_in_words(learner: Learner) -> None:
    with pytest.raises(UnknownName, match="arithmetic"):
        learner.set_plan(track="arithmetik")
    with pytest.raises(UnknownName, match="adding"):
        learner.set_plan(skills=["ading"])
    for wrong in ({}, {"track": "arithmetic", "skills": ["adding"]}):
        with pytest.raises(MlestoneError, match="not both"):
            learner.set_plan(**wrong)  # type: ignore[arg-type]
    for hours in (0, -1, float("nan"), 1000):
        with pytest.raises(MlestoneError, match="hours a week"):
            learner.set_plan(skills=["adding"], hours_a_week=hours)
    with pytest.raises(MlestoneError, match="weekday"):
        learner.set_plan(skills=["adding"], weekdays_off=range(7))
    assert learner.plan() is None


def test_a_goal_can_be_changed_and_dropped(learner: Learner) -> None:
    learner.set_plan(skills=["adding"], hours_a_week=5)
    assert learner.set_plan(skills=["doubling", "adding"], hours_a_week=5).title == "Doubling and 1 more"
    assert learner.drop_plan()
    assert learner.plan() is None


def test_the_calendar_is_icalendar(learner: Learner) -> None:
    learner.set_plan(track="arithmetic", hours_a_week=2)
    text = learner.calendar()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert "Counting" in text


def test_a_plan_in_plain_data(learner: Learner) -> None:
    plain = learner.set_plan(track="arithmetic", hours_a_week=2).as_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert list(plain["path"][0]) == ["skill", "title", "starts", "ends", "minutes", "written", "state"]
