"""A plan as iCalendar, read back by the rules of RFC 5545."""

import re
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mlestone.learning.calendar import _escaped, _folded, as_icalendar
from mlestone.learning.planning import Plan, goal_for, plan
from mlestone.learning.record import EMPTY

from .conftest import CHAIN, DAY, MONDAY, Story, course_of

TODAY = MONDAY.date()


def worked(hours: float = 7.0, now: datetime = MONDAY, **options: object) -> Plan:
    course = course_of()
    goal = goal_for(course, track="all", hours_a_week=hours, since=now, **options)  # type: ignore[arg-type]
    made = plan(EMPTY, course, now, goal=goal)
    assert made is not None
    return made


def events(text: str) -> list[dict[str, str]]:
    """Every VEVENT as a dictionary, read as the standard says: unfold, split, unescape."""
    lines = text.replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    found: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name not in ("BEGIN", "END"):
            found[-1][name] = unescaped(value)
    return found


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def test_each_skill_is_an_event_of_whole_days() -> None:
    first = events(as_icalendar(worked(), course_of(), MONDAY))[0]
    assert first == {
        "UID": "learn-counting-1@plan.mlestone",
        "DTSTAMP": "20260302T180000Z",
        "DTSTART;VALUE=DATE": "20260302",
        "DTEND;VALUE=DATE": "20260303",
        "SUMMARY": "Counting",
        "DESCRIPTION": "You can do counting, and more; much more.\nAbout 60 min.",
        "TRANSP": "TRANSPARENT",
    }


def test_a_skill_over_several_days_is_one_event_and_days_off_split_it() -> None:
    text = as_icalendar(worked(hours=1.0, days_off=[TODAY + 2 * DAY]), course_of(), MONDAY)
    counting = [event for event in events(text) if event["SUMMARY"] == "Counting"]
    assert [(event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) for event in counting] == [
        ("20260302", "20260304"),
        ("20260305", "20260310"),
    ]
    assert len({event["UID"] for event in counting}) == 2


def test_no_event_touches_a_day_off() -> None:
    off = {TODAY + number * DAY for number in (1, 2, 9, 15)}
    made = worked(hours=0.5, days_off=sorted(off), weekdays_off=[6])
    for event in events(as_icalendar(made, course_of(), MONDAY)):
        begin, end = (date.fromisoformat(event[f"{name};VALUE=DATE"]) for name in ("DTSTART", "DTEND"))
        days = {begin + timedelta(days=number) for number in range((end - begin).days)}
        assert not days & off
        assert all(day.weekday() != 6 for day in days)


def test_uids_are_unique_and_those_of_the_same_things_the_same_on_another_day() -> None:
    first, second = (
        events(as_icalendar(worked(hours=1.0, now=now), course_of(), now)) for now in (MONDAY, MONDAY + 3 * DAY)
    )
    uids = [event["UID"] for event in first]
    assert len(uids) == len(set(uids))
    assert {uid for uid in uids if uid.startswith("learn-")} == {
        event["UID"] for event in second if event["UID"].startswith("learn-")
    }


def test_reviews_of_a_day_are_one_event() -> None:
    course = course_of({**CHAIN, **dict.fromkeys(("drawing", "singing"), ())}, targets=["singing"])
    story = Story(course).proves(*CHAIN, "drawing").later(900 * DAY)
    goal = goal_for(course, track="all", hours_a_week=7.0, since=story.now)
    made = plan(story.record, course, story.now, goal=goal)
    assert made is not None
    review = next(event for event in events(as_icalendar(made, course, story.now)) if event["UID"].startswith("review"))
    assert review["SUMMARY"] == "4 reviews"
    minutes = next(day.review_minutes for day in made.days if day.reviews)
    assert review["DESCRIPTION"].splitlines()[-1] == f"About {minutes} min."


def test_lines_end_as_they_must_and_none_is_too_long() -> None:
    text = as_icalendar(worked(hours=0.5), course_of(), MONDAY)
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


@given(st.text(max_size=300))
def test_folding_cuts_no_character_and_loses_nothing(text: str) -> None:
    line = _escaped(text)
    pieces = list(_folded(line))
    assert pieces[0] + "".join(piece.removeprefix(" ") for piece in pieces[1:]) == line
    assert all(len(piece.encode(errors="surrogatepass")) <= 75 for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])


@given(st.text(st.characters(codec="utf-8", min_codepoint=32), max_size=80), st.text(max_size=0))
def test_escaped_text_reads_back(text: str, _: str) -> None:
    assert unescaped(_escaped(text)) == text


def test_line_ends_within_text_are_written_as_the_standard_says() -> None:
    assert _escaped("a\r\nb\rc\nd;e,f\\g\x07") == "a\\nb\\nc\\nd\\;e\\,f\\\\g"
