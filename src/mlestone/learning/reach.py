"""What passing a skill says about the skills it needs, near and far: the graph of a course, read for learning.

Passing a skill exercises what it needs. How much, nobody has measured; what is known (Math Academy's implicit
repetition rests on it) is that it is a part of a full review and that it thins out with distance. Here a need gets an
eighth of a review, a need of a need an eighth of that, and what lies farther nothing. With a half, foreseen recall came
out far above what simulated learners showed (`benchmarks/learners.py`): a skill is needed by many others, and the
parts add up. Where two ways lead to a skill, the shorter counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from mlestone.base.ids import ProofId, SkillId

if TYPE_CHECKING:
    from mlestone.course.model import Course

SHARE_OF_A_NEED = 0.125
FARTHEST = 2


class Reach:
    """Questions about a course's graph that are asked for every event. Skills the course has not are alone."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._shares: dict[SkillId, Mapping[SkillId, float]] = {}
        self._before: dict[SkillId, frozenset[SkillId]] = {}

    def before(self, skill: SkillId) -> frozenset[SkillId]:
        """All it needs, however far back."""
        if skill not in self._before:
            known = skill in self._course.skills
            self._before[skill] = self._course.graph.before(skill) if known else frozenset()
        return self._before[skill]

    def shares(self, skill: SkillId) -> Mapping[SkillId, float]:
        """Which part of a review passing `skill` is worth to each skill near before it."""
        if skill not in self._shares:
            self._shares[skill] = self._measure(skill)
        return self._shares[skill]

    def written_proofs(self, skill: SkillId) -> tuple[ProofId, ...]:
        return self._written.get(skill, ())

    @cached_property
    def _written(self) -> Mapping[SkillId, tuple[ProofId, ...]]:
        return {
            skill.id: tuple(proof.id for proof in skill.proofs if not proof.planned)
            for skill in self._course.skills.values()
        }

    def _measure(self, skill: SkillId) -> Mapping[SkillId, float]:
        shares: dict[SkillId, float] = {}
        ring = [skill] if skill in self._course.skills else []
        for steps in range(1, FARTHEST + 1):
            ring = [need for each in ring for need in self._course.graph.needs(each) if need not in shares]
            for need in ring:
                shares.setdefault(need, SHARE_OF_A_NEED**steps)
        return shares
