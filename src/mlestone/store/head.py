"""How far a learner's log has come: its last id and how many entries it has. Whoever writes takes the head first."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table, select, update

from mlestone.learning.events import EventId
from mlestone.store.tables import logs

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite


@dataclass(frozen=True, slots=True)
class Head:
    last: EventId | None
    count: int


def read_head(connection: Connection, learner: str) -> Head:
    row = connection.execute(select(logs.c.last, logs.c.count).where(logs.c.learner == learner)).one_or_none()
    return Head(None, 0) if row is None else Head(*row)


def take_head(connection: Connection, learner: str) -> Head:
    """The head, which nobody else can take until this transaction ends."""
    # SQLite has locked everything when the transaction began. PostgreSQL locks the learner's row: it has to be there.
    query = select(logs.c.last, logs.c.count).where(logs.c.learner == learner).with_for_update()
    row = connection.execute(query).one_or_none()
    if row is None:
        first = insert_into(connection, logs).values(learner=learner, last=None, count=0)
        connection.execute(first.on_conflict_do_nothing())
        row = connection.execute(query).one()
    return Head(*row)


def move_head(connection: Connection, learner: str, head: Head) -> None:
    connection.execute(update(logs).where(logs.c.learner == learner).values(last=head.last, count=head.count))


def insert_into(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """The dialect's own INSERT, which knows ON CONFLICT; both spell it alike. Each takes its time to load."""
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)
