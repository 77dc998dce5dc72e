"""What every use case of one learner works with: the course, the log, the files, the time."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mlestone.base.clock import Clock
from mlestone.base.ids import ProofId, SkillId
from mlestone.course.model import Course, ProofEntry, Skill
from mlestone.study.study import NotReady, Study
from mlestone.study.workspace import Workspace

if TYPE_CHECKING:
    from mlestone.learning.record import Goal, Record
    from mlestone.learning.standing import Standings
    from mlestone.proving.sheet import Sheet
    from mlestone.study.journal import Journal

_MOMENT = timedelta(seconds=1)


class Desk:
    """One learner at work. The log is not looked at before somebody asks for it."""

    def __init__(
        self, study: Study, log: Path | str, files: Workspace, clock: Clock, *, local: tzinfo | None, shared: bool
    ) -> None:
        self.study = study
        self.log = log
        """Where it is: a path, or an address of PostgreSQL."""
        self.files = files
        self.clock = clock
        self.local = local
        """The time zone the learner's days are counted in; `None` is the machine's."""
        self.shared = shared
        """Whether another process's engine may judge, when one is warm."""
        self._stood: tuple[Record, datetime, Standings] | None = None

    @cached_property
    def journal(self) -> Journal:
        from mlestone.study.journal import Journal

        return Journal(self.log, self.course, self.clock, self.local)

    def leave(self, *, quietly: bool = False) -> None:
        """Save what makes the next start quick, unless `quietly`, and let go of the log."""
        if "journal" not in self.__dict__:
            return
        try:
            if not quietly:
                self.journal.keep_snapshot()
        finally:
            self.journal.close()

    @property
    def course(self) -> Course:
        return self.study.course

    @property
    def record(self) -> Record:
        return self.journal.record

    def now(self) -> datetime:
        return self.clock.now()

    def today(self) -> date:
        return self.now().astimezone(self.local).date()

    def standings(self) -> Standings:
        """How every skill stands; worked out once for all who ask about the same record within a second."""
        from mlestone.learning.standing import standings

        record, now = self.record, self.now()
        if self._stood is None or self._stood[0] is not record or not timedelta() <= now - self._stood[1] < _MOMENT:
            self._stood = record, now, standings(record, self.course, now)
        return self._stood[2]

    def targets(self, goal: Goal) -> tuple[SkillId, ...]:
        """What a goal aims at, as the course has it today."""
        track = self.course.tracks.get(goal.track) if goal.track is not None else None
        aimed_at = track.targets if track is not None else goal.targets
        return tuple(skill for skill in aimed_at if skill in self.course.skills)

    def title_of(self, goal: Goal) -> str:
        """What a goal is called."""
        if goal.track is not None and goal.track in self.course.tracks:
            return self.course.tracks[goal.track].title
        titles = [self.course.skills[skill].title for skill in self.targets(goal)]
        if not titles:
            return "A goal that has left the course"
        return titles[0] if len(titles) == 1 else f"{titles[0]} and {len(titles) - 1} more"

    def written(self, proof: str) -> tuple[Skill, ProofEntry]:
        """A proof that one can work on, and its skill."""
        skill, entry = self.study.find(ProofId(proof))
        if entry.path is None:
            raise NotReady(f"{entry.id} is planned, not written yet: {entry.idea}")
        return skill, entry

    def sheet(self, entry: ProofEntry) -> Sheet:
        from mlestone.proving.sheet import read_sheet

        assert entry.path is not None
        return read_sheet(entry.path)
