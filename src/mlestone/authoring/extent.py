"""How much of a proof is played: all of it, or of one that was played whole as it stands, a sample."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extent:
    """How often the parts of a proof are played."""

    answer: tuple[int, ...]
    """The seeds its answer is played on."""
    wrong: tuple[int, ...]
    """The seeds its mistakes, bugs and baselines are played on."""
    named: int
    """On so many of these, the first, it is also asked whether they are recognised."""
    regrades: int
    """So often one submission is graded."""
    is_whole: bool
    """Whether mutants are played, and every mistake is graded in the engine."""


_SEEDS = tuple(range(30))
# Playing mistakes against each other is what costs most; a name that is right on all of six is right on most.
WHOLE = Extent(answer=_SEEDS, wrong=_SEEDS, named=6, regrades=30, is_whole=True)
SAMPLE = Extent(answer=_SEEDS[:10], wrong=_SEEDS[:1], named=1, regrades=2, is_whole=False)
