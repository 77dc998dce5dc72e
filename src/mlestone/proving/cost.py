"""How a function's cost grows with its input, and how it compares with another's: decided, never reported.

Cost is CPU time read from outside the measured code. Machines are noisy, and noise adds: of the learner's rounds the
least counts, one favourable round acquits, and only many that agree convict. Virtual machines lose time, too, once in
a million readings: what a learner's cost is held against is a median, which no single reading can make small.
Figures never leave this module, for a verdict has to come out the same when it is made again.

What it can tell apart: whole powers (n from n**2, n**2 from n**3), and what grows from what does not. What it
cannot: n from n log n. Both pass where either is asked for.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Literal

Bound = Literal["1", "log n", "n", "n log n", "n**2", "n**3"]

CONFIRMATIONS = 4
ROUNDS = 5
BASE = 0.5e-3  # CPU seconds at which a call's own work stands clear of the clock and of the request around it
FLOOR = {"1": 4e-5, "log n": 4e-5}  # below this, a difference between two sizes is noise
USUAL_FLOOR = 2e-4
PATIENCE = 3.0  # CPU seconds spent on finding a size to start from
MARGIN = 1.25  # how far above the stated ratio a cost has to be
CLEARLY = 0.5  # below this part of it, no more rounds are needed


@dataclass(frozen=True, slots=True)
class Growth:
    """A bound: the function, the next faster one worth telling apart, and how far two sizes lie apart.

    `reach` keeps a call that breaks the bound below half a second: 16 times the size is 256 times the work
    for what grows like n**2.
    """

    at: Callable[[float], float]
    faster: Callable[[float], float]
    reach: int
    words: str

    def allowed(self, small: int, large: int) -> float:
        """The ratio of costs half way, by factors, between keeping the bound and breaking it."""
        kept = self.at(large) / self.at(small)
        broken = self.faster(large) / self.faster(small)
        return math.sqrt(kept * broken)


GROWTHS: dict[Bound, Growth] = {
    "1": Growth(lambda _: 1.0, lambda n: n, 64, "not at all"),
    "log n": Growth(lambda n: math.log(n + 1), lambda n: n, 64, "like log n"),
    "n": Growth(lambda n: n, lambda n: n**2, 16, "like n"),
    "n log n": Growth(lambda n: n * math.log(n + 1), lambda n: n**2, 16, "like n log n"),
    "n**2": Growth(lambda n: n**2, lambda n: n**3, 8, "like n**2"),
    "n**3": Growth(lambda n: n**3, lambda n: n**4, 5, "like n**3"),
}


@dataclass(frozen=True, slots=True)
class Sizes:
    """The smallest and the largest n that make sense."""

    smallest: int = 64
    largest: int = 200_000


def outgrows(bound: Bound, cost: Callable[[int], float], sizes: Sizes) -> bool:
    """Whether `cost(n)`, the CPU seconds of one call on an input of size n, grows faster than `bound`.

    Sizes are hardly ever repeated, so that a remembered result does not make a function look cheap.
    """
    growth = GROWTHS[bound]
    cost(sizes.smallest)  # whatever happens only once (imports, caches) happens here
    fixed = min(_some(cost, sizes.smallest))
    small = _starting_size(growth, cost, sizes, fixed)
    large = min(small * growth.reach, sizes.largest)
    work = max(median(_some(cost, small)) - fixed, FLOOR.get(bound, USUAL_FLOOR))
    allowed = growth.allowed(small, large) * work
    # What grows much too fast is expensive to try at the full size, and shows at a fraction of it.
    return any(
        all(cost(size + shift) - fixed > allowed for shift in range(CONFIRMATIONS))
        for size in (large // 4, large // 2, large)
    )


def _some(cost: Callable[[int], float], size: int) -> list[float]:
    return [cost(size + shift) for shift in range(ROUNDS)]


def _starting_size(growth: Growth, cost: Callable[[int], float], sizes: Sizes, fixed: float) -> int:
    """The smallest size at which the work that depends on n can be seen."""
    last = max(sizes.largest // growth.reach, sizes.smallest)
    wanted = max(BASE, fixed / 2)
    spent, size = 0.0, sizes.smallest
    while size < last and spent < PATIENCE:
        seconds = cost(size)
        spent += seconds
        # Twice, so that one interruption does not make a size look large enough.
        if seconds - fixed >= wanted and cost(size + 1) - fixed >= wanted:
            break
        size = min(size * 3 // 2 + 1, last)
    return size


def costs_more(at_most: float, cost: Callable[[], float], reference: Callable[[], float]) -> bool:
    """Whether one call costs more than `at_most` times what the reference costs on the same input.

    Rounds are interleaved, so that both meet the same weather.
    """
    cost(), reference()
    rounds = _rounds(cost), _rounds(reference)
    mine, theirs = math.inf, list[float]()
    for _ in range(2 * ROUNDS):
        mine = min(mine, rounds[0]())
        theirs.append(rounds[1]())
        if mine <= CLEARLY * at_most * median(theirs):
            return False
    return mine > MARGIN * at_most * median(theirs)


def _rounds(cost: Callable[[], float]) -> Callable[[], float]:
    """Rounds of so many calls that together they stand clear of the clock's grain; each gives seconds for one call."""
    once = min(cost() for _ in range(2))
    calls = max(1, min(40, math.ceil(2 * BASE / max(once, 1e-9))))
    return lambda: sum(cost() for _ in range(calls)) / calls
