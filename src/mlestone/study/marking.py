"""Papers of question proofs: shown question by question, and looked over before they are marked.

A paper is evidence once, because afterwards the learner knows which replies were wrong. So nobody's paper is marked
before it is whole and readable, and none is marked a second time.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlestone.base.errors import MlestoneError
from mlestone.base.ids import ProofId
from mlestone.learning.events import Submitted
from mlestone.proving.questions import PaperQuestion as Asked
from mlestone.proving.replies import label
from mlestone.study.opening import find_file
from mlestone.study.papers import read_replies
from mlestone.study.views import View

if TYPE_CHECKING:
    from mlestone.engine.job import Job
    from mlestone.study.desk import Desk


class AlreadyMarked(MlestoneError):
    """A paper that was marked before: which replies are wrong is known by now."""


class NotFilledIn(MlestoneError):
    """A paper with replies that are missing or cannot be read. It was not marked, and no attempt spent."""


@dataclass(frozen=True, slots=True)
class Question(View):
    """One question of a paper, with what was replied so far."""

    number: str
    form: str
    text: str
    choices: tuple[str, ...]
    letters: tuple[str, ...]
    unit: str
    note: str
    reply: str


@dataclass(frozen=True, slots=True)
class Paper(View):
    """The paper in a file of the workspace."""

    proof: str
    seed: int
    file: Path
    questions: tuple[Question, ...]


def paper(desk: Desk, proof_or_path: str) -> Paper:
    """The paper a question proof's file holds."""
    file = find_file(desk, proof_or_path)
    seed, replies = read_replies(desk.files.read(file.path).decode("utf-8", "replace"))
    if seed is None:
        raise NotFilledIn(f"{file.path} has no line `seed: …`, so nobody knows which questions these are.")
    questions = tuple(_shown(asked, replies) for asked in desk.study.questions(file.proof, seed))
    return Paper(file.proof, seed, file.path, questions)


def _shown(asked: dict[str, Any], replies: dict[str, str]) -> Question:
    choices = tuple(asked["choices"])
    return Question(
        number=asked["number"],
        form=asked["form"],
        text=asked["text"],
        choices=choices,
        letters=tuple(label(index) for index in range(len(choices))),
        unit=asked["unit"],
        note=asked["note"],
        reply=replies.get(asked["number"], ""),
    )


def look_over(desk: Desk, job: Job, purpose: str) -> None:
    """Refuse a paper that is not whole, or was marked before. One without any reply is merely not attempted."""
    replies = job.replies
    if not replies:
        return
    _refuse_marked(desk, job, purpose)
    complaints = [
        f"  question {asked['number']}: {complaint}"
        for asked in desk.study.questions(job.proof, job.seed)
        if (complaint := complaint_about(asked, replies.get(asked["number"], "")))
    ]
    if complaints:
        raise NotFilledIn("\n".join(["Not marked yet; this is no attempt.", *complaints]))


def complaint_about(asked: dict[str, Any], reply: str) -> str:
    """What keeps a reply to this question from being read, or nothing."""
    return Asked(**{**asked, "choices": tuple(asked["choices"])}).complaint(reply)


def _refuse_marked(desk: Desk, job: Job, purpose: str) -> None:
    done = desk.record.proof(ProofId(job.proof))
    if done.judged is None or done.status != "failed":
        return
    marked = desk.journal.log.event(done.judged).what
    if isinstance(marked, Submitted) and marked.seed == job.seed:
        raise AlreadyMarked(f"This paper of {job.proof} has been marked already. {another_paper(job.proof, purpose)}")


def another_paper(proof: str, purpose: str) -> str:
    """How to get one."""
    command = "mlestone review" if purpose == "review" else f"mlestone reset {proof}"
    return f"`{command}` writes one with other numbers; yours is kept beside it."
