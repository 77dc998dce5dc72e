"""From entries of the log to a `Record`: one function, and the rules of what each kind of entry changes.

Within a fold the record's mappings are plain dictionaries of frozen values that get replaced; nothing of this is seen
from outside, and the record that was given stays as it was. The rules in words stand in `mlestone.learning.record`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mlestone.base.ids import ProofId, SkillId
from mlestone.learning.events import (
    Contested,
    Event,
    EventId,
    GaveUp,
    HintShown,
    Judged,
    LessonRead,
    PlacementAnswered,
    PlacementEnded,
    Planned,
    Purpose,
    Started,
    Submitted,
    Unplanned,
)
from mlestone.learning.memory import MIDDLE_BELIEF, Memory, Rating, credited, first, refreshed, reviewed
from mlestone.learning.reach import Reach
from mlestone.learning.record import Credit, Day, Goal, OpenPlacement, ProofRecord, Record, SkillRecord

if TYPE_CHECKING:
    from mlestone.course.model import Course

NEVER_ATTEMPTS = frozenset({"not_graded", "not_attempted", "stopped"})

_SITTING = timedelta(days=1)
"""A review that was failed may still be passed for this long; after that, the next attempt is a review of its own."""
_LESSON = 600.0
"""Seconds for a lesson that was read where nobody measures it: lessons are made for ten minutes."""
_MANY_FAILURES = 10
"""Attempts are free, and `watch` makes one with every save: a handful of failures is how people work."""
_MANY_HINTS = 2
_QUARTER = 15 * 60
"""Seconds: wherever people live, a day begins with a quarter of an hour in UTC."""
_MOST_UNJUDGED = 100
"""A submission stays unjudged when a machine goes down: this many is a fault of ours, not a record worth growing."""


def fold(record: Record, events: Iterable[Event], course: Course) -> Record:
    """The record after these entries, which come in the order of their ids and after those that are in it already.

    A call copies the record, so many entries at once are cheap and one is not free.
    """
    return _Fold(record, course).all(events)


class _Fold:
    def __init__(self, record: Record, course: Course) -> None:
        self.reach = Reach(course)
        self.record = record
        self.skills = dict(record.skills)
        # Memories change far more often than anything else of a skill, so they are put into it last.
        self.memories = {skill: known.memory for skill, known in record.skills.items() if known.memory is not None}
        self.proofs = dict(record.proofs)
        self.days = dict(record.days)
        self.last_day: tuple[int, date] | None = None
        self.unjudged = dict(record.unjudged)
        self.goal = record.goal
        self.placement = record.placement
        self.placed = record.placed
        self.forgetting = record.forgetting
        self.sure = {skill for skill, known in self.skills.items() if _is_sure(known)}
        """Skills to which no passing of another skill adds a credit."""
        self._rules: dict[type, Callable[[Any, datetime, EventId], None]] = {
            Started: self._started,
            Submitted: self._submitted,
            Judged: self._judged,
            HintShown: self._hint_shown,
            GaveUp: self._gave_up,
            PlacementAnswered: self._placement_answered,
            PlacementEnded: self._placement_ended,
            Contested: self._contested,
            Planned: self._planned,
            Unplanned: self._unplanned,
            LessonRead: self._lesson_read,
        }

    def all(self, events: Iterable[Event]) -> Record:
        head, count = self.record.head, self.record.count
        for event in events:
            rule = self._rules.get(type(event.what))
            if rule is not None:
                rule(event.what, event.at, event.id)
            head, count = event.id, count + 1
        return Record(
            head=head,
            count=count,
            skills=MappingProxyType({skill: self._with_memory(skill, known) for skill, known in self.skills.items()}),
            proofs=MappingProxyType(self.proofs),
            goal=self.goal,
            days=MappingProxyType(self.days),
            unjudged=MappingProxyType(self.unjudged),
            placement=self.placement,
            placed=self.placed,
            forgetting=self.forgetting,
            zone=self.record.zone,
        )

    # What each kind of entry changes.

    def _started(self, what: Started, at: datetime, _: EventId) -> None:
        self._keep(what.proof, touched_at=at)

    def _submitted(self, what: Submitted, at: datetime, entry: EventId) -> None:
        self.unjudged[entry] = what.proof
        if len(self.unjudged) > _MOST_UNJUDGED:
            del self.unjudged[next(iter(self.unjudged))]
        seconds = what.seconds or 0.0
        if what.purpose is Purpose.PROOF:
            proof = self._proof(what.proof)
            self._keep(
                what.proof,
                touched_at=at,
                tried_at=at,
                seconds=proof.seconds + seconds,
                untimed=proof.untimed + (what.seconds is None),
            )
        else:
            self._keep(what.proof, tried_at=at)
        self._count(at, seconds=seconds)

    def _judged(self, what: Judged, at: datetime, _: EventId) -> None:
        self.unjudged.pop(what.submission, None)
        if what.purpose is Purpose.PLACEMENT or what.status in NEVER_ATTEMPTS:
            return  # a placement says what came of it by itself
        before = self._proof(what.proof)
        again = before.judged == what.submission
        passed = what.status == "passed"
        best = before.best_score
        # Spelled out, not `replace`d: nothing happens more often, and it takes a third of the time.
        self.proofs[what.proof] = proof = ProofRecord(
            touched_at=before.touched_at,
            tried_at=before.tried_at,
            attempts=before.attempts + (not again),
            failures=0 if passed else before.failures + (not again),
            failed_at=before.failed_at if passed else at,
            passed_at=before.passed_at or (at if passed else None),
            hints=before.hints,
            gave_up_at=before.gave_up_at,
            shown=before.shown or (passed and before.passed_at is None and before.gave_up_at is not None),
            best_score=what.score if best is None or (what.score is not None and what.score > best) else best,
            best_checks=max(before.best_checks, what.checks_passed / what.checks if what.checks else 0.0),
            seconds=before.seconds,
            untimed=before.untimed,
            status=what.status,
            mistakes=what.mistakes,
            judged=what.submission,
        )
        newly = passed and before.passed_at is None
        self._count(at, attempts=not again, passed=newly)
        skill = SkillId(what.proof.partition("/")[0])
        if what.purpose is Purpose.REVIEW:
            self._review(skill, passed, at, again=again)
        elif newly:
            self._remember(skill, _rating_of_first_pass(before, shown=proof.shown), at)
        if newly:
            self._prove(skill, what.written, at)

    def _hint_shown(self, what: HintShown, at: datetime, _: EventId) -> None:
        self._keep(what.proof, touched_at=at, hints=max(self._proof(what.proof).hints, what.number))

    def _gave_up(self, what: GaveUp, at: datetime, _: EventId) -> None:
        if self._proof(what.proof).passed_at is None:
            self._keep(what.proof, touched_at=at, gave_up_at=at)

    def _placement_answered(self, what: PlacementAnswered, _at: datetime, _: EventId) -> None:
        if what.placement == self.placed:
            return  # answered in one window while another ended it
        given = self.placement.answers if self.placement and self.placement.id == what.placement else ()
        self.placement = OpenPlacement(what.placement, (*given, what))

    def _placement_ended(self, what: PlacementEnded, at: datetime, _: EventId) -> None:
        self.placed = what.placement
        if self.placement and self.placement.id == what.placement:
            self.placement = None
        for skill, thousandths in zip(what.credited, what.beliefs, strict=False):
            self._credit(skill, Credit(at, thousandths / 1000, by=None))

    def _contested(self, what: Contested, at: datetime, _: EventId) -> None:
        skill = self._skill(what.skill)
        self.skills[what.skill] = replace(skill, credit=None, contested_at=at)
        if not skill.results:
            self.memories.pop(what.skill, None)
        if skill.proved_at is None:
            self.sure.discard(what.skill)

    def _planned(self, what: Planned, at: datetime, _: EventId) -> None:
        if not 0 < what.hours_a_week < math.inf or len({*what.weekdays_off} & {*range(7)}) == 7:
            return  # made by hand: no learner can follow it, and no plan be worked out
        old = self.goal
        same = old is not None and (old.track, old.targets, old.hours_a_week) == (
            what.track,
            what.targets,
            what.hours_a_week,
        )
        self.goal = Goal(
            track=what.track,
            targets=what.targets,
            hours_a_week=what.hours_a_week,
            days_off=frozenset(what.days_off),
            weekdays_off=frozenset(what.weekdays_off),
            since=old.since if old is not None and same else at,
        )

    def _unplanned(self, _what: Unplanned, _at: datetime, _: EventId) -> None:
        self.goal = None

    def _lesson_read(self, what: LessonRead, at: datetime, _: EventId) -> None:
        skill = self._skill(what.skill)
        self.skills[what.skill] = replace(skill, lesson_seconds=skill.lesson_seconds + what.seconds)
        self._count(at, seconds=what.seconds)

    # What a result means for the skill.

    def _remember(self, skill: SkillId, rating: Rating, at: datetime) -> None:
        known, memory = self._skill(skill), self.memories.get(skill)
        self.memories[skill] = first(rating, at) if memory is None else reviewed(memory, rating, at)
        self.skills[skill] = replace(known, results=known.results + 1, before=None, failing_since=None)

    def _review(self, skill: SkillId, passed: bool, at: datetime, *, again: bool) -> None:
        """Passed at once is good, passed in the same sitting hard, and not passed is not remembered."""
        known = self._skill(skill)
        failing = known.failing_since is not None and at - known.failing_since < _SITTING
        if passed:
            self._pass_review(skill, at, failing=failing, again=again)
        elif not failing:
            before = self.memories.get(skill)
            self._learn_forgetting(known, before, False, at)
            self._remember(skill, Rating.AGAIN, at)
            self.skills[skill] = replace(self.skills[skill], before=before, failing_since=at)
            self._count(at, reviews=1)

    def _pass_review(self, skill: SkillId, at: datetime, *, failing: bool, again: bool) -> None:
        known = self._skill(skill)
        if failing:
            # The failure was taken for a lapse while nobody knew better: start from what was remembered before it.
            self._set_memory(skill, known.before)
            self.skills[skill] = replace(known, results=known.results - 1)
            self._remember(skill, Rating.HARD, at)
        elif not again:
            self._learn_forgetting(known, self.memories.get(skill), True, at)
            self._remember(skill, Rating.GOOD, at)
            self._count(at, reviews=1)
        self.skills[skill] = replace(self.skills[skill], reviewed_at=at)
        if known.proved_at is not None or known.credit is not None:
            self._credit_needs(skill, at)

    def _learn_forgetting(self, known: SkillRecord, memory: Memory | None, passed: bool, at: datetime) -> None:
        if known.results and memory is not None:
            self.forgetting = self.forgetting.after(memory, passed, at)

    def _prove(self, skill: SkillId, names: tuple[str, ...], at: datetime) -> None:
        known = self._skill(skill)
        wanted = [ProofId(f"{skill}/{name}") for name in names] or self.reach.written_proofs(skill)
        if known.proved_at is not None or not wanted:
            return
        if any(self._proof(proof).passed_at is None for proof in wanted):
            return
        proofs = [self._proof(proof) for proof in wanted]
        shown = any(proof.shown for proof in proofs)
        timed = not shown and not any(proof.untimed for proof in proofs)
        seconds = (known.lesson_seconds or _LESSON) + sum(proof.seconds for proof in proofs)
        self.skills[skill] = replace(known, proved_at=at, took=seconds if timed else None)
        self.sure.add(skill)
        if not shown:
            self._credit_needs(skill, at)

    def _credit_needs(self, skill: SkillId, at: datetime) -> None:
        for need, share in self.reach.shares(skill).items():
            memory = self.memories.get(need)
            if memory is not None:
                self.memories[need] = refreshed(memory, share, at)
        for need in self.reach.before(skill) - self.sure:
            self._credit(need, Credit(at, MIDDLE_BELIEF, by=skill))

    def _credit(self, skill: SkillId, credit: Credit) -> None:
        """What is proved, or credited with as much belief, needs no credit."""
        known = self._skill(skill)
        if known.proved_at is not None or (known.credit is not None and known.credit.belief >= credit.belief):
            return
        self.skills[skill] = now_known = replace(known, credit=credit)
        self.memories.setdefault(skill, credited(credit.belief, credit.at))
        if _is_sure(now_known):
            self.sure.add(skill)

    # Plain access.

    def _skill(self, skill: SkillId) -> SkillRecord:
        return self.skills.get(skill) or _NEW_SKILL

    def _set_memory(self, skill: SkillId, memory: Memory | None) -> None:
        if memory is None:
            self.memories.pop(skill, None)
        else:
            self.memories[skill] = memory

    def _with_memory(self, skill: SkillId, known: SkillRecord) -> SkillRecord:
        memory = self.memories.get(skill)
        return known if memory is known.memory else replace(known, memory=memory)

    def _proof(self, proof: ProofId) -> ProofRecord:
        return self.proofs.get(proof) or _NEW_PROOF

    def _keep(self, proof: ProofId, **changes: Any) -> None:
        self.proofs[proof] = replace(self._proof(proof), **changes)

    def _count(
        self, at: datetime, *, attempts: int = 0, passed: int = 0, reviews: int = 0, seconds: float = 0.0
    ) -> None:
        on = self._day_of(at)
        day = self.days.get(on) or _NEW_DAY
        self.days[on] = Day(day.attempts + attempts, day.passed + passed, day.reviews + reviews, day.seconds + seconds)

    def _day_of(self, at: datetime) -> date:
        """The learner's day. Entries come in crowds, and asking the system for a zone's rules takes its time."""
        quarter = int(at.timestamp() // _QUARTER)
        if self.last_day is None or self.last_day[0] != quarter:
            self.last_day = quarter, self.record.day_of(at)
        return self.last_day[1]


_NEW_SKILL = SkillRecord()
_NEW_PROOF = ProofRecord()
_NEW_DAY = Day()


def _is_sure(skill: SkillRecord) -> bool:
    return skill.proved_at is not None or (skill.credit is not None and skill.credit.belief >= MIDDLE_BELIEF)


def _rating_of_first_pass(before: ProofRecord, *, shown: bool) -> Rating:
    """What it took to pass for the first time, as a rating of memory."""
    if shown:
        return Rating.AGAIN
    if before.hints >= _MANY_HINTS or before.failures >= _MANY_FAILURES:
        return Rating.HARD
    return Rating.GOOD if before.hints or before.failures else Rating.EASY
