"""What a rule for content is: a class that says what it demands, why that matters, and how it looks wrong and right."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from mlestone.authoring.seen import LessonSeen, ProofSeen
from mlestone.base.errors import Problem


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a rule is broken."""

    line: int
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault, with the rule it breaks and the file it is in."""

    rule: str
    """Its code; "course" for what the course's loader says."""
    problem: Problem

    @classmethod
    def of(cls, rule: Rule, path: Path, fault: Fault) -> Finding:
        return cls(rule.code, Problem(path, fault.line, f"{rule.code} {fault.message}", fault.hint))


class Rule:
    """A demand on content. Rules look at what was seen and do nothing else."""

    code: ClassVar[str]
    name: ClassVar[str]
    """What holds when it is kept: the rest of a sentence that begins with what it is about."""
    why: ClassVar[str]
    bad: ClassVar[str]
    good: ClassVar[str]


class LessonRule(Rule):
    """A demand on a lesson's body."""

    @abstractmethod
    def faults(self, seen: LessonSeen) -> Iterator[Fault]: ...


class ProofRule(Rule):
    """A demand on a proof. What cannot be read is looked at by the first of them alone."""

    kinds: ClassVar[frozenset[str]] = frozenset({"code", "debug", "question", "data"})

    @abstractmethod
    def faults(self, seen: ProofSeen) -> Iterator[Fault]: ...
