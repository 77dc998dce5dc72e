"""A log as JSON lines, which is what `export` writes and `import` reads.

    {"format": "mlestone log", "version": 1, "entries": 2}
    {"at": "2026-03-01T09:30:00+00:00", "facts": {"proof": "numpy-shapes/broadcasting"}, "id": "…", "kind": "started"}
    …

The header says how many entries follow, so that a file that was cut short is found out. Entries may stand in any order.
Kinds nobody here knows are read and written like the others. No database is touched in this module.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn

from mlestone.base.ids import is_kebab
from mlestone.learning.events import NotAnEvent, from_plain, is_event_id
from mlestone.store.errors import ImportRefused
from mlestone.store.form import Row, microseconds, moment, text

FORMAT = "mlestone log"
VERSION = 1

# Ids grow by a microsecond where a clock steps back: one from the last day there is would leave no room for the next.
_LATEST_ID = f"{microseconds(datetime(9000, 1, 1, tzinfo=UTC)):016x}"
_LONGEST_KIND = 64
_FIELDS = {"id", "at", "kind", "facts"}


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to."""

    new: int
    known: int
    """Entries that were here already."""


def header(entries: int) -> str:
    return json.dumps({"format": FORMAT, "version": VERSION, "entries": entries}) + "\n"


def line(row: Row) -> str:
    # Facts and attached texts are JSON already; taking them apart and putting them together again would change nothing.
    attached = "" if row.attached is None else f'"attached": {row.attached}, '
    at = moment(row.at).isoformat()
    return f'{{"at": "{at}", {attached}"facts": {row.facts}, "id": "{row.id}", "kind": "{row.kind}"}}\n'


def read(lines: Iterable[str]) -> Iterator[tuple[int, Row]]:
    """Every entry with its line's number. Raises `ImportRefused` at the first line that is not what it should be."""
    number = promised = found = 0
    expecting_header = True
    for number, content in _numbered(lines):
        if not content.strip():
            continue
        if expecting_header:
            promised = _read_header(number, content.removeprefix("\ufeff"))
            expecting_header = False
            continue
        found += 1
        yield number, _read_entry(number, content)
    if expecting_header:
        _refuse(max(number, 1), "This is no exported log: it is empty.")
    if promised != found:
        _refuse(
            number,
            f"The header promises {promised:,} entries, and there are {found:,}: export again, and copy all of it.",
        )


def _numbered(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    number = 0
    try:
        for number, content in enumerate(lines, start=1):
            yield number, content
    except UnicodeDecodeError as error:
        raise ImportRefused(number + 1, f"Here or soon after are bytes that are not UTF-8 ({error.reason}).") from error


def _read_header(number: int, content: str) -> int:
    try:
        found = _parse(number, content)
    except ImportRefused:  # a picture, a table: what is wrong with it as JSON helps nobody
        found = {}
    if found.get("format") != FORMAT:
        _refuse(number, f'This is no exported log: it should begin with {{"format": "{FORMAT}", ...}}.')
    version = found.get("version")
    if not isinstance(version, int) or version < 1:
        _refuse(number, f"The version of the format is {version!r}, where a number should be.")
    if version > VERSION:
        _refuse(number, f"A newer MLestone exported this (version {version} of the format). Update this one first.")
    entries = found.get("entries")
    if not isinstance(entries, int) or isinstance(entries, bool) or entries < 0:
        _refuse(number, f"The header should say how many entries follow, and says {entries!r}.")
    return entries


def _read_entry(number: int, content: str) -> Row:
    found = _parse(number, content)
    if missing := sorted(_FIELDS - found.keys()):
        _refuse(number, f"An entry without {', '.join(missing)}.")
    if unknown := sorted(found.keys() - _FIELDS - {"attached"}):
        _refuse(number, f"An entry has id, at, kind, facts and attached, but not {', '.join(unknown)}.")
    identity = _checked_id(number, found["id"])
    kind = found["kind"]
    if not (isinstance(kind, str) and is_kebab(kind) and len(kind) <= _LONGEST_KIND):
        _refuse(number, f"{kind!r} is no kind of entry.")
    facts = found["facts"]
    if not isinstance(facts, dict):
        _refuse(number, "The facts of an entry are an object.")
    try:
        from_plain(kind, facts)
        return Row(identity, _read_time(number, found["at"]), kind, text(facts), _read_attached(number, found))
    except NotAnEvent as error:
        _refuse(number, f"{str(error).rstrip('.')}. If a newer MLestone exported it, update this one.")
    except ValueError as error:  # a number too large for a float reads as infinity, which cannot be written
        _refuse(number, f"This entry cannot be kept: {error}.")


def _checked_id(number: int, found: object) -> str:
    if not (isinstance(found, str) and is_event_id(found)):
        _refuse(number, f"{found!r} is no id of an entry: 32 of the digits 0 to 9 and a to f.")
    if found >= _LATEST_ID:
        _refuse(number, f"The id {found} is of a time after the year 9000.")
    return found


def _read_time(number: int, found: object) -> int:
    try:
        if not isinstance(found, str):
            raise TypeError("no text")
        return microseconds(datetime.fromisoformat(found))
    except (TypeError, ValueError, OverflowError):  # TypeError, too, for a time that does not say in which zone
        _refuse(number, f"{found!r} is no time: write it as 2026-03-01T09:30:00+00:00.")


def _read_attached(number: int, entry: dict[str, Any]) -> str | None:
    attached = entry.get("attached", {})
    if not (isinstance(attached, dict) and all(isinstance(each, str) for each in attached.values())):
        _refuse(number, "What is attached to an entry are texts with names.")
    return text(attached) if attached else None


def _parse(number: int, content: str) -> dict[str, Any]:
    try:
        found = json.loads(content, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise ImportRefused(number, f"This is not JSON: {error}.") from error
    if not isinstance(found, dict):
        _refuse(number, "Every line is an object: {...}.")
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _refuse(number: int, message: str) -> NoReturn:
    raise ImportRefused(number, message)
