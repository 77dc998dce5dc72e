"""How well a skill is remembered: FSRS-6, fed by what happened and never by how it felt.

A `Memory` is what FSRS keeps of a card. Taking a result in is left to the `fsrs` package, which is imported when the
first result comes; the chance of recall, the due date and what a credit is worth follow from a memory by a line of
arithmetic each, stated here so that asking what is due costs no import. Tests hold them to the package's.

Nothing is drawn by chance: the same results give the same dates.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsrs import Scheduler

RETENTION = 0.8
"""The chance of recall at which a review is due. Flash cards are kept at 0.9, for seconds each; a review of a skill
takes minutes, and a week is the shortest gap that suits someone who learns on one or two evenings a week."""

MIDDLE_BELIEF = 0.9
"""How sure it is that a skill is known when one that needs it was passed: some ways round a need always exist."""

SLIP = 0.1
"""How often somebody who knows a skill does not show it at the first try: the chance of a pass is that much below the
chance of recall. The same in placements and in reviews, which ask the same questions."""

_DECAY = -0.1542
_FACTOR = 0.9 ** (1 / _DECAY) - 1
_LONGEST = 36_500  # days, as in the package
_DAY = timedelta(days=1)
# How far a good review raises stability: weights 8 to 10 of FSRS-6. Written out, because one result refreshes a dozen
# skills, and the package takes as long for each as a whole entry of the log may.
_GROWTH = 1.8722
_SATURATION = 0.1666
_SPACING = 0.796

_CREDITED_STABILITY = 20.0
"""Days, for a credit that is certain: with `RETENTION` it is confirmed after two months, while a proof passed at once
comes back after one, because what was placed has usually been used for longer than since yesterday."""
_CREDITED_DIFFICULTY = 5.0
"""The middle of 1 to 10: nothing was measured."""


class Rating(IntEnum):
    """What a result says about memory, in FSRS's own scale."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of a skill. `stability` is in days, `difficulty` between 1 and 10."""

    stability: float
    difficulty: float
    last: datetime
    """From when it fades. After a `refreshed` it lies before the last time the skill was of use."""


def recall(memory: Memory, at: datetime) -> float:
    """The chance that the skill is at hand at this time; 1 at `last` and before it."""
    days = max((at - memory.last) / _DAY, 0.0)
    return float((1 + _FACTOR * days / memory.stability) ** _DECAY)


def interval(stability: float, retention: float = RETENTION) -> int:
    """After how many days the chance of recall has fallen to `retention`: at least one."""
    days: float = stability / _FACTOR * (retention ** (1 / _DECAY) - 1)
    return min(max(round(days), 1), _LONGEST)


def due(memory: Memory, retention: float = RETENTION) -> datetime:
    """When the skill wants a review."""
    return memory.last + timedelta(days=interval(memory.stability, retention))


def first(rating: Rating, at: datetime) -> Memory:
    """The memory of a skill that was shown for the first time."""
    return _reviewed(None, rating, at)


def reviewed(memory: Memory, rating: Rating, at: datetime) -> Memory:
    """The memory after one more result."""
    return _reviewed(memory, rating, at)


def credited(belief: float, at: datetime) -> Memory:
    """The memory of a skill nobody saw shown, but which is believed to be known.

    The surer, the later it is confirmed: its stability grows in a line from nothing at a belief of one half.
    """
    return Memory(max(_CREDITED_STABILITY * (2 * belief - 1), 1.0), _CREDITED_DIFFICULTY, at)


def refreshed(memory: Memory, share: float, at: datetime) -> Memory:
    """The memory after something was passed that makes use of the skill: a share of a good review.

    A share of 1 is a review, one of 0 changes nothing; between them the stability goes that share of the way on a
    scale of ratios, and the time since the skill was last shown shrinks by that share. Within a day nothing has faded,
    so nothing is refreshed. Difficulty is only learnt from the skill's own results.
    """
    elapsed = at - memory.last
    if elapsed < _DAY:
        return memory
    growth = 1 + math.exp(_GROWTH) * (11 - memory.difficulty) * memory.stability**-_SATURATION * (
        math.exp((1 - recall(memory, at)) * _SPACING) - 1
    )
    return Memory(memory.stability * growth**share, memory.difficulty, memory.last + elapsed * share)


def _reviewed(memory: Memory | None, rating: Rating, at: datetime) -> Memory:
    from fsrs import Card, State
    from fsrs import Rating as FsrsRating

    at = at.astimezone(UTC)  # the package takes no other zone
    # An id and a due date of our own: left to itself, a card waits a millisecond for an id, and asks for the time.
    if memory is None:
        card = Card(card_id=1, due=at)
    else:
        card = Card(
            card_id=1,
            state=State.Review,
            stability=memory.stability,
            difficulty=memory.difficulty,
            due=at,
            last_review=memory.last.astimezone(UTC),
        )
    card, _ = _scheduler().review_card(card, FsrsRating(rating), at)
    if card.stability is None or card.difficulty is None:
        raise AssertionError("fsrs returned a reviewed card without a memory")
    return Memory(card.stability, card.difficulty, at)


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    # No steps of minutes: whoever fails works on until it passes, within the same sitting.
    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
