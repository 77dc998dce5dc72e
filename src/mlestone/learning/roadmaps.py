"""What is proved of each published list: topic by topic, and how much in all.

A topic is covered by skills, and counts as proved when all of them are. A group of topics is as far as its parts, and
as the skills that cover it directly. A topic that a planned skill covers cannot be proved yet, and is counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from mlestone.base.ids import ItemId, RoadmapId, SkillId
from mlestone.learning.standing import Held, Standing, Standings, State

if TYPE_CHECKING:
    from mlestone.course.model import Course, Item, Roadmap, Section


class Reached(StrEnum):
    """How far a topic is, nearest to done first."""

    PROVED = "proved"
    HELD = "held"
    """Every skill is proved or placed, not all of them proved."""
    BEGUN = "begun"
    """At least one skill is held or begun."""
    UNTOUCHED = "untouched"


@dataclass(frozen=True, slots=True)
class Share:
    """How many topics are how far. `proved` are among the `held`, and these among all."""

    proved: int
    held: int
    begun: int
    written: int
    """Topics all of whose skills are written: the most that can be proved today."""
    total: int


@dataclass(frozen=True, slots=True)
class ItemStanding:
    """A topic or group of a roadmap."""

    id: ItemId
    name: str
    reached: Reached
    written: bool
    skills: tuple[SkillId, ...]
    """What covers it directly."""
    items: tuple[ItemStanding, ...]

    @property
    def is_leaf(self) -> bool:
        return not self.items

    def walk(self) -> Iterator[ItemStanding]:
        """It and everything in it, a group before its parts."""
        yield self
        for item in self.items:
            yield from item.walk()


@dataclass(frozen=True, slots=True)
class SectionStanding:
    """A chapter of a roadmap."""

    id: ItemId
    title: str
    items: tuple[ItemStanding, ...]
    leaves: Share
    groups: Share


@dataclass(frozen=True, slots=True)
class RoadmapStanding:
    """One published list."""

    id: RoadmapId
    title: str
    sections: tuple[SectionStanding, ...]
    leaves: Share
    groups: Share

    def walk(self) -> Iterator[ItemStanding]:
        for section in self.sections:
            for item in section.items:
                yield from item.walk()


def roadmaps(stand: Standings, course: Course) -> tuple[RoadmapStanding, ...]:
    """Every list of the course, for these standings."""
    return tuple(_roadmap(roadmap, stand, course) for roadmap in course.roadmaps.values())


def _roadmap(roadmap: Roadmap, stand: Standings, course: Course) -> RoadmapStanding:
    sections = tuple(_section(section, stand, course) for section in roadmap.sections)
    items = [item for section in sections for each in section.items for item in each.walk()]
    return RoadmapStanding(roadmap.id, roadmap.title, sections, *_shares(items))


def _section(section: Section, stand: Standings, course: Course) -> SectionStanding:
    items = tuple(_item(item, stand, course) for item in section.items)
    return SectionStanding(section.id, section.title, items, *_shares([each for item in items for each in item.walk()]))


def _item(item: Item, stand: Standings, course: Course) -> ItemStanding:
    skills = course.covered_by.get(item.id, ())
    parts = tuple(_item(each, stand, course) for each in item.items)
    standings = [stand[skill] for skill in skills]
    return ItemStanding(
        id=item.id,
        name=item.name,
        reached=_together([*(_reached(standing) for standing in standings), *(part.reached for part in parts)]),
        written=all(standing.written for standing in standings) and all(part.written for part in parts),
        skills=skills,
        items=parts,
    )


def _reached(standing: Standing) -> Reached:
    if standing.held is not None:
        return Reached.PROVED if standing.held is Held.PROVED else Reached.HELD
    return Reached.BEGUN if standing.state is State.BEGUN else Reached.UNTOUCHED


def _together(parts: Iterable[Reached]) -> Reached:
    found = set(parts)
    if not found or found == {Reached.UNTOUCHED}:
        return Reached.UNTOUCHED
    if found == {Reached.PROVED}:
        return Reached.PROVED
    return Reached.HELD if found <= {Reached.PROVED, Reached.HELD} else Reached.BEGUN


def _shares(items: list[ItemStanding]) -> tuple[Share, Share]:
    """Of the leaves, and of the groups."""
    return _share([item for item in items if item.is_leaf]), _share([item for item in items if not item.is_leaf])


def _share(items: list[ItemStanding]) -> Share:
    return Share(
        proved=sum(item.reached is Reached.PROVED for item in items),
        held=sum(item.reached in (Reached.PROVED, Reached.HELD) for item in items),
        begun=sum(item.reached is Reached.BEGUN for item in items),
        written=sum(item.written for item in items),
        total=len(items),
    )
