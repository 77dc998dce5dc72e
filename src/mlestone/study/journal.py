"""The learner's log, and the record that follows from it.

The record is read from a snapshot and the few entries after it; where a glance at the file is enough, the library that
writes logs is not even imported. Whatever this process or another one writes is taken in before anything is answered
that depends on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from mlestone.base.clock import Clock
from mlestone.course.model import Course
from mlestone.learning.folding import fold
from mlestone.learning.record import Record
from mlestone.learning.record_form import NotARecord, as_plain, fingerprint, from_plain
from mlestone.store.glance import glance
from mlestone.store.snapshot import Snapshot

if TYPE_CHECKING:
    from mlestone.learning.events import Event, Happening
    from mlestone.store.lines import Imported
    from mlestone.store.log import Log

_SNAPSHOT = "record"
# Taking in a result after the snapshot costs a library's import: that should not happen at every start.
_STALE = 10
# Worth opening the log for writing although nothing else has to be written.
_VERY_STALE = 1500


class Journal:
    """One learner's log, with the record computed from it. Not thread-safe.

    `zone` is the one the learner's days are counted in; `None` is the machine's.
    """

    def __init__(self, where: Path | str, course: Course, clock: Clock, zone: tzinfo | None = UTC) -> None:
        self.where = where
        self._course = course
        self._clock = clock
        self._zone = zone
        self._nothing = Record(zone=zone)
        self._fingerprint = fingerprint(course, zone)
        self._opened: Log | None = None
        self._known: Record | None = None
        self._since_snapshot = 0

    @property
    def record(self) -> Record:
        """What is known of the learner, as of the last look at the log."""
        if self._known is None:
            self._known = self._load()
        return self._known

    @property
    def log(self) -> Log:
        """The log itself, open: its file is made if there is none."""
        if self._opened is None:
            from mlestone.store.log import Log

            self._opened = Log.open(self.where, clock=self._clock)
        return self._opened

    @property
    def exists(self) -> bool:
        """Whether there is anything to read. Asking makes no file."""
        return isinstance(self.where, str) or self._opened is not None or self.where.exists()

    def append(self, what: Happening, attached: Mapping[str, str] | None = None, *, lasting: bool = True) -> Event:
        """Write an entry; it is on disk when this returns (see `Log.append`), and the record knows it."""
        known = self._known
        event = self.log.append(what, attached=attached or {}, lasting=lasting)
        before = self.log.stood_at
        if known is not None and before is not None and (before.last, before.count) == (known.head, known.count):
            self._take_in(known, [event])  # nobody else has written meanwhile: there is nothing to read
        else:
            self.catch_up()
        return event

    def catch_up(self) -> Record:
        """The record with whatever was written meanwhile, here or by another process."""
        known = self._known
        if known is None:
            return self.record
        if self._opened is None:  # nothing was written here; a glance tells whether anybody else has
            seen = glance(self.where, _SNAPSHOT, self._fingerprint)
            if seen is None or (seen.last, seen.count) != (known.head, known.count):
                self._known = self._load()
            return self._known or self._nothing
        new = list(self.log.events(after=known.head))
        if known.count + len(new) != self.log.count():  # an import put entries before those we know
            self._known = self._load_whole()
        elif new:
            self._take_in(known, new)
        return self._known or self._nothing

    def _take_in(self, known: Record, new: list[Event]) -> None:
        self._known = fold(known, new, self._course)
        self._since_snapshot += len(new)
        if self._since_snapshot >= _VERY_STALE:  # whoever runs for days may end without a farewell
            self.keep_snapshot()

    def _load(self) -> Record:
        if self._opened is None:
            seen = glance(self.where, _SNAPSHOT, self._fingerprint)
            if seen is not None:
                self._since_snapshot = len(seen.since)
                known = self._from_snapshot(seen.snapshot)
                if known is not None:
                    return fold(known, seen.since, self._course)
        return self._load_whole()

    def _load_whole(self) -> Record:
        snapshot = self.log.snapshot(_SNAPSHOT)
        if snapshot is not None and snapshot.fingerprint != self._fingerprint:
            snapshot = None
        known = self._from_snapshot(snapshot) or self._nothing
        counted = _Counted(self.log.events(after=known.head))
        known = fold(known, counted, self._course)
        self._since_snapshot = counted.count
        return known

    def _from_snapshot(self, snapshot: Snapshot | None) -> Record | None:
        """The record kept in a snapshot, an empty one without; `None` where a snapshot cannot be read."""
        if snapshot is None:
            return self._nothing
        try:
            return from_plain(json.loads(snapshot.body), self._zone)
        except (NotARecord, ValueError):
            return None

    def export(self, stream: TextIO) -> int:
        return self.log.export(stream)

    def import_(self, lines: Iterable[str]) -> Imported:
        imported = self.log.import_(lines)
        self._known = self._load_whole()
        return imported

    def keep_snapshot(self) -> None:
        """Save the record, if enough was written since it was last saved."""
        if self._known is None or self._known.head is None:
            return
        if self._since_snapshot < (_STALE if self._opened is not None else _VERY_STALE) or not self.log.writable:
            return
        body = json.dumps(as_plain(self._known), separators=(",", ":"))
        snapshot = Snapshot(self._known.head, self._known.count, self._fingerprint, body)
        if self.log.keep_snapshot(_SNAPSHOT, snapshot):
            self._since_snapshot = 0

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None


class _Counted:
    """Entries on their way into a fold, counted as they pass: a long log is never held in memory."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._events = events
        self.count = 0

    def __iter__(self) -> Iterator[Event]:
        for event in self._events:
            self.count += 1
            yield event
