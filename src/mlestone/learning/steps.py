"""What to do next, and why, in words.

In this order: what was begun lately, what is due for review, the next skill of the plan (without a plan: the nearest
open one), and what was begun long ago. The same record at the same time gives the same steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from mlestone.base.ids import ProofId, SkillId
from mlestone.learning.pace import REVIEW_MINUTES
from mlestone.learning.record import ProofRecord, ProofState
from mlestone.learning.reviews import REVIEWS_A_DAY, due_reviews, resting_on, wanted
from mlestone.learning.standing import Held, Standing, Standings, State, standings

if TYPE_CHECKING:
    from mlestone.course.model import Course, Skill
    from mlestone.learning.record import Record

LATELY = timedelta(days=21)
"""What was begun longer ago was left for a reason: it is offered again, but does not stand in front."""
_STUCK = 5
"""Attempts that did not pass, after which the advice is to read again rather than to try again."""


class StepKind(StrEnum):
    CONTINUE = "continue"
    REVIEW = "review"
    BEGIN = "begin"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do."""

    kind: StepKind
    skill: SkillId
    proof: ProofId
    why: str
    minutes: int
    """Roughly what it takes: of a skill that is begun, its share for the proof."""


def next_steps(
    record: Record, course: Course, now: datetime, *, at_most: int = 5, known: Standings | None = None
) -> tuple[Step, ...]:
    """The next steps, best first, each proof once. None at all: everything that is written is proved.

    `known` are the standings for this record, course and time, for who has them already.
    """
    stand = known if known is not None else standings(record, course, now)
    chosen: dict[ProofId, Step] = {}
    for step in _Steps(record, course, now, stand).all():
        chosen.setdefault(step.proof, step)
        if len(chosen) == at_most:
            break
    return tuple(chosen.values())


class _Steps:
    def __init__(self, record: Record, course: Course, now: datetime, stand: Standings) -> None:
        self.record = record
        self.course = course
        self.now = now
        self.stand = stand
        self.wanted = wanted(record, course)
        self.resting: Mapping[SkillId, frozenset[SkillId]] = resting_on(course, self.wanted)

    def all(self) -> Iterator[Step]:
        begun = self._begun()
        yield from (step for at, step in begun if at >= self.now - LATELY)
        yield from self._reviews()
        yield from self._new()
        yield from (step for at, step in begun if at < self.now - LATELY)

    def _begun(self) -> list[tuple[datetime, Step]]:
        """Proofs that were worked on and have not passed, and what is left of skills that are begun, latest first."""
        begun = []
        for standing in self.stand.values():
            proofs = [(self.record.proof(proof), proof) for proof in standing.remaining]
            started = [(known.touched_at, proof) for known, proof in proofs if known.touched_at is not None]
            if started:
                at, proof = max(started)
                begun.append((at, self._continue(standing, proof)))
            elif standing.state is State.BEGUN and proofs:
                at = max(filter(None, (self.record.proof(proof).passed_at for proof in standing.passed)))
                begun.append((at, self._continue(standing, standing.remaining[0])))
        return sorted(begun, key=lambda entry: entry[0], reverse=True)

    def _continue(self, standing: Standing, proof: ProofId) -> Step:
        skill = self.course.skills[standing.skill]
        known = self.record.proof(proof)
        if known.state is ProofState.UNTOUCHED:
            of = len(standing.passed) + len(standing.remaining)
            why = f'{len(standing.passed)} of {of} proofs of "{skill.title}" passed: this one is left.'
        else:
            why = _story(self.record, skill, known, self.now)
        return self._step(StepKind.CONTINUE, skill, proof, why)

    def _reviews(self) -> Iterator[Step]:
        for review in due_reviews(self.record, self.course, self.now, cap=REVIEWS_A_DAY, known=self.stand):
            yield Step(StepKind.REVIEW, review.skill, review.proof, review.why, REVIEW_MINUTES)

    def _new(self) -> Iterator[Step]:
        """Skills that may be begun: those of the goal in the order of its path, or the nearest ones."""
        goal = self.record.goal
        if goal is not None:
            way = self.course.way_to(skill for skill in goal.targets if skill in self.course.skills)
            yield from self._beginnings(skill for skill in way if self.stand[skill].state is State.OPEN)
        open_skills = [skill for skill in self.stand if self.stand[skill].state is State.OPEN]
        last = self._proved_last()
        if last is not None:
            after, region = set(self.course.graph.opens(last)), self.course.skills[last].region
            open_skills.sort(key=lambda skill: (skill not in after, self.course.skills[skill].region != region))
        yield from self._beginnings(iter(open_skills))
        yield from self._new_proofs()

    def _beginnings(self, skills: Iterator[SkillId]) -> Iterator[Step]:
        for name in skills:
            skill = self.course.skills[name]
            yield self._step(StepKind.BEGIN, skill, self.stand[name].remaining[0], self._why_begin(skill))

    def _new_proofs(self) -> Iterator[Step]:
        for standing in self.stand.values():
            if standing.new_proofs:
                skill = self.course.skills[standing.skill]
                why = f'"{skill.title}" is proved and has a new proof since.'
                yield self._step(StepKind.BEGIN, skill, standing.new_proofs[0], why)

    def _why_begin(self, skill: Skill) -> str:
        return " ".join(filter(None, (self._what_it_is_for(skill), self._what_it_rests_on(skill))))

    def _what_it_is_for(self, skill: Skill) -> str:
        goal = self.record.goal
        if goal is None:
            count = len(self.resting[skill.id])
            return f"It opens the way to {_skills(count)}." if count else "Everything it needs is in place."
        if skill.id not in self.wanted:
            return "It is not on your plan, and open."
        count = len(self.resting[skill.id])
        if skill.id in goal.targets:
            rests = f", and {_skills(count)} of your plan {'needs' if count == 1 else 'need'} it" if count else ""
            return f"It is one of your goals{rests}."
        return f"It opens the way to {_skills(count)} of your plan."

    def _what_it_rests_on(self, skill: Skill) -> str:
        needs = [self.stand[need] for need in skill.needs]
        proved = [self.course.skills[need.skill].title for need in needs if need.held is Held.PROVED]
        if not needs:
            return "It needs nothing before it."
        return f'It builds on "{proved[-1]}", which you proved.' if proved else ""

    def _proved_last(self) -> SkillId | None:
        proved = [(standing.proved_at, skill) for skill, standing in self.stand.items() if standing.proved_at]
        return max(proved)[1] if proved else None

    def _step(self, kind: StepKind, skill: Skill, proof: ProofId, why: str) -> Step:
        return Step(kind, skill.id, proof, why, round(skill.minutes / max(len(skill.proofs), 1)))


def _story(record: Record, skill: Skill, proof: ProofRecord, now: datetime) -> str:
    """What happened to a proof so far, and what to try."""
    if proof.gave_up_at is not None:
        return f"You looked at its answer {_ago(record, proof.gave_up_at, now)}: write it again without looking."
    if not proof.attempts:
        return f"You began it {_ago(record, proof.touched_at or now, now)}."
    times = {1: "once", 2: "twice"}.get(proof.failures, f"{proof.failures} times")
    story = f"You tried it {times}, last {_ago(record, proof.failed_at or now, now)}"
    if proof.best_checks > 0:
        story += f", and {round(proof.best_checks * 100)} % of its checks passed"
    if proof.failures < _STUCK:
        return f"{story}."
    hint = "next hint" if proof.hints else "first hint"
    return f'{story}. The lesson of "{skill.title}" or the {hint} may help more than another try.'


def _ago(record: Record, at: datetime, now: datetime) -> str:
    days = (record.day_of(now) - record.day_of(at)).days
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{days} days ago"


def _skills(count: int) -> str:
    return "1 skill" if count == 1 else f"{count} skills"
