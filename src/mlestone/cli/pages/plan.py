"""The plan: the goal, when it is reached, and the dated way there; the goals one can pick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from mlestone.cli.pages.states import bar, mark
from mlestone.cli.screen import Screen, Span
from mlestone.cli.wording import count, days, listed, weekday

if TYPE_CHECKING:
    from datetime import date

    from mlestone.course.model import Track
    from mlestone.study.plans import Plan, PlanSkill

_SHOWN = 12


def print_plan(plan: Plan, today: date, *, whole: bool = False) -> None:
    screen = Screen.output()
    screen.line((plan.title, "bold"), f"  {_pace(plan)}")
    screen.line(*bar(plan.done, plan.skills), indent=2)
    screen.gap()
    for sentence in plan.sentences:
        screen.line(sentence, indent=2)
    way = [step for step in plan.path if step.state not in ("proved", "placed", "fading")]
    rows = [_row(step, today) for step in way] if whole else _gathered(way, today)
    if rows:
        screen.gap()
        screen.rows(rows if whole else rows[:_SHOWN], indent=2)
    if not whole and (len(rows) > _SHOWN or len(rows) < len(way)):
        screen.line("The whole way, skill by skill: mlestone plan --all", indent=2)


def _gathered(way: Sequence[PlanSkill], today: date) -> list[list[Span]]:
    """The way with runs of skills that are not written yet gathered in one row each."""
    rows: list[list[Span]] = []
    for written, steps in groupby(way, key=lambda step: step.written):
        run = list(steps)
        if written or len(run) == 1:
            rows += [_row(step, today) for step in run]
        else:
            told = f"{run[0].title}, and {len(run) - 1} more"
            rows.append([mark("planned"), ("not written yet", "dim"), (told, "dim")])
    return rows


def _pace(plan: Plan) -> str:
    text = f"{plan.hours_a_week:g} hours a week"
    if plan.weekdays_off:
        text += f", not on {listed(weekday(number) for number in plan.weekdays_off)}"
    return f"{text}, {count(len(plan.days_off), 'day')} off" if plan.days_off else text


def _row(step: PlanSkill, today: date) -> list[Span]:
    return [mark(step.state), _when(step, today), step.title if step.written else (step.title, "dim")]


def _when(step: PlanSkill, today: date) -> Span:
    if not step.written:
        return "not written yet", "dim"
    if step.starts is None or step.ends is None:
        return "no date", "dim"
    return days(step.starts, step.ends, today)


def print_no_plan() -> None:
    screen = Screen.talk()
    screen.line("There is no plan. The goals one can pick: mlestone plan tracks")
    screen.line("To set one: mlestone plan set TRACK --hours 5")


def print_tracks(tracks: Iterable[tuple[Track, int]]) -> None:
    """Every track, with how many skills lie on its way."""
    screen = Screen.output()
    for track, skills in tracks:
        screen.line((track.id, "bold"), f"  {track.title}, {count(skills, 'skill')}")
        screen.line((" ".join(track.description.split()), "dim"), indent=2)
