"""Placing simulated learners: MLestone's placement, the same beliefs with random questions, and a walk in order.

What is counted is how many of all skills are classified right, two outcomes and no third: those credited as known, all
others as not known, sure or not. Skills that were asked about count like the rest. Whoever asks gets the same answers:
whether a learner slips or guesses at a skill is drawn once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from benchmarks.learners.people import Kind, Known, People
from benchmarks.learners.strangers import Stranger, Strangers
from benchmarks.learners.swift import Swift, swift
from numpy.typing import NDArray

from mlestone.base.ids import SkillId
from mlestone.base.settings import builtin_course
from mlestone.course.load import load_course
from mlestone.course.model import Course, Skill
from mlestone.course.model import Kind as ProofKind
from mlestone.learning.placement import Answer, Placement, begin
from mlestone.learning.placement_beliefs import RIGHT, WRONG, Beliefs

SLIP = 0.1
GUESS = 0.2
# How far the other two may go: three times as many questions as a placement may ask.
FARTHEST = 75
# Placements ask all beginners alike: what was worked out for so many first answers is kept for the next learner.
KEPT_FOR = 7


@dataclass(frozen=True, slots=True)
class Task:
    """Which learner, and what to find out about them."""

    number: int
    seed: int
    stranger: Stranger | None = None
    """Somebody of this kind, instead of one of the usual mix."""
    leniency: float = 0.2
    slip: float = SLIP
    guess: float = GUESS
    today: bool = False
    """Ask only about what has a question today, not about everything."""
    compare: bool = False
    """Also let the two others ask."""


@dataclass(frozen=True, slots=True)
class Placed:
    """How one learner was placed."""

    kind: Kind | Stranger
    knows: float
    """The share of all skills."""
    gaps: float
    questions: int
    accuracy: float
    expected: float
    """What the placement itself expected its accuracy to be."""
    credited_wrongly: float
    """Of what was credited."""
    nothing_asked: float
    """The accuracy of the beliefs one starts with."""
    at_random: tuple[float, ...]
    """Accuracy after 0, 1, 2… random questions; empty unless compared."""
    in_order: tuple[float, ...]
    """The same for the walk."""


def place(task: Task) -> Placed:
    course = _course()
    rng = np.random.default_rng([task.seed, task.number])
    people = People(course, leniency=task.leniency)
    kind, knows = _somebody(task, people, rng)
    luck = rng.random(len(people.skills))
    answers = luck < np.where(knows, 1 - task.slip, task.guess)
    placement = ended(_begun(today=task.today), lambda skill: bool(answers[skill]))
    outcome = placement.outcome()
    credited = frozenset(outcome.credited)
    believed = np.array([skill in credited for skill in people.skills])
    asked_at_random = rng.permutation(len(people.skills))[:FARTHEST]
    return Placed(
        kind=kind,
        knows=float(knows.mean()),
        gaps=people.gaps(knows),
        questions=len(placement.answers),
        accuracy=_accuracy(believed, knows),
        expected=outcome.expected_right,
        credited_wrongly=float((believed & ~knows).sum() / max(believed.sum(), 1)),
        nothing_asked=_accuracy(_first().known > 0.5, knows),
        at_random=at_random(asked_at_random, answers, knows) if task.compare else (),
        in_order=in_order(course, answers, knows) if task.compare else (),
    )


def _somebody(task: Task, people: People, rng: np.random.Generator) -> tuple[Kind | Stranger, Known]:
    if task.stranger is not None:
        return task.stranger, Strangers(people).of_kind(task.stranger, rng)
    person = people.person(rng)
    return person.kind, person.knows


def ended(placement: Placement, answer: Callable[[int], bool]) -> Placement:
    order = placement.course.graph.order
    while (question := placement.question()) is not None:
        placement = _answered(placement, question.skill, answer(order.index(question.skill)))
    return placement


_kept: dict[tuple[frozenset[SkillId], tuple[Answer, ...]], Placement] = {}


def _answered(placement: Placement, skill: SkillId, right: bool) -> Placement:
    if len(placement.answers) >= KEPT_FOR:
        return placement.answered(skill, right)
    key = placement.askable, (*placement.answers, Answer(skill, right))
    if key not in _kept:
        _kept[key] = placement.answered(skill, right)
    return _kept[key]


def at_random(asked: NDArray[np.int_], answers: Known, knows: Known) -> tuple[float, ...]:
    """The same beliefs, moved by the answers to questions that were drawn: a random test that knows the graph."""
    beliefs = _first()
    curve = [_accuracy(beliefs.known > 0.5, knows)]
    for skill in asked:
        beliefs = beliefs.after(int(skill), RIGHT if answers[skill] else WRONG)
        curve.append(_accuracy(beliefs.known > 0.5, knows))
    return tuple(curve)


def in_order(course: Course, answers: Known, knows: Known) -> tuple[float, ...]:
    """One skill after another as the course has them; a wrong answer rules out all that rests on the skill."""
    order = course.graph.order
    believed = np.zeros(len(order), dtype=bool)
    ruled_out: set[str] = set()
    curve = [_accuracy(believed, knows)]
    for place_, skill in enumerate(order):
        if len(curve) > FARTHEST:
            break
        if any(need in ruled_out for need in course.graph.needs(skill)):
            ruled_out.add(skill)
            continue
        believed[place_] = answers[place_]
        if not answers[place_]:
            ruled_out.add(skill)
        curve.append(_accuracy(believed, knows))
    # Who has nothing left to ask stays as good as they are.
    return tuple(curve + curve[-1:] * (FARTHEST + 1 - len(curve)))


def _accuracy(believed: Known, knows: Known) -> float:
    return float((believed == knows).mean())


@cache
def _course() -> Course:
    return load_course(builtin_course())


@cache
def _begun(*, today: bool) -> Placement:
    course = _course()
    asked = [skill for skill, known in course.skills.items() if not today or _has_question(known)]
    return swift(begin(course, asked))


def _has_question(skill: Skill) -> bool:
    return any(proof.kind is ProofKind.QUESTION and not proof.planned for proof in skill.proofs)


@cache
def _first() -> Swift:
    return Swift.of(Beliefs.at_first(_course()))
