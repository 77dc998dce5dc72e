"""What every log does, whatever it is kept in: this list runs on SQLite and on a PostgreSQL server."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest

from mlestone.learning.events import Event, EventId, Started, Unknown, event_id, time_of
from mlestone.store.errors import NoSuchEntry
from mlestone.store.log import Log
from mlestone.store.snapshot import Snapshot

from .conftest import HINT, JUDGED, PROOF, READ, STARTED, SUBMITTED, SetClock, Shelf


def test_a_new_log_is_empty(log: Log) -> None:
    assert list(log.events()) == []
    assert log.last() is None
    assert log.count() == 0


def test_what_was_appended_is_read_back_in_order(log: Log) -> None:
    written = [log.append(what) for what in (STARTED, SUBMITTED, JUDGED, READ, HINT)]
    assert [entry.what for entry in written] == [STARTED, SUBMITTED, JUDGED, READ, HINT]
    assert list(log.events()) == written
    assert log.last() == written[-1].id
    assert log.count() == 5


def test_another_window_sees_what_was_appended(shelf: Shelf, log: Log) -> None:
    entry = log.append(STARTED)
    assert list(shelf.open().events()) == [entry]


def test_an_entry_that_may_wait_for_the_disk_is_there_at_once_and_the_next_waits_again(shelf: Shelf, log: Log) -> None:
    entry = log.append(SUBMITTED, lasting=False)
    assert list(shelf.open().events()) == [entry]
    with log._database.connection() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        asked = "PRAGMA synchronous" if is_sqlite else "SHOW synchronous_commit"
        assert connection.exec_driver_sql(asked).scalar_one() == (2 if is_sqlite else "on")
    following = log.append(JUDGED)
    assert list(log.events()) == [entry, following]


def test_a_log_that_was_closed_is_as_it_was(shelf: Shelf, log: Log) -> None:
    entry = log.append(STARTED)
    log.close()
    assert list(shelf.open().events()) == [entry]


def test_learners_have_logs_of_their_own(shelf: Shelf, log: Log) -> None:
    log.append(STARTED)
    bob = shelf.open("bob")
    assert (bob.count(), list(bob.events())) == (0, [])
    bob.append(HINT)
    assert [entry.what for entry in log.events()] == [STARTED]


def test_learners_in_one_database_have_logs_of_their_own(shelf: Shelf) -> None:
    address = shelf.address("alice")
    with (
        Log.open(address, learner=shelf.learner("alice")) as alice,
        Log.open(address, learner=shelf.learner("bob")) as bob,
    ):
        entry = alice.append(STARTED, attached={"source": "x"})
        assert (alice.count(), bob.count()) == (1, 0)
        assert bob.last() is None
        with pytest.raises(NoSuchEntry):
            bob.event(entry.id)


def test_attached_texts_come_when_asked_for(log: Log) -> None:
    entry = log.append(SUBMITTED, attached={"source": "def f(): ...\n", "verdict": "{}"})
    bare = log.append(STARTED)
    assert entry.attached == {"source": "def f(): ...\n", "verdict": "{}"}
    assert [found.attached for found in log.events()] == [{}, {}]
    assert list(log.events(attached=True)) == [entry, bare]
    assert log.event(entry.id) == entry


@pytest.mark.parametrize("source", ["", "a\0b", "\ud800 alone", "größer 🙂", "\r\n\t\\\"'", "x" * 1_000_000])
def test_any_text_can_be_attached(log: Log, source: str) -> None:
    assert log.event(log.append(SUBMITTED, attached={"source": source}).id).attached["source"] == source


def test_an_entry_is_found_by_its_id(log: Log) -> None:
    log.append(HINT)
    entry = log.append(STARTED)
    assert log.event(entry.id) == entry
    with pytest.raises(NoSuchEntry, match="has no entry 'ffff'"):
        log.event(EventId("ffff"))


def test_entries_after_an_id_are_those_later(log: Log) -> None:
    entries = [log.append(what) for what in (STARTED, HINT, READ)]
    assert list(log.events(after=entries[0].id)) == entries[1:]
    assert list(log.events(after=entries[2].id)) == []
    between = EventId(f"{entries[0].id[:-1]}{'f' if entries[0].id[-1] != 'f' else 'e'}")
    assert list(log.events(after=max(between, entries[0].id)))[-1] == entries[2]


def test_entries_of_some_kinds(log: Log) -> None:
    for what in (STARTED, HINT, READ, HINT):
        log.append(what)
    assert [entry.what for entry in log.events(kinds=["hint-shown"])] == [HINT, HINT]
    assert [entry.what for entry in log.events(kinds=["hint-shown", "started"])] == [STARTED, HINT, HINT]
    assert list(log.events(kinds=["juggled"])) == []
    assert list(log.events(kinds=[])) == []


def test_entries_that_belong_together_are_all_written(log: Log) -> None:
    entries = log.append_all([STARTED, HINT, READ])
    assert list(log.events()) == list(entries)
    assert log.append_all([]) == ()
    assert log.count() == 3


def test_entries_that_belong_together_are_all_refused(log: Log) -> None:
    with pytest.raises(ValueError, match="no kind of entry"):
        log.append_all([STARTED, Unknown("No Kind", {})])
    assert log.count() == 0
    log.append(STARTED)
    assert log.count() == 1


def test_numbers_that_json_cannot_say_are_refused(log: Log) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        log.append(Unknown("measured", {"score": float("nan")}))
    assert log.count() == 0


def test_entries_of_unknown_kinds_are_kept(log: Log) -> None:
    entry = log.append(Unknown("juggled", {"balls": [3, 4], "name": "Ä\0"}))
    assert list(log.events()) == [entry]


def test_facts_that_only_a_newer_version_could_read_mean_nothing(log: Log) -> None:
    entry = log.append(Unknown("started", {"course": "chess"}))  # as a newer one may have written on this very log
    assert list(log.events()) == [entry]
    log.append(STARTED)
    assert [found.what for found in log.events()] == [Unknown("started", {"course": "chess"}), STARTED]


def test_a_long_log_is_read_to_its_end_while_it_grows(log: Log) -> None:
    entries = log.append_all(Started(PROOF) for _ in range(2500))
    seen: list[Event] = []
    for entry in log.events():
        seen.append(entry)
        if len(seen) == 5:
            log.append(HINT)
    assert seen == list(entries), "what was appended meanwhile is for the next reader"
    assert log.count() == 2501


def test_a_reader_may_stop_early(log: Log) -> None:
    first, *_ = log.append_all(Started(PROOF) for _ in range(2500))
    reader = log.events()
    assert next(reader) == first
    del reader
    log.append(HINT)
    assert log.count() == 2501


# ---- ids and time ------------------------------------------------------------------------------------------------


def test_an_entry_says_when_it_was(shelf: Shelf, clock: SetClock) -> None:
    log = shelf.open(clock=clock)
    clock.time = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
    entry = log.append(STARTED)
    assert entry.at == clock.time == time_of(entry.id)
    assert next(log.events()).at == clock.time


def test_a_time_elsewhere_is_kept_as_utc(shelf: Shelf, clock: SetClock) -> None:
    log = shelf.open(clock=clock)
    clock.time = datetime(2026, 3, 1, 12, 0, tzinfo=timezone(timedelta(hours=5)))
    log.append(STARTED)
    (entry,) = log.events()
    assert entry.at == clock.time
    assert entry.at.utcoffset() == timedelta(0)


def test_a_clock_that_jumps_back_reorders_nothing(shelf: Shelf, clock: SetClock) -> None:
    log = shelf.open(clock=clock)
    entries = []
    for step in (0, -3600, 0, 10, -86400 * 400, 7200):
        clock.step(step)
        entries.append(log.append(STARTED))
    assert [entry.id for entry in entries] == sorted({entry.id for entry in entries})
    assert list(log.events()) == entries
    assert entries[1].at < entries[0].at, "the wall clock's time is told as it was"
    assert time_of(entries[1].id) == time_of(entries[0].id) + timedelta(microseconds=1)


def test_a_clock_that_jumps_back_between_two_windows_reorders_nothing(shelf: Shelf, clock: SetClock) -> None:
    entries = []
    for _ in range(4):
        entries.append(shelf.open(clock=clock).append(STARTED))
        clock.step(-60)
    assert list(shelf.open().events()) == entries


def test_a_clock_before_1970_still_makes_ids(shelf: Shelf, clock: SetClock) -> None:
    clock.time = datetime(1931, 1, 1, tzinfo=UTC)
    log = shelf.open(clock=clock)
    entries = [log.append(STARTED), log.append(HINT)]
    assert list(log.events()) == entries
    assert entries[0].at == clock.time


def test_ids_are_made_of_time_and_chance(shelf: Shelf, clock: SetClock) -> None:
    log = shelf.open(clock=clock, chance=lambda: 0xABC)
    assert log.append(STARTED).id == event_id(clock.time, 0xABC)


def test_several_at_once_lose_nothing(shelf: Shelf) -> None:
    """Two windows, each with two threads."""
    windows = [shelf.open(), shelf.open()]

    def work(name: int) -> list[Event]:
        counted = [Unknown("counted", {"by": name, "number": number}) for number in range(15)]
        return [windows[name % 2].append(what, attached={"source": "x"}) for what in counted]

    with ThreadPoolExecutor(4) as threads:
        written = [entry for entries in threads.map(work, range(4)) for entry in entries]
    assert len(written) == 60
    assert list(windows[0].events(attached=True)) == sorted(written, key=lambda entry: entry.id)
    assert windows[1].count() == 60


def test_windows_that_open_a_new_log_at_once_all_get_it(shelf: Shelf) -> None:
    ready = threading.Barrier(4)

    def work(_number: int) -> Event:
        ready.wait()
        with Log.open(shelf.address("alice"), learner=shelf.learner("alice")) as log:
            return log.append(STARTED)

    with ThreadPoolExecutor(4) as threads:
        written = list(threads.map(work, range(4)))
    assert list(shelf.open().events()) == sorted(written, key=lambda entry: entry.id)


# ---- computed states ---------------------------------------------------------------------------------------------


def test_there_is_no_snapshot_until_one_is_kept(log: Log) -> None:
    log.append(STARTED)
    assert log.snapshot("record") is None


def test_a_snapshot_is_kept_and_replaced(shelf: Shelf, log: Log) -> None:
    first, second = log.append(STARTED), log.append(HINT)
    early = Snapshot(first.id, 1, "1", '{"skills": {}}')
    assert log.keep_snapshot("record", early)
    assert shelf.open().snapshot("record") == early
    assert log.snapshot("plan") is None
    late = Snapshot(second.id, 2, "2", "{}")
    assert log.keep_snapshot("record", late)
    log.append(READ)
    assert log.snapshot("record") == late


def test_learners_have_snapshots_of_their_own(shelf: Shelf, log: Log) -> None:
    log.keep_snapshot("record", Snapshot(log.append(STARTED).id, 1, "", "alice"))
    assert shelf.open("bob").snapshot("record") is None


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_snapshot_of_other_entries_is_not_kept(log: Log, count: int) -> None:
    log.append(STARTED)
    entry = log.append(HINT)
    assert not log.keep_snapshot("record", Snapshot(entry.id, count, "", "{}"))
    assert log.snapshot("record") is None
