"""What was done so far: figures, a calendar, regions, the last attempts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mlestone.cli.pages.states import bar, counted, print_figures
from mlestone.cli.pages.verdict import STYLES
from mlestone.cli.screen import Screen, Span
from mlestone.cli.wording import count, day, duration, moment, month, share, weekday
from mlestone.study.verdicts import MARKS, STATUS

if TYPE_CHECKING:
    from datetime import date

    from mlestone.study.looking import Day, Progress, Recent, RegionProgress

_SHADES = "·░▒▓█"
_STEPS = (1, 15, 30, 60)  # minutes from which a day gets the next shade


def print_progress(progress: Progress, today: date) -> None:
    screen = Screen.output()
    done = progress.states.get("proved", 0) + progress.states.get("fading", 0) + progress.states.get("placed", 0)
    screen.line((f"{share(done, progress.skills)} skills", "bold"), f": {counted(progress.states)}.")
    passed = share(progress.proofs_passed, progress.proofs_written)
    screen.line(f"{passed} proofs passed, of those that are written.")
    if progress.first_day is None or not progress.attempts:
        screen.line("Nothing was handed in yet.")
    else:
        _print_work(screen, progress, today)
    screen.gap()
    _print_regions(screen, progress.regions)
    if progress.recent:
        screen.gap()
        _print_recent(screen, progress.recent, today)


def _print_recent(screen: Screen, recent: Sequence[Recent], today: date) -> None:
    moments = [moment(attempt.at, today) for attempt in recent]
    width = max(map(len, moments))
    for attempt, when in zip(recent, moments, strict=True):
        screen.line((f"{when:<{width}}  ", "dim"), _status(attempt.status), f"  {attempt.proof}", hang=2)


def _print_work(screen: Screen, progress: Progress, today: date) -> None:
    assert progress.first_day is not None
    screen.line(
        f"{count(progress.attempts, 'attempt')} and {duration(progress.seconds / 60)} of work since "
        f"{day(progress.first_day, today)}, on {count(progress.active_days, 'day')}"
        + (f"; {progress.streak} days in a row." if progress.streak > 1 else ".")
    )
    screen.gap()
    _print_calendar(screen, progress.days)


def _print_regions(screen: Screen, regions: Sequence[RegionProgress]) -> None:
    shown = [region for region in regions if region.written or region.done]
    print_figures(screen, [(region.title, bar(region.done, region.total), _done(region)) for region in shown])
    if len(shown) < len(regions):
        screen.line((f"Planned, and not written yet: {count(len(regions) - len(shown), 'further region')}.", "dim"))


def _done(region: RegionProgress) -> str:
    written = f", {region.written} written" if region.written < region.total else ""
    return f"{region.done}/{region.total}{written}"


def _print_calendar(screen: Screen, days: Sequence[Day]) -> None:
    """A column for each week, a row for each day of the week."""
    if not days:
        return
    before: list[Day | None] = [None] * days[0].on.weekday()
    slots = before + list(days)
    weeks = [slots[start : start + 7] for start in range(0, len(slots), 7)]
    screen.line(("     " + _months(weeks), "dim"))
    for number in range(7):
        spans: list[Span] = [(f"{weekday(number):<5}", "dim")]
        for week in weeks:
            shape = _shade(week[number]) if number < len(week) else " "
            spans.append((f"{shape} ", "dim" if shape == _SHADES[0] else "green"))
        screen.line(*spans)


def _months(weeks: Sequence[Sequence[Day | None]]) -> str:
    """The name of a month above the week in which it begins."""
    text, last = "", 0
    for number, week in enumerate(weeks):
        first = next(each.on for each in week if each is not None)
        if first.month != last and len(text) <= 2 * number:
            text = f"{text:<{2 * number}}{month(first)}"
        last = first.month
    return text


def _shade(on: Day | None) -> str:
    if on is None:
        return " "
    minutes = max(on.minutes, 1 if on.attempts else 0)
    return _SHADES[sum(minutes >= step for step in _STEPS)]


def _status(status: str) -> Span:
    return f"{MARKS.get(status, MARKS['not_run'])} {STATUS[status]:<13}", STYLES[status]
