"""What study answers with: frozen values, each with a plain form that programs can rely on.

The fields of a value are the keys of its `as_dict()`, in the same order. Fields may be added; none is renamed, removed
or given another meaning. The values of one subject stand beside the code that makes them (`standing`, `placing`,
`plans`, `looking`); here are those of every day. Times are aware and in UTC, days are those of the learner's own
calendar, `seconds` and `minutes` are numbers. docs/cli.md shows the same fields to other programs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from mlestone.proving.verdict import Verdict

StepKind = Literal["continue", "review", "proof", "placement", "plan", "nothing"]
FilePurpose = Literal["proof", "review"]


class View:
    """A value with a plain form."""

    __slots__ = ()

    def as_dict(self) -> dict[str, Any]:
        return {each.name: _plain(getattr(self, each.name)) for each in fields(self)}  # type: ignore[arg-type]


def _plain(value: Any) -> Any:
    if isinstance(value, View):
        return value.as_dict()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    return value.as_dict() if hasattr(value, "as_dict") else value


@dataclass(frozen=True, slots=True)
class Step(View):
    """One thing to do, and why."""

    kind: StepKind
    skill: str | None
    proof: str | None
    title: str
    reason: str
    more: tuple[str, ...]
    minutes: int | None
    command: str
    """What to type to begin."""


@dataclass(frozen=True, slots=True)
class Next(View):
    """What to do now, what else one could do, and how the plan stands."""

    step: Step
    others: tuple[Step, ...]
    due: int
    """How many reviews are due."""
    plan: str | None
    on_date: date


@dataclass(frozen=True, slots=True)
class Opened(View):
    """A file of the learner's, ready to be worked on."""

    proof: str
    skill: str
    kind: str
    path: Path
    created: bool
    purpose: FilePurpose
    backup: Path | None
    """Where the file that was here before is kept."""
    title: str
    edited: datetime | None
    programs: Path | None = None
    """Of a lab: where the programs of its kit are, if that is installed."""
    terminal: tuple[str, ...] = ()
    """Of a lab: what to type in a terminal to work on it there, and to hand it in."""


@dataclass(frozen=True, slots=True)
class News(View):
    """What an attempt changed, beside its verdict."""

    first_pass: bool = False
    proved: tuple[str, ...] = ()
    credited: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    plan_done: bool = False
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked(View):
    """What came of handing something in."""

    verdict: Verdict
    proof: str
    purpose: str
    file: Path | None
    logged: bool
    """A replay (a given seed) is not."""
    attempt: str | None
    """The id of the log's entry."""
    spent: float | None
    """Seconds of work since the last attempt, pauses left out; `None` where nobody could know."""
    seconds: float
    """How long judging took."""
    warm: bool
    """Whether another process's engine judged."""
    news: News


@dataclass(frozen=True, slots=True)
class Hinted(View):
    """A hint."""

    proof: str
    number: int
    of: int
    text: str
    fresh: bool
    """False when all had been shown before: this is the last one again."""
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Solution(View):
    """The author's answer."""

    proof: str
    source: str
    gave_up: bool
    """Whether it was asked for before the proof had passed."""
    afterwards: tuple[str, ...] = ()
    """What there is to know about it, in Markdown: what the library people use does."""
