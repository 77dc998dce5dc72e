"""Routes that show: the course, what is next, the map, a skill, progress."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from mlestone import __version__
from mlestone.course.markdown import line_to_html
from mlestone.learning.standing import State
from mlestone.study.learner import Learner
from mlestone.web.answers import Packed, as_json, stream, told
from mlestone.web.course_view import course_view, details_view
from mlestone.web.front import Front
from mlestone.web.lessons import lesson_page
from mlestone.web.searching import Index

_MOST_DAYS = 3700
_AS_THE_COURSE_SAYS = frozenset({State.PLANNED, State.AHEAD})


def routes(front: Front) -> APIRouter:
    router = APIRouter(tags=["looking"])
    course = _Once(lambda: course_view(front.study.course))
    details = _Once(lambda: details_view(front.study.course))
    index = _Once(lambda: Index(front.study.course))

    @router.get("/course")
    async def show_course(request: Request) -> Response:
        """Regions, skills, tracks and roadmaps, and where they stand on the map. Only a new version changes it."""
        return (await course.packed()).answer(request)

    @router.get("/course/details")
    async def show_details(request: Request) -> Response:
        """Outcome, tools and proofs of every skill."""
        return (await details.packed()).answer(request)

    @router.get("/today")
    async def show_today(request: Request) -> Response:
        """What to do now, and why."""
        return await front.from_log(request, "today", _today)

    @router.get("/map")
    async def show_map(request: Request) -> Response:
        """Where the learner stands; a skill that is not named is planned, or written and ahead, as the course says."""
        return await front.from_log(request, "map", _map)

    @router.get("/progress")
    async def show_progress(request: Request, days: int = 84) -> Response:
        """What was done, and when."""
        days = min(max(days, 1), _MOST_DAYS)
        return await front.from_log(request, f"progress {days}", lambda learner: learner.progress(days).as_dict())

    @router.get("/roadmaps")
    async def show_roadmaps(request: Request) -> Response:
        """The published lists, with what is proved of each."""
        return await front.from_log(request, "roadmaps", _roadmaps)

    @router.get("/skills/{skill}")
    async def show_skill(request: Request, skill: str) -> Response:
        """A skill with its lesson."""
        found = front.study.course.skill(skill)
        edited = found.path.stat().st_mtime_ns  # an author looks at their lesson while they write it
        return await front.from_log(request, f"skill {found.id} {edited}", partial(_skill, skill=found.id))

    @router.post("/skills/{skill}/contest")
    async def contest_skill(skill: str) -> Response:
        """Give a credit back."""
        return told(await front.learners.look(lambda learner: learner.contest(skill).as_dict()))

    @router.get("/search")
    async def search(q: str = "") -> Response:
        """Skills, proofs, lessons and roadmap items in which all the words stand."""
        found = await index.value()
        return told({"results": await asyncio.to_thread(found.find, q)})

    @router.get("/events")
    async def listen() -> Response:
        """What happens while a page is open, as server-sent events."""
        return stream(front.hub.listen(_hello(front)))

    @router.get("/health")
    async def health() -> Response:
        """Whether this server is still the one the page was loaded from."""
        return told(_hello(front))

    return router


def _hello(front: Front) -> dict[str, Any]:
    return {"version": __version__, "run": front.run, "started": front.started.isoformat(), "engine": front.engine}


def _today(learner: Learner) -> dict[str, Any]:
    return {
        **learner.next().as_dict(),
        "workspace": str(learner.desk.files.folder),
        "unjudged": list(learner.unjudged()),
    }


def _map(learner: Learner) -> dict[str, Any]:
    shown = learner.map()
    return {
        "states": dict(shown.states),
        "plan": list(shown.plan),
        "skills": {
            skill.id: skill.state
            for region in shown.regions
            for skill in region.skills
            if skill.state not in _AS_THE_COURSE_SAYS
        },
        "regions": {
            region.id: {"done": region.done, "written": region.written, "total": region.total}
            for region in shown.regions
        },
    }


def _roadmaps(learner: Learner) -> dict[str, Any]:
    return {"roadmaps": [roadmap.as_dict() for roadmap in learner.roadmaps()]}


def _skill(learner: Learner, skill: str) -> dict[str, Any]:
    page = learner.skill(skill)
    found = learner.desk.course.skill(skill)
    return {
        **page.as_dict(),
        "outcome_html": line_to_html(page.outcome),
        "kit": found.kit,
        "tools": list(found.tools),
        "lesson": lesson_page(found.path),
    }


class _Once:
    """Something that is worked out when it is first wanted, beside the event loop, and kept."""

    def __init__(self, make: Any) -> None:
        self._make = make
        self._task: asyncio.Task[Any] | None = None
        self._packed: Packed | None = None

    async def value(self) -> Any:
        if self._task is None:
            self._task = asyncio.create_task(asyncio.to_thread(self._make))
        return await asyncio.shield(self._task)

    async def packed(self) -> Packed:
        if self._packed is None:
            value = await self.value()
            self._packed = await asyncio.to_thread(lambda: Packed(as_json(value)))
        return self._packed
