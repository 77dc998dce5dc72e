"""Data challenges: what a function is given, what stays hidden, and which score is good enough."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from mlestone.base.errors import MlestoneError

if TYPE_CHECKING:
    import numpy as np

Better = Literal["lower", "higher"]


class UnfairBar(MlestoneError):
    """On this seed the author's answer is no better than the baseline: no score could be asked for."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """One attempt's data. Only `inputs` ever reach the learner's process."""

    inputs: tuple[Any, ...]
    hidden: Any


def challenge(*, inputs: tuple[Any, ...] | list[Any], hidden: Any) -> Challenge:
    """What a function under `@data` returns: the learner's function's arguments, and the hidden truth."""
    if not isinstance(inputs, tuple | list):
        raise TypeError(
            f"inputs is a tuple, one element for each argument, not {type(inputs).__name__}; "
            "for a single argument write inputs=(train,)"
        )
    return Challenge(tuple(inputs), hidden)


@dataclass(frozen=True, slots=True)
class Metric:
    """How replies are scored, and how far from baseline to reference a reply has to get."""

    words: str
    better: Better
    share: float
    function: Callable[[Any, Any], float]

    def score(self, hidden: Any, reply: Any) -> float:
        """The reply's score as a float; raises whatever the author's function raises."""
        return float(self.function(hidden, reply))

    def bar(self, *, baseline: float, reference: float) -> float:
        """The score to reach; raises `UnfairBar` when the reference does not beat the baseline."""
        gained = baseline - reference if self.better == "lower" else reference - baseline
        if not (math.isfinite(baseline) and math.isfinite(reference)) or gained <= 0:
            raise UnfairBar(
                f"By {self.words}, the answer gets {reference:g} and the baseline {baseline:g}; "
                f"{self.better} is better."
            )
        return baseline + self.share * (reference - baseline)

    def reaches(self, value: float, bar: float) -> bool:
        """Whether a score is good enough; nan never is. The bar itself is."""
        return value <= bar if self.better == "lower" else value >= bar


@dataclass(frozen=True, slots=True)
class DataTask:
    """The challenge of a `data` proof."""

    answer: str
    """The name of the function the learner writes."""
    make: Callable[["np.random.Generator"], object]
    metric: Metric
    baseline: Callable[..., Any]
    baseline_sentence: str

    def draw(self, rng: "np.random.Generator") -> Challenge:
        """One attempt's data; raises `TypeError` when the author's function returns something else."""
        made = self.make(rng)
        if not isinstance(made, Challenge):
            raise TypeError(f"the function under @data returned {type(made).__name__}; return challenge(…)")
        return made
