"""Routes of what is kept on this machine: settings, kits, the log to take along."""

from __future__ import annotations

import asyncio
import platform
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any, TextIO, cast

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from mlestone import __version__
from mlestone.course.model import CORE
from mlestone.study.learner import Learner
from mlestone.web.answers import Refused, told
from mlestone.web.front import Front

_IN_MEMORY = 8 << 20
_LONGEST_IMPORT = 1 << 30  # bytes; a decade of daily attempts is a few megabytes
_PIECE = 1 << 16


def routes(front: Front) -> APIRouter:
    router = APIRouter(tags=["keeping"])
    look = front.learners.look

    @router.get("/settings")
    async def settings() -> Response:
        """Where things are on this machine, and which walls its children stand behind."""
        status = await look(lambda learner: learner.status().as_dict())
        isolation = await asyncio.to_thread(_isolation, front) if front.engine == "ready" else None
        here = {"version": __version__, "python": platform.python_version(), "engine": front.engine}
        return told({**here, **status, "isolation": isolation})

    @router.get("/kits")
    async def kits() -> Response:
        """Every kit, and how it stands here."""
        return told(await asyncio.to_thread(_kits, front))

    @router.post("/kits/{kit}")
    async def make_kit(kit: str) -> Response:
        """Begin to install a kit; how far it is comes with the events."""
        begun = await asyncio.to_thread(front.kits.begin, kit)
        return told({"installing": begun}, 202)

    @router.delete("/kits/{kit}/installation")
    async def cancel_kit(kit: str) -> Response:
        """Stop installing; what was downloaded is kept."""
        front.kits.cancel(kit)
        return told({})

    @router.delete("/kits/{kit}")
    async def remove_kit(kit: str) -> Response:
        """Delete a kit with all that was kept of it."""
        from mlestone.study.kits import remove

        return told({"freed": await asyncio.to_thread(remove, kit)})

    @router.get("/export")
    async def export() -> Response:
        """The log, a line of JSON for each entry."""

        def work(learner: Learner) -> tuple[TextIO, str]:
            kept = tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="\n")  # noqa: SIM115
            file = cast(TextIO, kept)  # closed when it has been sent
            learner.export(file)
            file.seek(0)
            return file, learner.desk.today().isoformat()

        file, day = await look(work)
        named = {"Content-Disposition": f'attachment; filename="mlestone-{day}.jsonl"', "Cache-Control": "no-store"}
        return StreamingResponse(_pieces(file), media_type="application/x-ndjson", headers=named)

    @router.post("/import")
    async def import_log(request: Request) -> Response:
        """Take in what another machine exported: all of it or nothing, and nothing twice."""
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
            received = 0
            async for piece in request.stream():
                received += len(piece)
                if received > _LONGEST_IMPORT:
                    raise Refused(413, "too-large", "This file is larger than any log; nothing was taken in.")
                file.write(piece)
            file.seek(0)
            imported = await look(lambda learner: learner.import_(_lines(file)))
        return told(imported.as_dict())

    return router


def _isolation(front: Front) -> dict[str, Any]:
    from dataclasses import asdict

    from mlestone.study.doctor import examine

    report = examine(front.study, CORE)
    return {"fully": report.fully_isolated, "findings": [asdict(finding) for finding in report.isolation]}


def _kits(front: Front) -> dict[str, Any]:
    from mlestone.study.kits import standings

    count: dict[str, int] = {}
    for skill in front.study.course.skills.values():
        count[skill.kit] = count.get(skill.kit, 0) + 1
    shown = [{**kit.as_dict(), "skills": count.get(kit.name, 0)} for kit in standings()]
    return {"kits": shown, "installing": front.kits.now}


async def _pieces(file: TextIO) -> AsyncIterator[bytes]:
    with file:
        while piece := await asyncio.to_thread(file.read, _PIECE):
            yield piece.encode()


def _lines(file: Iterable[bytes]) -> Iterator[str]:
    for line in file:
        yield line.decode("utf-8", "replace")
