"""What a course is made of, as frozen values. Nothing here reads files; `mlestone.course.load` makes these.

*Planned* is a fact, not a state someone keeps: a skill is planned while its lesson has no body, a proof while
its file (or a lab's folder) is missing. Whatever counts or shows skills says planned and written apart.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar, cast

from mlestone.base.errors import UnknownName
from mlestone.base.ids import ItemId, KitName, ProofId, RegionId, RoadmapId, SkillId, TrackId
from mlestone.course.graph import Graph

Id = TypeVar("Id", bound=str)
Value = TypeVar("Value")


class Kind(StrEnum):
    """What a proof asks for."""

    CODE = "code"
    QUESTION = "question"
    DATA = "data"
    DEBUG = "debug"
    LAB = "lab"
    WRITE = "write"


CORE = KitName("core")
"""The kit that comes with MLestone."""


@dataclass(frozen=True, slots=True)
class ProofEntry:
    """A proof as its skill's front matter announces it. What it asks is in its file, which stays closed."""

    id: ProofId
    kind: Kind
    idea: str
    path: Path | None
    """The file, or a lab's folder; `None` while the proof is planned."""

    @property
    def planned(self) -> bool:
        return self.path is None

    @property
    def skill(self) -> SkillId:
        return SkillId(self.id.partition("/")[0])

    @property
    def name(self) -> str:
        """The id without the skill's."""
        return self.id.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Skill:
    """One thing a person can do, and where its lesson is."""

    id: SkillId
    title: str
    region: RegionId
    outcome: str
    needs: tuple[SkillId, ...]
    covers: tuple[ItemId, ...]
    minutes: int
    tools: tuple[str, ...]
    kit: KitName
    implied: bool
    """Needed by other skills although no roadmap names it."""
    proofs: tuple[ProofEntry, ...]
    path: Path
    """Its `lesson.md`."""
    planned: bool

    def kit_of(self, proof: ProofEntry) -> KitName:
        """What a proof of this skill runs in. Questions are asked of whoever has not installed anything yet, too."""
        return CORE if proof.kind is Kind.QUESTION else self.kit


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the map."""

    id: RegionId
    title: str
    order: int
    colour: str
    """`#rrggbb`, in lower case."""
    about: str
    kit: KitName
    """What its skills run in unless they say otherwise."""
    skills: tuple[SkillId, ...]
    path: Path


@dataclass(frozen=True, slots=True)
class Kit:
    """A Python environment, by what it holds."""

    name: KitName
    title: str
    tools: frozenset[str]
    """With those of the kits it includes."""


@dataclass(frozen=True, slots=True)
class Item:
    """A topic of a roadmap: a leaf, or a group of further topics."""

    id: ItemId
    name: str
    items: tuple["Item", ...] = ()

    @property
    def is_leaf(self) -> bool:
        return not self.items


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of a roadmap."""

    id: ItemId
    title: str
    items: tuple[Item, ...]

    def walk(self) -> Iterator[Item]:
        """Every item, a group before what it holds."""
        return _walk(self.items)


@dataclass(frozen=True, slots=True)
class Roadmap:
    """A published list of topics."""

    id: RoadmapId
    title: str
    source_file: str
    sections: tuple[Section, ...]

    def walk(self) -> Iterator[Item]:
        """Every item, section by section, a group before what it holds."""
        for section in self.sections:
            yield from section.walk()

    def leaves(self) -> tuple[Item, ...]:
        return tuple(item for item in self.walk() if item.is_leaf)


@dataclass(frozen=True, slots=True)
class Track:
    """A goal a learner can pick."""

    id: TrackId
    title: str
    description: str
    targets: tuple[SkillId, ...]
    roadmap: RoadmapId | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are, what is written and what is planned told apart."""

    written: int
    planned: int

    @property
    def total(self) -> int:
        return self.written + self.planned


@dataclass(frozen=True, slots=True)
class Counts:
    """The size of a course."""

    regions: int
    skills: Tally
    proofs: Tally
    proofs_by_kind: Mapping[Kind, Tally]
    skills_by_region: Mapping[RegionId, Tally]
    roadmaps: int
    leaves: int
    groups: int
    tracks: int
    minutes: int


@dataclass(frozen=True)
class Course:
    """Everything loaded, and the questions one asks of it.

    Mappings are in the order a person should meet them in. Asking for an id that does not exist raises
    `UnknownName`, which offers the nearest ones.
    """

    root: Path
    beside: tuple[Path, ...]
    regions: Mapping[RegionId, Region]
    skills: Mapping[SkillId, Skill]
    roadmaps: Mapping[RoadmapId, Roadmap]
    tracks: Mapping[TrackId, Track]
    kits: Mapping[KitName, Kit]
    graph: Graph = field(repr=False)

    def region(self, name: str) -> Region:
        return _look_up("region", name, self.regions)

    def skill(self, name: str) -> Skill:
        return _look_up("skill", name, self.skills)

    def roadmap(self, name: str) -> Roadmap:
        return _look_up("roadmap", name, self.roadmaps)

    def track(self, name: str) -> Track:
        return _look_up("track", name, self.tracks)

    def kit(self, name: str) -> Kit:
        return _look_up("kit", name, self.kits)

    def item(self, name: str) -> Item:
        return _look_up("roadmap item", name, self.items)

    def proof(self, name: str) -> ProofEntry:
        """The proof called `skill/proof`."""
        return _look_up("proof", name, self.proofs)

    @cached_property
    def proofs(self) -> Mapping[ProofId, ProofEntry]:
        return MappingProxyType({proof.id: proof for skill in self.skills.values() for proof in skill.proofs})

    @cached_property
    def items(self) -> Mapping[ItemId, Item]:
        return MappingProxyType({item.id: item for road in self.roadmaps.values() for item in road.walk()})

    @cached_property
    def covered_by(self) -> Mapping[ItemId, tuple[SkillId, ...]]:
        """Which skills cover an item; items nobody covers (groups covered by their parts) are absent."""
        covering: dict[ItemId, list[SkillId]] = {}
        for skill in self.skills.values():
            for item in skill.covers:
                covering.setdefault(item, []).append(skill.id)
        return MappingProxyType({item: tuple(skills) for item, skills in covering.items()})

    def way_to(self, targets: Iterable[SkillId]) -> tuple[SkillId, ...]:
        """The targets and all they need, in order of travel: targets as listed, each after what it needs."""
        return self.graph.way_to(targets)

    def required_by(self, track: str) -> tuple[SkillId, ...]:
        """Every skill of a track, in order of travel."""
        return self.way_to(self.track(track).targets)

    def counts(self) -> Counts:
        items = [item for roadmap in self.roadmaps.values() for item in roadmap.walk()]
        leaves = sum(item.is_leaf for item in items)
        by_region = {
            region.id: _tally(self.skills[skill].planned for skill in region.skills) for region in self.regions.values()
        }
        return Counts(
            regions=len(self.regions),
            skills=_tally(skill.planned for skill in self.skills.values()),
            proofs=_tally(proof.planned for proof in self.proofs.values()),
            proofs_by_kind=MappingProxyType(
                {kind: _tally(proof.planned for proof in self.proofs.values() if proof.kind is kind) for kind in Kind}
            ),
            skills_by_region=MappingProxyType(by_region),
            roadmaps=len(self.roadmaps),
            leaves=leaves,
            groups=len(items) - leaves,
            tracks=len(self.tracks),
            minutes=sum(skill.minutes for skill in self.skills.values()),
        )


def _walk(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _walk(item.items)


def _tally(planned: Iterable[bool]) -> Tally:
    counted = Counter(planned)
    return Tally(written=counted[False], planned=counted[True])


def _look_up(kind: str, name: str, known: Mapping[Id, Value]) -> Value:
    found = known.get(cast(Id, name))
    if found is None:
        raise UnknownName(kind, name, known)
    return found
