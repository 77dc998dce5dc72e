"""Looking at the whole: the map, the calendar of what was done, the published lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mlestone.course.model import Region
from mlestone.learning import roadmaps as rules
from mlestone.learning.events import Judged, event_id
from mlestone.learning.record import Day as DayOfRecord
from mlestone.learning.standing import Standings
from mlestone.study.desk import Desk
from mlestone.study.standing import SkillStanding, skill_standing, skills_of_the_plan
from mlestone.study.views import View

_RECENT = 20
_RECENT_DAYS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class MapRegion(View):
    """A region with its skills."""

    id: str
    title: str
    colour: str
    skills: tuple[SkillStanding, ...]
    done: int
    written: int
    total: int


@dataclass(frozen=True, slots=True)
class Map(View):
    """All regions and skills, and the state of each."""

    regions: tuple[MapRegion, ...]
    states: Mapping[str, int]
    plan: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day(View):
    """What was done on one day."""

    on: date
    attempts: int
    passed: int
    minutes: int


@dataclass(frozen=True, slots=True)
class RegionProgress(View):
    """How much of a region is done."""

    id: str
    title: str
    done: int
    written: int
    total: int


@dataclass(frozen=True, slots=True)
class Recent(View):
    """An attempt of late."""

    at: datetime
    proof: str
    status: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Progress(View):
    """What was done so far, and when. Days are the learner's own, by their time zone."""

    states: Mapping[str, int]
    skills: int
    proofs_passed: int
    proofs_written: int
    attempts: int
    seconds: float
    reading: float
    """Of these seconds, those spent on lessons."""
    first_day: date | None
    active_days: int
    streak: int
    days: tuple[Day, ...]
    regions: tuple[RegionProgress, ...]
    recent: tuple[Recent, ...]


@dataclass(frozen=True, slots=True)
class RoadmapTopic(View):
    """A topic of a roadmap, or a group of those that follow it and lie deeper."""

    id: str
    name: str
    done: bool
    """Every skill that covers it is proved or credited."""
    proved: bool
    written: bool
    depth: int
    leaf: bool
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoadmapSection(View):
    """A chapter of a roadmap; its numbers count leaves."""

    id: str
    title: str
    done: int
    proved: int
    written: int
    total: int
    topics: tuple[RoadmapTopic, ...]


@dataclass(frozen=True, slots=True)
class RoadmapStanding(View):
    """A published list, with what is proved of it; its numbers count leaves."""

    id: str
    title: str
    done: int
    proved: int
    written: int
    total: int
    sections: tuple[RoadmapSection, ...]


def map_of(desk: Desk) -> Map:
    """All regions with their skills."""
    desk.journal.catch_up()
    standings = desk.standings()
    way = skills_of_the_plan(desk)
    on_plan = frozenset(way)
    regions = []
    for region in desk.course.regions.values():
        tally = _tally(region, standings)
        skills = tuple(
            skill_standing(desk.course.skills[skill], standings[skill], on_plan=skill in on_plan)
            for skill in region.skills
        )
        regions.append(
            MapRegion(region.id, region.title, region.colour, skills, tally.done, tally.written, tally.total)
        )
    return Map(tuple(regions), _states(standings), way)


def progress(desk: Desk, days: int) -> Progress:
    """What was done so far, day by day and region by region."""
    record = desk.journal.catch_up()
    standings = desk.standings()
    known = record.days
    today = desk.today()
    return Progress(
        states=_states(standings),
        skills=len(standings),
        proofs_passed=sum(len(standing.passed) for standing in standings.values()),
        proofs_written=sum(len(standing.passed) + len(standing.remaining) for standing in standings.values()),
        attempts=sum(done.attempts for done in known.values()),
        seconds=round(sum(done.seconds for done in known.values()), 1),
        reading=round(sum(done.lesson_seconds for done in record.skills.values()), 1),
        first_day=min(known, default=None),
        active_days=len(known),
        streak=_streak(known, today),
        days=_calendar(known, today, days),
        regions=tuple(_tally(region, standings) for region in desk.course.regions.values()),
        recent=_recent(desk),
    )


def _states(standings: Standings) -> dict[str, int]:
    return {state.value: count for state, count in standings.counts().items()}


def _tally(region: Region, standings: Standings) -> RegionProgress:
    members = [standings[skill] for skill in region.skills]
    return RegionProgress(
        id=region.id,
        title=region.title,
        done=sum(standing.held is not None for standing in members),
        written=sum(standing.written for standing in members),
        total=len(members),
    )


def _streak(days: Mapping[date, DayOfRecord], today: date) -> int:
    """Days in a row up to today; a day that is not over yet breaks nothing."""
    day = today if today in days else today - timedelta(days=1)
    streak = 0
    while day in days:
        streak += 1
        day -= timedelta(days=1)
    return streak


def _calendar(known: Mapping[date, DayOfRecord], today: date, count: int) -> tuple[Day, ...]:
    """The last `count` days, today the last of them; days on which nothing was done are there too."""
    shown = (today - timedelta(days=back) for back in reversed(range(count)))
    return tuple(_day(day, known.get(day, DayOfRecord())) for day in shown)


def _day(on: date, done: DayOfRecord) -> Day:
    return Day(on, done.attempts, done.passed, round(done.seconds / 60))


def _recent(desk: Desk) -> tuple[Recent, ...]:
    """The latest attempts of the last weeks, newest first."""
    if not desk.journal.exists:
        return ()
    since = event_id(desk.now() - _RECENT_DAYS, 0)
    found = [
        Recent(event.at, event.what.proof, event.what.status, event.what.purpose.value)
        for event in desk.journal.log.events(after=since, kinds=(Judged.kind,))
        if isinstance(event.what, Judged)
    ]
    return tuple(reversed(found[-_RECENT:]))


def roadmaps(desk: Desk) -> tuple[RoadmapStanding, ...]:
    """The published lists, with what is proved of each."""
    desk.journal.catch_up()
    return tuple(_roadmap(standing) for standing in rules.roadmaps(desk.standings(), desk.course))


def _roadmap(standing: rules.RoadmapStanding) -> RoadmapStanding:
    leaves = standing.leaves
    sections = tuple(_section(section) for section in standing.sections)
    numbers = leaves.held, leaves.proved, leaves.written, leaves.total
    return RoadmapStanding(standing.id, standing.title, *numbers, sections)


def _section(section: rules.SectionStanding) -> RoadmapSection:
    leaves = section.leaves
    topics = tuple(topic for item in section.items for topic in _topics(item, 0))
    numbers = leaves.held, leaves.proved, leaves.written, leaves.total
    return RoadmapSection(section.id, section.title, *numbers, topics)


def _topics(item: rules.ItemStanding, depth: int) -> Iterator[RoadmapTopic]:
    """A topic and what it holds, in reading order."""
    yield RoadmapTopic(
        id=item.id,
        name=item.name,
        done=item.reached in (rules.Reached.PROVED, rules.Reached.HELD),
        proved=item.reached is rules.Reached.PROVED,
        written=item.written,
        depth=depth,
        leaf=item.is_leaf,
        skills=item.skills,
    )
    for part in item.items:
        yield from _topics(part, depth + 1)
