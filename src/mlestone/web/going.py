"""Routes of the way: lessons read, reviews, placement, the plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from mlestone.course.markdown import line_to_html, to_html
from mlestone.study.learner import Learner
from mlestone.study.placing import Placing
from mlestone.study.reading import LONGEST
from mlestone.web.answers import told
from mlestone.web.front import Front

_REPLY = 256 * 1024


class Reviewing(BaseModel):
    """Which skill to review; none: what is due first."""

    skill: str | None = None


class Read(BaseModel):
    """Seconds for which a lesson was read: seen, in the foreground, and with somebody there."""

    seconds: float = Field(gt=0, le=LONGEST)


class PlacementReply(BaseModel):
    """A reply to the question at hand; for a question of the form `code`, the source."""

    reply: str = Field(max_length=_REPLY)


class Goal(BaseModel):
    """What to aim at, a track or skills, and the time there is for it. Weekdays count from Monday, 0."""

    track: str | None = None
    skills: list[str] = []
    hours_a_week: float = 5.0
    days_off: list[date] = []
    weekdays_off: list[int] = []


def routes(front: Front) -> APIRouter:  # noqa: C901 - a table of routes, each a line or two
    router = APIRouter(tags=["the way"])
    look, judge = front.learners.look, front.learners.judge

    @router.get("/review")
    async def due(request: Request) -> Response:
        """The reviews that are due, most useful first; where none is, the one that comes next."""
        return await front.from_log(request, "due", _due)

    @router.post("/review")
    async def review(reviewing: Reviewing) -> Response:
        """Begin a review, or go on with one of today; null when nothing is due."""

        def work(learner: Learner) -> dict[str, Any] | None:
            opened = learner.review(reviewing.skill)
            if opened is None:
                return None
            front.drafts.note(opened.path)
            return {**opened.as_dict(), "file": opened.path.name}

        return told(await judge(work))

    @router.post("/skills/{skill}/reading")
    async def read_lesson(skill: str, read: Read) -> Response:
        """Write down time spent reading a lesson; how many seconds that is in all."""
        return told({"seconds": await look(lambda learner: learner.lesson_read(skill, read.seconds))})

    async def placed(act: Callable[[Learner], Placing]) -> Response:
        return told(await judge(partial(_placing, act=act)))

    @router.get("/placement")
    async def open_placement() -> Response:
        """How many questions of a placement that was left are answered; null where none was."""
        return told({"answered": await look(_answered)})

    @router.post("/placement")
    async def place() -> Response:
        """Begin a placement, or go on with the one that was left."""
        return await placed(lambda learner: learner.place())

    @router.post("/placement/{placement}/answer")
    async def answer(placement: str, reply: PlacementReply) -> Response:
        """Reply to the question at hand."""
        return await placed(lambda learner: learner.answer(placement, reply.reply))

    @router.post("/placement/{placement}/skip")
    async def skip(placement: str) -> Response:
        """Pass over the question at hand."""
        return await placed(lambda learner: learner.skip(placement))

    @router.post("/placement/{placement}/end")
    async def end(placement: str) -> Response:
        """End it, and be credited with what it believes."""
        return await placed(lambda learner: learner.end(placement))

    @router.get("/plan")
    async def plan(request: Request) -> Response:
        """The dated way to the goal; null when there is none."""
        return await front.from_log(request, "plan", _plan)

    @router.put("/plan")
    async def set_plan(goal: Goal) -> Response:
        """Set a goal."""

        def work(learner: Learner) -> dict[str, Any]:
            return learner.set_plan(
                track=goal.track,
                skills=goal.skills,
                hours_a_week=goal.hours_a_week,
                days_off=goal.days_off,
                weekdays_off=goal.weekdays_off,
            ).as_dict()

        return told(await look(work))

    @router.delete("/plan")
    async def drop_plan() -> Response:
        """Give the goal up."""
        return told({"dropped": await look(lambda learner: learner.drop_plan())})

    @router.get("/plan.ics")
    async def calendar() -> Response:
        """The plan as a calendar other programs read."""
        text = await look(lambda learner: learner.calendar())
        named = {"Content-Disposition": 'attachment; filename="mlestone.ics"'}
        return Response(text.encode(), media_type="text/calendar; charset=utf-8", headers=named)

    return router


def _answered(learner: Learner) -> int | None:
    left = learner.desk.journal.catch_up().placement
    return None if left is None else len(left.answers)


def _due(learner: Learner) -> dict[str, Any]:
    due = learner.due()
    coming = None if due else learner.coming()
    return {"due": [each.as_dict() for each in due], "coming": None if coming is None else coming.as_dict()}


def _plan(learner: Learner) -> dict[str, Any] | None:
    plan = learner.plan()
    return None if plan is None else plan.as_dict()


def _placing(learner: Learner, act: Callable[[Learner], Placing]) -> dict[str, Any]:
    learner.desk.journal.catch_up()
    placing = act(learner)
    shown = placing.as_dict()
    if shown["question"] is not None:
        shown["question"]["text_html"] = to_html(shown["question"]["text"])
        shown["question"]["choices_html"] = [line_to_html(choice) for choice in shown["question"]["choices"]]
    skills = learner.desk.course.skills
    shown["credited_titles"] = [
        {"id": skill.id, "title": skill.title} for skill in skills.values() if skill.id in set(placing.credited)
    ]
    return shown
