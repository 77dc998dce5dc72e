"""A small course made by hand, and a teller of what happened on it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from mlestone.base.ids import ItemId, KitName, ProofId, RegionId, RoadmapId, SkillId, TrackId
from mlestone.course.graph import Graph
from mlestone.course.model import Course, Item, Kind, ProofEntry, Region, Roadmap, Section, Skill, Track
from mlestone.learning.events import Event, EventId, Happening, Judged, Purpose, Submitted, event_id
from mlestone.learning.folding import fold
from mlestone.learning.record import EMPTY, Record

MONDAY = datetime(2026, 3, 2, 18, tzinfo=UTC)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)

TWO = ("code", "question")
CHAIN: Mapping[str, Sequence[str]] = {"counting": (), "adding": ("counting",), "dividing": ("adding",)}


def course_of(
    needs: Mapping[str, Sequence[str]] = CHAIN,
    *,
    proofs: Mapping[str, Sequence[str]] | None = None,
    planned: Sequence[str] = (),
    minutes: int = 60,
    targets: Sequence[str] = ("dividing",),
    covers: Mapping[str, Sequence[str]] | None = None,
    roadmaps: Sequence[Roadmap] = (),
) -> Course:
    """A course of one region. A proof is named after its kind; what is `planned` has no file: skills, or proofs."""
    skills = {}
    for name, wanted in needs.items():
        kinds = (proofs or {}).get(name, TWO)
        entries = tuple(_proof(name, kind, planned=name in planned or f"{name}/{kind}" in planned) for kind in kinds)
        skills[SkillId(name)] = Skill(
            id=SkillId(name),
            title=name.capitalize(),
            region=RegionId("numbers"),
            outcome=f"You can do {name}, and more; much more.",
            needs=tuple(SkillId(need) for need in wanted),
            covers=tuple(ItemId(item) for item in (covers or {}).get(name, ())),
            minutes=minutes,
            tools=(),
            kit=KitName("core"),
            implied=False,
            proofs=entries,
            path=Path(name, "lesson.md"),
            planned=name in planned,
        )
    here = RegionId("numbers")
    region = Region(here, "Numbers", 1, "#000000", "All of them.", KitName("core"), tuple(skills), Path("region.yaml"))
    known = tuple(SkillId(target) for target in targets if target in skills)
    track = Track(TrackId("all"), "All there is", "Everything.", known, None)
    return Course(
        root=Path(),
        beside=(),
        regions=MappingProxyType({here: region}),
        skills=MappingProxyType(skills),
        roadmaps=MappingProxyType({roadmap.id: roadmap for roadmap in roadmaps}),
        tracks=MappingProxyType({track.id: track}),
        kits=MappingProxyType({}),
        graph=Graph({skill.id: skill.needs for skill in skills.values()}),
    )


def roadmap_of(*items: Item) -> Roadmap:
    return Roadmap(RoadmapId("list"), "The list", "list.md", (Section(ItemId("list.one"), "One", items),))


def _proof(skill: str, kind: str, *, planned: bool) -> ProofEntry:
    return ProofEntry(ProofId(f"{skill}/{kind}"), Kind(kind), "An idea.", None if planned else Path(f"{kind}.py"))


class Story:
    """What happened to one learner, told in order. Times go on by a minute unless said otherwise."""

    def __init__(self, course: Course | None = None, at: datetime = MONDAY) -> None:
        self.course = course if course is not None else course_of()
        self.now = at
        self.events: list[Event] = []

    def at(self, when: datetime) -> "Story":
        self.now = when
        return self

    def later(self, time: timedelta) -> "Story":
        self.now += time
        return self

    def then(self, *whats: Happening) -> "Story":
        for what in whats:
            self._append(what)
        return self

    def tries(
        self,
        proof: str,
        *statuses: str,
        purpose: Purpose = Purpose.PROOF,
        seconds: float | None = 60.0,
        written: tuple[str, ...] = (),
        score: float | None = None,
        checks_passed: int = 0,
    ) -> "Story":
        """Hands something in, once for each of these statuses."""
        for status in statuses:
            entry = self._append(Submitted(ProofId(proof), 7, purpose, "abc", seconds))
            judged = Judged(entry, ProofId(proof), purpose, status, checks_passed, 4, (), score, written)
            self._append(judged)
        return self

    def passes(self, *proofs: str, purpose: Purpose = Purpose.PROOF, seconds: float | None = 60.0) -> "Story":
        for proof in proofs:
            self.tries(proof, "passed", purpose=purpose, seconds=seconds)
        return self

    def proves(self, *skills: str) -> "Story":
        for skill in skills:
            self.passes(*(f"{skill}/{kind}" for kind in TWO))
        return self

    def reviews(self, proof: str, *statuses: str) -> "Story":
        return self.tries(proof, *statuses, purpose=Purpose.REVIEW)

    @property
    def record(self) -> Record:
        return fold(EMPTY, self.events, self.course)

    def _append(self, what: Happening) -> EventId:
        self.now += MINUTE
        entry = event_id(self.now, len(self.events))
        self.events.append(Event(entry, self.now, what))
        return entry
