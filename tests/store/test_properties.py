"""What holds for any entries: an export changes nothing on its trip, merging has no order, pieces make the whole."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlestone.base.ids import ProofId, SkillId, TrackId
from mlestone.learning.events import (
    Event,
    EventId,
    GaveUp,
    Happening,
    Judged,
    LessonRead,
    PlacementAnswered,
    Planned,
    Purpose,
    Started,
    Submitted,
    Unknown,
)
from mlestone.store.glance import glance
from mlestone.store.log import Log
from mlestone.store.snapshot import Snapshot

from .conftest import SetClock

numbers = st.floats(allow_nan=False, allow_infinity=False)
proofs = st.builds(ProofId, st.text())
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | numbers | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
happenings: st.SearchStrategy[Happening] = st.one_of(
    st.builds(Started, proofs),
    st.builds(Submitted, proofs, st.integers(), st.sampled_from(Purpose), st.text(), st.none() | numbers),
    st.builds(Judged, st.builds(EventId, st.text()), proofs, st.sampled_from(Purpose), st.text()),
    st.builds(GaveUp, proofs),
    st.builds(
        PlacementAnswered, st.text(), st.builds(SkillId, st.text()), st.none() | st.booleans(), proofs, st.integers()
    ),
    st.builds(
        Planned,
        st.none() | st.builds(TrackId, st.text()),
        st.lists(st.builds(SkillId, st.text()), max_size=3).map(tuple),
        numbers,
        st.lists(st.dates(), max_size=3).map(tuple),
        st.lists(st.integers(0, 6), max_size=3).map(tuple),
    ),
    st.builds(LessonRead, st.builds(SkillId, st.text()), numbers),
    st.builds(Unknown, st.from_regex(r"x-[a-z0-9]{1,8}", fullmatch=True), st.dictionaries(st.text(), plain)),
)
texts = st.dictionaries(st.text(), st.text(st.characters(), max_size=50), max_size=2)
times = st.datetimes(datetime(1960, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))
happened = st.tuples(times, happenings, texts)
logs = st.lists(happened, max_size=6)

few = settings(max_examples=25)


@cache
def empty_log() -> bytes:
    """A log's file before its first entry. Making tables takes longer than everything else these tests do."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "log")
        Log.open(path).close()
        return path.read_bytes()


@contextmanager
def files(count: int) -> Iterator[list[Path]]:
    memory = Path("/dev/shm")  # hundreds of logs need not wait for a disk
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        paths = [Path(folder, str(number)) for number in range(count)]
        for path in paths:
            path.write_bytes(empty_log())
        yield paths


@contextmanager
def written(*contents: list[tuple[datetime, Happening, dict[str, str]]]) -> Iterator[list[Log]]:
    """New logs with these entries, each appended when the clock showed its time."""
    with files(len(contents)) as paths:
        opened = []
        for path, content in zip(paths, contents, strict=True):
            clock = SetClock()
            log = Log.open(path, clock=clock)
            opened.append(log)
            for at, what, attached in content:
                clock.time = at
                log.append(what, attached=attached)
        yield opened
        for log in opened:
            log.close()


def exported(log: Log) -> list[str]:
    stream = io.StringIO()
    log.export(stream)
    return stream.getvalue().splitlines(keepends=True)


@few
@given(logs)
def test_appended_entries_are_read_back_as_they_were(content: list[tuple[datetime, Happening, dict[str, str]]]) -> None:
    with written(content) as (log,):
        found = [(entry.at, entry.what, dict(entry.attached)) for entry in log.events(attached=True)]
        assert found == content
        assert log.count() == len(content)


@few
@given(logs)
def test_the_trip_through_an_export_changes_nothing(content: list[tuple[datetime, Happening, dict[str, str]]]) -> None:
    with written(content, []) as (log, other):
        assert other.import_(exported(log)).new == len(content)
        assert list(other.events(attached=True)) == list(log.events(attached=True))
        assert exported(other) == exported(log)
        assert other.import_(exported(log)).new == 0


@few
@given(logs, logs, logs)
def test_merging_has_no_order(
    one: list[tuple[datetime, Happening, dict[str, str]]],
    two: list[tuple[datetime, Happening, dict[str, str]]],
    three: list[tuple[datetime, Happening, dict[str, str]]],
) -> None:
    with written(one, two, three, []) as (first, second, third, fresh):
        trips = [exported(log) for log in (first, second, third)]
        for log, order in ((first, (1, 2)), (second, (2, 0)), (third, (1, 0)), (fresh, (2, 1, 0))):
            for number in order:
                log.import_(trips[number])
        assert exported(first) == exported(second) == exported(third) == exported(fresh)
        assert first.count() == len(one) + len(two) + len(three)
        assert first.last() == max((entry.id for entry in first.events()), default=None)


@few
@given(logs, st.lists(st.integers(0, 6), max_size=3))
def test_pieces_make_the_whole(content: list[tuple[datetime, Happening, dict[str, str]]], stops: list[int]) -> None:
    """Reading on from where one stopped, as whoever keeps snapshots does, misses nothing and repeats nothing."""
    with written(content) as (log,):
        whole = list(log.events())
        pieces: list[Event] = []
        for stop in [*sorted(stops), len(whole)]:
            after = pieces[-1].id if pieces else None
            pieces += list(log.events(after=after))[: max(0, stop - len(pieces))]
        assert pieces == whole
        if not whole:
            return
        middle = whole[len(whole) // 2]
        count = len(whole) // 2 + 1
        assert log.keep_snapshot("record", Snapshot(middle.id, count, "", ""))
        found = glance(log.where, "record", "")
        assert found is not None
        assert [*whole[:count], *found.since] == whole


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(days=3)])
@few
@given(steps=st.lists(st.tuples(st.sampled_from(["append", "travel", "keep"]), st.integers(-100, 100)), max_size=12))
def test_a_snapshot_that_is_given_out_is_of_what_stands_under_it(
    ahead: timedelta, steps: list[tuple[str, int]]
) -> None:
    """Whatever two machines do in turn: append, import from each other, keep snapshots."""
    with files(2) as (here, there):
        clock, other_clock = SetClock(), SetClock()
        other_clock.time += ahead
        with Log.open(here, clock=clock) as log, Log.open(there, clock=other_clock) as other:
            for step, seconds in steps:
                clock.step(seconds)
                other_clock.step(-seconds)
                if step == "append":
                    log.append(Started(ProofId("a/b")))
                    other.append(Started(ProofId("c/d")))
                elif step == "travel":
                    log.import_(exported(other))
                elif (last := log.last()) is not None:
                    body = ",".join(entry.id for entry in log.events())
                    assert log.keep_snapshot("record", Snapshot(last, log.count(), "", body))
                found = log.snapshot("record")
                quick = glance(log.where, "record", "")
                assert quick is not None
                assert quick.snapshot == found
                under = [entry.id for entry in log.events() if found is not None and entry.id <= found.upto]
                assert found is None or found.body == ",".join(under)
