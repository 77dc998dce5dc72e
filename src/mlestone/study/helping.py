"""Help that leaves a trace: hints, one at a time, and the author's answer."""

from __future__ import annotations

from mlestone.base.errors import MlestoneError
from mlestone.learning.events import GaveUp, HintShown
from mlestone.study.desk import Desk
from mlestone.study.opening import proof_named
from mlestone.study.views import Hinted, Solution


class NotPassedYet(MlestoneError):
    """The answer was asked for before the proof has passed, and nobody said that they give up."""


def hint(desk: Desk, proof: str) -> Hinted:
    """The next hint; when all have been shown, the last one again."""
    _, entry = desk.written(proof_named(desk, proof))
    hints = desk.sheet(entry).hints
    if not hints:
        raise MlestoneError(f"{entry.id} has no hints.")
    before = min(desk.journal.catch_up().proof(entry.id).hints, len(hints))
    fresh = before < len(hints)
    number = before + 1 if fresh else before
    if fresh:
        desk.journal.append(HintShown(entry.id, number))
    return Hinted(entry.id, number, len(hints), hints[number - 1], fresh, hints[:number])


def solution(desk: Desk, proof: str, *, give_up: bool) -> Solution:
    """The author's answer: for those who have passed, or who give up, which is written down."""
    _, entry = desk.written(proof_named(desk, proof))
    sheet = desk.sheet(entry)
    source, afterwards = sheet.reference, sheet.afterwards
    if not source:
        raise MlestoneError(
            f"{entry.id} asks questions with other numbers each time; there is no answer to show. "
            f"`mlestone hint {entry.id}` helps."
        )
    done = desk.journal.catch_up().proof(entry.id)
    if done.passed_at is not None or done.gave_up_at is not None:
        return Solution(entry.id, source, done.passed_at is None, afterwards)
    if not give_up:
        raise NotPassedYet(
            f"{entry.id} has not passed yet. Its answer can be shown all the same; that is written down, and passing "
            "afterwards counts for less."
        )
    desk.journal.append(GaveUp(entry.id))
    return Solution(entry.id, source, True, afterwards)
