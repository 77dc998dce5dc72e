"""Opening a course and submitting attempts to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from mlestone.base.errors import CourseProblems, MlestoneError
from mlestone.base.ids import ProofId
from mlestone.base.settings import builtin_course
from mlestone.course.index import indexed_course
from mlestone.course.model import Course, Kind, ProofEntry, Skill
from mlestone.course.sources import installed_courses
from mlestone.study.workspace import read_submission

if TYPE_CHECKING:  # most of what a learner asks is answered without an engine, and quicker so
    from mlestone.engine.engine import Engine, Graded, Isolation
    from mlestone.engine.job import Job
    from mlestone.proving.verdict import Verdict

__all__ = ["NotReady", "Study", "read_submission"]

SEEDS = 1 << 53  # too many to try out from the inputs a child sees, and still exact in JSON
JUDGED = frozenset({Kind.CODE, Kind.DEBUG, Kind.DATA, Kind.QUESTION, Kind.LAB})


class NotReady(MlestoneError):
    """A proof that is in the course's plan but not written yet."""


@dataclass
class Study:
    """A course, and an engine that is started when the first attempt comes."""

    course: Course
    isolation: Isolation = "best"
    once: bool = False

    @classmethod
    def open(cls, beside: tuple[Path, ...] = (), isolation: Isolation = "best", *, once: bool = False) -> Study:
        """The built-in course with those of installed packages and the given folders beside it.

        `once`: the caller wants one thing and ends; nothing is warmed up for later.
        """
        installed = installed_courses()
        if installed.problems:
            raise CourseProblems(installed.problems)
        # Kits' processes live in / and would look for a relative folder there.
        folders = (*(course.path for course in installed.courses), *(folder.absolute() for folder in beside))
        return cls(indexed_course(builtin_course(), folders), isolation, once)

    def __enter__(self) -> Study:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if "engine" in self.__dict__:
            self.engine.close()

    @cached_property
    def engine(self) -> Engine:
        from mlestone.engine.engine import Engine

        return Engine(courses=(self.course.root, *self.course.beside), isolation=self.isolation, once=self.once)

    def find(self, proof: ProofId) -> tuple[Skill, ProofEntry]:
        """The proof and its skill; names the nearest ones if there is none of that name."""
        entry = self.course.proof(proof)
        return self.course.skill(entry.skill), entry

    def job(self, proof: ProofId, source: bytes, seed: int | None = None) -> Job:
        """What is to be judged: fresh inputs unless a seed is given."""
        from mlestone.engine.job import Job

        skill, entry = self.find(proof)
        if entry.path is None:
            raise NotReady(f"{proof} is planned, not written yet: {entry.idea}")
        replies = None
        if entry.kind is Kind.QUESTION:
            from mlestone.study.papers import NoReplies, read_replies

            named, replies = read_replies(source.decode("utf-8", "replace"))
            seed = named if seed is None else seed
            if replies and seed is None:
                raise NoReplies("the line `seed: …` is missing: without it nobody knows which questions these are")
        elif entry.kind not in JUDGED:
            raise NotReady(f"{proof}: proofs of the kind {entry.kind} cannot be judged yet")
        seed = fresh_seed() if seed is None else seed
        if entry.kind is Kind.LAB:
            from mlestone.engine.labs.limits import limits_of

            return Job(proof, entry.path, skill.kit, seed, source, limits=limits_of(entry.path))
        return Job(proof, entry.path, skill.kit_of(entry), seed, source, replies)

    def paper(self, proof: ProofId, seed: int | None = None) -> str:
        """The questions of a question proof, as a file to fill in: other ones each time unless a seed is given."""
        from mlestone.study.papers import paper_text

        _, entry = self.find(proof)
        if entry.kind is not Kind.QUESTION:
            raise MlestoneError(f"{proof} asks no questions: it is of the kind {entry.kind}")
        return paper_text(self.engine.paper(self.job(proof, b"", seed)))

    def questions(self, proof: ProofId, seed: int) -> list[dict[str, Any]]:
        """The questions of a question proof for a seed, as plain data; no right reply is among them."""
        questions: list[dict[str, Any]] = self.engine.paper(self.job(proof, b"", seed))["questions"]
        return questions

    def mark(self, proof: ProofId, replies: dict[str, str], seed: int) -> Verdict:
        """Mark replies to some of a question proof's questions."""
        return self.engine.grade(replace(self.job(proof, b"", seed), replies=replies)).verdict

    def submit(self, proof: ProofId, source: bytes, seed: int | None = None) -> Graded:
        """Judge one attempt."""
        return self.engine.grade(self.job(proof, source, seed))


def fresh_seed() -> int:
    """A seed nobody could foresee."""
    import secrets

    return secrets.randbelow(SEEDS)
