"""A plan as iCalendar (RFC 5545), for any calendar to subscribe to or import.

Each skill is an all-day event over the days it is learnt on, split where days off or other skills lie between; the
reviews of a day are one event. An event's UID depends on what it is for and not on when, so that importing a plan again
moves its events rather than doubling them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from mlestone.base.ids import SkillId
from mlestone.learning.planning import Plan, StudyDay

if TYPE_CHECKING:
    from mlestone.course.model import Course

_ONE_DAY = timedelta(days=1)
_LINE = 75  # octets, without the line's end


def as_icalendar(plan: Plan, course: Course, stamp: datetime) -> str:
    """The plan's days from today on. Lines end in CR LF, so write it without translating them.

    `stamp` is the time of making it: calendars take the event with the later one.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//MLestone//Plan//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped('MLestone: ' + _title(plan, course))}",
    ]
    for entry in [*_lessons(plan, course), *_reviews(plan, course)]:
        lines += entry.lines(stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


@dataclass(frozen=True, slots=True)
class _Entry:
    """One all-day event."""

    uid: str
    first: date
    last: date
    summary: str
    description: str

    def lines(self, stamp: datetime) -> list[str]:
        return [
            "BEGIN:VEVENT",
            f"UID:{self.uid}@plan.mlestone",
            f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{_day(self.first)}",
            f"DTEND;VALUE=DATE:{_day(self.last + _ONE_DAY)}",  # the end is the first day after it
            f"SUMMARY:{_escaped(self.summary)}",
            f"DESCRIPTION:{_escaped(self.description)}",
            "TRANSP:TRANSPARENT",  # it takes an hour of the day, not the day
            "END:VEVENT",
        ]


def _lessons(plan: Plan, course: Course) -> Iterator[_Entry]:
    days: dict[SkillId, list[tuple[date, int]]] = {}
    for day in plan.days:
        for name, minutes in day.learning:
            days.setdefault(name, []).append((day.on, minutes))
    for name, spent in days.items():
        skill = course.skills[name]
        for number, stretch in enumerate(_stretches(spent), start=1):
            minutes = max(sum(each for _, each in stretch), 1)
            yield _Entry(
                uid=f"learn-{name}-{number}",
                first=stretch[0][0],
                last=stretch[-1][0],
                summary=skill.title,
                description=f"{skill.outcome}\nAbout {minutes} min.",
            )


def _reviews(plan: Plan, course: Course) -> Iterator[_Entry]:
    for number, day in enumerate(_with_reviews(plan), start=1):
        titles = [course.skills[skill].title for skill in day.reviews]
        yield _Entry(
            uid=f"review-{number}",
            first=day.on,
            last=day.on,
            summary=f"Review: {titles[0]}" if len(titles) == 1 else f"{len(titles)} reviews",
            description="\n".join([*titles, f"About {day.review_minutes} min."]),
        )


def _with_reviews(plan: Plan) -> list[StudyDay]:
    return [day for day in plan.days if day.reviews]


def _stretches(days: list[tuple[date, int]]) -> list[list[tuple[date, int]]]:
    """Days in order, split wherever one is missing."""
    stretches: list[list[tuple[date, int]]] = []
    for day in days:
        if stretches and day[0] - stretches[-1][-1][0] == _ONE_DAY:
            stretches[-1].append(day)
        else:
            stretches.append([day])
    return stretches


def _title(plan: Plan, course: Course) -> str:
    track = course.tracks.get(plan.goal.track) if plan.goal.track else None
    if track is not None:
        return track.title
    return ", ".join(course.skills[skill].title for skill in plan.goal.targets if skill in course.skills)


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"  # strftime does not fill a year up to four digits everywhere


def _escaped(text: str) -> str:
    """TEXT of section 3.3.11: a backslash before backslash, semicolon and comma; line ends written as \\n."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(plain, escaped)
    return "".join(each for each in text if each == "\t" or each >= " ")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, each but the first after a space (section 3.1); no character is cut."""
    piece, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LINE:
            yield piece
            piece, size = " ", 1
        piece += character
        size += width
    yield piece
