"""What can happen to a learner: the entries of the log, as frozen values, and their plain form.

The log only ever grows; everything else that is known of a learner is computed from it (`mlestone.learning.record`).
An entry is a fact with a time and an id of its own, so that the logs of two machines merge by putting them in order.
Entries written by a newer MLestone are kept and passed on, and mean nothing to this one.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar, NewType, Union, get_args, get_origin, get_type_hints

from mlestone.base.errors import MlestoneError
from mlestone.base.ids import ProofId, SkillId, TrackId

EventId = NewType("EventId", str)
"""Sixteen hexadecimal digits of time (microseconds) and sixteen of chance: sorts by time, unique in the world."""

_Reader = Callable[[Any], Any]

_ID = re.compile(r"[0-9a-f]{32}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Purpose(StrEnum):
    """What an attempt was for."""

    PROOF = "proof"
    REVIEW = "review"
    PLACEMENT = "placement"


@dataclass(frozen=True, slots=True)
class Started:
    """A proof's file was put into the workspace, or its page opened for the first time."""

    kind: ClassVar[str] = "started"
    proof: ProofId


@dataclass(frozen=True, slots=True)
class Submitted:
    """Something was handed in. Attached: `source`. Without a `Judged` of its own it was never judged."""

    kind: ClassVar[str] = "submitted"
    proof: ProofId
    seed: int
    purpose: Purpose
    content: str
    """The version of the proof: a hash of its file."""
    seconds: float | None = None
    """Time spent on it since the last attempt, pauses left out; `None` where nobody could know."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a submission. Attached: `verdict`, as JSON."""

    kind: ClassVar[str] = "judged"
    submission: EventId
    proof: ProofId
    purpose: Purpose
    status: str
    checks_passed: int = 0
    checks: int = 0
    mistakes: tuple[str, ...] = ()
    score: float | None = None
    written: tuple[str, ...] = ()
    """The names of the proofs that the skill had then: one that is written later takes nothing away."""


@dataclass(frozen=True, slots=True)
class HintShown:
    kind: ClassVar[str] = "hint-shown"
    proof: ProofId
    number: int


@dataclass(frozen=True, slots=True)
class GaveUp:
    """The answer was asked for before the proof had passed."""

    kind: ClassVar[str] = "gave-up"
    proof: ProofId


@dataclass(frozen=True, slots=True)
class PlacementAnswered:
    """One question of a placement, answered or passed over (`right` is then `None`)."""

    kind: ClassVar[str] = "placement-answered"
    placement: str
    skill: SkillId
    right: bool | None
    proof: ProofId
    seed: int


@dataclass(frozen=True, slots=True)
class PlacementEnded:
    """What a placement credited, each skill with the belief that it is known, in thousandths."""

    kind: ClassVar[str] = "placement-ended"
    placement: str
    credited: tuple[SkillId, ...]
    beliefs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Contested:
    """The learner says that a skill credited to them is not theirs after all."""

    kind: ClassVar[str] = "contested"
    skill: SkillId


@dataclass(frozen=True, slots=True)
class Planned:
    """A goal was set, or changed: a track, or skills; hours a week; days without learning."""

    kind: ClassVar[str] = "planned"
    track: TrackId | None
    targets: tuple[SkillId, ...]
    hours_a_week: float
    days_off: tuple[date, ...] = ()
    weekdays_off: tuple[int, ...] = ()
    """0 is Monday."""


@dataclass(frozen=True, slots=True)
class Unplanned:
    """The goal was given up."""

    kind: ClassVar[str] = "unplanned"


@dataclass(frozen=True, slots=True)
class LessonRead:
    kind: ClassVar[str] = "lesson-read"
    skill: SkillId
    seconds: float


@dataclass(frozen=True, slots=True)
class Unknown:
    """An entry of a kind this version does not know, kept as it was."""

    name: str
    data: Mapping[str, Any]

    @property
    def kind(self) -> str:
        return self.name


Happening = (
    Started
    | Submitted
    | Judged
    | HintShown
    | GaveUp
    | PlacementAnswered
    | PlacementEnded
    | Contested
    | Planned
    | Unplanned
    | LessonRead
    | Unknown
)
_KINDS: dict[str, Any] = {cls.kind: cls for cls in get_args(Happening) if cls is not Unknown}


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the log."""

    id: EventId
    at: datetime
    what: Happening
    attached: Mapping[str, str] = field(default_factory=lambda: types.MappingProxyType({}))
    """Long texts that no state is computed from: source, verdict."""


class NotAnEvent(MlestoneError):
    """Plain data that should have been an entry of a log, and what is wrong with it."""


def event_id(at: datetime, chance: int) -> EventId:
    """The id of an entry of this time; `chance` are 64 random bits."""
    return EventId(f"{(at - _EPOCH) // timedelta(microseconds=1):016x}{chance & (1 << 64) - 1:016x}")


def time_of(event: EventId) -> datetime:
    """The time an id was made for, to the microsecond."""
    return _EPOCH + timedelta(microseconds=int(event[:16], 16))


def is_event_id(text: object) -> bool:
    return isinstance(text, str) and _ID.fullmatch(text) is not None


def as_plain(what: Happening) -> dict[str, Any]:
    """The facts of an entry as JSON has them; `kind` is kept beside them."""
    if isinstance(what, Unknown):
        return dict(what.data)
    return {each.name: _plain(getattr(what, each.name)) for each in fields(what)}


def from_plain(kind: str, data: Mapping[str, Any]) -> Happening:
    """The inverse of `as_plain`. Facts that are missing take their defaults, and facts nobody knows are passed over."""
    cls = _KINDS.get(kind)
    if cls is None:
        return Unknown(kind, types.MappingProxyType(dict(data)))
    readers = _readers(cls)
    try:
        return cls(**{name: readers[name](value) for name, value in data.items() if name in readers})  # type: ignore[no-any-return]
    except (TypeError, ValueError) as error:
        raise NotAnEvent(f"an entry of the kind {kind!r} cannot be read: {error}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


_READERS: dict[type, dict[str, _Reader]] = {}


def _readers(cls: Any) -> dict[str, _Reader]:
    """For each fact what holds it to its type. Made once: a long log is a million entries."""
    if cls not in _READERS:
        hints = get_type_hints(cls)
        _READERS[cls] = {each.name: _reader(hints[each.name]) for each in fields(cls)}
    return _READERS[cls]


def _reader(hint: Any) -> _Reader:
    if get_origin(hint) in (types.UnionType, Union):  # with a `NewType` in it, it is the latter
        (wanted,) = (each for each in get_args(hint) if each is not type(None))
        read = _reader(wanted)
        return lambda value: None if value is None else read(value)
    if get_origin(hint) is tuple:
        return _tuple_reader(_reader(get_args(hint)[0]))
    if hint is date:
        return date.fromisoformat
    plain = getattr(hint, "__supertype__", hint)
    if plain is Purpose:
        return Purpose
    return _float_reader if plain is float else _plain_reader(plain)


def _tuple_reader(read: _Reader) -> _Reader:
    def read_tuple(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise TypeError(f"{value!r} is not a list")
        return tuple([read(each) for each in value])

    return read_tuple


def _plain_reader(plain: type) -> _Reader:
    def read_plain(value: Any) -> Any:
        if type(value) is not plain:  # JSON has no subclasses; a bool is no int here
            raise TypeError(f"{value!r} is not of the type {plain.__name__}")
        return value

    return read_plain


def _float_reader(value: Any) -> float:
    if type(value) is not float and type(value) is not int:
        raise TypeError(f"{value!r} is not of the type float")
    return float(value)
