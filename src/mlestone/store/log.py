"""The log of one learner: append, read in order, keep computed states beside it, move it between machines.

Promises. When `append` returns, the entry is on disk (unless it was told that this may wait for the next), and stays
there whatever happens to this process. An entry is there whole or not at all, and once. Ids grow: the next is later
than the last even when the clock has stepped back. Any number of processes and threads may read and append at once.
Nothing is ever changed or taken away.

Every method may raise a `LogTrouble`. It does not know what entries mean (`mlestone.learning`), nor when to write one
(`mlestone.study`).
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Self, TextIO

from sqlalchemy import Connection, Select, and_, func, insert, null, select

from mlestone.base.clock import Clock, SystemClock
from mlestone.learning.events import Event, EventId, Happening, event_id, time_of
from mlestone.store import lines as json_lines
from mlestone.store import schema
from mlestone.store.database import Database, open_database
from mlestone.store.errors import DiskIsFull, LogIsBusy, LogIsReadOnly, NoSuchEntry
from mlestone.store.form import Row, event_from, row_from
from mlestone.store.head import Head, insert_into, move_head, read_head, take_head
from mlestone.store.lines import Imported
from mlestone.store.merge import merge
from mlestone.store.snapshot import Snapshot
from mlestone.store.tables import attachments, events, snapshots

NOTHING: Mapping[str, str] = MappingProxyType({})

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_AT_ONCE = 1000
"""Rows fetched together: a long log never stands in memory."""


def _chance() -> int:
    return int.from_bytes(os.urandom(8), "big")


class Log:
    """One learner's entries. Made by `open`; a context manager that closes itself."""

    def __init__(self, database: Database, learner: str, clock: Clock, chance: Callable[[], int]) -> None:
        self._database = database
        self._clock = clock
        self._chance = chance
        self.learner = learner
        self.stood_at: Head | None = None
        """Where the log stood before this one last wrote: whoever knew all up to there lacks only what was written."""

    @classmethod
    def open(
        cls,
        where: Path | str,
        *,
        learner: str = "me",
        clock: Clock | None = None,
        chance: Callable[[], int] = _chance,
        patience: float = 30.0,
    ) -> Self:
        """The log at a path (SQLite; made, with its folders, when there is none) or a `postgresql+psycopg://` address.

        What can be read and not written opens with `writable` false. `chance` gives 64 random bits for an id;
        `patience` is how many seconds to wait while somebody else writes.
        """
        database = open_database(where, patience)
        try:
            schema.ensure(database)
        except BaseException:
            database.engine.dispose()
            raise
        return cls(database, learner, clock or SystemClock(), chance)

    @property
    def where(self) -> str:
        """For messages: the path, or the address without its password."""
        return self._database.where

    @property
    def writable(self) -> bool:
        return self._database.writable

    def close(self) -> None:
        self._database.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---- entries -------------------------------------------------------------------------------------------------

    def append(self, what: Happening, *, attached: Mapping[str, str] = NOTHING, lasting: bool = True) -> Event:
        """Write one entry. It is on disk when this returns; without `lasting`, when the next one that is has returned.

        Until then it is there for everybody, whatever becomes of this process, but gone when the power fails.
        """
        (entry,) = self._append([(what, attached)], lasting=lasting)
        return entry

    def append_all(self, whats: Iterable[Happening]) -> tuple[Event, ...]:
        """Write entries that belong together, in this order: all of them, or none."""
        return self._append([(what, NOTHING) for what in whats])

    def events(
        self, *, after: EventId | None = None, kinds: Iterable[str] | None = None, attached: bool = False
    ) -> Iterator[Event]:
        """The entries in the order of their ids, as they were at the moment the first was asked for.

        `attached`: with the texts attached to them, which are not read otherwise.
        """
        return map(event_from, self._rows(after=after, kinds=kinds, attached=attached))

    def event(self, identity: EventId) -> Event:
        """One entry, with what is attached to it."""
        with self._database.reading() as connection:
            row = connection.execute(self._select(attached=True).where(events.c.id == identity)).one_or_none()
        if row is None:
            raise NoSuchEntry(self.where, f"The log {self.where} has no entry {identity!r}.")
        return event_from(Row(*row))

    def last(self) -> EventId | None:
        with self._database.reading() as connection:
            return read_head(connection, self.learner).last

    def count(self) -> int:
        with self._database.reading() as connection:
            return read_head(connection, self.learner).count

    # ---- computed states -----------------------------------------------------------------------------------------

    def snapshot(self, name: str) -> Snapshot | None:
        """What was kept under this name, unless an import has put other entries under it since."""
        columns = (snapshots.c.upto, snapshots.c.count, snapshots.c.fingerprint, snapshots.c.body)
        query = select(*columns).where(snapshots.c.learner == self.learner, snapshots.c.name == name)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            found = Snapshot(*row)
            return found if self._holds(connection, found) else None

    def keep_snapshot(self, name: str, snapshot: Snapshot) -> bool:
        """Keep a computed state in the place of the last one of this name; whether it was kept.

        It is not when the log does not have exactly `count` entries up to `upto`, which is so after an import in the
        meantime. Nor when there is no room, or nothing can be written, or others are writing: a snapshot saves time
        and holds nothing of its own, so that nobody need hear of it.
        """
        values = {
            "upto": snapshot.upto,
            "count": snapshot.count,
            "fingerprint": snapshot.fingerprint,
            "body": snapshot.body,
        }
        try:
            with self._database.writing() as connection:
                take_head(connection, self.learner)
                if not self._holds(connection, snapshot):
                    return False
                keep = insert_into(connection, snapshots).values(learner=self.learner, name=name, **values)
                connection.execute(
                    keep.on_conflict_do_update(index_elements=[snapshots.c.learner, snapshots.c.name], set_=values)
                )
        except (DiskIsFull, LogIsBusy, LogIsReadOnly):
            return False
        return True

    # ---- between machines ----------------------------------------------------------------------------------------

    def export(self, stream: TextIO) -> int:
        """Write the log as JSON lines; returns how many entries there are in it."""
        with self._database.reading() as connection:
            count = read_head(connection, self.learner).count
            stream.write(json_lines.header(count))
            for row in self._stream(connection, self._select(attached=True)):
                stream.write(json_lines.line(row))
        return count

    def import_(self, lines: Iterable[str]) -> Imported:
        """Take over what `export` wrote, here or elsewhere; entries that are here already are left as they are.

        All of it or none: `ImportRefused` names the line that is not right.
        """
        return merge(self._database, self.learner, lines)

    # ---- how -----------------------------------------------------------------------------------------------------

    def _append(self, whats: list[tuple[Happening, Mapping[str, str]]], *, lasting: bool = True) -> tuple[Event, ...]:
        if not whats:
            return ()
        with self._database.writing(lasting=lasting) as connection:
            head = self.stood_at = take_head(connection, self.learner)
            entries = tuple(self._entries(head.last, whats))
            rows = [row_from(entry) for entry in entries]
            self._insert(connection, rows)
            move_head(connection, self.learner, Head(entries[-1].id, head.count + len(entries)))
        return entries

    def _entries(self, last: EventId | None, whats: list[tuple[Happening, Mapping[str, str]]]) -> Iterator[Event]:
        for what, attached in whats:
            at = self._clock.now()
            last = event_id(_time_after(last, at), self._chance())
            yield Event(last, at, what, MappingProxyType(dict(attached)))

    def _insert(self, connection: Connection, rows: list[Row]) -> None:
        connection.execute(
            insert(events),
            [
                {"learner": self.learner, "id": row.id, "at": row.at, "kind": row.kind, "facts": row.facts}
                for row in rows
            ],
        )
        texts = [{"learner": self.learner, "id": row.id, "texts": row.attached} for row in rows if row.attached]
        if texts:
            connection.execute(insert(attachments), texts)

    def _rows(self, *, after: EventId | None, kinds: Iterable[str] | None, attached: bool) -> Iterator[Row]:
        query = self._select(attached=attached)
        if after is not None:
            query = query.where(events.c.id > after)
        if kinds is not None:
            query = query.where(events.c.kind.in_(tuple(kinds)))
        with self._database.reading() as connection:
            yield from self._stream(connection, query)

    def _stream(self, connection: Connection, query: Select[Any]) -> Iterator[Row]:
        connection.execution_options(yield_per=_AT_ONCE)
        with connection.execute(query.order_by(events.c.id)) as found:  # closed also when nobody reads to the end
            for row in found:
                yield Row(*row)

    def _select(self, *, attached: bool) -> Select[Any]:
        entry = (events.c.id, events.c.at, events.c.kind, events.c.facts)
        if not attached:
            return select(*entry, null()).where(events.c.learner == self.learner)
        same = and_(attachments.c.learner == events.c.learner, attachments.c.id == events.c.id)
        whole = select(*entry, attachments.c.texts).outerjoin_from(events, attachments, same)
        return whole.where(events.c.learner == self.learner)

    def _holds(self, connection: Connection, snapshot: Snapshot) -> bool:
        """Entries are never taken away: as long as there are as many up to there, they are the same ones."""
        # Counting those after it is quick, because there are few; how many there are in all is written down.
        after = select(func.count()).where(events.c.learner == self.learner, events.c.id > snapshot.upto)
        total = read_head(connection, self.learner).count
        return total - int(connection.execute(after).scalar_one()) == snapshot.count


def _time_after(last: EventId | None, now: datetime) -> datetime:
    """The time for the next id: now, unless the clock stands before the last id, or before there were ids."""
    earliest = _EPOCH if last is None else time_of(last) + timedelta(microseconds=1)
    return max(now, earliest)
