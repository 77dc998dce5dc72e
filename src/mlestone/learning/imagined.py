"""Imagined learners: what people who come to a course may know, before the first of them was asked anything.

Nobody has measured who knows what of this course, so what is believed of a newcomer at first comes from people made up
by rules, each rule a common way of having learnt something:

- *reaching*: things get harder the more lies before them, or the farther on they stand in their region; people reach
  up to some level, in some regions farther than in others;
- *bound for something*: they learnt what a few goals need, near each other or not, all of it or as far as they came;
- *patchwork*: whole regions are at home or foreign, early ones seldom foreign;
- *on a track*: they follow a track of the course and stand somewhere on it.

In all of them a need that is missing makes a skill unlikely but not impossible, by a factor that differs between
people; some of what was learnt is gone, and a little is known by chance. The ranges are wide on purpose and fitted to
nobody. Which sorts there are was compared on simulated people (`benchmarks/learners`, with other seeds than its figures
are taken with): leaving one out, or changing how many are of each, changed little; letting regions differ helped most.

Promises: the same course gives the same learners, on every machine; standard library only.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from random import Random

from mlestone.course.model import Course

LEARNERS = 2_000
"""How often two skills go together is then known to a few hundredths; more cost time and place nobody better."""

# How many learners of each sort are imagined, in tenths.
_REACHING, _BOUND, _PATCHWORK, _ON_A_TRACK = 3, 4, 2, 1

# A few values of each kind stand for all between them.
_LENIENCE = (0.05, 0.05, 0.2, 0.2, 0.5)
"""What is left of the chance to know a skill, for each need that is missing."""
_GONE = (0.0, 0.05, 0.12, 0.25)
"""The share of what was learnt that is gone."""
_BY_CHANCE = (0.0, 0.01, 0.04)
_UNEVENNESS = (0.1, 0.4, 0.8)
"""Between one person's regions, on the scale on which the course goes from 0 to 1."""
_SHARPNESS = (0.07, 0.2)
"""How wide the border is between what is certainly known and certainly not, on the same scale."""
_MOST_GOALS = 40
_PREFERENCE = (0.0, 1.0, 2.5)
"""How much goals crowd in few regions."""
_COMES_ALL_THE_WAY = 0.7
_AT_HOME, _FOREIGN = 0.97, 0.1
_BORDER_OF_HOME = 0.3

Known = list[bool]


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a course counts here, as numbers: skills by their place in its order."""

    needs: tuple[tuple[int, ...], ...]
    regions: tuple[int, ...]
    """Of each skill."""
    ways: tuple[tuple[int, ...], ...]
    """The skills of each track, in the order in which they are learnt."""

    @classmethod
    def of(cls, course: Course) -> Shape:
        order = course.graph.order
        place = {skill: number for number, skill in enumerate(order)}
        regions = {region: number for number, region in enumerate(course.regions)}
        return cls(
            needs=tuple(tuple(place[need] for need in course.graph.needs(skill)) for skill in order),
            regions=tuple(regions[course.skills[skill].region] for skill in order),
            ways=tuple(
                tuple(place[skill] for skill in course.way_to(skill for skill in track.targets if skill in place))
                for track in course.tracks.values()
            ),
        )


def imagined(shape: Shape, count: int = LEARNERS) -> list[Known]:
    """What each of so many learners knows, skill by skill."""
    imagination = _Imagination(shape, Random("imagined learners"))
    sorts = _REACHING * [imagination.reaching] + _BOUND * [imagination.bound] + _PATCHWORK * [imagination.patchwork]
    sorts += _ON_A_TRACK * [imagination.on_a_track if shape.ways else imagination.bound]
    return [imagination.learner(sorts[number % len(sorts)]) for number in range(count)]


class _Imagination:
    def __init__(self, shape: Shape, chance: Random) -> None:
        self.shape = shape
        self.chance = chance
        self.skills = range(len(shape.needs))
        self.regions = range(max(shape.regions, default=0) + 1)

    def learner(self, learnt: Callable[[], Known]) -> Known:
        gone, by_chance = self.chance.choice(_GONE), self.chance.choice(_BY_CHANCE)
        draw = self.chance.random
        return [(known and draw() >= gone) or draw() < by_chance for known in learnt()]

    def reaching(self) -> Known:
        chance = self.chance
        unevenness, sharpness = chance.choice(_UNEVENNESS), chance.choice(_SHARPNESS)
        level = chance.uniform(-0.4, 1.3)
        levels = [level + unevenness * chance.gauss(0, 1) for _ in self.regions]
        farness = chance.choice((self._by_what_lies_before, self._by_region))
        return self._as_needs_allow(
            [
                _logistic((levels[region] - far) / sharpness)
                for region, far in zip(self.shape.regions, farness, strict=True)
            ]
        )

    def bound(self) -> Known:
        chance = self.chance
        preference = chance.choice(_PREFERENCE)
        liking = [math.exp(preference * chance.gauss(0, 1)) for _ in self.regions]
        weights = list(accumulate(liking[region] for region in self.shape.regions))
        goals = chance.choices(self.skills, cum_weights=weights, k=round(_MOST_GOALS ** chance.random()))
        wanted = set(goals).union(*(self._before[goal] for goal in goals))
        end = len(self.skills) * (1.0 if chance.random() < _COMES_ALL_THE_WAY else chance.random())
        return [skill in wanted and skill < end for skill in self.skills]

    def patchwork(self) -> Known:
        border = self.chance.uniform(-0.2, 1.6)
        last = max(len(self.regions) - 1, 1)
        home = [self.chance.random() < _logistic((border - region / last) / _BORDER_OF_HOME) for region in self.regions]
        return self._as_needs_allow([_AT_HOME if home[region] else _FOREIGN for region in self.shape.regions])

    def on_a_track(self) -> Known:
        way = self.chance.choice(self.shape.ways)
        done = set(way[: round(len(way) * self.chance.random())])
        return [skill in done for skill in self.skills]

    def _as_needs_allow(self, chances: Sequence[float]) -> Known:
        lenience, draw = self.chance.choice(_LENIENCE), self.chance.random
        known: Known = []
        for chance, needs in zip(chances, self.shape.needs, strict=True):
            missing = sum(not known[need] for need in needs)
            known.append(draw() < chance * lenience**missing)
        return known

    @cached_property
    def _before(self) -> list[set[int]]:
        """All that lies before each skill."""
        before: list[set[int]] = []
        for needs in self.shape.needs:
            before.append(set(needs).union(*(before[need] for need in needs)))
        return before

    @cached_property
    def _by_what_lies_before(self) -> list[float]:
        far = [math.log(1 + len(before)) for before in self._before]
        return [each / (max(far) or 1.0) for each in far]

    @cached_property
    def _by_region(self) -> list[float]:
        """Half by where the region stands in the course, half by where the skill stands in its region."""
        within: list[list[int]] = [[] for _ in self.regions]
        for skill, region in enumerate(self.shape.regions):
            within[region].append(skill)
        rank = {skill: (place + 0.5) / len(own) for own in within for place, skill in enumerate(own)}
        last = max(len(self.regions) - 1, 1)
        return [(rank[skill] + region / last) / 2 for skill, region in enumerate(self.shape.regions)]


def _logistic(height: float) -> float:
    return 1 / (1 + math.exp(-height)) if height > 0 else 1 - 1 / (1 + math.exp(height))
