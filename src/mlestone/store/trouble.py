"""What the database drivers report, in the words of `mlestone.store.errors`."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from mlestone.store.errors import (
    DiskIsFull,
    LogIsBusy,
    LogIsDamaged,
    LogIsReadOnly,
    LogTrouble,
    LogUnreachable,
    NotALog,
)

_NO_ROOM = 1_000_000
"""Bytes. With less than that left, SQLite's "disk I/O error" means a full disk: it says so of its index."""


@contextmanager
def in_words(where: str) -> Iterator[None]:
    """Whatever the drivers raise inside is raised as a `LogTrouble`."""
    try:
        yield
    except DBAPIError as error:
        raise _trouble(where, error.orig or error) from error
    except sqlite3.Error as error:
        raise _trouble(where, error) from error


def _trouble(where: str, error: BaseException) -> LogTrouble:
    if isinstance(error, sqlite3.Error):
        return _sqlite_trouble(where, error)
    return _postgresql_trouble(where, error)


def _sqlite_trouble(where: str, error: sqlite3.Error) -> LogTrouble:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # the rest of it says which step failed
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN) and _no_room(where):
        return disk_is_full(where)
    if code in _OF_SQLITE:
        return _OF_SQLITE[code](where)
    if code == sqlite3.SQLITE_CANTOPEN:
        return LogTrouble(
            where,
            f"The log {where} cannot be opened ({error}). On a read-only disk that is so when it was not closed: "
            "copy it, with the files beside it that have its name, to a disk that can be written.",
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR):
        return LogIsDamaged(
            where,
            f"The log {where} is damaged ({error}). Keep a copy of it; then put a backup in its place, or move it away "
            "and run `mlestone import` on your last export.",
        )
    return LogTrouble(where, f"The log {where} cannot be used: {error}.")


def _postgresql_trouble(where: str, error: BaseException) -> LogTrouble:
    state = getattr(error, "sqlstate", None) or ""
    said = " ".join(str(error).split())
    if state in _OF_POSTGRESQL:
        return _OF_POSTGRESQL[state](where)
    if state == "42501":
        return LogIsReadOnly(where, f"The server does not let us write to the log {where}: {said}.")
    if not state or state[:2] in ("08", "28", "57", "3D"):  # connection, authorization, shutting down, no such database
        return LogUnreachable(
            where, f"The log {where} cannot be reached: {said}. See that the server runs and that the address is right."
        )
    return LogTrouble(where, f"The log {where} cannot be used: {said} (SQLSTATE {state}).")


def not_a_database(where: str) -> NotALog:
    return NotALog(where, f"{where} is not a log: it is no database. Move it away, or name another file.")


def disk_is_full(where: str) -> DiskIsFull:
    return DiskIsFull(
        where,
        f"The disk of {where} is full: nothing of this was written, and the log is as it was. "
        "Make room, then do it again.",
    )


def log_is_read_only(where: str) -> LogIsReadOnly:
    return LogIsReadOnly(
        where,
        f"Nothing can be written to {where}: the disk, the folder or the file is read-only. "
        "Make it writable, or set MLESTONE_HOME to a folder that is.",
    )


def log_is_busy(where: str) -> LogIsBusy:
    return LogIsBusy(
        where,
        f"Another MLestone has been writing to {where} for too long, and nothing of this was written. "
        "Wait for it (a large import?) or close it, then do it again.",
    )


def _no_room(where: str) -> bool:
    """Whether the disk could be written, if only there were room."""
    try:
        found = os.statvfs(Path(where).parent)
    except OSError:
        return False
    return not found.f_flag & os.ST_RDONLY and found.f_bavail * found.f_frsize < _NO_ROOM


_OF_SQLITE: dict[int, Callable[[str], LogTrouble]] = {
    sqlite3.SQLITE_FULL: disk_is_full,
    sqlite3.SQLITE_READONLY: log_is_read_only,
    sqlite3.SQLITE_BUSY: log_is_busy,
    sqlite3.SQLITE_LOCKED: log_is_busy,
    sqlite3.SQLITE_PROTOCOL: log_is_busy,
    sqlite3.SQLITE_NOTADB: not_a_database,
}
_OF_POSTGRESQL: dict[str, Callable[[str], LogTrouble]] = {
    "53100": disk_is_full,
    "25006": log_is_read_only,
    "55P03": log_is_busy,
}
