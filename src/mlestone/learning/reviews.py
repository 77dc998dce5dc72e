"""Which skills want a review now, and which of their proofs to vary for it.

A review costs minutes, so there is a cap a day, and the order matters: first what most else rests on, then what is
likeliest to be forgotten.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from mlestone.base.ids import ProofId, SkillId
from mlestone.learning.memory import RETENTION
from mlestone.learning.standing import Held, Standing, Standings, reviewable, standings

if TYPE_CHECKING:
    from mlestone.course.model import Course, Skill
    from mlestone.learning.record import Record

REVIEWS_A_DAY = 10
"""About an hour of questions and small programs: more, and an evening has no room for anything new."""


@dataclass(frozen=True, slots=True)
class Review:
    """A skill to show again."""

    skill: SkillId
    proof: ProofId
    """Which of its proofs to vary."""
    recall: float
    due: datetime
    holds: int
    """How many skills of the goal, or of the course where there is none, rest on it."""
    why: str


def due_reviews(
    record: Record,
    course: Course,
    now: datetime,
    *,
    cap: int | None = REVIEWS_A_DAY,
    retention: float = RETENTION,
    known: Standings | None = None,
) -> tuple[Review, ...]:
    """What is due, most useful first, no more than `cap` leaves after today's reviews; `None`: all of it.

    `known` are the standings for this record, course and time, for who has them already.
    """
    stand = known if known is not None else standings(record, course, now, retention=retention)
    due = [standing for standing in stand.values() if standing.due is not None and standing.due <= now]
    if not due:
        return ()
    resting = resting_on(course, wanted(record, course))
    reviews = [
        _review(record, course.skills[standing.skill], standing, len(resting[standing.skill])) for standing in due
    ]
    reviews.sort(key=lambda review: (-review.holds, review.recall))  # stable: ties stay in the order of travel
    if cap is None:
        return tuple(reviews)
    day = record.days.get(record.day_of(now))
    return tuple(reviews[: max(cap - (day.reviews if day else 0), 0)])


def review_proof(record: Record, skill: Skill) -> ProofId | None:
    """The proof to vary next: the one that was tried longest ago, the cheaper kind where that leaves a choice."""
    proofs = reviewable(skill)
    if not proofs:
        return None

    def age(proof: ProofId) -> float:
        tried = record.proof(proof).tried_at
        return float("-inf") if tried is None else tried.timestamp()

    # What was never passed comes last: a review asks for what was known.
    ids = [proof.id for proof in proofs]
    passed = [proof for proof in ids if record.proof(proof).passed_at is not None]
    return min(passed or ids, key=age)


def wanted(record: Record, course: Course) -> frozenset[SkillId]:
    """The skills the goal asks for with all they need; the whole course where there is no goal."""
    if record.goal is None:
        return frozenset(course.skills)
    return course.graph.closure(skill for skill in record.goal.targets if skill in course.skills)


def resting_on(course: Course, among: Collection[SkillId]) -> Mapping[SkillId, frozenset[SkillId]]:
    """For every skill, which of those `among` need it, directly or through others."""
    resting: dict[SkillId, frozenset[SkillId]] = {}
    for skill in reversed(course.graph.order):
        opens = course.graph.opens(skill)
        resting[skill] = frozenset(each for each in opens if each in among).union(*(resting[each] for each in opens))
    return resting


def _review(record: Record, skill: Skill, standing: Standing, holds: int) -> Review:
    proof = review_proof(record, skill)
    if proof is None or standing.due is None or standing.recall is None:
        raise AssertionError(f"{skill.id} is due, but there is nothing to review it with")
    return Review(skill.id, proof, standing.recall, standing.due, holds, _why(record, skill, standing, holds))


def _why(record: Record, skill: Skill, standing: Standing, holds: int) -> str:
    if standing.weak:
        first = f'You proved "{skill.title}" after its answer had been shown; a fresh variant shows that it is yours.'
    elif standing.held is Held.PLACED and not record.skill(skill.id).results:
        first = f'"{skill.title}" was credited to you and never shown; one fresh variant confirms it.'
    else:
        chance = round(standing.recall * 100) if standing.recall is not None else 0
        first = f'The chance that you would show "{skill.title}" at the first try has fallen to {chance} %.'
    if not holds:
        return first
    scope = "of your plan " if record.goal is not None else ""
    return f"{first} {holds} {'skill' if holds == 1 else 'skills'} {scope}{'rests' if holds == 1 else 'rest'} on it."
