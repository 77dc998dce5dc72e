"""`author try`: a proof as its learner meets it, and what becomes of whoever makes each mistake.

The answer is played before anything else. Where that does not pass, no verdict means anything, and none is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from mlestone.authoring.bench import Play, Result, problems_told, read_verdict
from mlestone.authoring.examine import Places, not_graded, wrong_sources
from mlestone.base.errors import UnknownName
from mlestone.base.ids import KitName
from mlestone.course.model import ProofEntry
from mlestone.engine.job import Job
from mlestone.proving.layout import BadProof, Layout, read_layout
from mlestone.proving.sheet import Sheet, sheet_of
from mlestone.proving.verdict import Verdict

ANSWER = "the answer"
REPLIES = "the right replies"
STARTER = "the starter"
_LEAST, _MOST = 2.0, 10.0
_TIMES = 40
"""A check's own code hangs that goes on for so many times what the whole answer took, within these seconds."""


@dataclass(frozen=True, slots=True)
class Trying:
    """A proof that is tried on one seed."""

    entry: ProofEntry
    kit: KitName
    places: Places
    seed: int
    layout: Layout
    sheet: Sheet
    questions: tuple[Mapping[str, Any], ...] = ()
    """Of a question proof: see `authoring.papers`."""

    def verdicts(self, only: str | None = None) -> Iterator[tuple[str, Verdict]]:
        """By name, each as it is found: the answer's; if that is passed, the mistakes' and the starter's.

        With the name of one mistake, bug or baseline, `only` that; the answer then is told if it does not pass.
        Raises `BadProof` when the file cannot be used, and `UnknownName` for a mistake that is not there.
        """
        wrong = {} if self.sheet.kind == "question" else wrong_sources(self.layout)
        if only is not None and only not in wrong:
            raise UnknownName(f"mistake of {self.entry.id} called", only, wrong)
        if self.sheet.kind == "question":
            yield REPLIES, self._grade(replies={each["number"]: each["reply"] for each in self.questions})
            return
        answer, seconds = self._answer()
        if only is None or not answer.passed:
            yield ANSWER, answer
        if not answer.passed:
            return
        asked = {name: source for name, source in wrong.items() if only in (None, name)}
        for name, hung in self._hung(asked, seconds):
            yield name, hung or self._grade(wrong[name])
        if only is None:
            yield STARTER, self._grade(self.sheet.starter)

    def as_dict(self, verdicts: Mapping[str, Verdict]) -> dict[str, Any]:
        return tried(self.entry, self.seed, self.sheet, self.questions, verdicts)

    def _answer(self) -> tuple[Verdict, float]:
        """What becomes of the answer, and how long a mistake may be played before the check counts as hanging.

        What never ends is ended on the bench: earlier, and its line is known.
        """
        told = self._play(self.sheet.reference, _MOST).result()
        if problems := problems_told(told, self.layout.path):
            raise BadProof(problems)
        played = read_verdict(told["plays"][0][0], self.entry.id)
        verdict = played if played.status == "out_of_limits" else self._grade(self.sheet.reference)
        return verdict, min(_MOST, max(_LEAST, _TIMES * told["slowest"]))

    def _hung(self, sources: Mapping[str, str], seconds: float) -> Iterator[tuple[str, Verdict | None]]:
        """For each, in order, the verdict if a check hangs on it: in the engine that would take far longer to find."""
        asked = {name: self._play(source, seconds) for name, source in sources.items()}
        for name, promise in asked.items():
            told = promise.result()
            ((last,),) = told.get("plays", (({},),))
            yield name, not_graded(read_verdict(last, self.entry.id)) if last.get("in_check") else None

    def _play(self, source: str, seconds: float) -> Future[Result]:
        return self.places.bench.play(self.entry.id, self.layout.path, (Play(source, (self.seed,), seconds=seconds),))

    def _grade(self, source: str = "", replies: dict[str, str] | None = None) -> Verdict:
        job = Job(self.entry.id, self.layout.path, self.kit, self.seed, source.encode(), replies)
        return self.places.engine.grade(job).verdict


def tried(
    entry: ProofEntry,
    seed: int,
    sheet: Sheet,
    questions: Sequence[Mapping[str, Any]],
    verdicts: Mapping[str, Verdict],
) -> dict[str, Any]:
    """What `author try --json` prints: the proof as a learner sees it, and each verdict."""
    return {
        "schema": 1,
        "proof": entry.id,
        "seed": seed,
        "title": sheet.title,
        "kind": sheet.kind,
        "prompt": sheet.prompt,
        "tolerance": sheet.tolerance.in_words(),
        "starter": sheet.starter,
        "hints": list(sheet.hints),
        "questions": [dict(question) for question in questions],
        "verdicts": {name: verdict.as_dict(for_author=True) for name, verdict in verdicts.items()},
    }


def begin_trying(entry: ProofEntry, kit: KitName, places: Places, seed: int) -> Trying:
    """Read a proof, and draw a paper of it if it is one of questions. Raises `BadProof` when it cannot be used."""
    assert entry.path is not None
    layout = read_layout(entry.path)
    if layout.problems:
        raise BadProof(layout.problems)
    sheet = sheet_of(layout)
    if sheet.kind != "question":
        return Trying(entry, kit, places, seed, layout, sheet)
    told = places.bench.papers(entry.id, entry.path, (seed,)).result()
    (paper,) = told.get("papers") or [told]
    if problems := problems_told(paper, entry.path):
        raise BadProof(problems)
    return Trying(entry, kit, places, seed, layout, sheet, tuple(paper["questions"]))
