"""Routes of a proof: its page, the file it is written in, hints, attempts, the answer."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from mlestone.base.ids import KitName, ProofId
from mlestone.course.markdown import line_to_html, to_html
from mlestone.course.model import Kind, ProofEntry
from mlestone.engine.stopping import Stop
from mlestone.proving.progress import Tell
from mlestone.study.learner import Learner
from mlestone.study.opening import workable
from mlestone.study.papers import NoReplies, read_replies
from mlestone.study.views import Checked
from mlestone.web import labs
from mlestone.web.answers import Refused, event, stream, told
from mlestone.web.drafts import NO_FILE, Drafts
from mlestone.web.front import Front

LONGEST_SOURCE = 1 << 20  # of characters: four times what can be judged, so that nobody loses what they typed
_REPLY = re.compile(r"^(\d+)[ \t]*:.*$", re.MULTILINE)

Purpose = Literal["proof", "review"]
FileName = Query(None, max_length=200, description="Another file of the proof than its own: a review's.")


class Saving(BaseModel):
    """What was typed, and the stamp of what it was made from."""

    source: str = Field(max_length=LONGEST_SOURCE)
    stamp: str


class Replying(BaseModel):
    """Replies by the number of their question."""

    replies: dict[str, str]
    stamp: str


class Submitting(BaseModel):
    """A source, a lab's files, replies, or nothing: then what is on disk. A source with a stamp is saved first."""

    source: str | None = None
    files: labs.Files | None = None
    replies: dict[str, str] | None = None
    stamp: str | None = None


class Asking(BaseModel):
    """Whether to be shown the answer before the proof has passed."""

    give_up: bool = False


@dataclass(frozen=True, slots=True)
class Sheaf:
    """A proof's file: the proof's own, or that of a review."""

    entry: ProofEntry
    path: Path
    purpose: Purpose

    @classmethod
    def of(cls, learner: Learner, proof: str, file: str | None) -> Sheaf:
        """The file meant. Only a proof's own files have names that are taken here."""
        desk = learner.desk
        entry = desk.study.find(ProofId(proof))[1]
        own = desk.files.path_of(entry.id, entry.kind)
        if file is None or file == own.name:
            return cls(entry, own, "proof")
        path = own.parent / file
        one_name = not set(file) & {"/", "\\", "\0"}
        alike = labs.may_be_its_review(entry, own, path)
        if not one_name or desk.files.belongs(path) != (entry.id, "review") or not alike:
            raise Refused(404, "unknown", f"{file!r} is no file of {entry.id}.")
        return cls(entry, path, "review")


def routes(front: Front) -> APIRouter:  # noqa: C901 - a table of routes, each a line or two
    router = APIRouter(prefix="/proofs/{skill}/{name}", tags=["proofs"])
    look, judge, drafts = front.learners.look, front.learners.judge, front.drafts

    def crew(skill: str, name: str) -> Any:
        """Who reads a proof's page: papers are drawn by the engine."""
        entry = front.study.course.proofs.get(ProofId(f"{skill}/{name}"))
        return judge if entry is not None and entry.kind is Kind.QUESTION else look

    @router.get("")
    async def show_proof(skill: str, name: str, file: str | None = FileName) -> Response:
        """The proof with what the learner has written so far."""
        page = await crew(skill, name)(lambda learner: _page(learner, front, f"{skill}/{name}", file))
        if page["paper"] is None:
            front.completion.warm(page["kit"], page["source"])
        return told(page)

    @router.post("/start")
    async def start(skill: str, name: str, file: str | None = FileName) -> Response:
        """Begin: write the file unless it is there."""

        def work(learner: Learner) -> dict[str, Any]:
            sheaf = Sheaf.of(learner, f"{skill}/{name}", file)
            if sheaf.purpose == "proof":
                with drafts.beginning(sheaf.path):
                    drafts.note(learner.start(f"{skill}/{name}").path)
            return _page(learner, front, f"{skill}/{name}", file)

        return told(await crew(skill, name)(work))

    @router.put("/source")
    async def save_source(skill: str, name: str, saving: Saving, file: str | None = FileName) -> Response:
        """Save what was typed into the learner's file, unless somebody else has written there since."""
        saved = await look(lambda learner: _save(learner, drafts, f"{skill}/{name}", file, saving.source, saving.stamp))
        return told({"stamp": saved, "saved": True})

    @router.put("/replies")
    async def save_replies(skill: str, name: str, replying: Replying, file: str | None = FileName) -> Response:
        """Write replies into the paper."""

        def work(learner: Learner) -> str:
            source = _filled_in(Sheaf.of(learner, f"{skill}/{name}", file), drafts, replying.replies)
            return _save(learner, drafts, f"{skill}/{name}", file, source, replying.stamp)

        return told({"stamp": await look(work), "saved": True})

    @router.post("/reset")
    async def reset(skill: str, name: str, file: str | None = FileName) -> Response:
        """A fresh file; the one that was there is kept beside it."""

        def work(learner: Learner) -> dict[str, Any]:
            sheaf = Sheaf.of(learner, f"{skill}/{name}", file)
            with drafts.beginning(sheaf.path):
                opened = learner.reset(sheaf.entry.id, sheaf.path if sheaf.purpose == "review" else None)
                drafts.note(opened.path)
            backup = None if opened.backup is None else str(opened.backup)
            return {**_page(learner, front, f"{skill}/{name}", file), "backup": backup}

        return told(await crew(skill, name)(work))

    @router.post("/hint")
    async def hint(skill: str, name: str) -> Response:
        """The next hint."""
        hinted = await look(lambda learner: learner.hint(f"{skill}/{name}"))
        return told({**hinted.as_dict(), "html": to_html(hinted.text)})

    @router.post("/solution")
    async def solution(skill: str, name: str, asking: Asking) -> Response:
        """The author's answer: for those who have passed, or give up."""
        shown = await look(lambda learner: learner.solution(f"{skill}/{name}", give_up=asking.give_up))
        return told({**shown.as_dict(), "afterwards_html": [to_html(text) for text in shown.afterwards]})

    @router.get("/attempts")
    async def attempts(skill: str, name: str) -> Response:
        """All attempts, newest first."""
        found = await look(lambda learner: learner.attempts(f"{skill}/{name}"))
        return told({"attempts": [attempt.as_dict() for attempt in found]})

    @router.get("/attempts/{attempt}")
    async def attempt(skill: str, name: str, attempt: str) -> Response:
        """One attempt with its source and its verdict."""
        page = await look(lambda learner: learner.attempt(attempt))
        if page.attempt.proof != f"{skill}/{name}":
            raise Refused(404, "unknown", f"There is no attempt {attempt!r} at {skill}/{name}.")
        return told(page.as_dict())

    @router.post("/attempts")
    async def submit(
        request: Request, skill: str, name: str, submitting: Submitting, file: str | None = FileName
    ) -> Response:
        """Judge a source, replies or the file. Whoever accepts `text/event-stream` hears how far it is."""
        proof = f"{skill}/{name}"
        if "text/event-stream" in request.headers.get("accept", ""):
            return stream(_judging(front, proof, file, submitting))
        return told(await judge(lambda learner: _judged(learner, drafts, proof, file, submitting)))

    return router


# ---- the page -----------------------------------------------------------------------------------------------


def _page(learner: Learner, front: Front, proof: str, file: str | None) -> dict[str, Any]:
    """The proof, and what stands in the file: the one follows from the log, the other from whoever typed last."""
    sheaf = Sheaf.of(learner, proof, file)
    about = front.kept.value(learner, f"proof {proof}", lambda learner: _about(learner, sheaf.entry))
    if labs.is_lab(sheaf.entry):
        folder = labs.folder_of(learner, sheaf.entry, sheaf.path)
        named = {"purpose": sheaf.purpose, "file": sheaf.path.name, "path": str(sheaf.path), "paper": None}
        return {**about, **named, **folder, **_terminal(sheaf, about["kit"]), "lacking": _lacking(about["kit"])}
    draft = front.drafts.read(sheaf.path) if sheaf.path.exists() else None
    source = draft.source if draft is not None else about["starter"]
    return {
        **about,
        "files": None,
        "stamps": None,
        "programs": None,
        "terminal": [],
        "standing": {**about["standing"], "file": None if draft is None else str(sheaf.path)},
        "purpose": sheaf.purpose,
        "begun": draft is not None,
        "file": sheaf.path.name,
        "path": str(sheaf.path),
        "source": source,
        "stamp": NO_FILE if draft is None else draft.stamp,
        "paper": _paper(learner, sheaf.entry, source) if draft is not None else None,
        "lacking": _lacking(about["kit"]),
    }


def _terminal(sheaf: Sheaf, kit: KitName) -> dict[str, Any]:
    """How a lab is worked on elsewhere: where its kit's programs are, and what to type."""
    from mlestone.study.terminal import programs_of, terminal_lines

    programs = programs_of(kit)
    shown = None if programs is None else str(programs)
    return {"programs": shown, "terminal": list(terminal_lines(sheaf.path, programs, sheaf.entry.id, sheaf.purpose))}


def _lacking(kit: KitName) -> dict[str, Any] | None:
    """The kit this runs in, while it is not here."""
    from mlestone.study.kits import lacking

    missing = lacking(kit)
    return None if missing is None else missing.as_dict()


def _about(learner: Learner, entry: ProofEntry) -> dict[str, Any]:
    page = learner.proof(entry.id)
    skill = learner.desk.course.skill(entry.skill)
    return {
        **page.as_dict(),
        "prompt_html": to_html(page.prompt),
        "hints_html": [to_html(hint) for hint in page.hints_shown],
        "kind": entry.kind.value,
        "skill": skill.id,
        "skill_title": skill.title,
        "region": skill.region,
        "kit": skill.kit_of(entry),
        "next": _next(learner, entry),
    }


def _paper(learner: Learner, entry: ProofEntry, source: str) -> dict[str, Any] | None:
    """The questions a question proof's file asks, and what was replied so far."""
    if entry.kind is not Kind.QUESTION:
        return None
    from mlestone.proving.replies import label

    try:
        seed, replies = read_replies(source)
    except NoReplies as error:
        return {"seed": None, "questions": [], "replies": {}, "complaint": str(error)}
    if seed is None:
        return {"seed": None, "questions": [], "replies": {}, "complaint": "The file has lost its seed. Reset it."}
    questions = [
        {
            **question,
            "text_html": to_html(question["text"]),
            "choices_html": [line_to_html(choice) for choice in question["choices"]],
            "letters": [label(number) for number in range(len(question["choices"]))],
        }
        for question in learner.desk.study.questions(entry.id, seed)
    ]
    return {"seed": seed, "questions": questions, "replies": replies, "complaint": ""}


def _next(learner: Learner, entry: ProofEntry) -> dict[str, Any] | None:
    """The next proof of the skill that is written and has not passed."""
    desk = learner.desk
    proofs = desk.course.skill(entry.skill).proofs
    at = proofs.index(entry)
    for other in (*proofs[at + 1 :], *proofs[:at]):
        if not other.planned and desk.record.proof(other.id).passed_at is None:
            return {"proof": other.id, "title": desk.sheet(other).title, "kind": other.kind.value}
    return None


# ---- saving -------------------------------------------------------------------------------------------------


def _save(learner: Learner, drafts: Drafts, proof: str, file: str | None, source: str, stamp: str) -> str:
    labs.refuse_source(workable(learner.desk, proof))
    sheaf = Sheaf.of(learner, proof, file)
    with drafts.beginning(sheaf.path):
        if stamp == NO_FILE and not sheaf.path.exists():
            if sheaf.purpose == "review" or sheaf.entry.kind is Kind.QUESTION:
                raise Refused(409, "no-file", f"There is no file {sheaf.path.name} yet; start it first.")
            stamp = drafts.note(learner.start(proof).path)  # the log says when a proof was begun
        return drafts.save(sheaf.path, source, stamp)


def _filled_in(sheaf: Sheaf, drafts: Drafts, replies: dict[str, str]) -> str:
    """The paper with these replies behind their numbers; all else in it stays as it is."""

    def line(found: re.Match[str]) -> str:
        number = found[1]
        return f"{number}: {' '.join(replies[number].split())}" if number in replies else found[0]

    return _REPLY.sub(line, drafts.read(sheaf.path).source)


# ---- attempts -----------------------------------------------------------------------------------------------


def _judged(
    learner: Learner,
    drafts: Drafts,
    proof: str,
    file: str | None,
    what: Submitting,
    *,
    tell: Tell | None = None,
    stop: Stop | None = None,
) -> dict[str, Any]:
    sheaf = Sheaf.of(learner, proof, file)
    text = _to_judge(learner, drafts, proof, file, what)
    kept = sheaf.path if text is None or what.stamp is not None else None
    source = None if text is None else text.encode("utf-8", "replace")
    checked = learner.check(proof, kept, source=source, purpose=sheaf.purpose, tell=tell, stop=stop)
    return _answer(learner, checked, sheaf.entry)


def _to_judge(learner: Learner, drafts: Drafts, proof: str, file: str | None, what: Submitting) -> str | None:
    """The source to be judged, saved before if it has a stamp; `None`: what is in the file."""
    source = what.source
    if what.files is not None:
        return labs.submitted(what.files)
    if what.replies is not None:
        source = _filled_in(Sheaf.of(learner, proof, file), drafts, what.replies)
    if source is not None and what.stamp is not None:
        _save(learner, drafts, proof, file, source, what.stamp)
    return source


def _answer(learner: Learner, checked: Checked, entry: ProofEntry) -> dict[str, Any]:
    path = Path(checked.file) if checked.file is not None else None
    return {
        **checked.as_dict(),
        "lines": _lines(checked),
        "next": _next(learner, entry) if checked.verdict.passed else None,
        "afterwards_html": _afterwards(learner, entry) if checked.verdict.passed else [],
        "due": _due(learner, entry) if checked.logged else None,
        "file": None if path is None else path.name,
    }


def _due(learner: Learner, entry: ProofEntry) -> str | None:
    """When the skill is to be shown once more."""
    due = learner.desk.standings()[entry.skill].due
    return None if due is None else due.isoformat()


def _afterwards(learner: Learner, entry: ProofEntry) -> list[str]:
    """What whoever has passed is told."""
    return [to_html(text) for text in learner.desk.sheet(entry).afterwards]


def _lines(checked: Checked) -> list[dict[str, Any]]:
    """What can be said at a line of the source: for the editor to mark."""
    verdict = checked.verdict
    found = [(None, verdict.trouble), *((number, check.trouble) for number, check in enumerate(verdict.checks))]
    lines: dict[tuple[int, str], dict[str, Any]] = {}
    for check, trouble in found:
        if trouble is not None and trouble.line is not None:
            message = f"{trouble.type}: {trouble.message}" if trouble.message else trouble.type
            lines.setdefault((trouble.line, message), {"line": trouble.line, "message": message, "check": check})
    return sorted(lines.values(), key=lambda line: line["line"])


async def _judging(front: Front, proof: str, file: str | None, what: Submitting) -> AsyncIterator[bytes]:
    """An attempt as it goes on. It is saved, in the log, and judged to its end, although nobody may listen any more."""

    def save(learner: Learner) -> str | None:
        _to_judge(learner, front.drafts, proof, file, what)
        path = Sheaf.of(learner, proof, file).path
        return front.drafts.read(path).stamp if what.stamp is not None else None

    stamp = await front.learners.look(save)
    if stamp is not None:
        yield event("saved", {"stamp": stamp})
        what = Submitting(source=None, stamp=stamp)
    judged = front.judging.follow(
        front.learners.judge,
        lambda learner, tell, stop: _judged(learner, front.drafts, proof, file, what, tell=tell, stop=stop),
    )
    async for each in judged:
        yield each
