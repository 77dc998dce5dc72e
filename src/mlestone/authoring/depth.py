"""How often things are played before a rule believes them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Depth:
    seeds: tuple[int, ...]
    """The answer, mistakes and baselines are played on each."""
    named: int
    """On so many of the first seeds the mistakes are played against each other: that is what costs most."""
    regrades: int
    """How often one submission is graded anew."""


THOROUGH = Depth(tuple(range(30)), named=6, regrades=30)
"""What an author asks for; a name that is right on all of six seeds is right on most."""

QUICK = Depth(tuple(range(8)), named=2, regrades=4)
"""To see that a change of ours has broken nothing, on a course whose authors asked for more."""
