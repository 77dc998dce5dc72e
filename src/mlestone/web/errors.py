"""Errors as answers: which status and kind each has, and the facts beside its words that a page acts on."""

from __future__ import annotations

from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from mlestone.base.errors import MlestoneError, UnknownName
from mlestone.engine.kit import KitMissing
from mlestone.study.helping import NotPassedYet
from mlestone.study.marking import AlreadyMarked, NotFilledIn
from mlestone.study.plans import NoPlan
from mlestone.study.study import NotReady
from mlestone.study.workspace import NoSuchFile
from mlestone.web.answers import Refused, refusal, told

# The first that fits decides; every other error of ours is `refused`.
_KINDS: tuple[tuple[type[MlestoneError], int, str], ...] = (
    (UnknownName, 404, "unknown"),
    (NotReady, 409, "planned"),
    (NotPassedYet, 409, "not-passed-yet"),
    (AlreadyMarked, 409, "already-marked"),
    (NotFilledIn, 409, "not-filled-in"),
    (NoPlan, 404, "no-plan"),
    (NoSuchFile, 409, "no-file"),
    (KitMissing, 409, "kit-missing"),
)


def status_of(error: MlestoneError) -> tuple[int, str]:
    if isinstance(error, Refused):
        return error.status, error.kind
    return next(((status, kind) for known, status, kind in _KINDS if isinstance(error, known)), (400, "refused"))


def error_body(error: MlestoneError) -> dict[str, Any]:
    _, kind = status_of(error)
    beside = error.beside if isinstance(error, Refused) else {}
    return {"error": {"kind": kind, "message": str(error), **_facts(error)}, **beside}


def _facts(error: MlestoneError) -> dict[str, Any]:
    """What the page can act on."""
    if isinstance(error, UnknownName):
        return {"nearest": list(error.nearest)}
    if isinstance(error, KitMissing):
        return {"kit": error.kit, "download": error.download}
    return {}


async def on_our_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, MlestoneError)
    return told(error_body(error), status_of(error)[0])


async def on_http_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind = "unknown" if error.status_code == 404 else "refused"
    return refusal(error.status_code, kind, f"{error.detail}.")


async def on_wrong_form(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    wrong = "; ".join(f"{'.'.join(str(part) for part in each['loc'])}: {each['msg']}" for each in error.errors())
    return refusal(422, "invalid", f"The request does not have the form it should: {wrong}.")


async def on_break(_: Request, __: Exception) -> Response:
    return refusal(500, "broke", "Something of ours broke. What you wrote is kept; please try again.")
