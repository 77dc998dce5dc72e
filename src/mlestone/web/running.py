"""Routes that run code for a page: sessions, an end to what is judged, and names for the editor."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.responses import Response

from mlestone.web.answers import stream, told
from mlestone.web.completion import LATER
from mlestone.web.front import Front
from mlestone.web.sessions import Theme

_CODE = 256 * 1024
_Setting = bool | int | float | str


class Opening(BaseModel):
    """Whose lesson the cells are of, and what figures are drawn for."""

    skill: str
    theme: Theme = "light"


class Running(BaseModel):
    """A cell. `before`: run what stands before it in the lesson first, without showing it.

    `kept`: if it has shown something before, after the same cells, show that.
    """

    name: str = Field("scratch", max_length=80)
    code: str = Field(max_length=_CODE)
    before: bool = False
    kept: bool = False


class Playing(BaseModel):
    """A demo, and where its controls stand, or are likely to stand next (`ahead`)."""

    function: str = Field(max_length=200)
    settings: dict[str, _Setting] = {}
    ahead: bool = False


class Theming(BaseModel):
    """What later figures are drawn for."""

    theme: Theme


class Typing(BaseModel):
    """A source and where the cursor is: lines count from 1, columns from 0."""

    kit: str = "core"
    source: str = Field(max_length=_CODE)
    line: int = Field(ge=1)
    column: int = Field(ge=0)


def routes(front: Front) -> APIRouter:
    router = APIRouter(tags=["running"])
    sessions = front.sessions

    @router.post("/sessions")
    async def open_session(opening: Opening) -> Response:
        """A session for the cells of a page."""

        def work(_: Any) -> dict[str, str]:
            skill = front.study.course.skill(opening.skill)
            return {"session": sessions.open(skill, opening.theme), "kit": skill.kit}

        return told(await front.learners.look(work))

    @router.post("/sessions/{session}/run")
    async def run(session: str, running: Running) -> Response:
        """Run a cell; what happens comes as it happens."""
        return stream(sessions.get(session).run(running.name, running.code, before=running.before, kept=running.kept))

    @router.post("/sessions/{session}/demo")
    async def demo(session: str, playing: Playing) -> Response:
        """Call a demo. What stands before it in the lesson is run first, where it has not been.

        `ahead`: the answer is null at once; if there is nothing else to do, the demo is called, and its answer kept.
        """
        if playing.ahead:
            sessions.get(session).draw_ahead(playing.function, playing.settings)
            return told(None)
        return told(await sessions.get(session).demo(playing.function, playing.settings))

    @router.put("/sessions/{session}/theme")
    async def theme(session: str, theming: Theming) -> Response:
        """Draw later figures for a light or a dark page."""
        sessions.get(session).theme(theming.theme)
        return told({})

    @router.post("/sessions/{session}/stop")
    async def stop(session: str) -> Response:
        """End what runs."""
        sessions.get(session).stop()
        return told({})

    @router.delete("/sessions/{session}")
    @router.post("/sessions/{session}/close")
    async def close(session: str) -> Response:
        """The page is gone."""
        await front.learners.look(lambda _: sessions.close_one(session))
        return told({})

    @router.post("/judging/{judging}/stop")
    async def stop_judging(judging: str) -> Response:
        """End an attempt that is being judged, by the name its events give it; it does not count."""
        front.judging.stop(judging)
        return told({})

    @router.post("/complete")
    async def complete(typing: Typing) -> Response:
        """Names that could stand at the cursor; none on doubt. `later`: a library is being read, ask again."""
        names = await front.completion.ask("names", typing.kit, typing.source, typing.line, typing.column)
        return told({"later": True} if names is LATER else {"names": names or []})

    @router.post("/describe")
    async def describe(typing: Typing) -> Response:
        """The signature of the call the cursor stands in, or null. `later`: a library is being read, ask again."""
        told_of = await front.completion.ask("signature", typing.kit, typing.source, typing.line, typing.column)
        return told({"later": True} if told_of is LATER else told_of)

    return router
