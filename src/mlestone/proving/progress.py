"""What is told of an attempt while it is judged, and `say`, with which a check tells of itself.

All of it stands beside the verdict and never in it: the verdict is the same whatever was told, and to whom. A check's
result is told as soon as the check has ended; which mistake it shows is known only when all checks have, so the
result in the verdict may name one where the one told here does not. Should an attempt have to be begun again (a kit's
process died under it), check 0 is told to begin again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mlestone.proving.record import BadRecord, as_plain, from_plain
from mlestone.proving.verdict import CheckResult

LONGEST = 300  # characters of one line that is said
MOST_LINES = 500  # of one attempt; what is said beyond that is dropped


@dataclass(frozen=True, slots=True)
class CheckBegun:
    """A check begins: its number, from 0, of so many."""

    check: int
    of: int
    sentence: str


@dataclass(frozen=True, slots=True)
class CheckEnded:
    """A check has ended, and with what."""

    check: int
    result: CheckResult


@dataclass(frozen=True, slots=True)
class Said:
    """A line a check said while it ran."""

    check: int
    text: str


Progress = CheckBegun | CheckEnded | Said
Tell = Callable[[Progress], None]
"""Whoever wants to hear of an attempt's progress. It is called while the attempt waits, so it has to be quick."""

_NAMES: dict[str, type[Any]] = {"begun": CheckBegun, "ended": CheckEnded, "said": Said}
_NAME_OF = {kind: name for name, kind in _NAMES.items()}


def say(*words: object) -> None:
    """Tell whoever waits for this attempt what the check is at: "starting uvicorn", "ready in 1.2 s".

    For checks that take seconds. One call is one line. It is no part of the verdict, so it may hold timings; where
    nobody listens, and while mistakes are looked for, nothing comes of it.
    """
    from mlestone.proving.trial import current_trial

    trial = current_trial()
    if trial is not None:
        trial.say(" ".join(str(word) for word in words))


def line_of(text: str) -> str:
    """What was said as one line that is not too long and that JSON can hold."""
    line = " ".join(text.encode("utf-8", "backslashreplace").decode("utf-8").split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def name_of(progress: Progress) -> str:
    """`begun`, `ended` or `said`: what streams call it."""
    return _NAME_OF[type(progress)]


def progress_as_plain(progress: Progress) -> dict[str, Any]:
    """The progress as plain data, ready for JSON."""
    return {"told": name_of(progress), **as_plain(progress)}


def progress_of_plain(data: dict[str, Any]) -> Progress:
    """The progress that `progress_as_plain` wrote; raises `BadRecord` when it is none."""
    kind = _NAMES.get(data.get("told", ""))
    if kind is None:
        raise BadRecord("this is no progress of an attempt")
    progress: Progress = from_plain(kind, data)
    return progress
