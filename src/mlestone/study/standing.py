"""Skills and proofs one by one: what each is, and what the learner has made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from mlestone.base.ids import SkillId
from mlestone.course.model import ProofEntry, Skill
from mlestone.learning.standing import Held, Standing
from mlestone.study.desk import Desk
from mlestone.study.views import View

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class ProofStanding(View):
    """A proof, and what the learner has made of it."""

    id: str
    title: str
    kind: str
    state: str
    attempts: int
    passed_at: datetime | None
    gave_up: bool
    hints: int
    best_score: float | None
    file: Path | None


@dataclass(frozen=True, slots=True)
class ProofPage(View):
    """A proof as its learner sees it."""

    standing: ProofStanding
    prompt: str
    starter: str
    """Of a lab: the names of the files in its folder."""
    required: tuple[str, ...]
    checks: tuple[str, ...]
    tolerance: str
    hints_shown: tuple[str, ...]
    hints: int


@dataclass(frozen=True, slots=True)
class SkillStanding(View):
    """A skill, and where the learner stands with it."""

    id: str
    title: str
    region: str
    state: str
    written: bool
    recall: float | None
    due: datetime | None
    proofs_passed: int
    proofs_written: int
    proofs: int
    on_plan: bool
    minutes: int


@dataclass(frozen=True, slots=True)
class SkillPage(View):
    """A skill with all that is known of it."""

    standing: SkillStanding
    outcome: str
    needs: tuple[str, ...]
    opens: tuple[str, ...]
    proofs: tuple[ProofStanding, ...]
    evidence: tuple[str, ...]
    lesson: Path


@dataclass(frozen=True, slots=True)
class Due(View):
    """A review that is due."""

    skill: str
    title: str
    proof: str | None
    due: datetime
    recall: float
    reason: str


def proof_page(desk: Desk, proof: str) -> ProofPage:
    """A proof as its learner sees it; planned ones raise `NotReady`."""
    _, entry = desk.written(proof)
    desk.journal.catch_up()
    sheet = desk.sheet(entry)
    standing = proof_standing(desk, entry)
    return ProofPage(
        standing=standing,
        prompt=sheet.prompt,
        starter=sheet.starter,
        required=tuple(required.signature for required in sheet.required),
        checks=sheet.checks,
        tolerance=sheet.tolerance.in_words() if sheet.required else "",
        hints_shown=sheet.hints[: standing.hints],
        hints=len(sheet.hints),
    )


def proof_standing(desk: Desk, entry: ProofEntry) -> ProofStanding:
    """What the learner has made of a proof."""
    done = desk.record.proof(entry.id)
    file = desk.files.path_of(entry.id, entry.kind)
    return ProofStanding(
        id=entry.id,
        title=entry.idea if entry.planned else desk.sheet(entry).title,
        kind=entry.kind.value,
        state="planned" if entry.planned else done.state.value,
        attempts=done.attempts,
        passed_at=done.passed_at,
        gave_up=done.gave_up_at is not None,
        hints=done.hints,
        best_score=done.best_score,
        file=file if file.exists() else None,
    )


def skill_page(desk: Desk, skill: str) -> SkillPage:
    """A skill with its proofs, and the evidence that the learner has it."""
    found = desk.course.skill(skill)
    desk.journal.catch_up()
    standing = desk.standings()[found.id]
    return SkillPage(
        standing=skill_standing(found, standing, on_plan=found.id in skills_of_the_plan(desk)),
        outcome=found.outcome,
        needs=found.needs,
        opens=desk.course.graph.opens(found.id),
        proofs=tuple(proof_standing(desk, entry) for entry in found.proofs),
        evidence=_evidence(desk, found, standing),
        lesson=found.path,
    )


def skill_standing(skill: Skill, standing: Standing, *, on_plan: bool) -> SkillStanding:
    """Where the learner stands with a skill, in one value."""
    return SkillStanding(
        id=skill.id,
        title=skill.title,
        region=skill.region,
        state=standing.state.value,
        written=standing.written,
        recall=None if standing.recall is None else round(standing.recall, 4),
        due=standing.due,
        proofs_passed=len(standing.passed),
        proofs_written=len(standing.passed) + len(standing.remaining),
        proofs=len(skill.proofs),
        on_plan=on_plan,
        minutes=skill.minutes,
    )


def skills_of_the_plan(desk: Desk) -> tuple[SkillId, ...]:
    """All skills on the way to the goal; none without a goal."""
    goal = desk.record.goal
    return () if goal is None else desk.course.way_to(desk.targets(goal))


def _evidence(desk: Desk, skill: Skill, standing: Standing) -> tuple[str, ...]:
    """What speaks for it that the learner has the skill, in sentences."""
    local = desk.local
    sentences = []
    for entry in skill.proofs:
        done = desk.record.proof(entry.id)
        if done.passed_at is not None:
            after = f" after {done.attempts} attempts" if done.attempts > 1 and done.failures else ""
            shown = ", after its answer had been shown" if done.shown else ""
            sentences.append(f"{entry.name} passed on {_day(done.passed_at, local)}{after}{shown}.")
        elif done.attempts:
            times = "once" if done.attempts == 1 else f"{done.attempts} times"
            sentences.append(f"{entry.name} was tried {times} and has not passed yet.")
    known = desk.record.skill(skill.id)
    if known.reviewed_at is not None:
        sentences.append(f"A review passed on {_day(known.reviewed_at, local)}.")
    if standing.held is Held.PLACED and known.credit is not None:
        by = standing.credited_by
        why = "a placement" if by is None else f"passing {desk.course.skills[by].title}, which needs it"
        sentences.append(f"Credited on {_day(known.credit.at, local)} by {why}.")
    if known.contested_at is not None and standing.held is None:
        sentences.append(f"Given back on {_day(known.contested_at, local)}.")
    if standing.recall is not None:
        sentences.append(f"The chance that you could show it now is about {standing.recall:.0%}.")
    if standing.new_proofs:
        names = ", ".join(proof.partition("/")[2] for proof in standing.new_proofs)
        sentences.append(f"Written since you proved it: {names}.")
    return tuple(sentences)


def _day(at: datetime, local: tzinfo | None) -> str:
    return at.astimezone(local).date().isoformat()
