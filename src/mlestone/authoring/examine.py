"""Looking at a proof or a lesson: run what there is to run, and put down what came of it for the rules to judge."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from typing import Any

from mlestone.authoring.bench import Bench, Play, Result, problems_told, read_verdict
from mlestone.authoring.extent import WHOLE, Extent
from mlestone.authoring.seen import DemoCall, LessonSeen, ProofSeen, Ran
from mlestone.authoring.strength import MUTATED, Measuring
from mlestone.authoring.submissions import wrong_source
from mlestone.base.errors import CourseProblems, Problem
from mlestone.base.ids import KitName
from mlestone.course.lesson import Choice, Control, Demo, Prose, Slider, read_lesson
from mlestone.course.model import ProofEntry, Skill
from mlestone.engine.engine import LESSON_LIMITS, Engine
from mlestone.engine.job import Job, imports_of
from mlestone.engine.limits import Limits
from mlestone.engine.session import Displayed, Ended, SessionLost
from mlestone.proving.layout import Layout, read_layout
from mlestone.proving.sheet import Sheet, not_attempted, sheet_of
from mlestone.proving.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are run: the engine, as learners' code is, and the bench of the kit, as the examiner plays."""

    engine: Engine
    bench: Bench
    graders: Executor
    """Threads that wait for verdicts of the engine, as many as can be given at a time."""


# ---- proofs ---------------------------------------------------------------------------------------------


def examine_proof(entry: ProofEntry, kit: KitName, places: Places, extent: Extent = WHOLE) -> ProofSeen:
    """What there is to see of a proof that is written, when so much of it is played."""
    assert entry.path is not None
    layout = read_layout(entry.path)
    if layout.problems:
        return ProofSeen(entry.id, entry.path, layout.problems)
    sheet = sheet_of(layout)
    if sheet.kind != entry.kind:
        message = f"this is a proof of kind {sheet.kind}, and lesson.md announces {entry.kind}"
        return ProofSeen(entry.id, entry.path, (Problem(entry.path, 1, message),))
    examined = _Examined(entry, kit, places, layout, sheet, extent)
    return examined.papers() if sheet.kind == "question" else examined.program()


def wrong_sources(layout: Layout) -> dict[str, str]:
    """What a learner could hand in who made each mistake or bug, or gave the baseline for an answer; by name."""
    sheet, answers = sheet_of(layout), layout.under("answer")
    sources = {
        item.name: wrong_source(layout, item, item.target or answers[0].name)
        for item in layout.under("mistake", "bug", "baseline")
    }
    # A lone bug is the starter itself; with one line more it is an attempt.
    return {name: source + _TOUCHED * not_attempted(sheet, source) for name, source in sources.items()}


_TOUCHED = "\n\ntouched = True\n"
_TOGETHER = 3
"""Mistakes that share one loading of the proof's file."""


@dataclass(frozen=True, slots=True)
class _Examined:
    entry: ProofEntry
    kit: KitName
    places: Places
    layout: Layout
    sheet: Sheet
    extent: Extent

    def program(self) -> ProofSeen:
        """A proof whose learners hand in source."""
        bench, proof, path, extent = self.places.bench, self.entry.id, self.layout.path, self.extent
        # First the answer, alone: where that never ends, nothing else would. Two processes play it.
        half = len(extent.answer) // 2
        halves = extent.answer[:half], extent.answer[half:]
        told = self._heard(self._ask([Play(self.sheet.reference, seeds)]) for seeds in halves)
        if problems := problems_told(told, path):
            return ProofSeen(proof, path, problems)
        answer = tuple(read_verdict(one, proof) for one in _until_lost(told["plays"]))
        if answer[-1].status == "out_of_limits":
            return ProofSeen(proof, path, layout=self.layout, sheet=self.sheet, answer=answer)
        wrong = wrong_sources(self.layout)
        example = bench.example(proof, path)
        names = list(wrong)
        shares = [names[start : start + _TOGETHER] for start in range(0, len(names), _TOGETHER)]
        asked = [
            self._ask([Play(wrong[name], extent.wrong, recognised=extent.named) for name in share]) for share in shares
        ]
        is_mutated = extent.is_whole and self.entry.kind in MUTATED
        measuring = Measuring(proof, self.layout, bench, told) if is_mutated else None
        if measuring is not None:
            measuring.begin()
        grading = _Grading(self, wrong)
        verdicts: dict[str, tuple[Verdict, ...]] = {}
        for share, promise in zip(shares, asked, strict=True):
            told = promise.result()
            if problems := problems_told(told, path):
                return ProofSeen(proof, path, problems)
            for name, ones in zip(share, told["plays"], strict=True):
                verdicts[name] = tuple(read_verdict(one, proof) for one in ones)
                if extent.is_whole or share is shares[0]:
                    grading.begin(name, verdicts[name][0], hangs=bool(ones[0].get("in_check")))
        graded, regrades = grading.result()
        return ProofSeen(
            proof,
            path,
            layout=self.layout,
            sheet=self.sheet,
            untrue=tuple((_line_of(self.layout, line), line, fault) for line, fault in example.result()["untrue"]),
            answer=answer,
            wrong=verdicts,
            handed_in=wrong,
            in_engine=graded,
            regrades=regrades,
            strength=measuring.result() if measuring is not None else None,
        )

    def papers(self) -> ProofSeen:
        """A proof whose learners hand in replies."""
        proof, path = self.entry.id, self.layout.path
        # Always all of them: a paper costs next to nothing, and some rules look for what happens on one in twenty.
        told = self.places.bench.papers(proof, path, WHOLE.answer).result()
        if problems := problems_told(told, path):
            return ProofSeen(proof, path, problems)
        papers: list[Mapping[str, Any]] = told["papers"]
        graded: dict[str, Verdict] = {}
        regrades: tuple[str, ...] = ()
        if all("questions" in paper for paper in papers):
            right = {question["number"]: question["reply"] for question in papers[0]["questions"]}
            graded = {
                "answer": self.grade(replies=right),
                "starter": self.grade(replies={}),
            }
            wrong = {**right, "1": "no reply that could be right"}
            again = list(self.places.graders.map(lambda _: self.grade(replies=wrong), range(self.extent.regrades)))
            graded["wrong"] = again[0]
            regrades = _different(again)
        return ProofSeen(
            proof,
            path,
            layout=self.layout,
            sheet=self.sheet,
            in_engine=graded,
            regrades=regrades,
            papers=tuple(papers),
        )

    def _ask(self, plays: list[Play]) -> Future[Result]:
        return self.places.bench.play(self.entry.id, self.layout.path, tuple(plays))

    def _heard(self, asked: Iterable[Future[Result]]) -> Result:
        """What came of several tasks, as if they had been one; of one that could not be done, nothing but why."""
        told = [promise.result() for promise in list(asked)]
        bad = next((each for each in told if problems_told(each, self.layout.path)), None)
        return bad or {
            "plays": [played for each in told for played in each["plays"]],
            "slowest": max((each["slowest"] for each in told), default=0.0),
        }

    def grade(self, source: str = "", replies: dict[str, str] | None = None) -> Verdict:
        job = Job(self.entry.id, self.layout.path, self.kit, self.extent.answer[0], source.encode(), replies)
        return self.places.engine.grade(job).verdict


class _Grading:
    """What the engine says of starter, answer and mistakes on the first seed: asked for while the bench still plays."""

    def __init__(self, examined: _Examined, wrong: Mapping[str, str]) -> None:
        self._examined = examined
        self._sources = {"starter": examined.sheet.starter, "answer": examined.sheet.reference, **wrong}
        self._asked = {name: self._ask(name) for name in ("starter", "answer")}
        self._hung: dict[str, Verdict] = {}

    def begin(self, name: str, played: Verdict, *, hangs: bool) -> None:
        """Have a mistake graded. A check that hangs on it would hang there too, and far longer: that is not tried."""
        if hangs:
            self._hung[name] = not_graded(played)
        else:
            self._asked[name] = self._ask(name)

    def result(self) -> tuple[dict[str, Verdict], tuple[str, ...]]:
        """The verdicts; and the different ones on one submission, graded many times."""
        graded = {name: promise.result() for name, promise in self._asked.items()}
        # A verdict that failed says more than one that passed; the fewer checks failed, the quicker it is given.
        failed = [name for name in graded if graded[name].status == "failed" and name not in ("starter", "answer")]
        name = min(failed, key=lambda name: _failed_checks(graded[name]), default="answer")
        again = [self._ask(name) for _ in range(self._examined.extent.regrades - 1)]
        return graded | self._hung, _different([graded[name], *(promise.result() for promise in again)])

    def _ask(self, name: str) -> Future[Verdict]:
        return self._examined.places.graders.submit(self._examined.grade, self._sources[name])


def _until_lost(plays: Iterable[list[Result]]) -> Iterator[Result]:
    """The verdicts of all plays, up to the first that never came."""
    for verdict in itertools.chain.from_iterable(plays):
        yield verdict
        if "lost" in verdict:
            return


def not_graded(hung: Verdict) -> Verdict:
    """What a learner would be told when a check hangs on what they wrote: that it is no fault of theirs."""
    return replace(hung, status="not_graded")


def _line_of(layout: Layout, words: str) -> int:
    """The first line of the file that holds this and nothing else."""
    return next((at for at, line in enumerate(layout.lines, 1) if line.strip() == words), 1)


def _failed_checks(verdict: Verdict) -> int:
    return sum(check.status == "failed" for check in verdict.checks)


def _different(verdicts: list[Verdict]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(json.dumps(verdict.as_dict(for_author=True), sort_keys=True) for verdict in verdicts))


# ---- lessons --------------------------------------------------------------------------------------------


def examine_lesson(skill: Skill, engine: Engine, limits: Limits = LESSON_LIMITS) -> LessonSeen:
    """Run a lesson's cells top to bottom, and every demo at its start and at the ends of its controls."""
    try:
        lesson = read_lesson(skill.path)
    except CourseProblems as found:
        return LessonSeen(skill.path, None, found.problems)
    code = [block for block in lesson.blocks if not isinstance(block, Prose)]
    imports = frozenset[str]().union(*(imports_of(block.source) for block in code))
    cells: dict[int, Ran] = {}
    calls: list[DemoCall] = []
    try:
        with engine.session(skill.kit, imports=imports, limits=limits) as session:
            for block in code:
                cells[block.line] = _seen(session.run(block.source), block.line)
                if isinstance(block, Demo) and not cells[block.line].failed:
                    for settings in settings_of(block.controls):
                        seen = _seen(session.demo(block.function, settings), block.line)
                        calls.append(DemoCall(block, settings, seen))
                        if seen.is_lost:
                            break
                if cells[block.line].is_lost or (calls and calls[-1].ran.is_lost):
                    break
    except SessionLost as lost:  # before the first cell
        line = code[0].line if code else 1
        cells[line] = Ran(line, failed=True, error=str(lost), is_lost=True)
    return LessonSeen(skill.path, lesson, cells=cells, calls=tuple(calls))


def settings_of(controls: tuple[Control, ...]) -> list[dict[str, Any]]:
    """The start, and for each control its ends (or every choice) with the others at their start."""
    start = {control.name: control.start for control in controls}
    found: list[dict[str, Any]] = [start]
    for control in controls:
        found += [{**start, control.name: value} for value in _ends(control) if value != control.start]
    return found


def _ends(control: Control) -> tuple[Any, ...]:
    if isinstance(control, Slider):
        return control.low, control.high
    return control.options if isinstance(control, Choice) else (False, True)


def _seen(happenings: Iterator[object], line: int) -> Ran:
    """What came of running something; `line` is where it begins."""
    try:
        return _heard(happenings, line)
    except SessionLost as lost:
        return Ran(line, failed=True, error=str(lost), is_lost=True)


def _heard(happenings: Iterator[object], line: int) -> Ran:
    shown: list[str] = []
    error, failed = "", False
    for happening in happenings:
        if isinstance(happening, Displayed):
            shown.append(happening.kind)
            if happening.kind == "error":
                content = happening.content
                error = f"{content.get('type', '')}: {content.get('message', '')}"
                line = _line_of_error(content, line)
        elif isinstance(happening, Ended):
            failed = happening.failed
    return Ran(line, failed, error, tuple(shown))


def _line_of_error(content: Mapping[str, Any], first: int) -> int:
    """The file's line, where the error tells one of the cell's."""
    line = content.get("line")
    return first + line - 1 if isinstance(line, int) else first
