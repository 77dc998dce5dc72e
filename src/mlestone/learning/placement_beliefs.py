"""What is believed about everything a newcomer may know, and how one answer changes it.

Each skill has a hidden height: it is known where the height is above zero. The heights of all skills together are
imagined as normally distributed, with a mean that falls with what lies before a skill and rises with what rests on it,
and with a covariance that says which skills are known or unknown together: those that rest on the same things, lead
to the same things, are equally far from the beginning, or lie in one region. People differ by more than one such law
can say, so there are several (`WALKS`), and every answer also tells which of them fits.

An answer is a noisy sign of one height: who knows may slip, who does not may guess. The posterior is replaced by the
normal distribution of the same mean and variance (assumed density filtering), which moves every skill's height by its
covariance with the skill asked about. That is a matter of a few milliseconds in plain Python, has no chance in it, and
does not break when someone knows a skill without what it needs: the graph is evidence here, not a law.

Promises: pure functions; no NumPy, no clock, no chance. Beliefs are values: an answer makes new ones.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

from mlestone.course.model import Course

Row = list[float]


@dataclass(frozen=True, slots=True)
class Walk:
    """One law of heights: how likely it is, the mean of a skill, and what makes two skills go together."""

    share: float
    base: float
    before: float
    """How much the mean falls with the logarithm of how many skills lie before one."""
    after: float
    """How much it rises with the logarithm of how many rest on it."""
    everywhere: float
    region: float
    ground: float
    """Standing on the same skills."""
    outlook: float
    """Leading to the same skills."""
    depth: float
    """Being equally far from the beginning."""


# Someone who begins, someone on the way, someone who has done the job. Each was fitted (log loss after some random
# questions) to simulated people of that sort in `benchmarks/learners/people.py`, then all together to how people were
# placed, with other seeds than those the figures are taken with. The unit is what a skill keeps for itself, whose
# variance is 1.
WALKS: tuple[Walk, ...] = (
    Walk(
        share=0.30,
        base=3.41,
        before=2.30,
        after=0.29,
        everywhere=0.69,
        region=0.11,
        ground=0.20,
        outlook=0.50,
        depth=0.47,
    ),
    Walk(
        share=0.53,
        base=0.26,
        before=1.42,
        after=1.04,
        everywhere=1.08,
        region=0.80,
        ground=1.55,
        outlook=1.50,
        depth=0.86,
    ),
    Walk(
        share=0.18,
        base=2.55,
        before=0.74,
        after=0.31,
        everywhere=0.30,
        region=1.70,
        ground=1.28,
        outlook=0.00,
        depth=0.91,
    ),
)

# Steps along the longest way from the beginning, over which likeness of depth falls to a third.
_DEPTH_SCALE = 4.0

# A law that has become this unlikely is given up.
_NEGLIGIBLE = 0.005
_SMALLEST_VARIANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Evidence:
    """How likely what was seen is when the skill is known, and when it is not."""

    known: float
    unknown: float


# What the issue asks to be modelled: one in ten who knows slips, one in five who does not guesses right.
RIGHT = Evidence(0.9, 0.2)
WRONG = Evidence(0.1, 0.8)
# Passed over: most who could answer would have, but some are in a hurry.
PASSED_OVER = Evidence(0.2, 0.6)
# A proof that passed, on fresh inputs: nobody guesses that.
PROVED = Evidence(0.99, 0.01)


@dataclass(frozen=True, slots=True)
class Heights:
    """The heights of all skills under one law, as far as they are known."""

    share: float
    mean: Row
    cov: list[Row]
    chance: Row
    """Of being known, skill by skill."""

    def after(self, skill: int, seen: Evidence) -> Heights:
        """With the share not yet divided by that of all laws together."""
        row = self.cov[skill]
        slope, bend, likelihood = _slope_and_bend(self.mean[skill], row[skill], seen)
        mean = [each + slope * shared for each, shared in zip(self.mean, row, strict=True)]
        cov = [_moved(line, bend * line[skill], row) for line in self.cov]
        return Heights(self.share * likelihood, mean, cov, _chances(mean, cov))

    def chances_after(self, skill: int, seen: Evidence) -> tuple[float, Row]:
        """How likely `seen` is, and every skill's chance once it was seen, without making new heights."""
        row = self.cov[skill]
        slope, bend, likelihood = _slope_and_bend(self.mean[skill], row[skill], seen)
        erf, sqrt, least = math.erf, math.sqrt, _SMALLEST_VARIANCE
        chances = [
            0.5 + 0.5 * erf((mean + slope * shared) / sqrt(2 * max(line[place] + bend * shared * shared, least)))
            for place, (mean, shared, line) in enumerate(zip(self.mean, row, self.cov, strict=True))
        ]
        return likelihood, chances


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What is believed of every skill, by its place in the course's order."""

    laws: tuple[Heights, ...]
    known: Row
    """The probability that the skill is known."""

    @classmethod
    def at_first(cls, course: Course, walks: Sequence[Walk] = WALKS) -> Beliefs:
        """Of someone about whom nothing is known."""
        kin = _kinship(course)
        return cls.of(tuple(_heights(walk, kin) for walk in walks))

    @classmethod
    def of(cls, laws: tuple[Heights, ...]) -> Beliefs:
        return cls(laws, _mixed([(law.share, law.chance) for law in laws]))

    def after(self, skill: int, seen: Evidence) -> Beliefs:
        after = [law.after(skill, seen) for law in self.laws]
        least = _NEGLIGIBLE * sum(law.share for law in after)
        laws = [law for law in after if law.share > least]
        whole = sum(law.share for law in laws)
        return Beliefs.of(tuple(Heights(law.share / whole, law.mean, law.cov, law.chance) for law in laws))

    def expected_right(self) -> float:
        """How many skills are classified right if each is called known where that is likelier than not."""
        return sum(max(chance, 1 - chance) for chance in self.known)

    def gain(self, skill: int) -> float:
        """How many more skills the answer to a question about `skill` is expected to put right."""
        return self._expected_right_after(skill) - self.expected_right()

    def shifts(self, skill: int) -> Row:
        """How far apart a right and a wrong answer leave the belief in each skill."""
        right, wrong = (self._joint_after(skill, seen) for seen in (RIGHT, WRONG))
        (seen_right, knowing_right), (seen_wrong, knowing_wrong) = right, wrong
        return [a / seen_right - b / seen_wrong for a, b in zip(knowing_right, knowing_wrong, strict=True)]

    def promising(self, candidates: Sequence[int], count: int) -> list[int]:
        """The candidates whose answer moves most of what is undecided: a quick first choice, in order."""
        reach = dict.fromkeys(candidates, 0.0)
        for law in self.laws:
            undecided = [
                math.exp(-mean * mean / variance / 2) / variance
                for mean, variance in zip(law.mean, _variances(law.cov), strict=True)
            ]
            for skill in candidates:
                row = law.cov[skill]
                moved = sum(map(mul, map(mul, row, row), undecided))
                reach[skill] += law.share * moved * _expected_square_slope(law.mean[skill], row[skill])
        return sorted(candidates, key=lambda skill: (-reach[skill], skill))[:count]

    def _joint_after(self, skill: int, seen: Evidence) -> tuple[float, Row]:
        """How likely `seen` is, and for each skill how likely it is together with knowing that skill."""
        parts = [(law.share, *law.chances_after(skill, seen)) for law in self.laws]
        weighted = [(share * likelihood, chances) for share, likelihood, chances in parts]
        return sum(weight for weight, _ in weighted), _mixed(weighted)

    def _expected_right_after(self, skill: int) -> float:
        total = 0.0
        for seen in (RIGHT, WRONG):
            likelihood, knowing = self._joint_after(skill, seen)
            total += sum(max(both, likelihood - both) for both in knowing)
        return total


def _slope_and_bend(mean: float, variance: float, seen: Evidence) -> tuple[float, float, float]:
    """First and second derivative of the evidence's logarithm by the mean, and the evidence itself."""
    deviation = math.sqrt(max(variance, _SMALLEST_VARIANCE))
    height = mean / deviation
    step = seen.known - seen.unknown
    likelihood = seen.unknown + step * (0.5 + 0.5 * math.erf(height / math.sqrt(2)))
    slope = step * math.exp(-height * height / 2) / math.sqrt(2 * math.pi) / deviation / likelihood
    return slope, -slope * (slope + height / deviation), likelihood


def _expected_square_slope(mean: float, variance: float) -> float:
    total = 0.0
    for seen in (RIGHT, WRONG):
        slope, _, likelihood = _slope_and_bend(mean, variance, seen)
        total += likelihood * slope * slope
    return total


def _moved(line: Row, factor: float, row: Row) -> Row:
    return [each + factor * shared for each, shared in zip(line, row, strict=True)]


def _variances(cov: list[Row]) -> Row:
    # Rounding may take a little more from a variance than it had.
    return [max(line[place], _SMALLEST_VARIANCE) for place, line in enumerate(cov)]


def _chances(mean: Row, cov: list[Row]) -> Row:
    pairs = zip(mean, _variances(cov), strict=True)
    return [0.5 + 0.5 * math.erf(each / math.sqrt(2 * variance)) for each, variance in pairs]


def _mixed(parts: Sequence[tuple[float, Row]]) -> Row:
    """The sum of the rows, each times its weight."""
    weights = [weight for weight, _ in parts]
    return [sum(map(mul, weights, column)) for column in zip(*(row for _, row in parts), strict=True)]


@dataclass(frozen=True, slots=True)
class _Kinship:
    """What a course's graph says about every two skills, each a number from 0 (nothing in common) to 1."""

    below: list[int]
    """How many skills each rests on, itself among them."""
    above: list[int]
    """How many rest on it, itself among them."""
    ground: list[Row]
    """Resting on the same skills. What nearly everything rests on says little: skills count by their rarity."""
    outlook: list[Row]
    """Leading to the same skills."""
    depth: list[Row]
    """Being equally far from the beginning."""
    region: list[Row]


def _kinship(course: Course) -> _Kinship:
    order = course.graph.order
    place = {skill: number for number, skill in enumerate(order)}
    below = [{number} for number in range(len(order))]
    depth = [0] * len(order)
    for number, skill in enumerate(order):
        for need in course.graph.needs(skill):
            below[number] |= below[place[need]]
            depth[number] = max(depth[number], depth[place[need]] + 1)
    above: list[set[int]] = [set() for _ in order]
    for number, lower in enumerate(below):
        for each in lower:
            above[each].add(number)
    rarity = [math.log((len(order) + 1) / len(each)) ** 2 for each in above]
    regions = [course.skills[skill].region for skill in order]
    near = [math.exp(-steps / _DEPTH_SCALE) for steps in range(max(depth, default=0) + 1)]
    return _Kinship(
        below=[len(each) for each in below],
        above=[len(each) for each in above],
        ground=_cosines(below, rarity),
        outlook=_cosines(above, [1.0] * len(order)),
        depth=[[near[abs(one - other)] for other in depth] for one in depth],
        region=[[float(one == other) for other in regions] for one in regions],
    )


def _cosines(sets: Sequence[set[int]], weights: Sequence[float]) -> list[Row]:
    """For every two sets the weight of what they share, over the geometric mean of theirs."""
    scale = [1 / math.sqrt(sum(weights[each] for each in members)) for members in sets]
    shared = [[0.0] * len(sets) for _ in sets]
    holders: list[list[int]] = [[] for _ in weights]
    for number, members in enumerate(sets):
        for each in members:
            holders[each].append(number)
    for weight, having in zip(weights, holders, strict=True):
        for one in having:
            line = shared[one]
            for other in having:
                line[other] += weight
    return [
        [each * by * to for each, to in zip(line, scale, strict=True)] for line, by in zip(shared, scale, strict=True)
    ]


def _heights(walk: Walk, kin: _Kinship) -> Heights:
    mean = [
        walk.base - walk.before * math.log(below) + walk.after * math.log(above)
        for below, above in zip(kin.below, kin.above, strict=True)
    ]
    everywhere, region, ground = walk.everywhere**2, walk.region**2, walk.ground**2
    outlook, depth = walk.outlook**2, walk.depth**2
    cov = [
        [everywhere + region * a + ground * b + outlook * c + depth * d for a, b, c, d in zip(*lines, strict=True)]
        for lines in zip(kin.region, kin.ground, kin.outlook, kin.depth, strict=True)
    ]
    for place, line in enumerate(cov):
        line[place] += 1.0  # what a skill keeps for itself, of which no other tells
    return Heights(walk.share, mean, cov, _chances(mean, cov))
