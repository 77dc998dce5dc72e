"""A quick look at a log on SQLite: its head, a snapshot, and the few entries since.

`mlestone next` has 200 ms in all, and SQLAlchemy takes longer to load than the rest of it together; this module reads
the same tables with nothing but the standard library. It writes nothing and makes nothing. Wherever it is out of its
depth it returns `None`, and never says why: `Log.open` does, in words.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from mlestone.learning.events import Event, EventId
from mlestone.store.form import REVISION, Row, event_from
from mlestone.store.snapshot import Snapshot

_PATIENCE = 1.0
"""Seconds. Readers do not wait for writers, but for whoever puts the file in order after a crash, which is quick."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What is known without folding the whole log; all of one moment."""

    last: EventId | None
    count: int
    snapshot: Snapshot | None
    """It holds, and its fingerprint is the one asked for. `None`: go on from nothing."""
    since: tuple[Event, ...]
    """All entries after the snapshot, without what is attached to them."""


def glance(
    where: Path | str, name: str, fingerprint: str, *, learner: str = "me", at_most: int = 5000
) -> Glance | None:
    """A look at the log of `where`, with the snapshot of this name; `None` when the shortcut does not serve.

    That is so for PostgreSQL, for a log in another form than this version's, for whatever is no log, and when there
    would be more than `at_most` entries to read. A log that has not been begun is an empty one.
    """
    if isinstance(where, str) and "://" in where:
        return None
    path = Path(where).expanduser().absolute()
    if not path.exists():
        return Glance(None, 0, None, ())
    try:
        with closing(_connect(path)) as connection:
            connection.execute("BEGIN")  # what follows is of one moment
            return _look(connection, name, fingerprint, learner, at_most)
    except sqlite3.Error:
        return None


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=_PATIENCE, isolation_level=None)


def _look(connection: sqlite3.Connection, name: str, fingerprint: str, learner: str, at_most: int) -> Glance | None:
    if connection.execute("SELECT version_num FROM alembic_version").fetchall() != [(REVISION,)]:
        return None
    head = connection.execute("SELECT last, count FROM logs WHERE learner = ?", (learner,)).fetchone()
    last, count = head or (None, 0)
    kept = connection.execute(
        "SELECT upto, count, fingerprint, body FROM snapshots WHERE learner = ? AND name = ? AND fingerprint = ?",
        (learner, name, fingerprint),
    ).fetchone()
    if kept is not None:
        snapshot = Snapshot(*kept)
        since = _since(connection, learner, snapshot.upto, at_most)
        if since is None:
            return None
        if count - len(since) == snapshot.count:  # otherwise an import has put other entries under it
            return Glance(last, count, snapshot, since)
    since = _since(connection, learner, EventId(""), at_most)
    return None if since is None else Glance(last, count, None, since)


def _since(connection: sqlite3.Connection, learner: str, after: EventId, at_most: int) -> tuple[Event, ...] | None:
    """The entries after this one; `None` when there are more than `at_most`."""
    rows = connection.execute(
        "SELECT id, at, kind, facts, NULL FROM events WHERE learner = ? AND id > ? ORDER BY id LIMIT ?",
        (learner, after, at_most + 1),
    ).fetchall()
    return tuple(event_from(Row(*row)) for row in rows) if len(rows) <= at_most else None
