"""Where a learner stands with every skill of a course at a given time.

A record says what happened, a course what there is; this puts them together:

- *proved*: its proofs passed when it was proved. One that is written later takes nothing away; it is listed as new.
- *placed*: credited by a placement, or because a skill that needs it was passed.
- *fading*: proved or placed, and its review is due. Only what can be reviewed fades: without a written proof that has
  fresh variants there would be nothing to do about it.
- *begun*: one of its proofs was worked on.
- *open*: all it needs is held. *ahead*: something it needs is missing, which is advice and no lock.
- *planned*: it has no written proof yet, so nobody can prove it. A planned skill stands in nobody's way: whoever holds
  all it needs may start what comes after it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from mlestone.base.ids import ProofId, SkillId
from mlestone.course.model import Kind
from mlestone.learning.memory import RETENTION, Memory, due
from mlestone.learning.record import ProofState, Record

if TYPE_CHECKING:
    from mlestone.course.model import Course, ProofEntry, Skill

REVIEWABLE = (Kind.QUESTION, Kind.CODE)
"""The kinds whose next run is a fresh variant, the cheaper one first."""


_CLOCKS_DIFFER = timedelta(days=2)
"""Two machines of one learner may be set to different days, or zones."""


class State(StrEnum):
    """How a skill is shown."""

    PLANNED = "planned"
    OPEN = "open"
    AHEAD = "ahead"
    BEGUN = "begun"
    PROVED = "proved"
    PLACED = "placed"
    FADING = "fading"


class Held(StrEnum):
    """Why a skill counts as known."""

    PROVED = "proved"
    PLACED = "placed"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a learner stands with one skill."""

    skill: SkillId
    state: State
    held: Held | None
    missing: tuple[SkillId, ...]
    """What should come first, in the course's order: what it needs and is not held, planned skills looked through."""
    passed: tuple[ProofId, ...]
    remaining: tuple[ProofId, ...]
    """Written proofs that have not passed."""
    new_proofs: tuple[ProofId, ...]
    """Written after the skill was proved, and not passed yet."""
    proved_at: datetime | None = None
    credited_by: SkillId | None = None
    """The skill whose passing credited this one, when it is placed by passing."""
    belief: float | None = None
    """Of a placed skill: how sure it is that it is known at all."""
    weak: bool = False
    """It was proved with an answer that had been shown, and no review was passed since."""
    recall: float | None = None
    """The chance that a fresh variant would pass now, at the first try."""
    due: datetime | None = None
    """When a review is due; `None` when there is nothing to review, or nothing to review with."""

    @property
    def written(self) -> bool:
        return bool(self.passed or self.remaining)


class Standings(Mapping[SkillId, Standing]):
    """All skills of a course, in its order of travel."""

    def __init__(self, by_skill: Mapping[SkillId, Standing]) -> None:
        self._by_skill = by_skill

    def __getitem__(self, skill: SkillId) -> Standing:
        return self._by_skill[skill]

    def __iter__(self) -> Iterator[SkillId]:
        return iter(self._by_skill)

    def __len__(self) -> int:
        return len(self._by_skill)

    @property
    def held(self) -> frozenset[SkillId]:
        return frozenset(skill for skill, standing in self.items() if standing.held is not None)

    def counts(self) -> Mapping[State, int]:
        """How many skills are in each state, states nobody is in included."""
        counted = Counter(standing.state for standing in self.values())
        return MappingProxyType({state: counted[state] for state in State})


@dataclass(frozen=True, slots=True)
class Became:
    """What changed for the better, in the course's order."""

    proved: tuple[SkillId, ...]
    credited: tuple[SkillId, ...]
    opened: tuple[SkillId, ...]


def standings(record: Record, course: Course, now: datetime, *, retention: float = RETENTION) -> Standings:
    """Every skill of the course, for this record at this time."""
    by_skill: dict[SkillId, Standing] = {}
    wanting: dict[SkillId, frozenset[SkillId]] = {}
    for name in course.graph.order:
        skill = course.skills[name]
        missing = frozenset[SkillId]().union(*[wanting[need] for need in skill.needs])
        in_order = course.graph.in_order(missing) if missing else ()
        standing = _standing(record, skill, in_order, now, retention)
        by_skill[name] = standing
        if standing.held is not None:
            wanting[name] = frozenset()
        else:
            # Whoever needs a planned skill cannot prove it first, but can see to what it needs.
            wanting[name] = missing if standing.state is State.PLANNED else frozenset((name,))
    return Standings(MappingProxyType(by_skill))


def becoming(before: Standings, after: Standings) -> Became:
    """What came of something that happened between the two."""
    changed = [(skill, before.get(skill), standing) for skill, standing in after.items()]
    return Became(
        proved=tuple(
            skill
            for skill, old, new in changed
            if new.held is Held.PROVED and (old is None or old.held is not Held.PROVED)
        ),
        credited=tuple(
            skill for skill, old, new in changed if new.held is Held.PLACED and (old is None or old.held is None)
        ),
        opened=tuple(
            skill
            for skill, old, new in changed
            if new.state is State.OPEN and old is not None and old.state is State.AHEAD
        ),
    )


def reviewable(skill: Skill) -> tuple[ProofEntry, ...]:
    """Its written proofs that have fresh variants, the cheaper kind first."""
    return tuple(proof for kind in REVIEWABLE for proof in skill.proofs if proof.kind is kind and not proof.planned)


def _standing(record: Record, skill: Skill, missing: tuple[SkillId, ...], now: datetime, retention: float) -> Standing:
    known = record.skill(skill.id)
    written = [proof.id for proof in skill.proofs if not proof.planned]
    touched = {proof: record.proofs[proof].state for proof in written if proof in record.proofs}  # of most skills: none
    passed = tuple(proof for proof, state in touched.items() if state is ProofState.PASSED)
    remaining = tuple(proof for proof in written if proof not in passed)
    proved_at = known.proved_at or _proved_since(record, passed, remaining)
    held = Held.PROVED if proved_at else Held.PLACED if known.credit else None
    credit = known.credit if held is Held.PLACED else None
    # A result of its own says more than what was believed before it.
    belief = credit.belief if credit and not known.results else None
    memory = record.forgetting.of(known.memory) if held and known.memory else None
    when = _due(memory, now, retention) if memory and reviewable(skill) else None
    return Standing(
        skill=skill.id,
        state=_state(written, touched, held, missing, fading=when is not None and when <= now),
        held=held,
        missing=missing,
        passed=passed,
        remaining=remaining,
        new_proofs=remaining if known.proved_at else (),
        proved_at=proved_at,
        credited_by=credit.by if credit else None,
        belief=belief,
        weak=held is Held.PROVED and _weak(record, passed, known.reviewed_at),
        recall=record.forgetting.shows(known.memory, now) * (1.0 if belief is None else belief)
        if known.memory and held
        else None,
        due=when,
    )


def _due(memory: Memory, now: datetime, retention: float) -> datetime:
    # A clock that ran ahead for a day must not put a review off for years: what was shown in the future is due now.
    return due(memory, retention) if memory.last - now < _CLOCKS_DIFFER else now


def _proved_since(record: Record, passed: tuple[ProofId, ...], remaining: tuple[ProofId, ...]) -> datetime | None:
    """When a skill was proved of which the log does not say so: the proof it still wanted has left the course."""
    if not passed or remaining:
        return None
    return max(filter(None, (record.proof(proof).passed_at for proof in passed)))


def _weak(record: Record, passed: tuple[ProofId, ...], reviewed_at: datetime | None) -> bool:
    proofs = [record.proof(proof) for proof in passed]
    return any(
        proof.shown and proof.passed_at is not None and (reviewed_at is None or reviewed_at < proof.passed_at)
        for proof in proofs
    )


def _state(
    written: list[ProofId],
    touched: Mapping[ProofId, ProofState],
    held: Held | None,
    missing: tuple[SkillId, ...],
    *,
    fading: bool,
) -> State:
    if held is not None:
        return State.FADING if fading else State(held)
    if not written:
        return State.PLANNED
    if any(state is not ProofState.UNTOUCHED for state in touched.values()):
        return State.BEGUN
    return State.AHEAD if missing else State.OPEN
