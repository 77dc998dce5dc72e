"""From a goal and what is known of the learner to a dated path, and a date with an honest range.

The plan is lived through, day by day: reviews that come due are done first (simulated with the same memory rules, and
as many of them failed at first as this learner should fail), the rest of the day goes to the next skill of the path.
Minutes are the course's own, times the measured pace. The range is what an 80 % interval of that pace gives, and of the
luck of the skills and weeks to come; `benchmarks/learners` says how often it held.

Skills that are not written yet are on the path, without a date: they take no time and stand in nobody's way, and the
finish date covers the rest. Plans are never stored; today's record makes today's plan.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from mlestone.base.errors import MlestoneError
from mlestone.base.ids import SkillId, TrackId
from mlestone.learning.memory import RETENTION, Memory, Rating, due, first, refreshed, reviewed
from mlestone.learning.pace import REVIEW_MINUTES, Pace, measure
from mlestone.learning.reach import Reach
from mlestone.learning.record import Goal, Record
from mlestone.learning.reviews import REVIEWS_A_DAY
from mlestone.learning.standing import Standings, State, reviewable, standings
from mlestone.learning.timetable import Timetable

if TYPE_CHECKING:
    from mlestone.course.model import Course, Skill

FARTHEST = 20 * 366
"""Days. A plan of twenty years is no plan; it is said so instead."""
MOST_HOURS = 80.0
_TENTH = 1.2816
"""Standard deviations from the middle to the ends of the middle 80 %."""
_CRUMB = 0.01
"""Minutes that are only left because sevenths do not add up to a whole."""
_SHARE_OF_REVIEWS = 0.5
"""Of a day, at most, give or take a second try: something new is learnt every day, however much has faded."""


class NotAGoal(MlestoneError):
    """A plan that cannot be made, and which of its figures is why."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One skill of the path."""

    skill: SkillId
    state: State
    begins: date | None = None
    """`None`: it is held already, not written yet, or too far away."""
    ends: date | None = None
    minutes: int = 0
    """Still to come, at the learner's pace."""


@dataclass(frozen=True, slots=True)
class StudyDay:
    """What one day is for."""

    on: date
    learning: tuple[tuple[SkillId, int], ...]
    """Skills and minutes."""
    reviews: tuple[SkillId, ...]
    review_minutes: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The way to a goal, seen from today."""

    goal: Goal
    path: tuple[Leg, ...]
    days: tuple[StudyDay, ...]
    finish: date | None
    """As likely to be met as to be missed. `None` when nothing is left to learn, or it is too far away."""
    earliest: date | None
    """One in ten finishes before it."""
    latest: date | None
    """One in ten finishes after it; `None` with a `finish`: more than twenty years away."""
    pace: Pace
    held: int
    """Skills on the path that are held."""
    unwritten: tuple[SkillId, ...]
    """On the path, but not written yet: the dates leave them out."""
    gone: tuple[SkillId, ...]
    """Targets that have left the course."""

    @property
    def total(self) -> int:
        return len(self.path)

    @property
    def remaining_minutes(self) -> int:
        return sum(leg.minutes for leg in self.path)

    @property
    def review_minutes(self) -> int:
        return sum(day.review_minutes for day in self.days)

    @property
    def reached(self) -> bool:
        """Nothing that is written is left."""
        return self.remaining_minutes == 0

    @property
    def why_not(self) -> str:
        """Why there is no date; empty when there is one."""
        if self.finish is not None:
            return ""
        if not self.reached:
            return "At this pace it takes more than twenty years: choose more hours a week, or a nearer goal."
        if self.unwritten:
            return "You hold every skill of this plan that is written so far."
        return "You hold every skill of this plan."


def goal_for(
    course: Course,
    *,
    track: str | None = None,
    targets: Iterable[str] = (),
    hours_a_week: float,
    days_off: Iterable[date] = (),
    weekdays_off: Iterable[int] = (),
    since: datetime,
) -> Goal:
    """A goal that a plan can be made for. Raises `UnknownName`, or `NotAGoal`."""
    wanted = tuple(course.skill(target).id for target in dict.fromkeys(targets))
    if (track is None) == (not wanted):
        raise NotAGoal("A plan leads to one track, or to skills: name a track or at least one skill, not both.")
    if not 0 < hours_a_week <= MOST_HOURS:  # false for nan, too
        raise NotAGoal(f"{hours_a_week:g} hours a week make no plan: choose more than 0, and at most {MOST_HOURS:g}.")
    off = frozenset(weekdays_off)
    if wrong := sorted(day for day in off if day not in range(7)):
        raise NotAGoal(f"There is no weekday {wrong[0]}: weekdays are 0 (Monday) to 6 (Sunday).")
    if len(off) == 7:
        raise NotAGoal("Every weekday is off: leave at least one to learn on.")
    found = course.track(track) if track is not None else None
    return Goal(
        track=TrackId(found.id) if found else None,
        targets=found.targets if found else wanted,
        hours_a_week=float(hours_a_week),
        days_off=frozenset(days_off),
        weekdays_off=off,
        since=since,
    )


def plan(
    record: Record,
    course: Course,
    now: datetime,
    *,
    goal: Goal | None = None,
    known: Standings | None = None,
) -> Plan | None:
    """The plan for this goal, by default the learner's own; `None` without one.

    `known` are the standings for this record, course and time, for who has them already.
    """
    goal = goal or record.goal
    if goal is None:
        return None
    today = record.day_of(now)
    stand = known if known is not None else standings(record, course, now)
    pace = measure(record, course, goal, now)
    way = course.way_to(skill for skill in goal.targets if skill in course.skills)
    work = {skill: _minutes_left(course.skills[skill], stand, pace) for skill in way if _is_left(stand, skill)}
    spread = math.exp(_TENTH * pace.spread_over(list(work.values()), goal.hours_a_week * 60))

    def lived(stretch: float) -> _Life:
        return _Life(record, course, goal, stand, work, pace, kept=pace.kept / stretch).lived(today)

    middle = lived(1.0)
    return Plan(
        goal=goal,
        path=tuple(
            Leg(skill, stand[skill].state, middle.began.get(skill), middle.ended.get(skill), work.get(skill, 0))
            for skill in way
        ),
        days=tuple(middle.days),
        finish=middle.finish,
        earliest=lived(1 / spread).finish if middle.finish else None,
        latest=lived(spread).finish if middle.finish else None,
        pace=pace,
        held=sum(stand[skill].held is not None for skill in way),
        unwritten=tuple(skill for skill in way if stand[skill].state is State.PLANNED),
        gone=tuple(skill for skill in goal.targets if skill not in course.skills),
    )


def _is_left(stand: Standings, skill: SkillId) -> bool:
    return stand[skill].held is None and stand[skill].state is not State.PLANNED


def _minutes_left(skill: Skill, stand: Standings, pace: Pace) -> int:
    standing = stand[skill.id]
    share = len(standing.remaining) / (len(standing.passed) + len(standing.remaining))
    return max(round(skill.minutes * share * pace.work), 1)


class _Life:
    """The days from today on, lived through until nothing is left to learn."""

    def __init__(
        self,
        record: Record,
        course: Course,
        goal: Goal,
        stand: Standings,
        work: Mapping[SkillId, int],
        pace: Pace,
        *,
        kept: float,
    ) -> None:
        self.record = record
        self.course = course
        self.timetable = Timetable.of(goal)
        self.reach = Reach(course)
        self.kept = kept
        self.a_try = REVIEW_MINUTES * pace.work
        self.failures = 0.0
        """Expected among the reviews so far, and not yet simulated."""
        self.left = {skill: float(minutes) for skill, minutes in work.items()}
        self.memories = {
            skill: memory
            for skill, standing in stand.items()
            if standing.due is not None and (memory := record.skill(skill).memory) is not None
        }
        self.calendar = [(self._due(memory), skill) for skill, memory in self.memories.items()]
        heapq.heapify(self.calendar)
        """When each skill is due: never later than it is, and put right when its day comes."""
        self.path = iter(work)
        self.learning = next(self.path, None)
        self.days: list[StudyDay] = []
        self.began: dict[SkillId, date] = {}
        self.ended: dict[SkillId, date] = {}
        self.finish: date | None = None

    def lived(self, today: date) -> _Life:
        done = self.record.days.get(today)
        spent = done.seconds / 60 if done else 0.0
        for day in self.timetable.days_from(today, FARTHEST):
            if self.learning is None:
                break
            minutes = self.timetable.minutes_on(day) * self.kept
            self._live(day, minutes if day > today else max(minutes - spent, 0.0))
        return self

    def _live(self, day: date, minutes: float) -> None:
        reviews, review_minutes = self._review(day, minutes * _SHARE_OF_REVIEWS)
        learning = self._learn(day, minutes - review_minutes)
        if reviews or learning:
            self.days.append(StudyDay(day, tuple(learning), tuple(reviews), round(review_minutes)))

    def _review(self, day: date, minutes: float) -> tuple[list[SkillId], float]:
        done: list[SkillId] = []
        spent = 0.0
        while self.calendar and self.calendar[0][0] <= day.toordinal():
            if len(done) == REVIEWS_A_DAY or spent + self.a_try > minutes:
                break
            _, skill = heapq.heappop(self.calendar)
            memory = self.memories[skill]
            when = self._due(memory)
            if when > day.toordinal():  # something that rests on it was passed meanwhile
                heapq.heappush(self.calendar, (when, skill))
                continue
            rating = self._rating(memory, day)
            self._remember(skill, reviewed(memory, rating, _evening(day)), day)
            spent += self.a_try * (1 if rating is Rating.GOOD else 2)
            done.append(skill)
        return done, spent

    def _rating(self, memory: Memory, day: date) -> Rating:
        """No dice: when the chances of failing add up to one, a review is failed and passed at the second try."""
        self.failures += 1 - self.record.forgetting.shows(memory, _evening(day))
        if self.failures < 1:
            return Rating.GOOD
        self.failures -= 1
        return Rating.HARD

    def _learn(self, day: date, minutes: float) -> list[tuple[SkillId, int]]:
        learning: list[tuple[SkillId, int]] = []
        while minutes > _CRUMB and self.learning is not None:
            skill = self.learning
            spent = min(minutes, self.left[skill])
            minutes -= spent
            self.left[skill] -= spent
            self.began.setdefault(skill, day)
            learning.append((skill, round(spent)))
            if self.left[skill] <= _CRUMB:
                self._finish(skill, day)
        return learning

    def _finish(self, skill: SkillId, day: date) -> None:
        self.ended[skill] = day
        if reviewable(self.course.skills[skill]):
            self._remember(skill, first(Rating.GOOD, _evening(day)), day)
        self.learning = next(self.path, None)
        if self.learning is None:
            self.finish = day

    def _due(self, memory: Memory) -> int:
        return due(self.record.forgetting.of(memory), RETENTION).toordinal()

    def _remember(self, skill: SkillId, memory: Memory, day: date) -> None:
        self.memories[skill] = memory
        heapq.heappush(self.calendar, (self._due(memory), skill))
        for need, share in self.reach.shares(skill).items():
            if need in self.memories:
                self.memories[need] = refreshed(self.memories[need], share, _evening(day))


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(18), UTC)
