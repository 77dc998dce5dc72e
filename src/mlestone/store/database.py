"""Connections to where the log is kept, SQLite or PostgreSQL, such that what is committed is on disk.

SQLite keeps a write-ahead log and waits for the disk at every commit, but where it is told not to; a writer takes the
one lock there is when it begins, so that nobody reads first and finds somebody else ahead of him when he writes.
PostgreSQL is told not to answer before the disk has.
"""

import errno
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from mlestone.store.errors import LogTrouble, LogUnreachable, NotALog
from mlestone.store.trouble import disk_is_full, in_words, log_is_busy, log_is_read_only


@dataclass(frozen=True, slots=True)
class Database:
    """An engine of SQLAlchemy, and what has to be known about it."""

    engine: Engine
    where: str
    """For messages: a path, or an address without its password."""
    writable: bool

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction in which everything read is of one moment."""
        with in_words(self.where), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self, *, lasting: bool = True) -> Iterator[Connection]:
        """A transaction that is on disk, whole, when this ends; or leaves nothing behind when it raises.

        One that is not `lasting` is on disk with the next that is: whatever becomes of this process it stays, but when
        the power fails before, it is gone.
        """
        transaction = write_on if lasting else _not_waiting_for_the_disk
        with self.connection() as connection, transaction(connection):
            yield connection

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        if not self.writable:
            raise log_is_read_only(self.where)
        with in_words(self.where), self.engine.connect() as connection:
            yield connection


@contextmanager
def write_on(connection: Connection) -> Iterator[None]:
    connection.execution_options(begin="BEGIN IMMEDIATE")
    with connection.begin():
        yield


@contextmanager
def _not_waiting_for_the_disk(connection: Connection) -> Iterator[None]:
    """A transaction whose commit does not wait: SQLite is told so before it begins, PostgreSQL within it."""
    if connection.dialect.name == "postgresql":
        with write_on(connection):
            connection.exec_driver_sql("SET LOCAL synchronous_commit TO off")
            yield
        return
    sqlite: Any = connection.connection.driver_connection
    sqlite.execute("PRAGMA synchronous = NORMAL")
    try:
        with write_on(connection):
            yield
    finally:
        sqlite.execute("PRAGMA synchronous = FULL")


def open_database(where: Path | str, patience: float) -> Database:
    """`patience`: how many seconds to wait for somebody else's write."""
    if isinstance(where, str) and "://" in where:
        return _open_postgresql(where, patience)
    return _open_sqlite(Path(where).expanduser().absolute(), patience)


# ---- SQLite ------------------------------------------------------------------------------------------------------


def _open_sqlite(path: Path, patience: float) -> Database:
    writable = _make_room_for(path)
    connect = _writing_connections(path, patience) if writable else _reading_connections(path, patience)
    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    event.listen(engine, "begin", begin)
    if writable:
        with in_words(str(path)):
            _use_write_ahead_log(connect, str(path), patience)
    return Database(engine, str(path), writable)


def _make_room_for(path: Path) -> bool:
    """See to it that the file is there; whether it can be written. What is there already is not changed."""
    if path.is_dir():
        raise NotALog(
            str(path), f"{path} is a folder, where the log should be a file. Move it away, or name another file."
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # The log is nobody else's business; SQLite gives its companions the same rights.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        return _refuse_unless_readable(path, error)
    return os.access(path.parent, os.W_OK)  # for the write-ahead log beside it


def _refuse_unless_readable(path: Path, error: OSError) -> bool:
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        if os.access(path, os.R_OK):
            return False
        raise log_is_read_only(str(path)) from error
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        raise disk_is_full(str(path)) from error
    raise LogTrouble(str(path), f"The log {path} cannot be opened: {error.strerror}.") from error


def _writing_connections(path: Path, patience: float) -> Callable[[], sqlite3.Connection]:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    return connect


def _reading_connections(path: Path, patience: float) -> Callable[[], sqlite3.Connection]:
    address = f"{path.as_uri()}?mode=ro"
    # On a read-only disk SQLite cannot make the index it shares with writers. Without a write-ahead log there are none.
    if not path.with_name(path.name + "-wal").exists():
        address += "&immutable=1"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)

    return connect


def _use_write_ahead_log(connect: Callable[[], sqlite3.Connection], where: str, patience: float) -> None:
    """The file remembers the mode: asking again costs nothing. SQLite does not wait for this lock, so we do."""
    connection = connect()
    deadline = time.monotonic() + patience
    try:
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                if time.monotonic() > deadline:
                    raise log_is_busy(where) from error
                time.sleep(0.01)
            else:
                return
    finally:
        connection.close()


# ---- PostgreSQL --------------------------------------------------------------------------------------------------


_COMMITTED_IS_ON_DISK = """
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
"""


def _open_postgresql(address: str, patience: float) -> Database:
    url = _postgresql_url(address)
    where = url.render_as_string(hide_password=True)
    try:
        engine = create_engine(url, pool_pre_ping=True)  # a server that was restarted is not the learner's problem
    except ModuleNotFoundError as error:
        raise LogUnreachable(
            where, "A log on PostgreSQL needs the library psycopg. Install it: pip install 'psycopg[binary]'"
        ) from error

    def at_connect(connection: Any, _record: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", (f"{int(patience * 1000)}ms",))
            cursor.execute(_COMMITTED_IS_ON_DISK)
        connection.commit()

    event.listen(engine, "connect", at_connect)
    return Database(engine, where, writable=True)


def _postgresql_url(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise NotALog(address, "This is no address of a database. Write postgresql+psycopg://USER@HOST/NAME") from error
    if url.get_backend_name() != "postgresql":
        shown = url.render_as_string(hide_password=True)
        raise NotALog(
            shown, f"{shown} is no address of a log: a log is a file, or postgresql+psycopg://USER@HOST/NAME."
        )
    return url.set(drivername="postgresql+psycopg")
