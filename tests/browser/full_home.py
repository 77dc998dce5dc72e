"""A home in which somebody has learnt for a year: for tests, screenshots, and looking at pages that are full.

    python -m tests.browser.full_home FOLDER [--days 365]      then: MLESTONE_HOME=FOLDER mlestone

Two or three evenings a week, a holiday without any, placement and a goal in the first week, proofs that fail before
they pass, hints, lessons read, reviews when they are due, and files in the workspace. Verdicts on code are real ones.
The same folder comes out for the same course, days and end, but for the entries' ids.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mlestone.course.model import Kind, ProofEntry, Skill
from mlestone.learning.events import (
    GaveUp,
    Happening,
    HintShown,
    Judged,
    LessonRead,
    PlacementAnswered,
    PlacementEnded,
    Planned,
    Purpose,
    Started,
    Submitted,
)
from mlestone.learning.reviews import due_reviews
from mlestone.learning.standing import reviewable
from mlestone.proving.sheet import read_sheet
from mlestone.proving.verdict import Reply, Verdict
from mlestone.study.attempts import content_of
from mlestone.study.journal import Journal
from mlestone.study.study import Study
from mlestone.study.workspace import Workspace

from ..answers import ANSWERS, handed_in

HELD_BACK = "numpy-shapes/axis-statistics"
"""A proof nobody has tried: its hints are still to be seen."""
YEAR = 365
_TRACK_HOURS = 1.5
_HOLIDAY = (0.52, 0.58)  # of the time
_STREAK = 6  # evenings in a row up to the end
_CREDITED = 12
_UNREVIEWED = 110  # days before the end from which on reviews wait
_ALL_BUT = 1  # written skills that are still to do at the end


def fill(home: Path, *, days: int = YEAR, end: datetime | None = None) -> None:
    """Write log and workspace below `home`, as if these days had just passed."""
    with Study.open(once=True) as study:
        _Year(study, home, days, end or datetime.now(UTC)).live()


@dataclass
class _Clock:
    """Shows what it is set to."""

    time: datetime

    def now(self) -> datetime:
        return self.time


@dataclass
class _Year:
    study: Study
    home: Path
    days: int
    end: datetime
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    clock: _Clock = field(init=False)
    journal: Journal = field(init=False)
    files: Workspace = field(init=False)
    known: dict[tuple[str, str], Verdict] = field(default_factory=dict)

    def live(self) -> None:
        self.clock = _Clock(self.end)
        self.journal = Journal(self.home / "data" / "log.sqlite3", self.study.course, self.clock, None)
        self.files = Workspace(self.home / "workspace")
        way = self._way()
        for number in self._evenings():
            self.clock.time = self._evening(number)
            if number == 0:
                self._place()
            if number == 3:
                self._plan()
            if number < self.days - _UNREVIEWED:
                self._review()
            share = number / self.days
            reached = way[: 1 + int(share * 1.25 * len(way))][: max(len(way) - _ALL_BUT, 1)]
            self._learn(next((skill for skill in reached if self._left(skill)), None))
        for skill in way[-_ALL_BUT:]:
            self._begin(next(iter(self._left(skill)), None))
        self.journal.keep_snapshot()
        self.journal.close()

    def _way(self) -> list[Skill]:
        """The skills that can be done without a further kit, in the order of travel."""
        course = self.study.course
        skills = (course.skills[name] for name in course.graph.order)
        return [skill for skill in skills if skill.kit == "core" and reviewable(skill)]

    def _left(self, skill: Skill) -> list[ProofEntry]:
        """What is to be passed, and in a moment: a lab cannot."""
        quick = [each for each in skill.proofs if each.path and each.kind is not Kind.LAB and each.id != HELD_BACK]
        return [each for each in quick if self.journal.record.proof(each.id).passed_at is None]

    # When.

    def _evenings(self) -> Iterator[int]:
        for number in range(self.days):
            on_holiday = _HOLIDAY[0] <= number / self.days < _HOLIDAY[1]
            wanted = 0.72 if self._evening(number, 0).weekday() in (1, 3, 5) else 0.16
            if number >= self.days - _STREAK or number in (0, 3) or (self.chance.random() < wanted and not on_holiday):
                yield number

    def _evening(self, number: int, minutes: int | None = None) -> datetime:
        """When one begins on this day; never later than the end, the last day's included."""
        begun = (self.end - timedelta(days=self.days - 1 - number)).replace(hour=18, minute=20, second=0, microsecond=0)
        begun += timedelta(minutes=self.chance.randrange(150) if minutes is None else minutes)
        return min(begun, self.end - timedelta(hours=2))

    def _after(self, minutes: float) -> None:
        self.clock.time = min(self.clock.time + timedelta(minutes=minutes), self.end)

    # What.

    def _write(self, what: Happening, **attached: str) -> str:
        return self.journal.append(what, attached).id

    def _place(self) -> None:
        course = self.study.course
        skills = [course.skills[name] for name in course.graph.order]
        asked = [skill for skill in skills if reviewable(skill)]
        for number in range(9):
            skill = asked[number % len(asked)]
            self._after(0.8)
            right = self.chance.choice((True, False, None))
            self._write(PlacementAnswered("first", skill.id, right, skill.proofs[0].id, number))
        credited = tuple(skill.id for skill in skills if not reviewable(skill))[:_CREDITED]
        self._write(PlacementEnded("first", credited, tuple(960 - 9 * number for number in range(len(credited)))))

    def _plan(self) -> None:
        course = self.study.course
        track = max(course.tracks.values(), key=lambda each: len(course.graph.closure(each.targets)))
        free = ((self.end - timedelta(days=30)).date(), (self.end + timedelta(days=20)).date())
        self._write(Planned(track.id, track.targets, _TRACK_HOURS, free, (6,)))

    def _review(self) -> None:
        for review in due_reviews(self.journal.record, self.study.course, self.clock.now())[:3]:
            entry = self.study.course.proof(review.proof)
            if self.chance.random() < 0.2:
                self._try(entry, right=False, minutes=5, purpose=Purpose.REVIEW)
            self._try(entry, right=True, minutes=5, purpose=Purpose.REVIEW)

    def _learn(self, skill: Skill | None) -> None:
        if skill is None:
            self._look_back()
            return
        if self.journal.record.skill(skill.id).lesson_seconds == 0:
            self._after(11)
            self._write(LessonRead(skill.id, 660.0))
        entry = self._left(skill)[0]
        self._begin(entry)
        for _ in range(self.chance.choice((0, 1, 1, 2, 4))):
            self._try(entry, right=False, minutes=self.chance.uniform(3, 9))
            hints = read_sheet(entry.path).hints if entry.path else ()
            seen = self.journal.record.proof(entry.id).hints
            if seen < len(hints) and self.chance.random() < 0.3:
                self._write(HintShown(entry.id, seen + 1))
        if self.chance.random() < 0.12:
            self._write(GaveUp(entry.id))
        if self.chance.random() < 0.5:
            self._try(entry, right=True, minutes=self.chance.uniform(4, 12))

    def _look_back(self) -> None:
        """All that is reached is done: read it again, or try it another way."""
        again = self.chance.choice(self._way())
        minutes = self.chance.uniform(4, 25)
        self._after(minutes)
        self._write(LessonRead(again.id, round(60 * minutes, 1)))
        passed = [each for each in again.proofs if self.journal.record.proof(each.id).passed_at is not None]
        if passed and self.chance.random() < 0.6:
            self._try(self.chance.choice(passed), right=self.chance.random() < 0.7, minutes=self.chance.uniform(3, 14))

    def _begin(self, entry: ProofEntry | None) -> None:
        if entry is None or self.journal.record.proof(entry.id).touched_at is not None:
            return
        self._write(Started(entry.id))
        if entry.kind is not Kind.QUESTION and entry.path is not None:
            self._put(entry, read_sheet(entry.path).starter)

    def _try(self, entry: ProofEntry, *, right: bool, minutes: float, purpose: Purpose = Purpose.PROOF) -> None:
        assert entry.path is not None
        source = self._source(entry, right=right)
        verdict = self._verdict(entry, source, right=right)
        self._after(minutes)
        content = content_of(entry.path)
        handed = self._write(Submitted(entry.id, verdict.seed, purpose, content, round(60 * minutes, 1)), source=source)
        self._after(0.01)
        passed = [each.status == "passed" for each in verdict.checks] or [each.right for each in verdict.replies]
        skill = self.study.course.skills[entry.skill]
        judged = Judged(
            handed,  # type: ignore[arg-type]
            entry.id,
            purpose,
            verdict.status,
            sum(passed),
            len(passed),
            (verdict.mistake.name,) if verdict.mistake else (),
            verdict.score.value if verdict.score else None,
            tuple(each.name for each in skill.proofs if not each.planned),
        )
        self._write(judged, verdict=json.dumps(verdict.as_dict()))
        if purpose is Purpose.PROOF and entry.kind is not Kind.QUESTION:
            self._put(entry, source)

    def _put(self, entry: ProofEntry, source: str) -> None:
        path = self.files.path_of(entry.id, entry.kind)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
        os.utime(path, (self.clock.now().timestamp(),) * 2)

    def _source(self, entry: ProofEntry, *, right: bool) -> str:
        if entry.kind is Kind.QUESTION:
            return f"seed: {self.chance.randrange(10**6)}\n1: 3\n"
        pattern = "right_*.py" if right else "wrong_*.py"
        found = sorted((ANSWERS / entry.id).glob(pattern))
        if found:
            return handed_in(self.chance.choice(found))
        assert entry.path is not None
        sheet = read_sheet(entry.path)
        return sheet.reference if right else f"{sheet.reference}\n{sheet.required[0].name} = None\n"

    def _verdict(self, entry: ProofEntry, source: str, *, right: bool) -> Verdict:
        if entry.kind is Kind.QUESTION:
            replies = tuple(Reply(str(number), right or number != 2, "3") for number in (1, 2, 3))
            summary = "All 3 replies are right." if right else "2 of 3 replies are right."
            return Verdict(entry.id, entry.kind, "passed" if right else "failed", 3, "", summary, replies=replies)
        known = self.known.get((entry.id, source))
        if known is None:
            known = self.known[entry.id, source] = self.study.submit(entry.id, source.encode(), 11).verdict
        return known


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a home that looks lived in.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--days", type=int, default=YEAR)
    asked = parser.parse_args()
    if (asked.folder / "data").exists():
        parser.error(f"{asked.folder} holds a log already")
    fill(asked.folder, days=asked.days)


if __name__ == "__main__":
    main()
