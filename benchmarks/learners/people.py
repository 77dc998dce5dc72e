"""Simulated learners: what they really know, over the real graph.

Five kinds of people, each made in its own way. The placement imagines learners too (`mlestone.learning.imagined`), by
rules of its own: some ideas are the same, because that is how people learn (tracks, goals and what they need), the
numbers are not, and nothing there was fitted to these. `strangers` has people for whom its ideas are wrong. They follow
tracks halfway, know regions unevenly, build things and learn what these need with holes in it, or have done the job for
years. In four of the five, what is known is *not* closed under the needs. How often someone knows what rests on
something they do not know is `leniency`: the factor by which each need that is missing lowers the chance of knowing a
skill. The course says that needs are needed, so it is small; with `leniency=1` the graph tells nothing but who
resembles whom, which is reported as a harder case.

The shares of the kinds are a guess about who comes to MLestone; figures are printed for each kind as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from mlestone.base.ids import RegionId, SkillId, TrackId
from mlestone.course.model import Course

Known = NDArray[np.bool_]


class Kind(StrEnum):
    BEGINNER = "beginner"
    FOLLOWER = "follows a track"
    GRADUATE = "graduate"
    SELF_TAUGHT = "self-taught"
    ENGINEER = "engineer"


SHARES: Mapping[Kind, float] = {
    Kind.BEGINNER: 0.25,
    Kind.FOLLOWER: 0.20,
    Kind.GRADUATE: 0.20,
    Kind.SELF_TAUGHT: 0.20,
    Kind.ENGINEER: 0.15,
}

# What four educations leave behind: the share of each group of regions that a good student masters.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "code": ("python",),
    "computing": ("algorithms", "systems"),
    "maths": ("linear-algebra", "calculus-optimization", "probability"),
    "statistics": ("statistics",),
    "data": ("data", "features"),
    "learning": ("classical-ml", "beyond-labels", "evaluation"),
    "deep": ("deep-learning", "language", "vision"),
    "running": ("mlops", "cloud-scale"),
    "care": ("responsible-ai", "research-practice"),
}
EDUCATIONS: Sequence[Mapping[str, float]] = (
    {"code": 0.95, "computing": 0.9, "maths": 0.6, "statistics": 0.3, "data": 0.4, "learning": 0.2, "running": 0.2},
    {"code": 0.7, "computing": 0.2, "maths": 0.95, "statistics": 0.8, "data": 0.3, "learning": 0.2},
    {"code": 0.7, "computing": 0.1, "maths": 0.3, "statistics": 0.8, "data": 0.9, "learning": 0.3, "care": 0.2},
    {
        "code": 0.95,
        "computing": 0.4,
        "maths": 0.7,
        "statistics": 0.7,
        "data": 0.9,
        "learning": 0.8,
        "deep": 0.4,
        "care": 0.3,
    },
)
# What people who teach themselves want to be able to do: mostly what is talked about.
FASHION: Mapping[str, float] = {"deep": 4.0, "learning": 3.0, "data": 2.0, "running": 2.0, "care": 1.0}
# Regions of which a working engineer may know little: all but the programming and mathematics everything rests on.
LATER = 8


@dataclass(frozen=True, slots=True)
class Person:
    """One simulated learner."""

    kind: Kind
    knows: Known
    """One truth per skill, in the order of the course's graph."""


class People:
    """Makes learners for a course."""

    def __init__(self, course: Course, *, leniency: float = 0.2) -> None:
        self.course = course
        self.leniency = leniency
        self.skills: tuple[SkillId, ...] = course.graph.order
        self.place = {skill: place for place, skill in enumerate(self.skills)}
        self._needs = [[self.place[need] for need in course.graph.needs(skill)] for skill in self.skills]
        self._group = [_group_of(course.skills[skill].region) for skill in self.skills]
        self._within = self._places_within_regions()

    def person(self, rng: np.random.Generator) -> Person:
        kinds = list(SHARES)
        kind = kinds[int(rng.choice(len(kinds), p=list(SHARES.values())))]
        return self.of_kind(kind, rng)

    def of_kind(self, kind: Kind, rng: np.random.Generator) -> Person:
        make = {
            Kind.BEGINNER: self._beginner,
            Kind.FOLLOWER: self._follower,
            Kind.GRADUATE: self._graduate,
            Kind.SELF_TAUGHT: self._self_taught,
            Kind.ENGINEER: self._engineer,
        }[kind]
        return Person(kind, make(rng))

    def gaps(self, knows: Known) -> float:
        """The share of what is known that rests directly on something unknown."""
        known = np.flatnonzero(knows)
        if not len(known):
            return 0.0
        return float(np.mean([any(not knows[need] for need in self._needs[skill]) for skill in known]))

    def _beginner(self, rng: np.random.Generator) -> Known:
        """Up to 25 skills, each learned after what it needs, in no further order."""
        return self.wander(np.zeros(len(self.skills), dtype=bool), int(rng.integers(0, 26)), rng)

    def _follower(self, rng: np.random.Generator) -> Known:
        """Some way along a track; one skill in twelve did not stick; a few things picked up beside it."""
        tracks: list[TrackId] = list(self.course.tracks)
        way = self.course.required_by(tracks[int(rng.integers(len(tracks)))])
        done = [self.place[skill] for skill in way[: round(len(way) * rng.beta(1.2, 1.2))]]
        knows = np.zeros(len(self.skills), dtype=bool)
        knows[done] = True
        knows = self.wander(knows, int(rng.integers(0, 11)), rng)
        knows[np.array(done, dtype=int)] &= rng.random(len(done)) > 1 / 12
        return knows

    def _graduate(self, rng: np.random.Generator) -> Known:
        """Regions by education and diligence, the easier end of each first, with noise for every single skill."""
        education = EDUCATIONS[int(rng.integers(len(EDUCATIONS)))]
        diligence = rng.normal(0.0, 0.15)
        reach = {group: education.get(group, 0.03) + diligence + rng.normal(0.0, 0.12) for group in GROUPS}
        knows = np.zeros(len(self.skills), dtype=bool)
        for skill, needs in enumerate(self._needs):
            chance = 1 / (1 + np.exp(-(reach[self._group[skill]] - self._within[skill]) / 0.12))
            lacking = sum(not knows[need] for need in needs)
            knows[skill] = rng.random() < chance * self.leniency**lacking
        return knows

    def _self_taught(self, rng: np.random.Generator) -> Known:
        """Goals one after another, each with what it needs, of which a part is skipped every time."""
        weights = np.array([FASHION.get(group, 0.5) for group in self._group])
        goals = int(rng.integers(1, 16))
        skipping = rng.uniform(0.05, 0.25)
        knows = np.zeros(len(self.skills), dtype=bool)
        for goal in rng.choice(len(self.skills), size=goals, replace=False, p=weights / weights.sum()):
            # In order: a set has another one in every process, and with it other people for the same seed.
            before = sorted(self.place[skill] for skill in self.course.graph.before(self.skills[goal]))
            learned = np.array([*before, goal])
            knows[learned[rng.random(len(learned)) > skipping]] = True
        return knows

    def _engineer(self, rng: np.random.Generator) -> Known:
        """Has done the job: nearly everything, but two to six of the later regions hardly at all."""
        foreign = set(rng.choice(list(self.course.regions)[LATER:], size=int(rng.integers(2, 7)), replace=False))
        holes = rng.uniform(0.03, 0.12)
        learned = np.zeros(len(self.skills), dtype=bool)
        for skill, needs in enumerate(self._needs):
            chance = 0.15 if self.course.skills[self.skills[skill]].region in foreign else 1.0
            lacking = sum(not learned[need] for need in needs)
            learned[skill] = rng.random() < chance * self.leniency**lacking
        # What was forgotten, or never met by chance, takes nothing with it.
        return learned & (rng.random(len(learned)) > holes)

    def wander(self, knows: Known, steps: int, rng: np.random.Generator) -> Known:
        """Skills whose needs are all known, one after another, any of them next; earlier ones a little likelier."""
        knows = knows.copy()
        for _ in range(steps):
            ready = [
                skill
                for skill, needs in enumerate(self._needs)
                if not knows[skill] and all(knows[need] for need in needs)
            ]
            if not ready:
                break
            weights = np.exp(-np.array(ready) / 60)
            knows[int(rng.choice(ready, p=weights / weights.sum()))] = True
        return knows

    def _places_within_regions(self) -> list[float]:
        """Where each skill stands within its region, from 0 (first) to 1 (last)."""
        within = [0.0] * len(self.skills)
        for region in self.course.regions.values():
            ordered = self.course.graph.in_order(region.skills)
            for rank, skill in enumerate(ordered):
                within[self.place[skill]] = (rank + 0.5) / len(ordered)
        return within


def _group_of(region: RegionId) -> str:
    return next((group for group, regions in GROUPS.items() if region in regions), "care")
