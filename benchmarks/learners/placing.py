"""Placing simulated learners: MLestone's placement, the same beliefs with random questions, and a walk in order.

What is counted is how many of all skills are classified right: those credited as known, the others as not. Whoever
asks gets the same answers: whether a learner slips or guesses at a skill is drawn once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from benchmarks.learners.people import Kind, Known, People
from numpy.typing import NDArray

from mlestone.base.settings import builtin_course
from mlestone.course.load import load_course
from mlestone.course.model import Course
from mlestone.learning.placement import Placement, begin
from mlestone.learning.placement_beliefs import RIGHT, WRONG, Beliefs

SLIP = 0.1
GUESS = 0.2
# How far the other two may go: three times as many questions as a placement may ask.
FARTHEST = 75


@dataclass(frozen=True, slots=True)
class Task:
    """Which learner, and what to find out about them."""

    number: int
    seed: int
    leniency: float = 0.2
    slip: float = SLIP
    guess: float = GUESS
    compare: bool = False
    """Also let the two others ask."""


@dataclass(frozen=True, slots=True)
class Placed:
    """How one learner was placed."""

    kind: Kind
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
    person = people.person(rng)
    luck = rng.random(len(people.skills))
    answers = luck < np.where(person.knows, 1 - task.slip, task.guess)
    placement = ended(_begun(), lambda skill: bool(answers[skill]))
    outcome = placement.outcome()
    credited = frozenset(outcome.credited)
    believed = np.array([skill in credited for skill in people.skills])
    asked_at_random = rng.permutation(len(people.skills))[:FARTHEST]
    return Placed(
        kind=person.kind,
        knows=float(person.knows.mean()),
        gaps=people.gaps(person.knows),
        questions=len(placement.answers),
        accuracy=_accuracy(believed, person.knows),
        expected=outcome.expected_right,
        credited_wrongly=float((believed & ~person.knows).sum() / max(believed.sum(), 1)),
        nothing_asked=_accuracy(np.array(_first().known) > 0.5, person.knows),
        at_random=at_random(asked_at_random, answers, person.knows) if task.compare else (),
        in_order=in_order(course, answers, person.knows) if task.compare else (),
    )


def ended(placement: Placement, answer: Callable[[int], bool]) -> Placement:
    order = placement.course.graph.order
    while (question := placement.question()) is not None:
        placement = placement.answered(question.skill, answer(order.index(question.skill)))
    return placement


def at_random(asked: NDArray[np.int_], answers: Known, knows: Known) -> tuple[float, ...]:
    """The same beliefs, moved by the answers to questions that were drawn: a random test that knows the graph."""
    beliefs = _first()
    curve = [_accuracy(np.array(beliefs.known) > 0.5, knows)]
    for skill in asked:
        beliefs = beliefs.after(int(skill), RIGHT if answers[skill] else WRONG)
        curve.append(_accuracy(np.array(beliefs.known) > 0.5, knows))
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
def _begun() -> Placement:
    return begin(_course(), _course().skills)


@cache
def _first() -> Beliefs:
    return Beliefs.at_first(_course())
