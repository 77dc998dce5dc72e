"""How fast one learner forgets, beside the people FSRS's weights were fitted to: learnt from their own reviews.

One factor, by which every stability counts for this learner: 2 means that all lasts twice as long. It starts at 1 with
much doubt, because published fits of FSRS to single learners differ by such factors, and each review moves it by what
its result says (the logarithm is kept as a normal distribution, replaced after every review by the one of the same mean
and variance). The memories themselves stay FSRS's own; what was learnt here applies to all skills, new ones at once.

Only reviews of skills that were shown before count: a skill that was only credited may never have been known.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from mlestone.learning.memory import SLIP, Memory, recall

_BETWEEN_PEOPLE = 1.0
"""Standard deviation of the factor's logarithm: two thirds of all people lie within a factor of 2.7."""
_STEPS = tuple(step / 2 for step in range(-6, 7))
"""Where the normal distribution is looked at, in standard deviations."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What is known of one learner's forgetting."""

    lean: float = 0.0
    """The logarithm of the factor, as far as it is known."""
    doubt: float = _BETWEEN_PEOPLE
    """Its standard deviation."""

    def of(self, memory: Memory) -> Memory:
        """The memory as this learner holds it: what to ask for the chance of recall and the due date."""
        return Memory(memory.stability * math.exp(self.lean), memory.difficulty, memory.last)

    def shows(self, memory: Memory, at: datetime) -> float:
        """The chance that this learner passes a fresh variant at the first try: it is at hand, and they do not slip."""
        return (1 - SLIP) * recall(self.of(memory), at)

    def after(self, memory: Memory, passed: bool, at: datetime) -> Forgetting:
        """After a review of this memory, not yet taken in. Within a day nothing has faded, so nothing is learnt."""
        if at - memory.last < _DAY:
            return self
        weighted = []
        for step in _STEPS:
            lean = self.lean + step * self.doubt
            shown = Forgetting(lean).shows(memory, at)
            weighted.append((math.exp(-step * step / 2) * (shown if passed else 1 - shown), lean))
        whole = sum(weight for weight, _ in weighted)
        mean = sum(weight * lean for weight, lean in weighted) / whole
        variance = sum(weight * (lean - mean) ** 2 for weight, lean in weighted) / whole
        return Forgetting(mean, math.sqrt(variance))


AVERAGE = Forgetting()
"""Of somebody who was never reviewed."""
