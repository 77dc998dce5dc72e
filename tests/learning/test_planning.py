"""From a goal to dates."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlestone.base.errors import UnknownName
from mlestone.base.ids import SkillId
from mlestone.course.model import Course
from mlestone.learning.events import PlacementEnded, Planned
from mlestone.learning.forgetting import Forgetting
from mlestone.learning.pace import REVIEW_MINUTES, Pace, measure
from mlestone.learning.planning import NotAGoal, Plan, goal_for, plan
from mlestone.learning.record import EMPTY, Goal, Record
from mlestone.learning.reviews import REVIEWS_A_DAY
from mlestone.learning.standing import State
from mlestone.learning.timetable import Timetable

from .conftest import CHAIN, DAY, MONDAY, Story, course_of

TODAY = MONDAY.date()
LONG = {f"skill-{number}": (f"skill-{number - 1}",) if number else () for number in range(40)}
"""Forty skills in a row, of an hour each."""


def goal(course: Course, **changes: object) -> Goal:
    options: dict[str, object] = {"track": "all", "hours_a_week": 7.0, "since": MONDAY, **changes}
    return goal_for(course, **options)  # type: ignore[arg-type]


def made(course: Course | None = None, record: Record = EMPTY, now: datetime = MONDAY, **changes: object) -> Plan:
    course = course or course_of()
    worked = plan(record, course, now, goal=goal(course, **changes))
    assert worked is not None
    return worked


class TestGoals:
    def test_a_track_is_its_targets(self) -> None:
        assert goal(course_of()).targets == ("dividing",)

    def test_skills_will_do(self) -> None:
        assert goal(course_of(), track=None, targets=["adding", "adding"]).targets == ("adding",)

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"track": None}, "A plan leads to one track, or to skills: name a track or at least one skill, not both."),
            ({"targets": ["adding"]}, "name a track or at least one skill, not both"),
            ({"hours_a_week": 0.0}, "0 hours a week make no plan: choose more than 0, and at most 80."),
            ({"hours_a_week": 81.0}, "81 hours a week make no plan"),
            ({"hours_a_week": float("nan")}, "nan hours a week make no plan"),
            ({"weekdays_off": [7]}, r"There is no weekday 7: weekdays are 0 \(Monday\) to 6 \(Sunday\)."),
            ({"weekdays_off": range(7)}, "Every weekday is off: leave at least one to learn on."),
        ],
    )
    def test_what_is_no_goal_is_said(self, changes: dict[str, object], message: str) -> None:
        with pytest.raises(NotAGoal, match=message):
            goal(course_of(), **changes)

    def test_an_unknown_name_gets_the_nearest(self) -> None:
        with pytest.raises(UnknownName, match="Did you mean 'adding'"):
            goal(course_of(), track=None, targets=["ading"])


class TestPaths:
    def test_an_hour_a_day_is_a_skill_of_an_hour_a_day(self) -> None:
        worked = made()
        assert [(leg.skill, leg.begins, leg.ends, leg.minutes) for leg in worked.path] == [
            ("counting", TODAY, TODAY, 60),
            ("adding", TODAY + DAY, TODAY + DAY, 60),
            ("dividing", TODAY + 2 * DAY, TODAY + 2 * DAY, 60),
        ]
        assert (worked.finish, worked.total, worked.held, worked.why_not) == (TODAY + 2 * DAY, 3, 0, "")

    def test_there_is_no_plan_without_a_goal(self) -> None:
        assert plan(EMPTY, course_of(), MONDAY) is None

    def test_the_learner_s_own_goal_is_the_default(self) -> None:
        story = Story().then(Planned(None, (SkillId("adding"),), 7.0))
        worked = plan(story.record, story.course, story.now)
        assert worked is not None
        assert [leg.skill for leg in worked.path] == ["counting", "adding"]

    def test_nothing_happens_on_days_off(self) -> None:
        worked = made(days_off=[TODAY + DAY], weekdays_off=[3])
        assert [day.on for day in worked.days] == [TODAY, TODAY + 2 * DAY, TODAY + 4 * DAY]

    def test_what_is_held_takes_no_time(self) -> None:
        story = Story().proves("counting").then(PlacementEnded("p", (SkillId("adding"),), (900,)))
        worked = made(record=story.record, now=story.now + DAY)
        assert [(leg.skill, leg.minutes, leg.begins) for leg in worked.path][:2] == [
            ("counting", 0, None),
            ("adding", 0, None),
        ]
        assert worked.held == 2

    def test_what_is_half_done_takes_half(self) -> None:
        story = Story().passes("counting/code", seconds=None)
        assert made(record=story.record).path[0].minutes == 30

    def test_what_is_not_written_is_on_the_path_without_a_date(self) -> None:
        worked = made(course_of(planned=["adding"]))
        assert [(leg.skill, leg.state, leg.ends) for leg in worked.path] == [
            ("counting", State.OPEN, TODAY),
            ("adding", State.PLANNED, None),
            ("dividing", State.AHEAD, TODAY + DAY),
        ]
        assert worked.unwritten == ("adding",)

    def test_what_today_has_seen_already_is_not_asked_again(self) -> None:
        story = Story().passes("counting/code", seconds=3600)
        assert made(record=story.record).days[0].on == TODAY + DAY

    def test_a_goal_reached_has_no_date(self) -> None:
        story = Story().proves(*CHAIN)
        worked = made(record=story.record)
        assert (worked.reached, worked.finish, worked.why_not) == (True, None, "You hold every skill of this plan.")
        unwritten = made(course_of(planned=list(CHAIN)))
        assert unwritten.why_not == "You hold every skill of this plan that is written so far."

    def test_a_goal_too_far_away_has_no_date(self) -> None:
        worked = made(course_of(LONG, targets=["skill-39"]), hours_a_week=0.03)
        assert worked.finish is None
        assert worked.why_not == (
            "At this pace it takes more than twenty years: choose more hours a week, or a nearer goal."
        )

    def test_a_target_that_left_the_course_is_named(self) -> None:
        gone = Goal(None, (SkillId("weaving"), SkillId("counting")), 5.0, frozenset(), frozenset(), MONDAY)
        worked = plan(EMPTY, course_of(), MONDAY, goal=gone)
        assert worked is not None
        assert (worked.gone, [leg.skill for leg in worked.path]) == (("weaving",), ["counting"])

    def test_the_learner_s_day_may_not_be_utc_s(self) -> None:
        course = course_of()
        worked = plan(Record(zone=ZoneInfo("Pacific/Auckland")), course, MONDAY, goal=goal(course))
        assert worked is not None
        assert worked.days[0].on == TODAY + DAY


class TestReviewsInPlans:
    def test_what_is_proved_comes_back(self) -> None:
        worked = made(course_of(LONG, targets=["skill-39"]))
        assert "skill-39" not in {skill for day in worked.days for skill in day.reviews}
        assert "skill-0" in {skill for day in worked.days for skill in day.reviews}
        assert 0 < worked.review_minutes < worked.remaining_minutes / 2

    def test_what_needs_it_makes_it_come_back_later(self) -> None:
        def first_review(course: Course) -> date:
            worked = made(course)
            return next(day.on for day in worked.days if "skill-0" in day.reviews)

        apart = course_of(dict.fromkeys(LONG, ()), targets=list(LONG))
        assert first_review(course_of(LONG, targets=list(LONG))) > first_review(apart)

    def test_however_much_has_faded_half_of_a_day_is_for_something_new(self) -> None:
        skills = dict.fromkeys((*LONG, "new"), ())
        story = Story(course_of(skills, targets=["new"])).proves(*LONG).later(2000 * DAY)
        worked = made(story.course, story.record, story.now, since=story.now)
        assert all(day.review_minutes <= 30 and len(day.reviews) <= REVIEWS_A_DAY for day in worked.days)
        assert worked.finish is not None
        assert worked.days[0].reviews

    def test_who_forgets_fast_reviews_more_and_fails_more_of_them(self) -> None:
        course = course_of(LONG, targets=["skill-39"])
        fast = made(course, record=replace(EMPTY, forgetting=Forgetting(lean=-1.5)))
        assert fast.review_minutes > 1.5 * made(course).review_minutes

    def test_one_review_in_four_takes_a_second_try(self) -> None:
        worked = made(course_of(LONG, targets=["skill-39"]))
        count = sum(len(day.reviews) for day in worked.days)
        assert worked.review_minutes == pytest.approx(count * REVIEW_MINUTES * 1.28, rel=0.1)

    def test_what_has_no_fresh_variants_does_not(self) -> None:
        course = course_of(LONG, proofs=dict.fromkeys(LONG, ("lab",)), targets=["skill-39"])
        assert made(course).review_minutes == 0


class TestPace:
    def measured(self, story: Story, now: datetime | None = None) -> Pace:
        when = now or story.now
        return measure(story.record, story.course, story.record.goal, when)

    def test_of_a_stranger_the_course_s_minutes_are_believed(self) -> None:
        pace = self.measured(Story())
        assert (pace.work, pace.kept, pace.measured) == (1.0, 1.0, 0)

    def test_one_slow_skill_is_no_slow_learner(self) -> None:
        story = Story().passes("counting/code", "counting/question", seconds=3600)  # with the lesson: 130 of 60 minutes
        two = 60 * (0.5 / 0.35) ** 2  # what people at large weigh: two skills of an hour
        assert self.measured(story).work == pytest.approx((130 + two) / (60 + two))

    def test_many_are_and_the_range_narrows(self) -> None:
        story = Story(course_of(LONG))
        before = self.measured(story)
        for skill in LONG:
            story.passes(f"{skill}/code", f"{skill}/question", seconds=3300)  # 120 of 60 minutes
        after = self.measured(story)
        assert after.work == pytest.approx(1.95, abs=0.01)
        assert after.measured == 40
        assert after.spread < before.spread

    def test_hours_that_were_not_kept_put_the_date_off(self) -> None:
        planned = Planned(None, (SkillId("skill-39"),), 7.0)
        story = Story(course_of(LONG)).then(planned)
        idle = self.measured(story, MONDAY + 28 * DAY)
        two = (0.4 / 0.3) ** 2  # weeks
        assert idle.kept == pytest.approx(two / (4 + two))
        for skill in list(LONG)[:28]:
            story.passes(f"{skill}/code", f"{skill}/question", seconds=None)
        assert self.measured(story, MONDAY + 28 * DAY).kept == pytest.approx(1.0)

    def test_days_off_are_not_held_against_anyone(self) -> None:
        off = tuple((MONDAY + number * DAY).date() for number in range(28))
        story = Story(course_of(LONG)).then(Planned(None, (SkillId("skill-39"),), 7.0, off))
        assert self.measured(story, MONDAY + 28 * DAY).kept == 1.0

    def test_luck_evens_out_over_many_skills_and_weeks(self) -> None:
        pace = Pace(1.0, 1.0, 0, 0.0)
        assert pace.spread_over([60] * 100, 420) == pytest.approx(pace.spread_over([60], 420) / 10)
        assert pace.spread_over([], 420) == 0.0

    def test_the_fewer_weeks_are_left_the_more_each_of_them_matters(self) -> None:
        pace = Pace(1.0, 1.0, 0, 0.0)
        assert pace.spread_over([60] * 10, 600) > pace.spread_over([60] * 10, 60)
        assert pace.spread_over([60] * 10, 600) == pytest.approx((0.4**2 + 0.5**2 / 10) ** 0.5)


def test_the_range_holds_the_date_and_narrows_with_what_is_known() -> None:
    course = course_of(LONG, targets=["skill-39"])
    stranger = made(course)
    assert stranger.earliest is not None
    assert stranger.finish is not None
    assert stranger.latest is not None
    assert stranger.earliest < stranger.finish < stranger.latest
    story = Story(course)
    for skill in list(LONG)[:20]:
        story.passes(f"{skill}/code", f"{skill}/question", seconds=1500).later(DAY)
    known = made(course, story.record, story.now)
    assert known.earliest is not None
    assert known.finish is not None
    assert known.latest is not None
    wide, narrow = (
        (each.latest - each.earliest) / (each.finish - day)
        for each, day in [(stranger, TODAY), (known, story.now.date())]
        if each.latest and each.earliest and each.finish
    )
    assert narrow < wide


@settings(max_examples=60)
@given(
    st.integers(1, 30),
    st.floats(0.5, 60),
    st.sets(st.integers(0, 6), max_size=6),
    st.sets(st.integers(0, 60), max_size=10),
    st.integers(0, 12),
)
def test_every_plan_keeps_its_promises(
    count: int, hours: float, weekdays: set[int], off: set[int], proved: int
) -> None:
    needs = {f"skill-{n}": tuple(f"skill-{m}" for m in {n // 2, n // 3} if m != n) for n in range(count)}
    course = course_of(needs, targets=list(needs)[::-1])
    story = Story(course).proves(*list(needs)[:proved]).later(DAY)
    days_off = [TODAY + number * DAY for number in off]
    worked = made(
        course, story.record, story.now, hours_a_week=hours, weekdays_off=weekdays, days_off=days_off, since=story.now
    )
    timetable = Timetable.of(worked.goal)
    seen: set[SkillId] = set()
    for leg in worked.path:
        assert set(course.skill(leg.skill).needs) <= seen
        seen.add(leg.skill)
        assert (leg.begins is None) == (leg.ends is None) == (leg.minutes == 0)
    ends = [leg.ends for leg in worked.path if leg.ends]
    assert ends == sorted(ends)
    for day in worked.days:
        assert day.on >= story.now.date()
        minutes = day.review_minutes + sum(spent for _, spent in day.learning)
        assert 0 < timetable.minutes_on(day.on) >= minutes - len(day.learning) - 1  # each is rounded
    if not worked.reached:
        assert worked.earliest is not None
        assert worked.finish == ends[-1]
        assert worked.latest is not None
        assert worked.earliest <= worked.finish <= worked.latest


def test_hours_are_spread_over_the_days_that_are_left() -> None:
    week = Timetable.of(goal(course_of(), weekdays_off=[5, 6], hours_a_week=5.0))
    assert week.minutes_on(date(2026, 3, 6)) == 60
    assert week.minutes_on(date(2026, 3, 7)) == 0
    assert week.minutes_between(date(2026, 3, 2), date(2026, 3, 9)) == 300
    assert week.minutes_between(date(2026, 3, 9), date(2026, 3, 2)) == 0
    assert list(week.days_from(date.max - timedelta(days=1), 10))
