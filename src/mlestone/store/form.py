"""The form in which an entry stands in a database or a line of an export, and the way back.

Facts and attached texts are JSON in ASCII with sorted keys: null characters and lone surrogates, which a learner's file
may hold and PostgreSQL may not, travel as escapes, and equal entries are equal texts.
"""

import json
import types
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from mlestone.base.ids import is_kebab
from mlestone.learning.events import Event, EventId, Happening, NotAnEvent, Unknown, as_plain, from_plain

REVISION = "0001"
"""Of the tables, the newest there is in `migrations`. Here, so that a glance can compare it without asking Alembic."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

_read_json = json.JSONDecoder().raw_decode
"""Quicker than `json.loads`, which first looks for white space and other types: a long log has a million texts."""


class Row(NamedTuple):
    """One entry as it is kept."""

    id: str
    at: int
    kind: str
    facts: str
    attached: str | None
    """`None` when nothing is attached, or when it was not asked for."""


def row_from(event: Event) -> Row:
    """Raises `ValueError` for what no JSON can say, such as NaN."""
    if not is_kebab(event.what.kind):
        raise ValueError(f"{event.what.kind!r} is no kind of entry: use lower-case words joined by hyphens")
    attached = text(event.attached) if event.attached else None
    return Row(event.id, microseconds(event.at), event.what.kind, text(as_plain(event.what)), attached)


def event_from(row: Row) -> Event:
    what = happening(row.kind, _read_json(row.facts)[0])
    if row.attached is None:
        return Event(EventId(row.id), moment(row.at), what)
    return Event(EventId(row.id), moment(row.at), what, types.MappingProxyType(json.loads(row.attached)))


def happening(kind: str, facts: Mapping[str, Any]) -> Happening:
    """What the facts say; facts of a kind we know that we cannot read were written by a newer MLestone on this log."""
    try:
        return from_plain(kind, facts)
    except NotAnEvent:
        return Unknown(kind, types.MappingProxyType(dict(facts)))


def text(value: Mapping[str, Any]) -> str:
    return json.dumps(dict(value), allow_nan=False, sort_keys=True, separators=(",", ":"))


def microseconds(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND


def moment(at: int) -> datetime:
    return _EPOCH + timedelta(microseconds=at)
