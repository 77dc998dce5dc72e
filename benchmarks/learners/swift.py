"""A placement's beliefs with NumPy: the same arithmetic as `mlestone.learning.placement_beliefs`, faster.

MLestone itself asks one learner at a time and imports no NumPy for it; a thousand of them are another matter. A test
holds the two to each other: the same questions and the same beliefs for the same answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from mlestone.learning.placement import Placement
from mlestone.learning.placement_beliefs import RIGHT, SMALLEST_VARIANCE, WRONG, Beliefs, Evidence, slope_and_bend

Row = NDArray[np.float64]


@dataclass(frozen=True)
class Swift:
    """Stands in for `Beliefs`."""

    mean: Row
    cov: Row

    @classmethod
    def of(cls, beliefs: Beliefs) -> "Swift":
        return cls(np.array(beliefs.mean), np.array(beliefs.cov))

    @cached_property
    def known(self) -> Row:
        return cast(Row, ndtr(self.mean / np.sqrt(self._variances)))

    @cached_property
    def _variances(self) -> Row:
        return np.maximum(np.diag(self.cov), SMALLEST_VARIANCE)

    def after(self, skill: int, seen: Evidence) -> "Swift":
        row = self.cov[skill]
        slope, bend, _ = slope_and_bend(float(self.mean[skill]), float(row[skill]), seen)
        return Swift(self.mean + slope * row, self.cov + bend * np.outer(row, row))

    def expected_right(self) -> float:
        return float(np.maximum(self.known, 1 - self.known).sum())

    def gain(self, skill: int) -> float:
        right = 0.0
        for seen in (RIGHT, WRONG):
            likelihood, known = self._known_after(skill, seen)
            right += likelihood * float(np.maximum(known, 1 - known).sum())
        return right - self.expected_right()

    def shifts(self, skill: int) -> Row:
        return self._known_after(skill, RIGHT)[1] - self._known_after(skill, WRONG)[1]

    def promising(self, candidates: Sequence[int], count: int) -> list[int]:
        undecided = np.exp(-self.mean * self.mean / self._variances / 2) / self._variances
        moved = (self.cov**2) @ undecided
        reach = {skill: float(moved[skill]) * self._expected_square_slope(skill) for skill in candidates}
        return sorted(candidates, key=lambda skill: (-reach[skill], skill))[:count]

    def _expected_square_slope(self, skill: int) -> float:
        found = [
            slope_and_bend(float(self.mean[skill]), float(self.cov[skill, skill]), seen) for seen in (RIGHT, WRONG)
        ]
        return sum(likelihood * slope * slope for slope, _, likelihood in found)

    def _known_after(self, skill: int, seen: Evidence) -> tuple[float, Row]:
        row = self.cov[skill]
        slope, bend, likelihood = slope_and_bend(float(self.mean[skill]), float(row[skill]), seen)
        variances = np.maximum(np.diag(self.cov) + bend * row * row, SMALLEST_VARIANCE)
        return likelihood, cast(Row, ndtr((self.mean + slope * row) / np.sqrt(variances)))


def swift(placement: Placement) -> Placement:
    """The same placement, asked faster."""
    return replace(placement, _believed=cast(Beliefs, Swift.of(placement._believed)))
