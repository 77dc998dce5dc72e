"""Counts, times and days as the pages say them; the same in every locale."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def count(number: int, thing: str, things: str | None = None) -> str:
    """`1 proof`, `3,000 proofs`."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def share(done: int, total: int) -> str:
    """`5 of 260`."""
    return f"{done:,} of {total:,}"


def duration(minutes: float) -> str:
    """`45 min`, `1 h 20 min`, `71 h`."""
    whole = round(minutes)
    if whole < 60:
        return f"{whole} min"
    hours, rest = divmod(whole, 60)
    return f"{hours:,} h {rest} min" if rest and hours < 10 else f"{round(whole / 60):,} h"


def day(on: date, today: date | None = None) -> str:
    """`Mon 24 Nov`; with the year when it is another one than today's."""
    text = f"{_DAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1]}"
    return text if today is not None and on.year == today.year else f"{text} {on.year}"


def days(starts: date, ends: date, today: date) -> str:
    """`Mon 24 Nov`, or from one day to another."""
    return day(starts, today) if starts == ends else f"{day(starts, today)} \N{EN DASH} {day(ends, today)}"


def weekday(number: int) -> str:
    """0 is Monday."""
    return _DAYS[number]


def month(on: date) -> str:
    return _MONTHS[on.month - 1]


def moment(at: datetime, today: date) -> str:
    """A time in the machine's own zone: `today 14:03`, `Mon 24 Nov 14:03`."""
    local = at.astimezone()
    return f"{'today' if local.date() == today else day(local.date(), today)} {local:%H:%M}"


def since(on: date, today: date) -> str:
    """How long ago a day was: `today`, `yesterday`, `5 days ago`."""
    passed = (today - on).days
    if passed <= 0:
        return "today"
    return "yesterday" if passed == 1 else f"{passed} days ago"


def listed(names: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *front, last = list(names) or [""]
    return f"{', '.join(front)} and {last}" if front else last
