"""What is believed about everything a newcomer may know, and how one answer changes it.

Each skill has a hidden height: it is known where the height is above zero. The heights of all skills together are
imagined as normally distributed. How likely each skill is known at first, and which are known or unknown together, is
counted among imagined learners (`mlestone.learning.imagined`): the mean of a height is what gives the counted share,
the covariance of two what makes them go together as often as counted.

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
from functools import cached_property, lru_cache
from operator import mul
from statistics import NormalDist

from mlestone.course.model import Course
from mlestone.learning.imagined import Known, Shape, imagined
from mlestone.learning.memory import SLIP

Row = list[float]

# Of the variance of a height, 1 at first, this much is the skill's own and no other tells of it. Correlations counted
# pair by pair are noisy and need not fit together in one normal distribution; this much taken off, they nearly do.
_OWN = 0.2
# Where they do not, rounding and the rest leave no variance below this.
SMALLEST_VARIANCE = 0.01


@dataclass(frozen=True, slots=True)
class Evidence:
    """How likely what was seen is when the skill is known, and when it is not."""

    known: float
    unknown: float


# What the issue asks to be modelled: one in ten who knows slips, one in five who does not guesses right.
RIGHT = Evidence(1 - SLIP, 0.2)
WRONG = Evidence(SLIP, 0.8)
# Passed over: most who could answer would have, but some are in a hurry.
PASSED_OVER = Evidence(0.2, 0.6)
# A proof that passed, on fresh inputs: nobody guesses that.
PROVED = Evidence(0.99, 0.01)


@dataclass(frozen=True)
class Beliefs:
    """What is believed of every skill, by its place in the course's order: the law of the heights."""

    mean: Row
    cov: list[Row]

    @classmethod
    def at_first(cls, course: Course) -> Beliefs:
        """Of someone about whom nothing is known."""
        return _at_first(Shape.of(course))

    @cached_property
    def known(self) -> Row:
        """The probability that each skill is known."""
        pairs = zip(self.mean, _variances(self.cov), strict=True)
        return [0.5 + 0.5 * math.erf(each / math.sqrt(2 * variance)) for each, variance in pairs]

    def after(self, skill: int, seen: Evidence) -> Beliefs:
        row = self.cov[skill]
        slope, bend, _ = slope_and_bend(self.mean[skill], row[skill], seen)
        mean = [each + slope * shared for each, shared in zip(self.mean, row, strict=True)]
        return Beliefs(mean, [_moved(line, bend * line[skill], row) for line in self.cov])

    def expected_right(self) -> float:
        """How many skills are classified right if each is called known where that is likelier than not."""
        return sum(max(chance, 1 - chance) for chance in self.known)

    def gain(self, skill: int) -> float:
        """How many more skills the answer to a question about `skill` is expected to put right."""
        right = 0.0
        for seen in (RIGHT, WRONG):
            likelihood, known = self._known_after(skill, seen)
            right += likelihood * sum(max(chance, 1 - chance) for chance in known)
        return right - self.expected_right()

    def shifts(self, skill: int) -> Row:
        """How far apart a right and a wrong answer leave the belief in each skill."""
        (_, after_right), (_, after_wrong) = (self._known_after(skill, seen) for seen in (RIGHT, WRONG))
        return [a - b for a, b in zip(after_right, after_wrong, strict=True)]

    def promising(self, candidates: Sequence[int], count: int) -> list[int]:
        """The candidates whose answer moves most of what is undecided: a quick first choice, in order."""
        undecided = [
            math.exp(-mean * mean / variance / 2) / variance
            for mean, variance in zip(self.mean, _variances(self.cov), strict=True)
        ]
        reach = {}
        for skill in candidates:
            row = self.cov[skill]
            moved = sum(map(mul, map(mul, row, row), undecided))
            reach[skill] = moved * _expected_square_slope(self.mean[skill], row[skill])
        return sorted(candidates, key=lambda skill: (-reach[skill], skill))[:count]

    def _known_after(self, skill: int, seen: Evidence) -> tuple[float, Row]:
        """How likely `seen` is, and every skill's chance once it was seen, without making new beliefs."""
        row = self.cov[skill]
        slope, bend, likelihood = slope_and_bend(self.mean[skill], row[skill], seen)
        erf, sqrt, least = math.erf, math.sqrt, SMALLEST_VARIANCE
        return likelihood, [
            0.5 + 0.5 * erf((mean + slope * shared) / sqrt(2 * max(line[place] + bend * shared * shared, least)))
            for place, (mean, shared, line) in enumerate(zip(self.mean, row, self.cov, strict=True))
        ]


def slope_and_bend(mean: float, variance: float, seen: Evidence) -> tuple[float, float, float]:
    """First and second derivative of the evidence's logarithm by the mean, and the evidence itself."""
    deviation = math.sqrt(max(variance, SMALLEST_VARIANCE))
    height = mean / deviation
    step = seen.known - seen.unknown
    likelihood = seen.unknown + step * (0.5 + 0.5 * math.erf(height / math.sqrt(2)))
    slope = step * math.exp(-height * height / 2) / math.sqrt(2 * math.pi) / deviation / likelihood
    return slope, -slope * (slope + height / deviation), likelihood


def _expected_square_slope(mean: float, variance: float) -> float:
    total = 0.0
    for seen in (RIGHT, WRONG):
        slope, _, likelihood = slope_and_bend(mean, variance, seen)
        total += likelihood * slope * slope
    return total


def _moved(line: Row, factor: float, row: Row) -> Row:
    return [each + factor * shared for each, shared in zip(line, row, strict=True)]


def _variances(cov: list[Row]) -> Row:
    return [max(line[place], SMALLEST_VARIANCE) for place, line in enumerate(cov)]


# A course is counted once, not for every answer: a placement is made anew from its answers each time it is taken up.
@lru_cache(maxsize=2)
def _at_first(shape: Shape) -> Beliefs:
    return _counted(imagined(shape))


def _counted(learners: Sequence[Known]) -> Beliefs:
    """The law under which skills are known, alone and in pairs, about as often as among these learners."""
    # A skill's learners as one number, a byte for each: shared ones are counted by one `and`.
    columns = [int.from_bytes(bytes(column), "big") for column in zip(*learners, strict=True)]
    many, counts = len(learners), [column.bit_count() for column in columns]
    normal = NormalDist()
    cov = [[1.0] * len(columns) for _ in columns]
    for one, column in enumerate(columns):
        line = cov[one]
        for other in range(one):
            both = (column & columns[other]).bit_count()
            line[other] = cov[other][one] = (1 - _OWN) * _likeness(both, counts[one], counts[other], many)
    return Beliefs([normal.inv_cdf((count + 0.5) / (many + 1)) for count in counts], cov)


def _likeness(both: int, one: int, other: int, many: int) -> float:
    """The correlation of two heights, from how many learners know both skills and how many each.

    The tetrachoric correlation, approximated by Pearson's formula; half a learner is added to each of the four groups,
    so that none is empty.
    """
    odds = (both + 0.5) * (many - one - other + both + 0.5) / ((one - both + 0.5) * (other - both + 0.5))
    return math.cos(math.pi / (1 + math.sqrt(odds)))
