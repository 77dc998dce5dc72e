"""The API in words: its OpenAPI description, with the shape of every answer, and the same as a page to read.

The shapes are those of study's own values, plus what the page needs beside them. They are only worked out when somebody
asks; no answer is checked against them while the server runs (the tests do that).
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from mlestone.proving.verdict import Verdict
from mlestone.study.history import Attempt, AttemptPage
from mlestone.study.kits import KitStanding, Lacking
from mlestone.study.learner import Imported, Status
from mlestone.study.looking import Progress, RoadmapStanding
from mlestone.study.placing import Placing
from mlestone.study.plans import Plan
from mlestone.study.reviewing import Coming
from mlestone.study.standing import Due, ProofPage, SkillPage
from mlestone.study.views import Checked, Hinted, Next, Opened, Solution

# What study names in annotations only, so that nothing is imported for it before somebody checks something.
_NAMES = {"Verdict": Verdict}


@dataclass(frozen=True, slots=True)
class CourseAnswer:
    """The course, and where everything stands on the map."""

    fingerprint: str
    version: str
    regions: list[dict[str, Any]]
    skills: list[dict[str, Any]]
    layout: dict[str, Any]
    tracks: list[dict[str, Any]]
    roadmaps: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class DetailsAnswer:
    skills: dict[str, Any]
    regions: dict[str, Any]
    tracks: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BesideToday:
    workspace: str
    unjudged: list[str]


@dataclass(frozen=True, slots=True)
class MapAnswer:
    """Where the learner stands. A skill that is not named is `planned`, or, if the course calls it written, `ahead`."""

    states: dict[str, int]
    plan: list[str]
    skills: dict[str, str]
    regions: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class RoadmapsAnswer:
    roadmaps: list[RoadmapStanding]


@dataclass(frozen=True, slots=True)
class LessonAnswer:
    written: bool
    blocks: list[dict[str, Any]]
    contents: list[dict[str, Any]]
    words: int


@dataclass(frozen=True, slots=True)
class BesideSkill:
    outcome_html: str
    kit: str
    tools: list[str]
    lesson: LessonAnswer


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    results: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Here:
    version: str
    run: str
    started: str
    engine: str


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    seed: int | None
    questions: list[dict[str, Any]]
    replies: dict[str, str]
    complaint: str


@dataclass(frozen=True, slots=True)
class NextProof:
    proof: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class BesideProof:
    prompt_html: str
    hints_html: list[str]
    kind: str
    skill: str
    skill_title: str
    region: str
    kit: str
    purpose: str
    begun: bool
    file: str
    path: str
    source: str
    files: dict[str, str | dict[str, str]] | None  # a lab's, instead of one source
    stamps: dict[str, str] | None  # of each of them
    programs: str | None  # of a lab's kit
    terminal: list[str]
    stamp: str
    paper: PaperAnswer | None
    lacking: Lacking | None
    next: NextProof | None


@dataclass(frozen=True, slots=True)
class BesideReset:
    backup: str | None


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    stamp: str
    saved: bool


@dataclass(frozen=True, slots=True)
class BesideHint:
    html: str


@dataclass(frozen=True, slots=True)
class BesideChecked:
    lines: list[dict[str, Any]]
    next: NextProof | None
    afterwards_html: list[str]
    due: str | None


@dataclass(frozen=True, slots=True)
class BesideSolution:
    afterwards_html: list[str]


@dataclass(frozen=True, slots=True)
class AttemptsAnswer:
    attempts: list[Attempt]


@dataclass(frozen=True, slots=True)
class SessionAnswer:
    session: str
    kit: str


@dataclass(frozen=True, slots=True)
class DemoAnswer:
    displayed: list[dict[str, Any]]
    printed: str
    failed: bool
    seconds: float
    cached: bool


@dataclass(frozen=True, slots=True)
class NamesAnswer:
    names: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class DueAnswer:
    due: list[Due]
    coming: Coming | None


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    seconds: float


@dataclass(frozen=True, slots=True)
class BesideReview:
    file: str


@dataclass(frozen=True, slots=True)
class OpenPlacementAnswer:
    answered: int | None


@dataclass(frozen=True, slots=True)
class BesidePlacing:
    credited_titles: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class DroppedAnswer:
    dropped: bool


@dataclass(frozen=True, slots=True)
class BesideStatus:
    version: str
    python: str
    engine: str
    isolation: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class KitsAnswer:
    kits: list[KitStanding]
    installing: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class InstallingAnswer:
    installing: dict[str, Any]


@dataclass(frozen=True, slots=True)
class FreedAnswer:
    freed: int


# By the name of the route's function: the value of study that is answered, and what stands beside its fields.
ANSWERS: dict[str, tuple[Any, ...]] = {
    "show_course": (CourseAnswer,),
    "show_details": (DetailsAnswer,),
    "show_today": (Next, BesideToday),
    "show_map": (MapAnswer,),
    "show_progress": (Progress,),
    "show_roadmaps": (RoadmapsAnswer,),
    "show_skill": (SkillPage, BesideSkill),
    "contest_skill": (SkillPage,),
    "search": (SearchAnswer,),
    "health": (Here,),
    "show_proof": (ProofPage, BesideProof),
    "start": (ProofPage, BesideProof),
    "reset": (ProofPage, BesideProof, BesideReset),
    "save_source": (SavedAnswer,),
    "save_replies": (SavedAnswer,),
    "save_file": (SavedAnswer,),
    "rename_file": (SavedAnswer,),
    "delete_file": (SavedAnswer,),
    "hint": (Hinted, BesideHint),
    "solution": (Solution, BesideSolution),
    "attempts": (AttemptsAnswer,),
    "attempt": (AttemptPage,),
    "submit": (Checked, BesideChecked),
    "open_session": (SessionAnswer,),
    "demo": (DemoAnswer,),
    "complete": (NamesAnswer,),
    "read_lesson": (ReadAnswer,),
    "due": (DueAnswer,),
    "review": (Opened, BesideReview),
    "open_placement": (OpenPlacementAnswer,),
    "place": (Placing, BesidePlacing),
    "answer": (Placing, BesidePlacing),
    "skip": (Placing, BesidePlacing),
    "end": (Placing, BesidePlacing),
    "plan": (Plan,),
    "set_plan": (Plan,),
    "drop_plan": (DroppedAnswer,),
    "settings": (Status, BesideStatus),
    "kits": (KitsAnswer,),
    "make_kit": (InstallingAnswer,),
    "remove_kit": (FreedAnswer,),
    "import_log": (Imported,),
}
_STREAMS = frozenset({"run", "listen"})
_NULLABLE = frozenset({"review", "plan"})


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description of all routes."""
    if app.openapi_schema is None:
        described = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        schemas, shared = _schemas()
        described.setdefault("components", {}).setdefault("schemas", {}).update(shared)
        for path in described["paths"].values():
            for operation in path.values():
                operation["summary"] = operation.pop("description", operation["summary"])
                operation["responses"] = _responses(operation, schemas)
        app.openapi_schema = described
    return app.openapi_schema


def _schemas() -> tuple[dict[Any, Any], dict[str, Any]]:
    """The schema of each shape that answers are made of, and the definitions these refer to."""
    adapters = []
    for shape in dict.fromkeys(shape for shapes in ANSWERS.values() for shape in shapes):
        adapter: TypeAdapter[Any] = TypeAdapter(shape)
        adapter.rebuild(_types_namespace=_NAMES, raise_errors=True)
        adapters.append((shape, "serialization", adapter))
    found, shared = TypeAdapter.json_schemas(adapters, ref_template="#/components/schemas/{model}")  # type: ignore[arg-type]
    return {shape: schema for (shape, _), schema in found.items()}, shared.get("$defs", {})


def _responses(operation: dict[str, Any], schemas: dict[Any, Any]) -> dict[str, Any]:
    name = operation["operationId"].split("_api_")[0]
    errors = {"4XX": {"description": 'An error: `{"error": {"kind": …, "message": …}}`.'}}
    if name in _STREAMS:
        return {"200": {"description": "Server-sent events.", "content": {"text/event-stream": {}}}, **errors}
    if name not in ANSWERS:
        return {"200": {"description": "Done."}, **errors}
    parts = [schemas[shape] for shape in ANSWERS[name]]
    schema = parts[0] if len(parts) == 1 else {"allOf": parts}
    if name in _NULLABLE:
        schema = {"anyOf": [schema, {"type": "null"}]}
    return {"200": {"description": "The answer.", "content": {"application/json": {"schema": schema}}}, **errors}


def page(described: dict[str, Any]) -> str:
    """The routes as a page to read; it needs no script and no style."""
    rows = [
        f"<tr><td>{method.upper()}</td><td><code>{html.escape(path)}</code></td>"
        f"<td>{html.escape(operation['summary'])}</td></tr>"
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>MLestone: the API</title></head><body>'
        f"<h1>The API</h1><p>{html.escape(described['info']['description'])} "
        'Its description for programs is <a href="/api/openapi.json">/api/openapi.json</a>.</p>'
        "<table><thead><tr><th>Method</th><th>Address</th><th>What it does</th></tr></thead><tbody>"
        f"{''.join(rows)}</tbody></table></body></html>\n"
    )
