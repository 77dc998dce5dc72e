"""How simulated learners forget, and three ways to foresee it.

People here forget by Pavlik and Anderson's model of practice (ACT-R with decay that depends on activation), not by
FSRS: every use leaves a trace that fades as a power of time, the faster the more active the skill was at that moment
(so spacing helps), and the sum of the traces decides by a logistic curve whether the skill is there. People and skills
differ. None of its constants was chosen by looking at what FSRS foresees.
"""

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

DAY = timedelta(days=1)
# A skill learned once and never used is at hand after a month four times out of five, after a year once out of three.
DECAY = 0.35
DECAY_OF_ACTIVE = 0.10
THRESHOLD = -1.75
NOISE = 0.4
DIFFERENCE = 0.35
"""Between people, and again between skills, in activation."""
USE = 0.3
"""A skill used for another leaves less than one that is worked at."""


@dataclass
class Trace:
    """What is left of one skill in one head."""

    lean: float
    uses: list[tuple[datetime, float, float]] = field(default_factory=list)
    """When, how much, and how fast it fades."""

    def used(self, at: datetime, weight: float = 1.0) -> None:
        active = self._sum(at)
        self.uses.append((at, weight, DECAY + DECAY_OF_ACTIVE * min(active, 5.0)))

    def recall(self, at: datetime) -> float:
        total = self._sum(at)
        if total <= 0:
            return 0.0
        return 1 / (1 + math.exp(-(math.log(total) + self.lean - THRESHOLD) / NOISE))

    def _sum(self, at: datetime) -> float:
        # Within the first half day nothing fades: the same sitting.
        return float(sum(weight * max((at - when) / DAY, 0.5) ** -decay for when, weight, decay in self.uses))


def leaning(rng: np.random.Generator, skills: int) -> list[float]:
    person = rng.normal(0, DIFFERENCE)
    return [float(person + rng.normal(0, DIFFERENCE)) for _ in range(skills)]


@dataclass
class Sm2:
    """SM-2 as it was published. It foresees nothing itself: its interval is taken for the stability of a power curve,
    0.9 at its end, as the public benchmark of schedulers does."""

    interval: float = 1.0
    ease: float = 2.5
    repetitions: int = 1
    last: datetime | None = None

    def recall(self, at: datetime) -> float:
        if self.last is None:
            return 0.9
        return 1 / (1 + max((at - self.last) / DAY, 0.0) / (9 * self.interval))

    def result(self, passed: bool, at: datetime) -> None:
        quality = 4 if passed else 2
        self.ease = max(1.3, self.ease + 0.1 - (5 - quality) * (0.08 + (5 - quality) * 0.02))
        self.repetitions = self.repetitions + 1 if passed else 1
        self.interval = {1: 1.0, 2: 6.0}.get(self.repetitions, self.interval * self.ease)
        self.last = at

    def learned(self, at: datetime) -> None:
        self.last = at
