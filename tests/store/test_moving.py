"""Export and import: between machines, between SQLite and PostgreSQL, and of files somebody has had their hands on."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from mlestone.learning.events import Happening, Unknown
from mlestone.store.errors import ImportRefused
from mlestone.store.lines import Imported
from mlestone.store.log import Log
from mlestone.store.snapshot import Snapshot

from .conftest import HINT, JUDGED, READ, STARTED, SUBMITTED, SetClock, Shelf


def exported(log: Log) -> list[str]:
    stream = io.StringIO()
    log.export(stream)
    return stream.getvalue().splitlines(keepends=True)


@pytest.fixture
def bob(shelf: Shelf) -> Log:
    return shelf.open("bob")


@pytest.fixture
def lines(log: Log) -> list[str]:
    """An exported log of three entries: lines 2, 3 and 4."""
    log.append(STARTED)
    log.append(SUBMITTED, attached={"source": "x = 'ä'\0\n"})
    log.append(JUDGED)
    return exported(log)


def changed(lines: list[str], number: int, **facts: object) -> list[str]:
    """The lines, with fields of one of them set, or taken out where the value is `...`."""
    entry = {**json.loads(lines[number - 1]), **facts}
    entry = {name: value for name, value in entry.items() if value is not ...}
    return [*lines[: number - 1], json.dumps(entry) + "\n", *lines[number:]]


def test_an_export_is_a_header_and_a_line_for_each_entry(lines: list[str]) -> None:
    header, *entries = map(json.loads, lines)
    assert header == {"format": "mlestone log", "version": 1, "entries": 3}
    assert [entry["kind"] for entry in entries] == ["started", "submitted", "judged"]
    assert entries[0].keys() == {"id", "at", "kind", "facts"}
    assert entries[1]["attached"] == {"source": "x = 'ä'\0\n"}
    assert all(line.isascii() for line in lines)


def test_an_export_says_how_many_there_are(log: Log, lines: list[str]) -> None:
    assert log.export(io.StringIO()) == len(lines) - 1


def test_an_imported_log_is_the_same_log(log: Log, bob: Log, lines: list[str]) -> None:
    assert bob.import_(lines) == Imported(new=3, known=0)
    assert list(bob.events(attached=True)) == list(log.events(attached=True))
    assert (bob.count(), bob.last()) == (log.count(), log.last())
    assert exported(bob) == lines


def test_importing_twice_is_importing_once(log: Log, bob: Log, lines: list[str]) -> None:
    bob.import_(lines)
    assert bob.import_(lines) == Imported(new=0, known=3)
    assert log.import_(lines) == Imported(new=0, known=3)
    assert exported(bob) == exported(log) == lines


def test_two_machines_logs_merge(shelf: Shelf, clock: SetClock) -> None:
    desk, train = shelf.open("desk", clock=clock), shelf.open("train", clock=clock)
    written = []
    whats: list[Happening] = [STARTED, HINT, SUBMITTED, READ, JUDGED, HINT]
    for number, what in enumerate(whats):
        clock.step(60)
        written.append((desk, train)[number % 2].append(what))
    assert train.import_(exported(desk)) == Imported(new=3, known=0)
    assert desk.import_(exported(train)) == Imported(new=3, known=3)
    assert list(desk.events()) == list(train.events()) == written
    assert exported(desk) == exported(train)
    assert desk.append(STARTED).id > written[-1].id


def test_entries_appended_after_an_import_are_later_than_it(shelf: Shelf, clock: SetClock) -> None:
    ahead = SetClock()
    ahead.step(86_400)
    desk, train = shelf.open("desk", clock=clock), shelf.open("train", clock=ahead)
    tomorrow = train.append(STARTED)
    desk.import_(exported(train))
    assert desk.append(HINT).id > tomorrow.id


def test_a_log_moves_between_sqlite_and_postgresql(sqlite_shelf: Shelf, postgresql_shelf: Shelf) -> None:
    alone, classroom = sqlite_shelf.open(), postgresql_shelf.open()
    alone.append(SUBMITTED, attached={"source": "\0\ud800"})
    alone.append(Unknown("juggled", {"balls": 3, "deep": {"er": [1.5, None, True]}}))
    classroom.append(READ)
    classroom.import_(exported(alone))
    alone.import_(exported(classroom))
    assert exported(alone) == exported(classroom)
    assert alone.count() == 3


def test_kinds_nobody_knows_survive_the_trip(log: Log, bob: Log) -> None:
    log.append(Unknown("juggled", {"balls": 3}), attached={"film": "…"})
    bob.import_(exported(log))
    assert exported(bob) == exported(log)


def test_facts_nobody_knows_survive_the_trip(bob: Log, lines: list[str]) -> None:
    facts = {**json.loads(lines[1])["facts"], "mood": "hopeful"}
    bob.import_(changed(lines, 2, facts=facts))
    assert next(bob.events()).what == STARTED
    assert json.loads(exported(bob)[1])["facts"] == facts


def test_the_order_of_lines_is_of_no_account(bob: Log, lines: list[str]) -> None:
    bob.import_([lines[0], *reversed(lines[1:])])
    assert exported(bob) == lines


def test_blank_lines_windows_line_ends_and_a_byte_order_mark_do_no_harm(bob: Log, lines: list[str]) -> None:
    assert bob.import_(["\ufeff" + lines[0], "\n", *(line.replace("\n", "\r\n") for line in lines[1:]), "\n"]).new == 3


def test_an_entry_that_stands_there_twice_is_taken_once(bob: Log, lines: list[str]) -> None:
    header = json.dumps({**json.loads(lines[0]), "entries": 4}) + "\n"
    assert bob.import_([header, *lines[1:], lines[2]]) == Imported(new=3, known=1)
    assert exported(bob) == lines


def test_an_empty_log_may_be_moved(log: Log, bob: Log) -> None:
    assert bob.import_(exported(log)) == Imported(0, 0)
    assert bob.count() == 0


def test_an_import_under_a_snapshot_makes_it_void(shelf: Shelf, clock: SetClock) -> None:
    desk, train = shelf.open("desk", clock=clock), shelf.open("train", clock=clock)
    train.append(HINT)
    clock.step(60)
    entry = desk.append(STARTED)
    assert desk.keep_snapshot("record", Snapshot(entry.id, 1, "", "{}"))
    desk.import_(exported(train))
    assert desk.snapshot("record") is None
    assert not desk.keep_snapshot("record", Snapshot(entry.id, 1, "", "{}")), "computed before, kept after"
    assert desk.keep_snapshot("record", Snapshot(entry.id, 2, "", "{}"))


def test_an_import_after_a_snapshot_leaves_it(shelf: Shelf, clock: SetClock) -> None:
    desk, train = shelf.open("desk", clock=clock), shelf.open("train", clock=clock)
    kept = Snapshot(desk.append(STARTED).id, 1, "", "{}")
    desk.keep_snapshot("record", kept)
    clock.step(60)
    train.append(HINT)
    desk.import_(exported(train))
    assert desk.snapshot("record") == kept


# ---- files somebody has had their hands on -----------------------------------------------------------------------

ID = "0006406a0c0f1e00aaaaaaaaaaaaaaaa"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"id": ...}, "Line 3: An entry without id"),
        ({"id": ..., "facts": ...}, "Line 3: An entry without facts, id"),
        ({"id": "7"}, "Line 3: '7' is no id of an entry"),
        ({"id": 7}, "Line 3: 7 is no id of an entry"),
        ({"id": "f" * 32}, "Line 3: The id f+ is of a time after the year 9000"),
        ({"at": "yesterday"}, "Line 3: 'yesterday' is no time"),
        ({"at": 1234}, "Line 3: 1234 is no time"),
        ({"at": "2026-03-01T09:30:00"}, "Line 3: '2026-03-01T09:30:00' is no time"),
        ({"kind": "Sub mitted"}, "Line 3: 'Sub mitted' is no kind of entry"),
        ({"kind": "a" * 65}, "Line 3: 'a+' is no kind of entry"),
        ({"kind": None}, "Line 3: None is no kind of entry"),
        ({"facts": []}, "Line 3: The facts of an entry are an object"),
        (
            {"facts": {"proof": 3}},
            "Line 3: an entry of the kind 'submitted' cannot be read: 3 is not of the type str.*update",
        ),
        ({"attached": "source"}, "Line 3: What is attached to an entry are texts with names"),
        ({"attached": {"source": 3}}, "Line 3: What is attached to an entry are texts with names"),
        ({"mood": "good"}, "Line 3: An entry has id, at, kind, facts and attached, but not mood"),
    ],
)
def test_an_entry_that_is_none_is_named_and_nothing_is_taken(
    log: Log, bob: Log, lines: list[str], fields: dict[str, object], says: str
) -> None:
    with pytest.raises(ImportRefused, match=says) as refused:
        bob.import_(changed(lines, 3, **fields))
    assert refused.value.line == 3
    assert str(refused.value).endswith("Nothing was imported.")
    assert bob.count() == 0
    assert bob.import_(lines).new == 3, "the same log takes the right file afterwards"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"id": ', "Line 3: This is not JSON"),
        ("[1, 2]", "Line 3: Every line is an object"),
        ("[" * 100_000, "Line 3: This is not JSON"),
        (f'{{"id": "{ID}", "at": NaN}}', "Line 3: This is not JSON: NaN is no number of JSON"),
        (
            f'{{"id": "{ID}", "at": "2026-03-01T09:30:00Z", "kind": "juggled", "facts": {{"balls": 1e999}}}}',
            "Line 3: This entry cannot be kept: Out of range float values",
        ),
        ('{"n": ' + "9" * 5000 + "}", "Line 3: This is not JSON: Exceeds the limit"),
    ],
)
def test_a_line_that_is_none_is_named_and_nothing_is_taken(bob: Log, lines: list[str], line: str, says: str) -> None:
    with pytest.raises(ImportRefused, match=says):
        bob.import_([*lines[:2], line + "\n", lines[3]])
    assert bob.count() == 0


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ([], "Line 1: This is no exported log: it is empty"),
        (["\n", "\n"], "Line 2: This is no exported log: it is empty"),
        (["hello\n"], "Line 1: This is no exported log"),
        (['{"cells": []}\n'], "Line 1: This is no exported log: it should begin with"),
        (['{"format": "mlestone log", "version": 2, "entries": 0}\n'], "A newer MLestone exported this .version 2"),
        (['{"format": "mlestone log", "version": "one", "entries": 0}\n'], "is 'one', where a number should be"),
        (['{"format": "mlestone log", "version": 1}\n'], "should say how many entries follow, and says None"),
    ],
)
def test_a_file_that_is_no_exported_log_is_refused(log: Log, header: list[str], says: str) -> None:
    with pytest.raises(ImportRefused, match=says):
        log.import_(header)


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_file_that_was_cut_short_is_found_out(bob: Log, lines: list[str], cut: int) -> None:
    with pytest.raises(ImportRefused, match=f"promises 3 entries, and there are {cut - 1}: export again"):
        bob.import_(lines[:cut])
    assert bob.count() == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"at": "2026-03-01T09:30:00+00:00"},
        {"kind": "juggled"},
        {"facts": {"submission": "0" * 32, "proof": "a/b", "purpose": "proof", "status": "passed"}},
        {"attached": {"verdict": "{}"}},
    ],
)
def test_an_id_that_comes_with_two_contents_is_named(
    log: Log, bob: Log, lines: list[str], fields: dict[str, object]
) -> None:
    """Somebody has changed a failed attempt to a passed one."""
    forged = changed(lines, 4, **fields)
    with pytest.raises(ImportRefused, match="Line 4: The log has an entry of the same id, and it says something else"):
        log.import_(forged)
    header = json.dumps({**json.loads(lines[0]), "entries": 4}) + "\n"
    with pytest.raises(ImportRefused, match="Line 5: An earlier line has an entry of the same id"):
        bob.import_([header, *lines[1:], forged[3]])
    assert exported(log) == lines
    assert bob.count() == 0


def test_a_file_that_is_no_text_is_refused(bob: Log, lines: list[str], tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes("".join(lines[:2]).encode() + b"\xff\xfe\n")
    with path.open(encoding="utf-8") as file, pytest.raises(ImportRefused, match="bytes that are not UTF-8"):
        bob.import_(file)
    assert bob.count() == 0


def test_a_large_import_is_taken_in_batches(log: Log, bob: Log) -> None:
    log.append_all([STARTED, HINT, READ] * 900)
    assert bob.import_(exported(log)) == Imported(new=2700, known=0)
    assert exported(bob) == exported(log)
