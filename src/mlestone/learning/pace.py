"""How fast a learner goes: measured, and pulled towards the plan's assumptions while little is known.

Two figures, both 1 for the learner the course's minutes were written for:

- `work`: minutes a skill takes, over the minutes it is given. From skills proved with every minute measured.
- `kept`: hours learnt, over the hours planned since the goal was set. From what was reached: the minutes the proved
  skills and the reviews take at this learner's pace, over the planned minutes that have passed. It needs no stopwatch;
  where more time was measured (lessons read, attempts that came to nothing yet), that counts.

The time still to come is the nominal one times `work / kept`; `spread` says how far off that may be.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from mlestone.learning.record import Goal, Record
from mlestone.learning.timetable import Timetable

if TYPE_CHECKING:
    from mlestone.course.model import Course, Skill

REVIEW_MINUTES = 6
"""One fresh variant: a question takes three, a small program ten."""

_WORK_SPREAD = 0.35
"""Between people: two thirds lie within a factor of 1.4 of the course's minutes."""
_KEPT_SPREAD = 0.30
"""Between people, and between a good resolution and a year."""
_SKILL_SPREAD = 0.5
"""Between skills of one person."""
_WEEK_SPREAD = 0.4
"""Between weeks of one person: one in ten is lost to life (0.3), and evenings differ by half of themselves (0.2)."""

# How much the assumptions weigh beside what was measured follows from the spreads: where single skills differ more than
# people do, it takes some skills until a person's own pace is known better than that of people at large.
_A_SKILL = 60.0
"""Minutes of a middling skill."""
_PRIOR_MINUTES = _A_SKILL * (_SKILL_SPREAD / _WORK_SPREAD) ** 2
"""Measured work that weighs as much as the assumption that the course's minutes are right."""
_PRIOR_WEEKS = (_WEEK_SPREAD / _KEPT_SPREAD) ** 2
"""How many weeks weigh as much as the assumption that the hours are kept."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a learner goes, and how well that is known."""

    work: float
    kept: float
    measured: int
    """Skills whose time was measured from beginning to end."""
    spread: float
    """How badly the pace itself is known: the standard deviation of its logarithm."""

    def spread_over(self, minutes: Sequence[int], minutes_a_week: float) -> float:
        """The standard deviation of the logarithm of the time that skills of so many minutes will take.

        Beside the pace it holds the luck of single skills and of single weeks, which evens out over many and weighs
        most when little is left: three weeks to go may well become four.
        """
        total = sum(minutes)
        if not total:
            return self.spread
        skills = _SKILL_SPREAD * math.sqrt(sum(each * each for each in minutes)) / total
        weeks = _WEEK_SPREAD / math.sqrt(total / (minutes_a_week * self.kept))
        return math.hypot(self.spread, skills, weeks)


def measure(record: Record, course: Course, goal: Goal | None, now: datetime) -> Pace:
    """The pace so far, towards this goal."""
    timed = [
        (known.took / 60, course.skills[skill].minutes)
        for skill, known in record.skills.items()
        if known.took is not None and skill in course.skills
    ]
    nominal = math.fsum(minutes for _, minutes in timed)  # fsum: in whatever order they come
    work = (math.fsum(took for took, _ in timed) + _PRIOR_MINUTES) / (nominal + _PRIOR_MINUTES)
    work_spread = _WORK_SPREAD * math.sqrt(_PRIOR_MINUTES / (nominal + _PRIOR_MINUTES))
    kept, kept_spread = _kept(record, course, goal, now, work) if goal else (1.0, _KEPT_SPREAD)
    return Pace(work=work, kept=kept, measured=len(timed), spread=math.hypot(work_spread, kept_spread))


def _kept(record: Record, course: Course, goal: Goal, now: datetime, work: float) -> tuple[float, float]:
    """What was reached from the day the goal was set until yesterday, beside what was planned for these days."""
    first, today = record.day_of(goal.since), record.day_of(now)
    planned = Timetable.of(goal).minutes_between(first, today)
    way = course.graph.closure(skill for skill in goal.targets if skill in course.skills)
    days = [day for on, day in record.days.items() if first <= on < today]
    reached = math.fsum(_minutes_passed(record, course.skills[skill], first, today) for skill in way)
    reached += REVIEW_MINUTES * sum(day.reviews for day in days)
    learnt = max(work * reached, math.fsum(day.seconds for day in days) / 60)
    prior = _PRIOR_WEEKS * goal.hours_a_week * 60
    return (learnt + prior) / (planned + prior), _KEPT_SPREAD * math.sqrt(prior / (planned + prior))


def _minutes_passed(record: Record, skill: Skill, first: date, end: date) -> float:
    """The part of a skill's minutes that was reached: half a skill counts half, or everyone would seem to dawdle."""
    written = [record.proof(proof.id).passed_at for proof in skill.proofs if not proof.planned]
    passed = sum(at is not None and first <= record.day_of(at) < end for at in written)
    return skill.minutes * passed / len(written) if written else 0.0
