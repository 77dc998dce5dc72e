"""The goal and the dated way there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mlestone.base.errors import MlestoneError
from mlestone.learning.events import Planned, Unplanned
from mlestone.learning.planning import Leg, StudyDay, goal_for
from mlestone.learning.planning import Plan as Worked
from mlestone.learning.planning import plan as work_out
from mlestone.learning.standing import State
from mlestone.study.desk import Desk
from mlestone.study.views import View

_COMING = 14


class NoPlan(MlestoneError):
    """Something was asked of a plan, and there is none."""


@dataclass(frozen=True, slots=True)
class PlanSkill(View):
    """One skill on the way."""

    skill: str
    title: str
    starts: date | None
    ends: date | None
    minutes: int
    written: bool
    state: str


@dataclass(frozen=True, slots=True)
class PlanDay(View):
    """What one of the coming days is for."""

    on: date
    skills: tuple[str, ...]
    minutes: int
    """For new skills."""
    reviews: tuple[str, ...]
    review_minutes: int


@dataclass(frozen=True, slots=True)
class Plan(View):
    """A goal, and the dated way there."""

    track: str | None
    title: str
    targets: tuple[str, ...]
    hours_a_week: float
    days_off: tuple[date, ...]
    weekdays_off: tuple[int, ...]
    skills: int
    done: int
    remaining_minutes: int
    review_minutes: int
    path: tuple[PlanSkill, ...]
    coming: tuple[PlanDay, ...]
    """The next two weeks of learning days."""
    finish: date | None
    earliest: date | None
    latest: date | None
    pace: float
    """Measured over nominal minutes."""
    kept: float
    """Hours learnt over hours planned."""
    sentences: tuple[str, ...]
    unwritten: int


def current(desk: Desk) -> Plan | None:
    """The plan as of now; `None` when there is no goal."""
    desk.journal.catch_up()
    worked = _worked_out(desk)
    return None if worked is None else _view(desk, worked)


def set_goal(
    desk: Desk,
    track: str | None,
    skills: tuple[str, ...],
    hours_a_week: float,
    days_off: tuple[date, ...],
    weekdays_off: tuple[int, ...],
) -> Plan:
    """Write a goal down; raises an error in words for one that cannot be."""
    desk.journal.catch_up()
    goal = goal_for(
        desk.course,
        track=track,
        targets=skills,
        hours_a_week=hours_a_week,
        days_off=days_off,
        weekdays_off=weekdays_off,
        since=desk.now(),
    )
    desk.journal.append(
        Planned(
            goal.track, goal.targets, goal.hours_a_week, tuple(sorted(goal.days_off)), tuple(sorted(goal.weekdays_off))
        )
    )
    worked = _worked_out(desk)
    assert worked is not None
    return _view(desk, worked)


def drop(desk: Desk) -> bool:
    """Give the goal up; False when there was none."""
    if desk.journal.catch_up().goal is None:
        return False
    desk.journal.append(Unplanned())
    return True


def calendar(desk: Desk) -> str:
    """The plan as iCalendar; lines end in CR and LF."""
    from mlestone.learning.calendar import as_icalendar

    desk.journal.catch_up()
    worked = _worked_out(desk)
    if worked is None:
        raise NoPlan("There is no goal yet. `mlestone plan set` sets one.")
    return as_icalendar(worked, desk.course, desk.now())


def _worked_out(desk: Desk) -> Worked | None:
    return work_out(desk.record, desk.course, desk.now(), known=desk.standings())


def _view(desk: Desk, worked: Worked) -> Plan:
    goal = worked.goal
    return Plan(
        track=goal.track,
        title=desk.title_of(goal),
        targets=desk.targets(goal),
        hours_a_week=goal.hours_a_week,
        days_off=tuple(sorted(goal.days_off)),
        weekdays_off=tuple(sorted(goal.weekdays_off)),
        skills=len(worked.path),
        done=worked.held,
        remaining_minutes=worked.remaining_minutes,
        review_minutes=worked.review_minutes,
        path=tuple(_leg(desk, leg) for leg in worked.path),
        coming=tuple(_day(day) for day in worked.days[:_COMING]),
        finish=worked.finish,
        earliest=worked.earliest,
        latest=worked.latest,
        pace=round(worked.pace.work, 3),
        kept=round(worked.pace.kept, 3),
        sentences=_sentences(worked),
        unwritten=len(worked.unwritten),
    )


def _day(day: StudyDay) -> PlanDay:
    learning = dict(day.learning)
    return PlanDay(day.on, tuple(learning), sum(learning.values()), day.reviews, day.review_minutes)


def _leg(desk: Desk, leg: Leg) -> PlanSkill:
    return PlanSkill(
        skill=leg.skill,
        title=desk.course.skills[leg.skill].title,
        starts=leg.begins,
        ends=leg.ends,
        minutes=leg.minutes,
        written=leg.state is not State.PLANNED,
        state=leg.state.value,
    )


def _sentences(worked: Worked) -> tuple[str, ...]:
    """Where the plan stands, in words."""
    sentences = [f"{worked.held} of {len(worked.path)} skills are done.", _when(worked)]
    if count := len(worked.unwritten):
        are, them = ("is", "it") if count == 1 else ("are", "them")
        sentences.append(f"{_skills(count)} on the way {are} not written yet; the dates leave {them} out.")
    if count := len(worked.gone):
        sentences.append(f"{_skills(count)} you aimed at {'has' if count == 1 else 'have'} left the course.")
    return tuple(sentences)


def _when(worked: Worked) -> str:
    if worked.reached:
        return "Everything that is written on the way is done."
    if worked.finish is None:
        return "At this pace what is left takes more than twenty years: more hours a week or a nearer goal give a date."
    if worked.earliest is None or worked.latest is None:
        return f"What is left and written takes until about {worked.finish.isoformat()}, or far longer."
    return (
        f"What is left and written takes until about {worked.finish.isoformat()}; eight times in ten it is between "
        f"{worked.earliest.isoformat()} and {worked.latest.isoformat()}."
    )


def _skills(count: int) -> str:
    return "1 skill" if count == 1 else f"{count} skills"
