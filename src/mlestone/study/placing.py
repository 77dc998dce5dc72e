"""Placement: a few questions, each chosen for what it tells about all skills, and credit for what they show.

A placement has no state but its answers, and those are in the log: it may be left at any moment and taken up again, by
any front door. Which proof asks about a skill, and with which numbers, follows from the placement and its number of
answers, so that a question is the same when it is shown a second time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from mlestone.base.errors import MlestoneError
from mlestone.base.ids import SkillId
from mlestone.course.model import Kind, ProofEntry, Skill
from mlestone.learning.events import Contested, PlacementAnswered, PlacementEnded
from mlestone.learning.placement import Answer, Placement, begin
from mlestone.learning.standing import Held
from mlestone.proving.replies import label
from mlestone.study.desk import Desk
from mlestone.study.marking import complaint_about
from mlestone.study.study import SEEDS
from mlestone.study.views import View

if TYPE_CHECKING:
    from mlestone.proving.verdict import Verdict

LIMIT = 25
# A task of so many words, and a function of so many lines, take a minute or two of someone who can.
_TINY_WORDS, _TINY_LINES = 120, 16


@dataclass(frozen=True, slots=True)
class PlacementQuestion(View):
    """One question of a placement."""

    number: int
    at_most: int
    skill: str
    title: str
    proof: str
    seed: int
    form: Literal["number", "choice", "text", "array", "code"]
    text: str
    choices: tuple[str, ...]
    letters: tuple[str, ...]
    unit: str
    note: str
    starter: str


@dataclass(frozen=True, slots=True)
class Placing(View):
    """How a placement stands."""

    placement: str
    answered: int
    at_most: int
    question: PlacementQuestion | None
    finished: bool
    complaint: str
    right: bool | None
    credited: tuple[str, ...]
    certain: float
    askable: int
    skills: int


def place(desk: Desk) -> Placing:
    """Where the unfinished placement stands, or the first question of a new one."""
    record = desk.journal.catch_up()
    if record.placement is not None:
        return _shown(desk, record.placement.id)
    from secrets import token_hex

    return _shown(desk, token_hex(8))


def answer(desk: Desk, placement: str, reply: str) -> Placing:
    """Grade a reply to the question at hand. One that cannot be read is sent back, and counts as nothing."""
    desk.journal.catch_up()
    shown = _shown(desk, placement)
    if shown.question is None:
        return shown
    graded = _grade(desk, shown.question, reply)
    if isinstance(graded, str):
        return replace(shown, complaint=graded)
    return replace(_log_answer(desk, shown, shown.question, right=graded), right=graded)


def skip(desk: Desk, placement: str) -> Placing:
    """Pass over the question at hand."""
    desk.journal.catch_up()
    shown = _shown(desk, placement)
    return shown if shown.question is None else _log_answer(desk, shown, shown.question, right=None)


def end(desk: Desk, placement: str) -> Placing:
    """Credit what the answers show so far. A placement without answers credits nothing and leaves no trace."""
    desk.journal.catch_up()
    if desk.record.placed == placement:
        return _ended(desk, placement)
    state = _state(desk, placement)
    credited, beliefs = _credit(state)
    if state.answers:
        desk.journal.append(PlacementEnded(placement, credited, beliefs))
    return _view(desk, placement, state, question=None, finished=True)


def _credit(state: Placement) -> tuple[tuple[SkillId, ...], tuple[int, ...]]:
    """What is credited, and how firmly. Without a single right answer there is nothing to go by but prejudice."""
    if not any(each.right for each in state.answers):
        return (), ()
    outcome = state.outcome()
    return outcome.credited, outcome.beliefs


def _ended(desk: Desk, placement: str) -> Placing:
    """A placement that has ended, as it was then."""
    given: list[Answer] = []
    credited: tuple[SkillId, ...] = ()
    for event in desk.journal.log.events(kinds=(PlacementAnswered.kind, PlacementEnded.kind)):
        what = event.what
        if isinstance(what, PlacementAnswered) and what.placement == placement:
            given.append(Answer(what.skill, what.right))
        elif isinstance(what, PlacementEnded) and what.placement == placement:
            credited = what.credited
    state = _begun(desk, given)
    return replace(_view(desk, placement, state, question=None, finished=True), credited=credited)


def contest(desk: Desk, skill: str) -> None:
    """Give back what was credited."""
    found = desk.course.skill(skill)
    desk.journal.catch_up()
    if desk.record.skill(found.id).credit is None:
        raise MlestoneError(f"{found.id} was not credited, so there is nothing to contest.")
    desk.journal.append(Contested(found.id))


def _log_answer(desk: Desk, shown: Placing, question: PlacementQuestion, *, right: bool | None) -> Placing:
    _, entry = desk.written(question.proof)
    skill = SkillId(question.skill)
    desk.journal.append(PlacementAnswered(shown.placement, skill, right, entry.id, question.seed))
    return _shown(desk, shown.placement)


# ---- the state, from the log --------------------------------------------------------------------------------


def _state(desk: Desk, placement: str) -> Placement:
    open_one = desk.record.placement
    answers = open_one.answers if open_one is not None and open_one.id == placement else ()
    return _begun(desk, [Answer(each.skill, each.right) for each in answers])


def _begun(desk: Desk, answers: list[Answer]) -> Placement:
    proved = [skill for skill, standing in desk.standings().items() if standing.held is Held.PROVED]
    return begin(desk.course, askable(desk), proved=proved, answers=answers, limit=LIMIT)


def askable(desk: Desk) -> Mapping[SkillId, ProofEntry]:
    """The skills one can ask about, each with the proof that asks: questions, or else a very short function."""
    found = {skill.id: _asking(desk, skill) for skill in desk.course.skills.values()}
    return {skill: entry for skill, entry in found.items() if entry is not None}


def _asking(desk: Desk, skill: Skill) -> ProofEntry | None:
    written = [proof for proof in skill.proofs if not proof.planned]
    for proof in written:
        if proof.kind is Kind.QUESTION:
            return proof
    from mlestone.study.kits import lacking

    if lacking(skill.kit) is not None:  # nobody installs something to be asked a question
        return None
    short = [proof for proof in written if proof.kind is Kind.CODE and _is_tiny(desk, proof)]
    return short[0] if short else None


def _is_tiny(desk: Desk, proof: ProofEntry) -> bool:
    sheet = desk.sheet(proof)
    return len(sheet.prompt.split()) <= _TINY_WORDS and len(sheet.reference.splitlines()) <= _TINY_LINES


def _shown(desk: Desk, placement: str) -> Placing:
    """The placement with its next question; one that knows enough is ended."""
    if desk.record.placed == placement:
        return _ended(desk, placement)
    state = _state(desk, placement)
    asked = state.question()
    if asked is None:
        return end(desk, placement)
    question = _draw(desk, placement, asked.number, askable(desk)[asked.skill])
    return _view(desk, placement, state, question=question, finished=False)


def _view(
    desk: Desk, placement: str, state: Placement, *, question: PlacementQuestion | None, finished: bool
) -> Placing:
    credited, _ = _credit(state)
    return Placing(
        placement=placement,
        answered=len(state.answers),
        at_most=state.limit,
        question=question,
        finished=finished,
        complaint="",
        right=None,
        credited=credited,
        certain=round(state.outcome().expected_right, 4),
        askable=len(askable(desk)),
        skills=len(desk.course.skills),
    )


# ---- questions ----------------------------------------------------------------------------------------------


def _draw(desk: Desk, placement: str, number: int, entry: ProofEntry) -> PlacementQuestion:
    """The question that asks about a skill, with the numbers of this placement."""
    hashed = hashlib.blake2b(f"{placement} {number}".encode(), digest_size=8).digest()
    seed = int.from_bytes(hashed, "big") % SEEDS
    skill = desk.course.skill(entry.skill)
    blank = PlacementQuestion(
        number=number,
        at_most=LIMIT,
        skill=skill.id,
        title=skill.title,
        proof=entry.id,
        seed=seed,
        form="code",
        text="",
        choices=(),
        letters=(),
        unit="",
        note="",
        starter="",
    )
    if entry.kind is not Kind.QUESTION:
        sheet = desk.sheet(entry)
        return replace(blank, text=sheet.prompt, note=sheet.tolerance.in_words(), starter=sheet.starter)
    asked = _asked(desk, entry, seed)
    return replace(
        blank,
        form=asked["form"],
        text=asked["text"],
        choices=tuple(asked["choices"]),
        letters=tuple(label(index) for index in range(len(asked["choices"]))),
        unit=asked["unit"],
        note=asked["note"],
    )


def _asked(desk: Desk, entry: ProofEntry, seed: int) -> dict[str, Any]:
    """One question of the proof's paper for this seed: which one, the seed says too."""
    questions = desk.study.questions(entry.id, seed)
    return questions[seed % len(questions)]


def _grade(desk: Desk, question: PlacementQuestion, reply: str) -> bool | str:
    """Whether the reply is right; or what keeps it from being read."""
    _, entry = desk.written(question.proof)
    if question.form == "code":
        verdict = desk.study.submit(entry.id, reply.encode("utf-8", "surrogateescape"), question.seed).verdict
        return "Nothing was written yet." if verdict.status == "not_attempted" else _counted(verdict).passed
    asked = _asked(desk, entry, question.seed)
    if complaint := complaint_about(asked, reply):
        return complaint
    verdict = desk.study.mark(entry.id, {asked["number"]: reply}, question.seed)
    marked = [each.right for each in _counted(verdict).replies if each.number == asked["number"]]
    return all(marked) if marked else "The reply could not be read."


def _counted(verdict: Verdict) -> Verdict:
    if verdict.status == "not_graded":
        raise MlestoneError(f"{verdict.summary} The question stands.")
    return verdict
