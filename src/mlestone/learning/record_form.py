"""A record written down and read back: the body of a snapshot.

Rows in the order of the fields, times in microseconds, nothing that can be left out: reading it is part of what
`mlestone next` costs. A form is read by the version that wrote it and by no other: `fingerprint` says whether it may
be, and a snapshot that may not is thrown away and the log folded again.
"""

from __future__ import annotations

import hashlib
import itertools
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from mlestone.base.errors import MlestoneError
from mlestone.base.ids import ProofId, SkillId, TrackId
from mlestone.learning import events
from mlestone.learning.events import EventId, PlacementAnswered
from mlestone.learning.forgetting import Forgetting
from mlestone.learning.memory import Memory
from mlestone.learning.reach import Reach
from mlestone.learning.record import Credit, Day, Goal, OpenPlacement, ProofRecord, Record, SkillRecord

if TYPE_CHECKING:
    from mlestone.course.model import Course

FORM = 2
"""Goes up with every change of the form, and of a rule in `mlestone.learning.folding` or what it calls: `forgetting`,
`memory`, `reach`."""

Plain = TypeVar("Plain")
Value = TypeVar("Value")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_WEEK = 7 * 86400
_LONG_AGO = 1_704_067_200  # the beginning of 2024
_WEEKS = 10 * 52


class NotARecord(MlestoneError):
    """Plain data that should have been a record."""


def fingerprint(course: Course, zone: tzinfo | None = UTC) -> str:
    """What folding reads of a course, the rules by which it folds, and where days begin: 32 hexadecimal digits."""
    reach = Reach(course)
    digest = hashlib.sha256(f"{FORM}\n{_rules_of(zone)}\n".encode())
    for skill in sorted(course.skills.values(), key=lambda skill: skill.id):
        digest.update(f"{skill.id}: {' '.join(skill.needs)}: {' '.join(reach.written_proofs(skill.id))}\n".encode())
    return digest.hexdigest()[:32]


def _rules_of(zone: tzinfo | None) -> str:
    """What tells time zones apart by which days are counted. The machine's own has no name that can be relied on."""
    if zone is not None:
        return str(zone)
    offsets = [time.localtime(_LONG_AGO + week * _WEEK).tm_gmtoff for week in range(_WEEKS)]
    return " ".join(f"{offset}x{len(list(weeks))}" for offset, weeks in itertools.groupby(offsets))


def as_plain(record: Record) -> dict[str, Any]:
    """The record as JSON has it; equal records give equal data."""
    return {
        "form": FORM,
        "head": record.head,
        "count": record.count,
        "skills": {skill: _skill_row(known) for skill, known in sorted(record.skills.items())},
        "proofs": {proof: _proof_row(known) for proof, known in sorted(record.proofs.items())},
        "goal": None if record.goal is None else _goal_row(record.goal),
        "days": [[day.toordinal(), *_day_row(done)] for day, done in sorted(record.days.items())],
        "unjudged": list(record.unjudged.items()),
        "placement": None if record.placement is None else _placement_row(record.placement),
        "placed": record.placed,
        "forgetting": [record.forgetting.lean, record.forgetting.doubt],
    }


def from_plain(data: Mapping[str, Any], zone: tzinfo | None = UTC) -> Record:
    """The inverse of `as_plain`, for a record whose days were counted in `zone`. Raises `NotARecord`."""
    try:
        if data["form"] != FORM:
            raise NotARecord(f"a record of the form {data['form']!r} is not read by this version, which reads {FORM}")
        return Record(
            head=data["head"],
            count=data["count"],
            skills=MappingProxyType({SkillId(skill): _skill(row) for skill, row in data["skills"].items()}),
            proofs=MappingProxyType({ProofId(proof): _proof(row) for proof, row in data["proofs"].items()}),
            goal=_maybe(_goal, data["goal"]),
            days=MappingProxyType({date.fromordinal(row[0]): Day(*row[1:]) for row in data["days"]}),
            unjudged=MappingProxyType({EventId(entry): ProofId(proof) for entry, proof in data["unjudged"]}),
            placement=_maybe(_placement, data["placement"]),
            placed=data["placed"],
            forgetting=Forgetting(*data["forgetting"]),
            zone=zone,
        )
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError) as error:
        raise NotARecord(f"this is no record of a learner: {type(error).__name__}: {error}") from error


def _skill_row(skill: SkillRecord) -> list[Any]:
    credit = skill.credit
    row = [
        _memory_row(skill.memory),
        skill.results,
        _memory_row(skill.before),
        _number(skill.failing_since),
        _number(skill.proved_at),
        _number(skill.reviewed_at),
        None if credit is None else [_number(credit.at), credit.belief, credit.by],
        _number(skill.contested_at),
        skill.lesson_seconds,
        skill.took,
    ]
    return _without_tail(row, _SKILL_AS_NEW)


def _skill(row: list[Any]) -> SkillRecord:
    memory, results, before, failing, proved, reviewed, credit, contested, lesson, took = _whole(row, _SKILL_AS_NEW)
    return SkillRecord(
        memory=_maybe(_memory, memory),
        results=results,
        before=_maybe(_memory, before),
        failing_since=_maybe(_time, failing),
        proved_at=_maybe(_time, proved),
        reviewed_at=_maybe(_time, reviewed),
        credit=None if credit is None else Credit(_time(credit[0]), credit[1], credit[2]),
        contested_at=_maybe(_time, contested),
        lesson_seconds=lesson,
        took=took,
    )


def _proof_row(proof: ProofRecord) -> list[Any]:
    row = [
        _number(proof.touched_at),
        _number(proof.tried_at),
        proof.attempts,
        _number(proof.passed_at),
        proof.status,
        proof.judged,
        proof.seconds,
        proof.best_checks,
        proof.failures,
        _number(proof.failed_at),
        proof.untimed,
        proof.hints,
        _number(proof.gave_up_at),
        proof.shown,
        proof.best_score,
        list(proof.mistakes),
    ]
    return _without_tail(row, _PROOF_AS_NEW)


def _proof(row: list[Any]) -> ProofRecord:
    (
        touched,
        tried,
        attempts,
        passed,
        status,
        judged,
        seconds,
        best_checks,
        failures,
        failed,
        untimed,
        hints,
        gave_up,
        shown,
        best_score,
        mistakes,
    ) = _whole(row, _PROOF_AS_NEW)
    return ProofRecord(
        touched_at=_maybe(_time, touched),
        tried_at=_maybe(_time, tried),
        attempts=attempts,
        failures=failures,
        failed_at=_maybe(_time, failed),
        passed_at=_maybe(_time, passed),
        hints=hints,
        gave_up_at=_maybe(_time, gave_up),
        shown=shown,
        best_score=best_score,
        best_checks=best_checks,
        seconds=seconds,
        untimed=untimed,
        status=status,
        mistakes=tuple(mistakes),
        judged=judged,
    )


def _day_row(day: Day) -> list[Any]:
    return [day.attempts, day.passed, day.reviews, day.seconds]


def _goal_row(goal: Goal) -> list[Any]:
    days_off = sorted(day.toordinal() for day in goal.days_off)
    return [
        goal.track,
        list(goal.targets),
        goal.hours_a_week,
        days_off,
        sorted(goal.weekdays_off),
        _number(goal.since),
    ]


def _goal(row: list[Any]) -> Goal:
    track, targets, hours, days_off, weekdays_off, since = row
    return Goal(
        track=_maybe(TrackId, track),
        targets=tuple(targets),
        hours_a_week=hours,
        days_off=frozenset(date.fromordinal(day) for day in days_off),
        weekdays_off=frozenset(weekdays_off),
        since=_time(since),
    )


def _placement_row(placement: OpenPlacement) -> list[Any]:
    return [placement.id, [events.as_plain(answer) for answer in placement.answers]]


def _placement(row: list[Any]) -> OpenPlacement:
    name, answers = row
    return OpenPlacement(name, tuple(_answer(answer) for answer in answers))


def _answer(data: Mapping[str, Any]) -> PlacementAnswered:
    answer = events.from_plain(PlacementAnswered.kind, data)
    if not isinstance(answer, PlacementAnswered):
        raise TypeError(f"{data!r} is no answer")
    return answer


def _memory_row(memory: Memory | None) -> list[Any] | None:
    return None if memory is None else [memory.stability, memory.difficulty, _number(memory.last)]


def _memory(row: list[Any]) -> Memory:
    stability, difficulty, last = row
    return Memory(stability, difficulty, _time(last))


def _number(time: datetime | None) -> int | None:
    return None if time is None else (time - _EPOCH) // _MICROSECOND


def _time(number: int) -> datetime:
    return _EPOCH + timedelta(microseconds=number)


def _maybe(read: Callable[[Plain], Value], plain: Plain | None) -> Value | None:
    return None if plain is None else read(plain)


def _without_tail(row: list[Any], as_new: list[Any]) -> list[Any]:
    """The row up to the last value that differs from an untouched one's."""
    length = len(row)
    while length and row[length - 1] == as_new[length - 1]:
        length -= 1
    return row[:length]


def _whole(row: list[Any], as_new: list[Any]) -> Iterable[Any]:
    return itertools.chain(row, as_new[len(row) :])


_SKILL_AS_NEW: list[Any] = [None, 0, None, None, None, None, None, None, 0.0, None]
_PROOF_AS_NEW: list[Any] = [None, None, 0, None, "", None, 0.0, 0.0, 0, None, 0, 0, None, False, None, []]
