"""Attempts of the past, with what was handed in and what came of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mlestone.base.errors import MlestoneError
from mlestone.base.ids import ProofId
from mlestone.learning.events import Event, EventId, Judged, Submitted, is_event_id
from mlestone.study.desk import Desk
from mlestone.study.views import View


@dataclass(frozen=True, slots=True)
class Attempt(View):
    """Something that was handed in."""

    id: str
    at: datetime
    proof: str
    purpose: str
    seed: int
    status: str | None
    """`None`: it was never judged."""
    spent: float | None


@dataclass(frozen=True, slots=True)
class AttemptPage(View):
    """An attempt with its texts."""

    attempt: Attempt
    source: str | None
    """`None` where it was no text, or not all of it was kept."""
    verdict: dict[str, Any] | None


def attempts(desk: Desk, proof: str) -> tuple[Attempt, ...]:
    """All attempts at a proof, newest first."""
    wanted = desk.study.find(ProofId(proof))[1].id
    if not desk.journal.exists:
        return ()
    found: dict[str, tuple[Event, Submitted, str | None]] = {}
    for event in desk.journal.log.events(kinds=(Submitted.kind, Judged.kind)):
        what = event.what
        if isinstance(what, Submitted) and what.proof == wanted:
            found[event.id] = (event, what, None)
        elif isinstance(what, Judged) and what.submission in found:
            submitted = found[what.submission]
            found[what.submission] = (submitted[0], submitted[1], submitted[2] or what.status)
    return tuple(_attempt(*each) for each in reversed(found.values()))


def attempt(desk: Desk, identity: str) -> AttemptPage:
    """One attempt; raises an error in words when there is none of that id."""
    if not is_event_id(identity) or not desk.journal.exists:
        raise MlestoneError(f"There is no attempt {identity!r} in the log.")
    log = desk.journal.log
    event = log.event(EventId(identity))
    if not isinstance(event.what, Submitted):
        raise MlestoneError(f"The entry {identity} is no attempt.")
    judged = next(_judged_after(log.events(after=event.id, kinds=(Judged.kind,)), event.id), None)
    text = log.event(judged.id).attached.get("verdict") if judged is not None else None
    status = judged.what.status if judged is not None and isinstance(judged.what, Judged) else None
    return AttemptPage(
        attempt=_attempt(event, event.what, status),
        source=event.attached.get("source"),
        verdict=json.loads(text) if text is not None else None,
    )


def _judged_after(events: Any, submission: str) -> Any:
    return (event for event in events if isinstance(event.what, Judged) and event.what.submission == submission)


def _attempt(event: Event, what: Submitted, status: str | None) -> Attempt:
    return Attempt(event.id, event.at, what.proof, what.purpose.value, what.seed, status, what.seconds)
