"""Alice's and Bob's logs, on SQLite and on PostgreSQL; and a clock that is set by hand."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mlestone.base.ids import ProofId, SkillId
from mlestone.learning.events import (
    EventId,
    HintShown,
    Judged,
    LessonRead,
    Purpose,
    Started,
    Submitted,
)
from mlestone.store.log import Log

from .postgres import Server, running_server

PROOF = ProofId("numpy-shapes/axis-statistics")
STARTED = Started(PROOF)
SUBMITTED = Submitted(PROOF, seed=7, purpose=Purpose.PROOF, content="c0ffee", seconds=90.5)
JUDGED = Judged(EventId("0" * 32), PROOF, Purpose.PROOF, "failed", 2, 5, ("sums", "means"))
READ = LessonRead(SkillId("numpy-shapes"), 61.0)
HINT = HintShown(PROOF, 1)


class SetClock:
    """Stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def step(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


class Shelf:
    """The logs of one test. Whoever opens the same name twice has two windows on one log."""

    def __init__(self, address: Callable[[str], Path | str], learner: Callable[[str], str]) -> None:
        self.address = address
        self.learner = learner
        self._opened: list[Log] = []

    def open(self, name: str = "alice", **options: Any) -> Log:
        log = Log.open(self.address(name), learner=self.learner(name), **options)
        self._opened.append(log)
        return log

    def close(self) -> None:
        for log in self._opened:
            log.close()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture(scope="session")
def postgresql_address(server: Server) -> str:
    """One database for all: every test's learners are its own."""
    return server.create("classroom")


@pytest.fixture
def sqlite_shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(lambda name: tmp_path / name / "log.sqlite3", lambda name: name)
    yield shelf
    shelf.close()


@pytest.fixture
def postgresql_shelf(postgresql_address: str) -> Iterator[Shelf]:
    test = uuid.uuid4().hex
    shelf = Shelf(lambda _name: postgresql_address, lambda name: f"{name} of {test}")
    yield shelf
    shelf.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def shelf(request: pytest.FixtureRequest) -> Shelf:
    found: Shelf = request.getfixturevalue(f"{request.param}_shelf")
    return found


@pytest.fixture
def log(shelf: Shelf) -> Log:
    return shelf.open()


@pytest.fixture
def clock() -> SetClock:
    return SetClock()
