"""One learner: everything a front door can ask for or do, on one course, one log and one folder of files.

Each method is a use case whose code stands in a module of its own, imported when it is first wanted: what comes next
has to be answered in a fraction of a second, interpreter included.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from mlestone.base.clock import Clock, SystemClock
from mlestone.base.settings import data_dir
from mlestone.study.desk import Desk
from mlestone.study.study import Study
from mlestone.study.views import Checked, Hinted, Next, Opened, Solution, View
from mlestone.study.workspace import Workspace, workspace_dir

if TYPE_CHECKING:
    from mlestone.engine.stopping import Stop
    from mlestone.proving.progress import Tell
    from mlestone.study.history import Attempt, AttemptPage
    from mlestone.study.looking import Map, Progress, RoadmapStanding
    from mlestone.study.marking import Paper
    from mlestone.study.placing import Placing
    from mlestone.study.plans import Plan
    from mlestone.study.reviewing import Coming
    from mlestone.study.standing import Due, ProofPage, SkillPage


@dataclass(frozen=True, slots=True)
class Imported(View):
    """What an import brought."""

    new: int
    known: int


@dataclass(frozen=True, slots=True)
class Status(View):
    """Where a learner's things are, and how they stand."""

    log: str
    workspace: Path
    entries: int
    warm: bool
    unjudged: tuple[str, ...]


class Learner:
    """Not thread-safe: open one for each thread."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @classmethod
    def open(
        cls,
        study: Study,
        *,
        log: Path | str | None = None,
        workspace: Path | None = None,
        clock: Clock | None = None,
        local: tzinfo | None = None,
        shared: bool = True,
    ) -> Learner:
        """The learner of this machine, or of the log and the folder that are given. Reading makes no file.

        `local`: the time zone days are counted in, the machine's unless given. `shared`: another process's engine may
        judge.
        """
        clock = clock or SystemClock()
        files = Workspace(workspace or workspace_dir())
        where = data_dir() / "log.sqlite3" if log is None else log
        if isinstance(where, str) and "://" not in where:
            where = Path(where)
        return cls(Desk(study, where, files, clock, local=local, shared=shared))

    def __enter__(self) -> Learner:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(quietly=error is not None)

    def close(self, *, quietly: bool = False) -> None:
        """Save what makes the next start quick, unless `quietly`, and let go of the log."""
        self._desk.leave(quietly=quietly)

    @property
    def desk(self) -> Desk:
        """What the use cases work with."""
        return self._desk

    # ---- every day --------------------------------------------------------------------------------------

    def next(self, at_most: int = 3) -> Next:
        """What to do now, and why."""
        from mlestone.study.stepping import next_of

        return next_of(self._desk, at_most)

    def start(self, proof: str) -> Opened:
        """The proof's file: written from its starter, or as the learner left it."""
        from mlestone.study.opening import start

        return start(self._desk, proof)

    def reset(self, proof: str, review: Path | None = None) -> Opened:
        """A fresh file of the proof, or of a review of it; what was there is kept."""
        from mlestone.study.opening import reset

        return reset(self._desk, proof, review)

    def edited_last(self) -> Opened:
        """The file of a proof that was edited last; raises `NothingEdited`."""
        from mlestone.study.opening import edited_last

        return edited_last(self._desk)

    def opened(self, proof_or_path: str | Path) -> Opened:
        """The file a proof has, or the proof a file of the workspace is for."""
        from mlestone.study.opening import opened

        return opened(self._desk, proof_or_path)

    def check(
        self,
        proof: str | None = None,
        file: Path | None = None,
        *,
        source: bytes | None = None,
        seed: int | None = None,
        purpose: str | None = None,
        tell: Tell | None = None,
        stop: Stop | None = None,
    ) -> Checked:
        """Judge a file, a source, or, with nothing given, the file that was edited last.

        The submission is in the log before it is judged. With a `seed` an earlier attempt is shown again, and nothing
        logged. `tell` hears how far it is; whoever holds `stop` may end it from another thread, as Ctrl-C does in this
        one: then `Stopped` is raised, and the log says so.
        """
        from mlestone.study.handing import check, submission

        return check(self._desk, submission(self._desk, proof, file, source, purpose), seed, tell, stop)

    def paper(self, proof: str) -> Paper:
        """The questions in a question proof's file, with what was replied so far."""
        from mlestone.study.marking import paper

        return paper(self._desk, proof)

    def hint(self, proof: str) -> Hinted:
        """The next hint."""
        from mlestone.study.helping import hint

        return hint(self._desk, proof)

    def solution(self, proof: str, *, give_up: bool = False) -> Solution:
        """The author's answer; raises `NotPassedYet` before the proof has passed, unless they `give_up`."""
        from mlestone.study.helping import solution

        return solution(self._desk, proof, give_up=give_up)

    # ---- reviews ----------------------------------------------------------------------------------------

    def due(self, at_most: int | None = None) -> tuple[Due, ...]:
        """The reviews that are due, most useful first."""
        from mlestone.study.reviewing import due

        return due(self._desk, at_most)

    def coming(self) -> Coming | None:
        """The review that comes next, when nothing is due now."""
        from mlestone.study.reviewing import coming

        return coming(self._desk)

    def review(self, skill: str | None = None) -> Opened | None:
        """A fresh variant of what is due, or of the skill named; `None` when nothing is due."""
        from mlestone.study.reviewing import review

        return review(self._desk, skill)

    # ---- placement --------------------------------------------------------------------------------------

    def place(self) -> Placing:
        """The placement that was left unfinished, or a new one."""
        from mlestone.study.placing import place

        return place(self._desk)

    def answer(self, placement: str, reply: str) -> Placing:
        """Reply to the question the placement stands at."""
        from mlestone.study.placing import answer

        return answer(self._desk, placement, reply)

    def skip(self, placement: str) -> Placing:
        """Pass over the question the placement stands at."""
        from mlestone.study.placing import skip

        return skip(self._desk, placement)

    def end(self, placement: str) -> Placing:
        """End the placement, and credit what it believes by now."""
        from mlestone.study.placing import end

        return end(self._desk, placement)

    def contest(self, skill: str) -> SkillPage:
        """Give a credit back: the skill is not the learner's after all."""
        from mlestone.study.placing import contest
        from mlestone.study.standing import skill_page

        contest(self._desk, skill)
        return skill_page(self._desk, skill)

    # ---- plan -------------------------------------------------------------------------------------------

    def plan(self) -> Plan | None:
        """The dated way to the goal; `None` when there is no goal."""
        from mlestone.study.plans import current

        return current(self._desk)

    def set_plan(
        self,
        *,
        track: str | None = None,
        skills: Sequence[str] = (),
        hours_a_week: float = 5.0,
        days_off: Sequence[date] = (),
        weekdays_off: Sequence[int] = (),
    ) -> Plan:
        """Set a goal: a track, or skills."""
        from mlestone.study.plans import set_goal

        return set_goal(self._desk, track, tuple(skills), hours_a_week, tuple(days_off), tuple(weekdays_off))

    def drop_plan(self) -> bool:
        """Give the goal up; False when there was none."""
        from mlestone.study.plans import drop

        return drop(self._desk)

    def calendar(self) -> str:
        """The plan as iCalendar."""
        from mlestone.study.plans import calendar

        return calendar(self._desk)

    # ---- looking ----------------------------------------------------------------------------------------

    def proof(self, proof: str) -> ProofPage:
        """A proof as its learner sees it."""
        from mlestone.study.standing import proof_page

        return proof_page(self._desk, proof)

    def skill(self, skill: str) -> SkillPage:
        """A skill, and the evidence for it."""
        from mlestone.study.standing import skill_page

        return skill_page(self._desk, skill)

    def map(self) -> Map:
        """All regions and skills, and how each stands."""
        from mlestone.study.looking import map_of

        return map_of(self._desk)

    def progress(self, days: int = 84) -> Progress:
        """What was done, and when."""
        from mlestone.study.looking import progress

        return progress(self._desk, days)

    def roadmaps(self) -> tuple[RoadmapStanding, ...]:
        """The published lists, with what is proved of each."""
        from mlestone.study.looking import roadmaps

        return roadmaps(self._desk)

    def attempts(self, proof: str) -> tuple[Attempt, ...]:
        """All attempts at a proof, newest first."""
        from mlestone.study.history import attempts

        return attempts(self._desk, proof)

    def attempt(self, id: str) -> AttemptPage:  # noqa: A002 - what it is called everywhere else
        """One attempt with its source and its verdict."""
        from mlestone.study.history import attempt

        return attempt(self._desk, id)

    def lesson_read(self, skill: str, seconds: float) -> float:
        """Write down that a lesson was read for so long; how long that is in all."""
        from mlestone.study.reading import read_lesson

        return read_lesson(self._desk, skill, seconds)

    def unjudged(self) -> tuple[str, ...]:
        """Proofs with a submission that was never judged."""
        return tuple(dict.fromkeys(self._desk.journal.catch_up().unjudged.values()))

    # ---- the log ----------------------------------------------------------------------------------------

    def export(self, stream: TextIO) -> int:
        """Write the log as JSON lines; how many entries."""
        return self._desk.journal.export(stream)

    def import_(self, lines: Iterable[str]) -> Imported:
        """Take in what another machine exported: all of it or nothing, and nothing twice."""
        imported = self._desk.journal.import_(lines)
        return Imported(imported.new, imported.known)

    def status(self) -> Status:
        """Where the log and the files are."""
        from mlestone.study.service import answers

        return Status(
            log=str(self._desk.log),
            workspace=self._desk.files.folder,
            entries=self._desk.record.count,
            warm=answers(self._desk),
            unjudged=self.unjudged(),
        )
