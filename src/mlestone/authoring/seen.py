"""What was seen of a lesson or a proof: what its file says, and what came of running it. Rules judge these values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mlestone.authoring.strength import Strength
from mlestone.base.errors import Problem
from mlestone.base.ids import ProofId
from mlestone.course.lesson import Demo, Lesson
from mlestone.proving.layout import Layout
from mlestone.proving.sheet import Sheet
from mlestone.proving.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Ran:
    """One run of a cell, or one call of a demo."""

    line: int
    failed: bool
    error: str = ""
    """Type and message of what it raised, or why its Python is gone."""
    shown: tuple[str, ...] = ()
    """Kinds of what it displayed: text, table, figure, error."""
    is_lost: bool = False
    """Its Python is gone, and what comes after it was not reached."""


@dataclass(frozen=True, slots=True)
class DemoCall:
    demo: Demo
    settings: Mapping[str, Any]
    ran: Ran


@dataclass(frozen=True, slots=True)
class LessonSeen:
    path: Path
    lesson: Lesson | None
    """None where the body could not be read: `problems` say why."""
    problems: tuple[Problem, ...] = ()
    cells: Mapping[int, Ran] = field(default_factory=dict)
    """By the cell's line; those after a cell whose Python was lost are missing."""
    calls: tuple[DemoCall, ...] = ()


@dataclass(frozen=True, slots=True)
class ProofSeen:
    proof: ProofId
    path: Path
    problems: tuple[Problem, ...] = ()
    """Why the file cannot be used; then nothing else was seen."""
    layout: Layout | None = None
    sheet: Sheet | None = None
    untrue: tuple[tuple[int, str, str], ...] = ()
    """Lines of the prompt's example that are not true: number, text, and what is wrong."""
    answer: tuple[Verdict, ...] = ()
    """Of the reference, one a seed."""
    wrong: Mapping[str, tuple[Verdict, ...]] = field(default_factory=dict)
    """Of each mistake and bug, one a seed; of the baseline too."""
    handed_in: Mapping[str, str] = field(default_factory=dict)
    """The source that each of these was played as."""
    in_engine: Mapping[str, Verdict] = field(default_factory=dict)
    """What the engine says of "starter", "answer" and each mistake on the first seed."""
    regrades: tuple[str, ...] = ()
    """The different verdicts that came of grading one submission many times, as JSON."""
    strength: Strength | None = None
    papers: tuple[Mapping[str, Any], ...] = ()
    """Of a question proof, one a seed, as `authoring.papers` tells them."""

    @property
    def verdicts(self) -> list[Verdict]:
        """Every verdict there is."""
        wrong = [verdict for verdicts in self.wrong.values() for verdict in verdicts]
        return [*self.answer, *wrong, *self.in_engine.values()]
