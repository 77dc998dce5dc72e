"""What every component does for each of its requests: an id, and one line of JSON on standard output."""

from fastapi import FastAPI

# [answer] What you need: structlog, or logging and json; something that keeps apart what runs at the same time.
import re
import time
import traceback
import uuid
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import structlog
from fastapi import Request
from fastapi.responses import JSONResponse, Response

structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.JSONRenderer(),
    ]
)
LOG = structlog.get_logger()
SOUND = re.compile(r"[a-z0-9-]{8,64}")
FACTS: ContextVar[dict[str, Any]] = ContextVar("facts")


def place_of(error: Exception) -> str:
    """Where an error was raised, without what it says."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"
# [/answer]


def observed(app: FastAPI, service: str) -> None:
    """From now on each request to the app has an id and leaves one line."""
    # [answer] See the prompt.
    @app.middleware("http")
    async def one_line(request: Request, call_next: Any) -> Response:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if SOUND.fullmatch(given) else uuid.uuid4().hex
        facts: dict[str, Any] = {"service": service, "request_id": request_id}
        FACTS.set(facts)
        began = time.perf_counter()
        try:
            response = await call_next(request)
        except Exception as error:
            facts |= {"error": type(error).__name__, "where": place_of(error)}
            response = JSONResponse({"error": "internal", "request_id": request_id}, status_code=500)
        facts["method"] = request.method
        facts["route"] = getattr(request.scope.get("route"), "path", "unmatched")
        facts["status"] = response.status_code
        facts["duration_ms"] = round(1000 * (time.perf_counter() - began), 1)
        (LOG.error if response.status_code >= 500 else LOG.info)("request", **facts)
        response.headers["X-Request-ID"] = request_id
        return response
    # [/answer]


def note(**facts: str | int | float) -> None:
    """Facts for the line of the current request."""
    # [answer] Keep them until the line is written.
    FACTS.get().update(facts)
    # [/answer]


def passed_on() -> dict[str, str]:
    """The headers that take the current request's id to another component."""
    # [answer] Name the id.
    return {"X-Request-ID": FACTS.get()["request_id"]}
    # [/answer]
