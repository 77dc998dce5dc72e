"""`author check`: every rule on everything that was asked for, in parallel, and only where something changed.

What was found of a lesson or proof is taken from the cache while nothing it depends on is different. What is left is
run: in the engine, as learners' code is, and on the kit's bench, as the examiner plays. Neither is started when
nothing is left.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from mlestone.authoring.bench import Bench
from mlestone.authoring.cache import Cache, Found
from mlestone.authoring.examine import Places, examine_lesson, examine_proof
from mlestone.authoring.extent import SAMPLE, WHOLE, Extent
from mlestone.authoring.labs import LabPlaces, examine_lab
from mlestone.authoring.receipts import give_receipt, has_receipt
from mlestone.authoring.rule import Finding
from mlestone.authoring.rulebook import lesson_findings, proof_findings
from mlestone.authoring.rules_of_labs import lab_findings
from mlestone.authoring.seen import ProofSeen
from mlestone.authoring.selection import Selection, planned_in_words
from mlestone.authoring.strength import MUTATED, Measuring, Strength
from mlestone.base.errors import CourseProblems, MlestoneError
from mlestone.base.ids import KitName
from mlestone.course.model import Course, Kind, ProofEntry, Skill
from mlestone.engine.engine import Engine
from mlestone.engine.job import imports_of
from mlestone.engine.kit import Kit, KitMissing, KitPlanned, find_kit
from mlestone.proving.labs.folder import CHECKS, read_lab
from mlestone.proving.layout import BadProof, read_layout

UNRUN = frozenset({Kind.WRITE})
"""Kinds that nothing here can run."""


class CheckFailed(MlestoneError):
    """Something kept a lesson or proof from being looked at; it says which."""


Progress = Callable[[int, int, str], None]
"""Told after each lesson or proof: how many are done, of how many, and which it was."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a check."""

    findings: tuple[Finding, ...]
    strengths: tuple[Strength, ...]
    lessons: int
    proofs: int
    remembered: int
    """How many of these had not changed."""
    sampled: int
    """Of how many proofs a sample was played, because they had been played whole as they are."""
    planned_skills: int
    planned_proofs: int
    skipped: tuple[tuple[str, str], ...]
    """What could not be looked at here, and why."""
    missed: tuple[str, ...] = ()
    """Those of them that were asked for by name: a check without them is not what was asked for."""

    @property
    def is_clean(self) -> bool:
        """Whether everything asked for was looked at, and there is nothing to complain of."""
        return not self.findings and not self.missed

    def as_dict(self) -> dict[str, Any]:
        return {
            "schema": 1,
            "problems": [
                {
                    "rule": finding.rule,
                    "path": str(finding.problem.path),
                    "line": finding.problem.line,
                    "message": finding.problem.message,
                    "hint": finding.problem.hint,
                }
                for finding in self.findings
            ],
            "strength": {strength.proof: round(strength.score, 4) for strength in self.strengths},
            "lessons": self.lessons,
            "proofs": self.proofs,
            "remembered": self.remembered,
            "sampled": self.sampled,
            "planned": {"skills": self.planned_skills, "proofs": self.planned_proofs},
            "skipped": [{"what": what, "why": why} for what, why in self.skipped],
        }


class Workplaces:
    """The engine and the kits' benches, each started when the first proof asks for it.

    A kit has a bench for each of its tiers: what is played is forked, and a process that holds less is forked faster.
    """

    def __init__(self, course: Course, engine: Engine | None = None) -> None:
        self._given = engine
        self._engine = engine
        self._folders = (course.root, *course.beside)
        self._benches: dict[tuple[KitName, int], Bench] = {}
        self._graders = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="grader")
        self._lock = threading.Lock()

    def __enter__(self) -> Workplaces:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._graders.shutdown(cancel_futures=True)
        for bench in self._benches.values():
            bench.close()
        if self._engine is not None and self._engine is not self._given:
            self._engine.close()

    @property
    def engine(self) -> Engine:
        with self._lock:
            if self._engine is None:
                self._engine = Engine(courses=self._folders)
            return self._engine

    def bench(self, kit: Kit, proof: Path) -> Bench:
        """The smallest bench of the kit that holds what the proof imports."""
        tier = kit.tier_for(imports_of(proof.read_text(encoding="utf-8", errors="replace")))
        with self._lock:
            if (kit.name, tier) not in self._benches:
                modules = tuple(module for held in kit.tiers[: tier + 1] for module in held)
                self._benches[kit.name, tier] = Bench(kit, modules)
            return self._benches[kit.name, tier]

    def for_labs(self) -> LabPlaces:
        return LabPlaces(self.engine, self._graders)

    def of(self, kit: Kit, proof: Path) -> Places:
        return Places(self.engine, self.bench(kit, proof), self._graders)


@dataclass(frozen=True, slots=True)
class _Task:
    """A lesson or proof to look at."""

    path: Path
    name: str
    key: str
    look: Callable[[Workplaces], Found]
    is_lesson: bool = False
    extent: Extent | None = None
    """How much of it is played, where that is a question: of proofs that are no labs."""


def check(
    course: Course,
    selection: Selection,
    cache: Cache,
    *,
    quick: bool = False,
    engine: Engine | None = None,
    on_progress: Progress | None = None,
) -> Report:
    """Look at everything selected; if `quick`, at no more than a sample of the proofs that have a receipt.

    An `engine` that runs already is used; else one is started if it is needed.
    """
    tasks, skipped = _tasks(course, selection, cache, quick=quick)
    found = {task.path: known for task in tasks if (known := cache.get(task.path, task.key)) is not None}
    remembered = len(found)
    left = [task for task in tasks if task.path not in found]
    if left:
        found |= _looked_at(course, left, cache, engine, on_progress)
    for task in tasks:
        if task.extent is WHOLE and not found[task.path].findings and found[task.path].lasts:
            give_receipt(task.path)
    in_order = [found[task.path] for task in tasks]
    lessons = sum(task.is_lesson for task in tasks)
    return Report(
        findings=tuple(finding for each in in_order for finding in each.findings),
        strengths=tuple(each.strength for each in in_order if each.strength is not None),
        lessons=lessons,
        proofs=len(tasks) - lessons,
        remembered=remembered,
        sampled=sum(task.extent is SAMPLE for task in tasks),
        planned_skills=len(selection.lessons) - len(selection.written_lessons),
        planned_proofs=len(selection.proofs) - len(selection.written_proofs),
        skipped=skipped,
        missed=tuple(what for what, _ in skipped if what in {entry.id for entry in selection.named}),
    )


def measure(course: Course, selection: Selection, on_progress: Progress | None = None) -> tuple[Strength, ...]:
    """`author strength`: the mutation score of every proof that has an answer, measured afresh.

    Raises `BadProof` with the problems of all files that cannot be used, and `KitMissing`.
    """
    layouts = {
        entry: read_layout(entry.path)
        for entry in selection.written_proofs
        if entry.path is not None and entry.kind in MUTATED
    }
    problems = [problem for layout in layouts.values() for problem in layout.problems]
    if problems:
        raise BadProof(problems)
    kits = {entry: find_kit(course.skill(entry.skill).kit_of(entry)) for entry in layouts}
    measured: list[Strength] = []
    with Workplaces(course) as places:
        asked = [
            Measuring(entry.id, layout, places.bench(kits[entry], layout.path)) for entry, layout in layouts.items()
        ]
        for measuring in asked:
            measuring.begin()
        for measuring in asked:
            strength = measuring.result()
            if strength is None:
                raise MlestoneError(
                    f"The answer of {measuring.proof} does not pass: mlestone author check {measuring.proof}"
                )
            measured.append(strength)
            if on_progress is not None:
                on_progress(len(measured), len(asked), strength.proof)
    return tuple(measured)


def problems_of_course(problems: CourseProblems) -> Report:
    """What there is to report when the course itself cannot be opened."""
    findings = tuple(Finding("course", problem) for problem in problems.problems)
    return Report(findings, (), 0, 0, 0, 0, 0, 0, ())


def _tasks(
    course: Course, selection: Selection, cache: Cache, *, quick: bool
) -> tuple[list[_Task], tuple[tuple[str, str], ...]]:
    """What to look at, and what cannot be looked at on this machine."""
    tasks: list[_Task] = []
    skipped: list[tuple[str, str]] = []
    for skill in selection.written_lessons:
        kit = _kit(skill.kit)
        if isinstance(kit, str):
            skipped.append((skill.id, kit))
        else:
            tasks.append(_lesson_task(skill, kit, cache))
    skipped += [(entry.id, f"It is {planned_in_words(entry)}") for entry in selection.named if entry.planned]
    for entry in selection.written_proofs:
        kit = _kit(course.skill(entry.skill).kit_of(entry))
        if entry.kind in UNRUN:
            skipped.append((entry.id, f"Proofs of kind {entry.kind} cannot be checked yet."))
        elif isinstance(kit, str):
            skipped.append((entry.id, kit))
        elif entry.kind is Kind.LAB:
            tasks.append(_lab_task(entry, kit, cache))
        else:
            tasks.append(_proof_task(entry, kit, cache, quick=quick))
    return tasks, tuple(skipped)


def _kit(name: KitName) -> Kit | str:
    """The kit, or why it is not here."""
    try:
        return find_kit(name)
    except (KitMissing, KitPlanned) as error:
        return str(error)


def _lesson_task(skill: Skill, kit: Kit, cache: Cache) -> _Task:
    def look(places: Workplaces) -> Found:
        return Found(lesson_findings(examine_lesson(skill, places.engine)))

    return _Task(skill.path, skill.id, cache.key(skill.path, kit, "lesson"), look, is_lesson=True)


def _proof_task(entry: ProofEntry, kit: Kit, cache: Cache, *, quick: bool) -> _Task:
    path = entry.path
    assert path is not None
    extent = SAMPLE if quick and has_receipt(path) else WHOLE

    def look(places: Workplaces) -> Found:
        seen = examine_proof(entry, kit.name, places.of(kit, path), extent)
        return Found(proof_findings(seen), seen.strength, lasts=not _is_ours(seen))

    key = cache.key(path, kit, entry.id, entry.kind, "whole" if extent.is_whole else "sample")
    return _Task(path, entry.id, key, look, extent=extent)


def _lab_task(entry: ProofEntry, kit: Kit, cache: Cache) -> _Task:
    assert entry.path is not None
    lab = read_lab(entry.path)
    path = entry.path / CHECKS

    def look(places: Workplaces) -> Found:
        seen = examine_lab(entry, kit.name, places.for_labs())
        lasts = all(verdict.status != "not_graded" for verdict in seen.verdicts)
        return Found(lab_findings(seen), lasts=lasts)

    return _Task(path, entry.id, cache.key(path, kit, entry.id, entry.kind, lab.content), look)


def _is_ours(seen: ProofSeen) -> bool:
    """Whether the engine failed to judge something: that may be its trouble of the moment."""
    return any(verdict.status == "not_graded" for verdict in seen.in_engine.values())


def _looked_at(
    course: Course, tasks: list[_Task], cache: Cache, engine: Engine | None, on_progress: Progress | None
) -> dict[Path, Found]:
    found: dict[Path, Found] = {}
    lock = threading.Lock()

    def look(task: _Task) -> None:
        try:
            result = task.look(places)
        except MlestoneError as error:
            raise CheckFailed(f"{task.name} could not be checked: {error}") from error
        except Exception as error:  # ours to mend, and whoever does has to know where it came up
            error.add_note(f"while checking {task.name} ({task.path})")
            raise
        cache.put(task.path, task.key, result)
        with lock:
            found[task.path] = result
            if on_progress is not None:
                on_progress(len(found), len(tasks), task.name)

    with Workplaces(course, engine) as places:
        # More than there are cores: while some wait for the last of their plays, others can begin. The longest files
        # take longest, and what begins last should not.
        longest_first = sorted(tasks, key=lambda task: task.path.stat().st_size, reverse=True)
        with ThreadPoolExecutor((os.cpu_count() or 1) + 2) as pool:
            for _ in pool.map(look, longest_first):
                pass
    return found
