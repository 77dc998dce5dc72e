"""What every route works with: the learner's threads, what is known of the course, and what happens meanwhile."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import Response

from mlestone.study.learner import Learner
from mlestone.study.study import Study
from mlestone.web.answers import Packed, as_json
from mlestone.web.completion import Completion
from mlestone.web.drafts import Drafts
from mlestone.web.events import Hub
from mlestone.web.judging import Judging
from mlestone.web.kit_making import KitMaking
from mlestone.web.sessions import Sessions
from mlestone.web.workers import Learners

# What follows from the log also depends on the time of day, though not to the second.
_GOOD_FOR = 30.0

_State = tuple[str | None, int, int]


class Kept:
    """What follows from the log, made once for each state of it: fifty tabs that look cost what one does."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[_State, Any]] = {}
        self._making: dict[str, threading.Lock] = {}

    def value(self, learner: Learner, name: str, make: Callable[[Learner], Any]) -> Any:
        """The same value for everybody who asks by this name: nobody may change it."""
        record = learner.desk.journal.catch_up()
        state = record.head, record.count, int(learner.desk.now().timestamp() // _GOOD_FOR)
        with self._making.setdefault(name, threading.Lock()):
            kept = self._kept.get(name)
            if kept is None or kept[0] != state:
                kept = state, make(learner)
                self._kept[name] = kept
            return kept[1]

    def packed(self, learner: Learner, name: str, make: Callable[[Learner], Any]) -> Packed:
        packed: Packed = self.value(learner, name, lambda learner: Packed(as_json(make(learner))))
        return packed


@dataclass
class Front:
    """One server."""

    study: Study
    learners: Learners
    hub: Hub
    drafts: Drafts
    sessions: Sessions
    completion: Completion
    kits: KitMaking
    judging: Judging = field(default_factory=Judging)
    kept: Kept = field(default_factory=Kept)
    run: str = field(default_factory=lambda: secrets.token_hex(6))
    """Another one after each start: sessions do not outlive it."""
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    engine: Literal["warming", "ready"] = "warming"

    async def from_log(self, request: Request, name: str, make: Callable[[Learner], Any]) -> Response:
        """An answer that changes only when the log does."""
        packed = await self.learners.look(lambda learner: self.kept.packed(learner, name, make))
        return packed.answer(request)
