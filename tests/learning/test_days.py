"""The learner's days: the log keeps instants, and a time zone says on which day each of them falls."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mlestone.learning.events import LessonRead
from mlestone.learning.folding import fold
from mlestone.learning.record import Record
from mlestone.learning.record_form import as_plain, fingerprint, from_plain
from mlestone.learning.reviews import due_reviews

from .conftest import DAY, Story, course_of

AUCKLAND = ZoneInfo("Pacific/Auckland")
BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")


def days_in(zone: ZoneInfo, story: Story) -> list[date]:
    return list(fold(Record(zone=zone), story.events, story.course).days)


def test_an_evening_counts_for_the_day_on_which_it_was_an_evening() -> None:
    late = Story().at(datetime(2026, 3, 3, 3, 30, tzinfo=UTC)).passes("counting/code")
    assert days_in(NEW_YORK, late) == [date(2026, 3, 2)]
    assert days_in(BERLIN, late) == [date(2026, 3, 3)]
    evening = Story().at(datetime(2026, 3, 3, 18, tzinfo=UTC)).passes("counting/code")
    assert days_in(AUCKLAND, evening) == [date(2026, 3, 4)]


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])
def test_clocks_that_change_neither_skip_a_day_nor_count_one_twice(change: date) -> None:
    story = Story()
    first = datetime(change.year, change.month, change.day, tzinfo=BERLIN) - 2 * DAY
    for number in range(5):  # just after midnight and just before the next, by the clock on the wall
        day = (first + number * DAY).date()
        for hour, minute in ((0, 5), (23, 40)):
            at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=BERLIN)
            story.at(at.astimezone(UTC)).passes("counting/code")
    record = fold(Record(zone=BERLIN), story.events, story.course)
    assert list(record.days) == [change + number * DAY for number in range(-2, 3)]
    assert {day.attempts for day in record.days.values()} == {2}


def test_folding_in_pieces_counts_the_same_days() -> None:
    story = Story().at(datetime(2026, 10, 24, 20, tzinfo=UTC))
    for _ in range(60):
        story.later(timedelta(minutes=31)).tries("counting/code", "failed")
    whole = fold(Record(zone=BERLIN), story.events, story.course)
    half = fold(Record(zone=BERLIN), story.events[:61], story.course)
    again = from_plain(as_plain(half), BERLIN)
    assert fold(again, story.events[61:], story.course) == whole
    assert len(whole.days) == 3


def test_a_day_s_load_of_reviews_ends_with_the_learner_s_day() -> None:
    names = [f"skill-{number}" for number in range(12)]
    course = course_of(dict.fromkeys(names, ()), targets=names)
    story = Story(course).proves(*names)
    at = datetime(2026, 9, 1, 3, tzinfo=UTC)  # eleven in the evening in New York
    story.at(at)
    for name in names[:4]:
        story.reviews(f"{name}/code", "passed")
    record = fold(Record(zone=NEW_YORK), story.events, course)
    assert len(due_reviews(record, course, at + timedelta(minutes=30))) == 6
    assert len(due_reviews(record, course, at + timedelta(hours=2))) == 8


def test_a_record_of_another_time_zone_is_not_taken_for_this_one_s() -> None:
    zones = [UTC, BERLIN, NEW_YORK, AUCKLAND]
    assert len({fingerprint(course_of(), zone) for zone in zones}) == len(zones)


@pytest.fixture
def live_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset") or os.name == "nt", reason="the machine's zone cannot be set here")
def test_without_a_zone_days_are_the_machine_s(live_in: pytest.MonkeyPatch) -> None:
    story = Story().at(datetime(2026, 3, 3, 3, 30, tzinfo=UTC)).then(LessonRead(next(iter(course_of().skills)), 60.0))
    seen = {}
    for zone in ("America/New_York", "Europe/Berlin"):
        live_in.setenv("TZ", zone)
        time.tzset()
        seen[zone] = (list(fold(Record(zone=None), story.events, story.course).days), fingerprint(story.course, None))
    assert seen["America/New_York"][0] == [date(2026, 3, 2)]
    assert seen["Europe/Berlin"][0] == [date(2026, 3, 3)]
    assert seen["America/New_York"][1] != seen["Europe/Berlin"][1]
