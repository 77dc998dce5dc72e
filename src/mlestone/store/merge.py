"""Imported entries are put in their places among those of the log: all of them, or none.

They are first read to their end into a table of this connection alone, so that whoever learns meanwhile waits only for
the merging. Two logs never contradict each other, because ids are unique in the world; if an id comes with two
contents, somebody has changed a file, and nothing is taken from it.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    outerjoin,
    select,
)

from mlestone.learning.events import EventId
from mlestone.store import lines as json_lines
from mlestone.store.database import Database, write_on
from mlestone.store.errors import ImportRefused
from mlestone.store.form import Row
from mlestone.store.head import Head, move_head, take_head
from mlestone.store.lines import Imported
from mlestone.store.tables import arriving, attachments, events

_BATCH = 1000  # lines: enough that statements cost little, few enough that memory does not grow with the file


def merge(database: Database, learner: str, lines: Iterable[str]) -> Imported:
    with database.connection() as connection:
        connection.detach()  # closed at the end, and the table of arrivals with it
        with connection.begin():
            read = _collect(connection, lines)
        with write_on(connection):
            head = take_head(connection, learner)
            _refuse_contradictions(connection, learner)
            new = _take_over(connection, learner, head)
    return Imported(new, read - new)


def _collect(connection: Connection, lines: Iterable[str]) -> int:
    arriving.create(connection)
    count = 0
    for batch in _batches(json_lines.read(lines)):
        connection.execute(insert(arriving), batch)
        count += len(batch)
    twin = arriving.alias("twin")
    query = select(func.min(arriving.c.line)).join(
        twin, and_(twin.c.id == arriving.c.id, twin.c.line < arriving.c.line, _differs(twin, twin.c.texts))
    )
    if (line := connection.execute(query).scalar_one()) is not None:
        raise ImportRefused(line, "An earlier line has an entry of the same id, and it says something else.")
    connection.execute(
        delete(arriving).where(exists().where(twin.c.id == arriving.c.id, twin.c.line < arriving.c.line))
    )
    return count


def _batches(rows: Iterator[tuple[int, Row]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, _BATCH)):
        yield [
            {"line": line, "id": row.id, "at": row.at, "kind": row.kind, "facts": row.facts, "texts": row.attached}
            for line, row in batch
        ]


def _refuse_contradictions(connection: Connection, learner: str) -> None:
    ours = outerjoin(
        events, attachments, and_(attachments.c.learner == events.c.learner, attachments.c.id == events.c.id)
    )
    query = (
        select(func.min(arriving.c.line))
        .select_from(ours.join(arriving, events.c.id == arriving.c.id))
        .where(events.c.learner == learner, _differs(events, attachments.c.texts))
    )
    if (line := connection.execute(query).scalar_one()) is not None:
        raise ImportRefused(line, "The log has an entry of the same id, and it says something else.")


def _differs(other: Any, texts: ColumnElement[str | None]) -> ColumnElement[bool]:
    return or_(
        other.c.at != arriving.c.at,
        other.c.kind != arriving.c.kind,
        other.c.facts != arriving.c.facts,
        func.coalesce(texts, "") != func.coalesce(arriving.c.texts, ""),
    )


def _take_over(connection: Connection, learner: str, head: Head) -> int:
    connection.execute(
        delete(arriving).where(exists().where(events.c.learner == learner, events.c.id == arriving.c.id))
    )
    new, latest = connection.execute(select(func.count(), func.max(arriving.c.id)).select_from(arriving)).one()
    if not new:
        return 0
    _copy(connection, learner, events, ("id", "at", "kind", "facts"))
    _copy(connection, learner, attachments, ("id", "texts"), arriving.c.texts.is_not(None))
    move_head(connection, learner, Head(EventId(max(head.last or "", latest)), head.count + new))
    return int(new)


def _copy(
    connection: Connection, learner: str, table: Table, columns: tuple[str, ...], *which: ColumnElement[bool]
) -> None:
    chosen = [arriving.c[name] for name in columns]
    query = select(literal(learner), *chosen).where(*which).order_by(arriving.c.id)
    connection.execute(insert(table).from_select(["learner", *columns], query))
