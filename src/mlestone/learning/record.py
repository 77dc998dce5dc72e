"""What is known of one learner: a value computed from the log, and from nothing else.

`fold` takes entries in the order of their ids. Folding them in pieces, with the record written down and read back
between (`mlestone.learning.record_form`), gives the same record as folding all at once. A record grows with the course
and the calendar, never with the log. What it means for each skill at a given time is said by
`mlestone.learning.standing`.

The rules in short:

- An attempt is a submission that was judged and was an attempt: `not_graded` (our fault) and `not_attempted` never
  count, and neither does a second verdict on the same submission.
- A skill is proved once all proofs that were written at that moment have passed. It stays proved.
- A proof that passes after its answer was shown has passed, but says little: its skill comes up for review the next
  day, and credits nothing to what it needs before that review was passed.
- Passing a skill credits all it needs, and refreshes the memory of what is near (`mlestone.learning.reach`).
- A review of a skill that was shown before also tells how fast this learner forgets (`mlestone.learning.forgetting`).
- Contesting takes away the credit given so far, and with it the memory that rests on nothing else. What was proved
  stays proved; what happens afterwards counts anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from mlestone.base.ids import ProofId, SkillId, TrackId
from mlestone.learning.events import EventId, PlacementAnswered
from mlestone.learning.forgetting import AVERAGE, Forgetting
from mlestone.learning.memory import Memory


class ProofState(StrEnum):
    """How far a learner has come with a proof."""

    UNTOUCHED = "untouched"
    BEGUN = "begun"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class ProofRecord:
    """What happened to one proof."""

    touched_at: datetime | None = None
    """When it was last worked on, reviews not counted."""
    tried_at: datetime | None = None
    """When something was last handed in, for whatever purpose."""
    attempts: int = 0
    failures: int = 0
    """Attempts that did not pass since it last passed."""
    failed_at: datetime | None = None
    """When the last of them was."""
    passed_at: datetime | None = None
    """When it first passed."""
    hints: int = 0
    gave_up_at: datetime | None = None
    """When the answer was asked for before the proof had passed."""
    shown: bool = False
    """It passed only after its answer had been shown."""
    best_score: float | None = None
    best_checks: float = 0.0
    """The largest share of checks passed at once."""
    seconds: float = 0.0
    untimed: int = 0
    """Submissions of which nobody knows how long they took; `seconds` says nothing of them."""
    status: str = ""
    """What became of the last attempt."""
    mistakes: tuple[str, ...] = ()
    """The foreseen mistakes the last attempt made."""
    judged: EventId | None = None
    """The submission that was judged last."""

    @property
    def state(self) -> ProofState:
        if self.passed_at is not None:
            return ProofState.PASSED
        return ProofState.UNTOUCHED if self.touched_at is None else ProofState.BEGUN


@dataclass(frozen=True, slots=True)
class Credit:
    """A skill taken as known although its own proofs were not passed."""

    at: datetime
    belief: float
    by: SkillId | None
    """The skill that was passed and needs it; `None`: a placement."""


@dataclass(frozen=True, slots=True)
class SkillRecord:
    """What happened to one skill."""

    memory: Memory | None = None
    results: int = 0
    """How many results of its own proofs the memory rests on."""
    before: Memory | None = None
    """The memory as it was before the review that is being failed: passing it after all starts from there."""
    failing_since: datetime | None = None
    proved_at: datetime | None = None
    reviewed_at: datetime | None = None
    """When a review was last passed."""
    credit: Credit | None = None
    contested_at: datetime | None = None
    lesson_seconds: float = 0.0
    took: float | None = None
    """Seconds from its first proof to being proved, lesson included, where all of them were measured."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What the learner wants to reach, and when they learn."""

    track: TrackId | None
    targets: tuple[SkillId, ...]
    hours_a_week: float
    days_off: frozenset[date]
    weekdays_off: frozenset[int]
    """0 is Monday."""
    since: datetime
    """From when the learner's pace is held against it: moving days off does not start it anew."""


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on one day, in the time zone of the record."""

    attempts: int = 0
    passed: int = 0
    """Proofs passed for the first time."""
    reviews: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class OpenPlacement:
    """The placement that was answered last and has not ended."""

    id: str
    answers: tuple[PlacementAnswered, ...]


def _nothing() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one learner. Skills and proofs that nothing happened to are absent; ask `skill` and `proof`."""

    head: EventId | None = None
    """The last entry that is in it."""
    count: int = 0
    skills: Mapping[SkillId, SkillRecord] = field(default_factory=_nothing)
    proofs: Mapping[ProofId, ProofRecord] = field(default_factory=_nothing)
    goal: Goal | None = None
    days: Mapping[date, Day] = field(default_factory=_nothing)
    unjudged: Mapping[EventId, ProofId] = field(default_factory=_nothing)
    """Submissions without a verdict, oldest first; of very many, the latest."""
    placement: OpenPlacement | None = None
    placed: str | None = None
    """The placement that ended last."""
    forgetting: Forgetting = AVERAGE
    zone: tzinfo | None = UTC
    """The time zone its days are counted in; `None` is the machine's own. The log knows instants and no days."""

    def day_of(self, moment: datetime) -> date:
        """The learner's day a moment falls on."""
        return moment.astimezone(self.zone).date()

    def skill(self, skill: SkillId) -> SkillRecord:
        return self.skills.get(skill, _UNTOUCHED_SKILL)

    def proof(self, proof: ProofId) -> ProofRecord:
        return self.proofs.get(proof, _UNTOUCHED_PROOF)


_UNTOUCHED_SKILL = SkillRecord()
_UNTOUCHED_PROOF = ProofRecord()
EMPTY = Record()
