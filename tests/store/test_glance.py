"""The quick look sees what the log has, and leaves to the log what it cannot see."""

from __future__ import annotations

import io
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from mlestone.store.glance import Glance, glance
from mlestone.store.log import Log
from mlestone.store.snapshot import Snapshot

from .conftest import HINT, JUDGED, READ, STARTED, SUBMITTED, SetClock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a ? and 100 %" / "log#1.sqlite3"


def kept(log: Log, fingerprint: str = "one", body: str = "{}") -> Snapshot:
    """A snapshot of all there is."""
    last = log.last()
    assert last is not None
    snapshot = Snapshot(last, log.count(), fingerprint, body)
    assert log.keep_snapshot("record", snapshot)
    return snapshot


def test_a_log_not_begun_is_empty_and_stays_unmade(path: Path) -> None:
    assert glance(path, "record", "one") == Glance(None, 0, None, ())
    assert not path.parent.exists()


def test_without_a_snapshot_it_sees_all_entries(path: Path) -> None:
    with Log.open(path) as log:
        assert glance(path, "record", "one") == Glance(None, 0, None, ())
        entries = (log.append(STARTED), log.append(SUBMITTED), log.append(JUDGED))
        assert glance(path, "record", "one") == Glance(entries[-1].id, 3, None, entries)


def test_with_a_snapshot_it_sees_the_entries_since(path: Path) -> None:
    with Log.open(path) as log:
        log.append_all([STARTED] * 30)
        snapshot = kept(log, body='{"skills": {"é": 1}}')
        assert glance(str(path), "record", "one", at_most=0) == Glance(log.last(), 30, snapshot, ())
        since = (log.append(HINT), log.append(READ))
        assert glance(path, "record", "one", at_most=2) == Glance(since[-1].id, 32, snapshot, since)


def test_what_is_attached_is_not_read(path: Path) -> None:
    with Log.open(path) as log:
        log.append(SUBMITTED, attached={"source": "x"})
        found = glance(path, "record", "one")
    assert found is not None
    assert found.since[0].attached == {}


def test_a_snapshot_of_another_fingerprint_is_passed_over(path: Path) -> None:
    with Log.open(path) as log:
        entry = log.append(STARTED)
        kept(log, fingerprint="one")
        assert glance(path, "record", "two") == Glance(entry.id, 1, None, (entry,))
        assert glance(path, "plan", "one") == Glance(entry.id, 1, None, (entry,))


def test_a_snapshot_under_which_an_import_put_entries_is_passed_over(path: Path, clock: SetClock) -> None:
    with Log.open(path, clock=clock) as log, Log.open(path.with_name("other"), clock=clock) as other:
        earlier = other.append(HINT)
        clock.step(60)
        entry = log.append(STARTED)
        kept(log)
        stream = io.StringIO()
        other.export(stream)
        log.import_(stream.getvalue().splitlines())
        assert glance(path, "record", "one") == Glance(entry.id, 2, None, (earlier, entry))


def test_too_many_entries_are_left_to_the_log(path: Path) -> None:
    with Log.open(path) as log:
        log.append(STARTED)
        kept(log)
        log.append_all([HINT] * 5)
        assert glance(path, "record", "one", at_most=4) is None
        assert glance(path, "record", "one", at_most=5) is not None
        assert glance(path, "record", "two", at_most=5) is None


def test_every_learner_has_a_log_of_their_own(path: Path) -> None:
    with Log.open(path, learner="bob") as log:
        log.append(STARTED)
        kept(log)
    assert glance(path, "record", "one") == Glance(None, 0, None, ())
    found = glance(path, "record", "one", learner="bob")
    assert found is not None
    assert found.count == 1


def test_what_is_no_log_is_left_to_the_log(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Buy milk. " * 1000)
    (tmp_path / "empty").touch()
    (tmp_path / "folder").mkdir()
    with closing(sqlite3.connect(tmp_path / "cookies")) as connection:
        connection.execute("CREATE TABLE cookies (name TEXT)")
    for name in ("notes.txt", "empty", "folder", "cookies"):
        assert glance(tmp_path / name, "record", "one") is None
    assert glance("postgresql+psycopg://alice@example.org/logs", "record", "one") is None


def test_a_log_of_another_version_is_left_to_the_log(path: Path) -> None:
    Log.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
        connection.commit()
    assert glance(path, "record", "one") is None


def test_what_a_killed_process_left_is_seen(path: Path, tmp_path: Path) -> None:
    """Its entries stand in the write-ahead log alone, without the index that living processes share."""
    with Log.open(path) as log:
        entry = log.append(STARTED)
        for name in (path.name, f"{path.name}-wal"):
            shutil.copy(path.with_name(name), tmp_path / name)
    assert glance(tmp_path / path.name, "record", "one") == Glance(entry.id, 1, None, (entry,))


def test_it_needs_nothing_but_the_standard_library(path: Path) -> None:
    with Log.open(path) as log:
        log.append(STARTED)
        kept(log)
    program = (
        "import sys; before = set(sys.modules); from mlestone.store.glance import glance; "
        "assert glance(sys.argv[1], 'record', 'one').snapshot; "
        "strangers = {name.partition('.')[0] for name in set(sys.modules) - before} - sys.stdlib_module_names; "
        "print(sorted(strangers))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == "['mlestone']\n"
