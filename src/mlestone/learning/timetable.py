"""When a learner learns: hours a week, spread evenly over the weekdays that are not off.

A day off takes its hours with it: nobody is asked to make up for a holiday.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mlestone.learning.record import Goal

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Timetable:
    """How many minutes each day holds."""

    minutes_a_day: float
    days_off: frozenset[date]
    weekdays_off: frozenset[int]

    @classmethod
    def of(cls, goal: Goal) -> Timetable:
        learning_days = max(_WEEK - len(goal.weekdays_off), 1)
        return cls(goal.hours_a_week * 60 / learning_days, goal.days_off, goal.weekdays_off)

    def minutes_on(self, day: date) -> float:
        return 0.0 if day in self.days_off or day.weekday() in self.weekdays_off else self.minutes_a_day

    def days_from(self, first: date, count: int) -> Iterator[date]:
        """The learning days among the `count` days from `first` on."""
        for number in range(first.toordinal(), min(first.toordinal() + count, date.max.toordinal())):
            day = date.fromordinal(number)
            if self.minutes_on(day):
                yield day

    def minutes_between(self, first: date, end: date) -> float:
        """The minutes of the days from `first` up to but not including `end`."""
        return sum(self.minutes_on(day) for day in self.days_from(first, max((end - first) // timedelta(days=1), 0)))
