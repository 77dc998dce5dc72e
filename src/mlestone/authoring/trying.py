"""`author try`: a proof as its learner meets it, and what becomes of whoever makes each mistake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mlestone.authoring.bench import Play, problems_told, read_verdict
from mlestone.authoring.examine import Places, wrong_sources
from mlestone.base.errors import MlestoneError
from mlestone.base.ids import KitName
from mlestone.course.model import ProofEntry
from mlestone.engine.job import Job
from mlestone.proving.layout import BadProof, read_layout
from mlestone.proving.sheet import Sheet, sheet_of
from mlestone.proving.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Tried:
    """A proof tried once, on one seed."""

    proof: str
    sheet: Sheet
    seed: int
    verdicts: Mapping[str, Verdict]
    """The mistakes' by name, then "the starter" and "the answer"."""
    questions: tuple[Mapping[str, Any], ...] = ()
    """Of a question proof: see `authoring.papers`."""

    def as_dict(self) -> dict[str, Any]:
        return {
            "schema": 1,
            "proof": self.proof,
            "seed": self.seed,
            "title": self.sheet.title,
            "kind": self.sheet.kind,
            "prompt": self.sheet.prompt,
            "tolerance": self.sheet.tolerance.in_words(),
            "starter": self.sheet.starter,
            "hints": list(self.sheet.hints),
            "questions": [dict(question) for question in self.questions],
            "verdicts": {name: verdict.as_dict(for_author=True) for name, verdict in self.verdicts.items()},
        }


def try_proof(entry: ProofEntry, kit: KitName, places: Places, seed: int) -> Tried:
    """Grade what a learner could hand in, in the engine. Raises `BadProof` when the file cannot be used."""
    assert entry.path is not None
    layout = read_layout(entry.path)
    if layout.problems:
        raise BadProof(layout.problems)
    sheet = sheet_of(layout)

    def grade(source: str = "", replies: dict[str, str] | None = None) -> Verdict:
        assert entry.path is not None
        return places.engine.grade(Job(entry.id, entry.path, kit, seed, source.encode(), replies)).verdict

    if sheet.kind == "question":
        told = places.bench.papers(entry.id, entry.path, (seed,)).result()
        (paper,) = told.get("papers") or [told]
        if problems := problems_told(paper, entry.path):
            raise BadProof(problems)
        replies = {question["number"]: question["reply"] for question in paper["questions"]}
        right = grade(replies=replies)
        return Tried(entry.id, sheet, seed, {"the right replies": right}, tuple(paper["questions"]))
    # On the bench what never ends is ended early, and its line is known.
    told = places.bench.play(entry.id, entry.path, (Play(sheet.reference, (seed,)),)).result()
    if problems := problems_told(told, entry.path):
        raise BadProof(problems)
    answer = read_verdict(told["plays"][0][0], entry.id)
    if answer.status == "out_of_limits":
        raise MlestoneError(f"The answer of {entry.id} is not judged. {answer.author_detail or answer.summary}")
    verdicts = {name: grade(source) for name, source in wrong_sources(layout).items()}
    verdicts |= {"the starter": grade(sheet.starter), "the answer": grade(sheet.reference)}
    return Tried(entry.id, sheet, seed, verdicts)
