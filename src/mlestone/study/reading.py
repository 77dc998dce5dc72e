"""Reading lessons: how long it really took, as the page measured it."""

from __future__ import annotations

from mlestone.base.errors import MlestoneError
from mlestone.learning.events import LessonRead
from mlestone.study.desk import Desk

# The page tells every few minutes; more at once was not measured by anything that looks whether somebody is there.
LONGEST = 900.0


def read_lesson(desk: Desk, skill: str, seconds: float) -> float:
    """Write down time spent reading a lesson; how many seconds that is altogether."""
    found = desk.course.skill(skill)
    if found.planned:
        raise MlestoneError(f"The lesson of {found.id} is not written yet, so nobody can have read it.")
    if not 0 < seconds <= LONGEST:  # false for nan, too
        raise MlestoneError(f"{seconds:g} seconds of reading are not believed: tell at most {LONGEST:g} at once.")
    desk.journal.catch_up()
    desk.journal.append(LessonRead(found.id, round(seconds, 1)))
    return desk.record.skill(found.id).lesson_seconds
