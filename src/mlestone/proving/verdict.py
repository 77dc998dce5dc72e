"""What came of an attempt, as plain data.

A verdict says what a learner may see and nothing else: no check's source, no path, no answer, and no
expected value the proof keeps secret. The same attempt with the same seed gives the same verdict to the bit,
so nothing in it depends on the clock or on the machine; timings travel beside it.

`schema` is the version of this layout. Fields may be added under one version, so readers ignore what they do
not know; a field that is renamed, removed or changes its meaning makes a new version. docs/verdict.md tells
other programs about the fields; `python -m mlestone.proving.verdict` prints the JSON Schema.
"""

import json
import sys
from dataclasses import dataclass, replace
from typing import Annotated, Final, Literal

from mlestone.proving.drawing import Drawing
from mlestone.proving.record import BadRecord, Plain, as_plain, from_plain, json_schema
from mlestone.proving.shown import Shown

SCHEMA: Final = 1

Status = Literal["passed", "failed", "not_attempted", "crashed", "out_of_limits", "not_graded"]
CheckStatus = Literal["passed", "failed", "not_run"]
Limit = Literal["time", "memory", "output", "processes", "source"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """An exception in the learner's code, at the learner's own line."""

    type: Annotated[str, "Name of the exception's type."]
    message: Annotated[str, "Its message, cut when it is long."]
    line: Annotated[int | None, "The last line of the learner's source that took part."] = None
    code: Annotated[str | None, "That line's text."] = None


@dataclass(frozen=True, slots=True)
class Recognised:
    """A mistake the author foresaw and the learner's code behaves like."""

    name: Annotated[str, "The mistake's name in the proof."]
    sentence: Annotated[str, "The sentence that helps whoever made it."]
    target: Annotated[str, "The answer it is a wrong version of."]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One requirement of the proof and what came of it."""

    sentence: Annotated[str, "The requirement."]
    status: Annotated[CheckStatus, "Whether it is met; not_run when the learner's process was gone before."]
    call: Annotated[str | None, "The call of the learner's code it is about."] = None
    got: Annotated[Shown | None, "What came back."] = None
    expected: Annotated[Shown | None, "What was expected, if the proof shows it."] = None
    difference: Annotated[str | None, "Where got and expected differ first, or what else is wrong."] = None
    trouble: Annotated[Trouble | None, "The exception the learner's code raised."] = None
    mistake: Annotated[Recognised | None, "The mistake recognised in this check."] = None
    printed: Annotated[str, "What the learner's code printed in this check, cut when it is long."] = ""
    note: Annotated[str | None, "One more thing that helps."] = None
    figure: Annotated[Drawing | None, "The figure of the learner's it is about."] = None
    figure_expected: Annotated[Drawing | None, "The author's figure of the same, if the proof shows it."] = None


@dataclass(frozen=True, slots=True)
class Score:
    """How good a reply to a data challenge is, between the baseline's score and the reference's."""

    metric: Annotated[str, "The metric's name."]
    better: Annotated[Literal["lower", "higher"], "Which direction is better."]
    value: Annotated[float | None, "The learner's score; null when the reply could not be scored."]
    bar: Annotated[float, "The score to reach."]
    baseline: Annotated[float, "The score of the naive solution."]
    reference: Annotated[float, "The score of the author's answer."]


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply of a question proof."""

    number: Annotated[str, "Which question of the paper, from 1."]
    right: Annotated[bool, "Whether it is right."]
    got: Annotated[str, "The reply as it was understood."]
    sentence: Annotated[str | None, "What the reply gives away about a misconception."] = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one attempt."""

    proof: Annotated[str, "Id of the proof: skill/proof."]
    kind: Annotated[str, "Kind of the proof."]
    status: Annotated[Status, "What came of the attempt."]
    seed: Annotated[int, "The seed of the attempt; with it the verdict can be made again, to the bit."]
    content: Annotated[str, "Short hash of the proof's file: another hash, another version of the proof."]
    summary: Annotated[str, "The one sentence that helps most."]
    mistake: Annotated[Recognised | None, "The first mistake recognised."] = None
    checks: Annotated[tuple[CheckResult, ...], "All checks, in the proof's order."] = ()
    score: Annotated[Score | None, "For data proofs."] = None
    replies: Annotated[tuple[Reply, ...], "For question proofs."] = ()
    trouble: Annotated[Trouble | None, "Why the source could not be imported."] = None
    limit: Annotated[Limit | None, "Which limit was passed."] = None
    printed: Annotated[str, "What the source printed while it was imported."] = ""
    schema: Annotated[Literal[1], "Version of this layout."] = SCHEMA
    author_detail: Annotated[str | None, "For the proof's author: what went wrong in the proof."] = None

    @property
    def passed(self) -> bool:
        return self.status == "passed"

    def as_dict(self, *, for_author: bool = False) -> Plain:
        """The verdict as plain data, ready for JSON. Only `for_author` does it hold `author_detail`."""
        data = as_plain(self if for_author else self.for_learner())
        if not for_author:
            del data["author_detail"]
        return {"schema": data.pop("schema"), **data}

    def for_learner(self) -> "Verdict":
        return replace(self, author_detail=None)

    @classmethod
    def from_dict(cls, data: object) -> "Verdict":
        """The verdict `as_dict` made; raises `BadRecord` when it is of another schema or is none."""
        if isinstance(data, dict) and data.get("schema", SCHEMA) != SCHEMA:
            found = data["schema"]
            raise BadRecord(f"This verdict has schema {found!r}; this MLestone reads schema {SCHEMA}.")
        return from_plain(cls, data)


def verdict_schema() -> Plain:
    """The JSON Schema of `Verdict.as_dict()`."""
    schema = json_schema(Verdict, identifier="urn:mlestone:verdict:1", title="MLestone verdict")
    del schema["properties"]["author_detail"]
    schema["required"].remove("author_detail")
    schema["required"].insert(0, schema["required"].pop(schema["required"].index("schema")))
    return schema


def _main() -> None:
    sys.stdout.write(json.dumps(verdict_schema(), indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    _main()
