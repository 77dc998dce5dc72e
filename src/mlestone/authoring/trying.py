"""`author try`: a proof as its learner meets it, and what becomes of whoever makes each mistake.

The answer is played before anything else. Where that does not pass, no verdict means anything, and none is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mlestone.authoring.bench import Play, problems_told, read_verdict
from mlestone.authoring.examine import Places, wrong_sources
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
        answer = self._answer()
        if only is None or not answer.passed:
            yield ANSWER, answer
        if not answer.passed:
            return
        for name, source in (*wrong.items(), (STARTER, self.sheet.starter)):
            if only in (None, name):
                yield name, self._grade(source)

    def as_dict(self, verdicts: Mapping[str, Verdict]) -> dict[str, Any]:
        return {
            "schema": 1,
            "proof": self.entry.id,
            "seed": self.seed,
            "title": self.sheet.title,
            "kind": self.sheet.kind,
            "prompt": self.sheet.prompt,
            "tolerance": self.sheet.tolerance.in_words(),
            "starter": self.sheet.starter,
            "hints": list(self.sheet.hints),
            "questions": [dict(question) for question in self.questions],
            "verdicts": {name: verdict.as_dict(for_author=True) for name, verdict in verdicts.items()},
        }

    def _answer(self) -> Verdict:
        """What becomes of the answer. What never ends is ended on the bench: earlier, and its line is known."""
        play = Play(self.sheet.reference, (self.seed,))
        told = self.places.bench.play(self.entry.id, self.layout.path, (play,)).result()
        if problems := problems_told(told, self.layout.path):
            raise BadProof(problems)
        played = read_verdict(told["plays"][0][0], self.entry.id)
        return played if played.status == "out_of_limits" else self._grade(self.sheet.reference)

    def _grade(self, source: str = "", replies: dict[str, str] | None = None) -> Verdict:
        job = Job(self.entry.id, self.layout.path, self.kit, self.seed, source.encode(), replies)
        return self.places.engine.grade(job).verdict


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
