"""People of a shape no constant of MLestone was fitted to: how a placement fares where its idea of learners is wrong.

They were looked at while choices were made, so they are no untouched test.

In `people` needs are mostly respected. Here they often are not: what was known is gone, or was never needed for the
job. The four are no part of the mix the promised figures are taken with; each has its own line.
"""

from enum import StrEnum

import numpy as np
from benchmarks.learners.people import Known, People


class Stranger(StrEnum):
    RANDOM_GAPS = "random gaps"
    SPECIALIST = "narrow specialist"
    RUSTY = "rusty senior"
    TOOL_USER = "tool user"


# What somebody uses who came by way of a data job, and what they may have met there.
_AT_WORK = ("python", "data", "features")
_NEAR_WORK = ("classical-ml", "evaluation", "mlops", "deep-learning", "language")
_FIRST_SPECIAL = 3
"""Nobody is a specialist of the regions everything rests on."""


class Strangers:
    """Makes them for a course."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.count = len(people.skills)
        self.region = [people.course.skills[skill].region for skill in people.skills]

    def of_kind(self, kind: Stranger, rng: np.random.Generator) -> Known:
        make = {
            Stranger.RANDOM_GAPS: self._random_gaps,
            Stranger.SPECIALIST: self._specialist,
            Stranger.RUSTY: self._rusty,
            Stranger.TOOL_USER: self._tool_user,
        }[kind]
        return make(rng)

    def _random_gaps(self, rng: np.random.Generator) -> Known:
        """Learned in some order that respects needs, of which one skill in five is missing, anywhere."""
        knows = self.people.wander(np.zeros(self.count, dtype=bool), int(rng.uniform(0.1, 0.8) * self.count), rng)
        return knows & (rng.random(self.count) > 0.2)

    def _specialist(self, rng: np.random.Generator) -> Known:
        """One or two regions nearly whole, most of what these need, and nothing else."""
        regions = list(self.people.course.regions)[_FIRST_SPECIAL:]
        mine = set(rng.choice(regions, size=int(rng.integers(1, 3)), replace=False))
        own = np.array([region in mine for region in self.region])
        knows = np.zeros(self.count, dtype=bool)
        for skill in np.flatnonzero(own):
            before = self.people.course.graph.before(self.people.skills[skill])
            knows[[self.people.place[each] for each in before]] = True
        knows &= rng.random(self.count) < rng.uniform(0.7, 0.9)
        return knows | (own & (rng.random(self.count) < 0.9))

    def _rusty(self, rng: np.random.Generator) -> Known:
        """Once knew all of it. What is left of a region depends on when it was last used, and not on any need."""
        left = {region: rng.beta(1.5, 1.0) for region in self.people.course.regions}
        return rng.random(self.count) < np.array([left[region] for region in self.region])

    def _tool_user(self, rng: np.random.Generator) -> Known:
        """Works with the tools of a few regions and skipped the mathematics."""
        near = set(rng.choice(_NEAR_WORK, size=3, replace=False))
        chances = [0.9 if region in _AT_WORK else 0.75 if region in near else 0.12 for region in self.region]
        return rng.random(self.count) < np.array(chances)
