"""Full disks, read-only disks, strangers' files, damaged and busy logs: said in words, and nothing lost."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from mlestone.base.errors import MlestoneError
from mlestone.learning.events import Event
from mlestone.store.errors import (
    DiskIsFull,
    LogIsBusy,
    LogIsDamaged,
    LogIsReadOnly,
    LogTrouble,
    LogUnreachable,
    NotALog,
)
from mlestone.store.glance import Glance, glance
from mlestone.store.log import Log
from mlestone.store.snapshot import Snapshot

from .conftest import HINT, STARTED, SUBMITTED
from .postgres import Server


def sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))


# ---- what stands in its place ------------------------------------------------------------------------------------


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(NotALog, match=r"is a folder, where the log should be a file. Move it away") as trouble:
        Log.open(tmp_path)
    assert trouble.value.where == str(tmp_path)
    assert isinstance(trouble.value, MlestoneError)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    path.write_text("Buy milk. " * 1000)
    with pytest.raises(NotALog, match=r"it is no database. Move it away, or name another file"):
        Log.open(path)
    assert path.read_text() == "Buy milk. " * 1000


def test_a_file_on_the_way_to_it(tmp_path: Path) -> None:
    (tmp_path / "mlestone").touch()
    with pytest.raises(LogTrouble, match=r"cannot be opened"):
        Log.open(tmp_path / "mlestone" / "log.sqlite3")


def test_an_empty_file_becomes_a_log(tmp_path: Path) -> None:
    (tmp_path / "log").touch()
    with Log.open(tmp_path / "log") as log:
        assert log.append(STARTED) == next(log.events())


def test_any_name_will_do(tmp_path: Path) -> None:
    path = tmp_path / "Zoë's 100 % ?mode=ro#x" / "my log"
    with Log.open(str(path)) as log:
        log.append(STARTED)
    assert path.exists()


def test_a_log_is_nobody_elses_to_read(tmp_path: Path) -> None:
    with Log.open(tmp_path / "log") as log:
        log.append(STARTED)
        assert {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {
            "log": 0o600,
            "log-wal": 0o600,
            "log-shm": 0o600,
        }


def test_a_damaged_log(tmp_path: Path) -> None:
    path = tmp_path / "log"
    with Log.open(path) as log:
        log.append_all([STARTED] * 500)
    content = bytearray(path.read_bytes())
    content[4096 * 6 :] = os.urandom(len(content) - 4096 * 6)
    path.write_bytes(content)
    with Log.open(path) as log, pytest.raises(LogIsDamaged, match=r"is damaged .* put a backup in its place"):
        list(log.events())


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("mysql://alice:secret@example.org/logs", "mysql://alice:.*@example.org/logs is no address of a log"),
        ("sqlite:///log.sqlite3", "sqlite:///log.sqlite3 is no address of a log: a log is a file"),
        ("://", "no address of a database"),
    ],
)
def test_an_address_that_is_none(address: str, says: str) -> None:
    with pytest.raises(NotALog, match=says) as trouble:
        Log.open(address)
    assert "secret" not in str(trouble.value)


def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    with pytest.raises(LogUnreachable, match=r"cannot be reached: .*See that the server runs") as trouble:
        Log.open(f"postgresql+psycopg://alice:secret@/logs?host={tmp_path}")
    assert "secret" not in str(trouble.value)


def test_a_server_without_that_database(server: Server) -> None:
    with pytest.raises(LogUnreachable, match='database "chess" does not exist'):
        Log.open(server.address("chess"))


def test_a_server_that_hangs_up_is_called_again(server: Server, postgresql_address: str) -> None:
    with Log.open(postgresql_address, learner="hung up on") as log, server.connect() as administrator:
        log.append(STARTED)
        administrator.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'classroom'")
        log.append(HINT)
        assert log.count() == 2


def test_a_server_that_may_only_be_read(server: Server) -> None:
    address = server.create("museum")
    with Log.open(address) as log:
        log.append(STARTED)
    with server.connect() as administrator:
        administrator.execute("ALTER DATABASE museum SET default_transaction_read_only = on")
    with Log.open(address) as log:
        assert log.count() == 1
        with pytest.raises(LogIsReadOnly, match=r"Nothing can be written to postgresql"):
            log.append(HINT)


# ---- disks -------------------------------------------------------------------------------------------------------


class SmallDisk:
    """A file system of its own, with room for a few entries."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        with self._ballast.open("wb", buffering=0) as file:
            try:
                while file.write(b"x" * 4096):
                    pass
            except OSError:
                return

    def make_room(self) -> None:
        self._ballast.unlink()

    def freeze(self) -> None:
        subprocess.run(["mount", "-o", "remount,ro", self.folder], check=True)

    def thaw(self) -> None:
        subprocess.run(["mount", "-o", "remount,rw", self.folder], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=800k", "small", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no right to make a small disk ({done.stderr.strip()}); the tests with page limits still hold")
    yield SmallDisk(folder)
    subprocess.run(["umount", "--lazy", folder], check=True)


def limit_pages(log: Log, pages: int) -> None:
    """A full disk as SQLite simulates it: the file may not grow beyond this."""

    def at_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    log._database.engine.dispose()
    event.listen(log._database.engine, "connect", at_connect)


def append_until_full(log: Log) -> list[Event]:
    written: list[Event] = []
    with pytest.raises(DiskIsFull, match=r"is full: nothing of this was written, and the log is as it was. Make room"):
        while len(written) < 1000:
            written.append(log.append(SUBMITTED, attached={"source": "x" * 5000}))
    return written


def test_a_full_disk_loses_nothing_that_was_acknowledged(disk: SmallDisk) -> None:
    path = disk.folder / "log.sqlite3"
    with Log.open(path) as log:
        written = append_until_full(log)
        assert len(written) > 10
        assert list(log.events(attached=True)) == written
    with Log.open(path) as log:
        assert list(log.events(attached=True)) == written
    assert sound(path)


def test_a_file_that_may_not_grow_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "log"
    with Log.open(path) as log:
        limit_pages(log, 60)
        written = append_until_full(log)
        assert len(written) > 10
        assert list(log.events(attached=True)) == written
    with Log.open(path) as log:
        assert log.append(HINT).id > written[-1].id
    assert sound(path)


def test_once_there_is_room_again_the_log_goes_on(disk: SmallDisk) -> None:
    with Log.open(disk.folder / "log.sqlite3") as log:
        first = log.append(STARTED)
        disk.fill()
        with pytest.raises(DiskIsFull):
            log.append(SUBMITTED, attached={"source": "x" * 50_000})
        assert not log.keep_snapshot("record", Snapshot(first.id, 1, "", "x" * 50_000)), "a snapshot can wait"
        disk.make_room()
        second = log.append(SUBMITTED, attached={"source": "x" * 50_000})
        assert list(log.events(attached=True)) == [first, second]


def test_a_log_cannot_be_begun_on_a_full_disk(disk: SmallDisk) -> None:
    disk.fill()
    path = disk.folder / "mlestone" / "log.sqlite3"
    with pytest.raises(DiskIsFull):
        Log.open(path)
    disk.make_room()
    with Log.open(path) as log:
        log.append(STARTED)


def test_an_import_that_does_not_fit_is_not_taken_at_all(tmp_path: Path) -> None:
    export = io.StringIO()
    with Log.open(tmp_path / "other") as other:
        other.append_all([STARTED] * 3000)
        other.export(export)
    path = tmp_path / "log"
    with Log.open(path) as log:
        log.append(HINT)
        limit_pages(log, 40)
        with pytest.raises(DiskIsFull):
            log.import_(export.getvalue().splitlines())
        assert log.count() == 1
        assert [entry.what for entry in log.events()] == [HINT]
    assert sound(path)


def test_a_read_only_disk_can_be_read_and_exported(disk: SmallDisk) -> None:
    path = disk.folder / "log.sqlite3"
    with Log.open(path) as log:
        entry = log.append(STARTED)
    disk.freeze()
    with Log.open(path) as log:
        assert not log.writable
        assert list(log.events()) == [entry]
        assert log.export(io.StringIO()) == 1
        with pytest.raises(
            LogIsReadOnly, match=r"the disk, the folder or the file is read-only. Make it writable, or set"
        ):
            log.append(HINT)
        with pytest.raises(LogIsReadOnly):
            log.import_([])
        assert not log.keep_snapshot("record", Snapshot(entry.id, 1, "", "{}"))
    disk.thaw()
    with Log.open(path) as log:
        assert log.writable
        log.append(HINT)


def test_a_read_only_disk_without_a_log(disk: SmallDisk) -> None:
    disk.freeze()
    with pytest.raises(LogIsReadOnly, match=r"set MLESTONE_HOME to a folder that is"):
        Log.open(disk.folder / "mlestone" / "log.sqlite3")
    assert glance(disk.folder / "mlestone" / "log.sqlite3", "record", "one") == Glance(None, 0, None, ())


def test_a_log_somebody_was_writing_when_its_disk_became_read_only(disk: SmallDisk, tmp_path: Path) -> None:
    """What stands in the write-ahead log alone is read too; where it cannot be, that is said."""
    with Log.open(tmp_path / "log") as log:
        entry = log.append(STARTED)
        for name in ("log", "log-wal", "log-shm"):
            shutil.copy(tmp_path / name, disk.folder / name)
    disk.freeze()
    with Log.open(disk.folder / "log") as log:
        assert list(log.events()) == [entry]
    disk.thaw()
    (disk.folder / "log-shm").unlink()
    disk.freeze()
    with pytest.raises(LogTrouble, match=r"cannot be opened.*copy it, with the files beside it"):
        Log.open(disk.folder / "log")
    disk.thaw()
    with Log.open(disk.folder / "log") as log:
        assert list(log.events()) == [entry]


# ---- somebody else's turn ----------------------------------------------------------------------------------------


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Somebody who has been writing to `log` for a while."""
    Log.open(tmp_path / "log").close()
    with closing(sqlite3.connect(tmp_path / "log", isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection


def test_a_log_that_stays_busy(tmp_path: Path, busy: sqlite3.Connection) -> None:
    with Log.open(tmp_path / "log", patience=0.05) as log:
        with pytest.raises(LogIsBusy, match=r"Another MLestone has been writing to .* for too long"):
            log.append(STARTED)
        assert list(log.events()) == [], "reading waits for nobody"
        assert glance(tmp_path / "log", "record", "one") == Glance(None, 0, None, ())
        busy.execute("ROLLBACK")
        log.append(STARTED)
        assert log.count() == 1


def test_a_row_that_stays_locked_on_a_server(server: Server, postgresql_address: str) -> None:
    with Log.open(postgresql_address, learner="busy", patience=0.05) as log:
        log.append(STARTED)
        with server.connect("classroom") as other:
            other.execute("BEGIN")
            other.execute("SELECT * FROM logs WHERE learner = 'busy' FOR UPDATE")
            with pytest.raises(LogIsBusy):
                log.append(HINT)
        log.append(HINT)
        assert log.count() == 2
