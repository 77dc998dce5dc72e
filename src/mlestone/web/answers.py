"""How the server says things: JSON that is packed and can be asked for again, errors in words, streams of events."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from mlestone.base.errors import MlestoneError, UnknownName
from mlestone.engine.kit import KitMissing
from mlestone.study.helping import NotPassedYet
from mlestone.study.marking import AlreadyMarked, NotFilledIn
from mlestone.study.plans import NoPlan
from mlestone.study.study import NotReady
from mlestone.study.workspace import NoSuchFile

_JSON = "application/json"
# What is shorter fits into a packet as it is.
_WORTH_PACKING = 1000

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


class Refused(MlestoneError):
    """Something this server refuses, with the status and the kind the page acts on, and facts beside them."""

    def __init__(self, status: int, kind: str, message: str, **beside: Any) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.beside = beside


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


class Packed:
    """A body that is sent many times: packed once, and known by its hash."""

    def __init__(self, body: bytes, media_type: str = _JSON) -> None:
        self.body = body
        self.media_type = media_type
        self.packed = gzip.compress(body, mtime=0) if len(body) >= _WORTH_PACKING else None
        self.tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'

    def answer(self, request: Request, headers: Mapping[str, str] | None = None) -> Response:
        """The body, or that the asker has it already."""
        told = {"ETag": self.tag, "Vary": "Accept-Encoding", **(headers or {})}
        if self.tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=told)
        if self.packed is None or "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(self.body, headers=told, media_type=self.media_type)
        return Response(self.packed, headers={**told, "Content-Encoding": "gzip"}, media_type=self.media_type)


def told(value: Any, status: int = 200) -> Response:
    """Plain data as the answer: sent as it is, because over loopback packing takes longer than sending."""
    return Response(as_json(value), status_code=status, media_type=_JSON)


# ---- errors -------------------------------------------------------------------------------------------------


def refusal(status: int, kind: str, message: str, beside: Mapping[str, Any] | None = None, **facts: Any) -> Response:
    """An error as every error of the API looks."""
    body = {"error": {"kind": kind, "message": message, **facts}, **(beside or {})}
    return Response(as_json(body), status_code=status, media_type=_JSON)


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
    return Response(as_json(error_body(error)), status_code=status_of(error)[0], media_type=_JSON)


async def on_http_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind = "unknown" if error.status_code == 404 else "refused"
    return refusal(error.status_code, kind, f"{error.detail}.")


async def on_wrong_form(_: Request, error: Exception) -> Response:
    from fastapi.exceptions import RequestValidationError

    assert isinstance(error, RequestValidationError)
    wrong = "; ".join(f"{'.'.join(str(part) for part in each['loc'])}: {each['msg']}" for each in error.errors())
    return refusal(422, "invalid", f"The request does not have the form it should: {wrong}.")


async def on_break(_: Request, __: Exception) -> Response:
    return refusal(500, "broke", "Something of ours broke. What you wrote is kept; please try again.")


# ---- streams ------------------------------------------------------------------------------------------------


def event(name: str, value: Any) -> bytes:
    """One server-sent event."""
    return b"event: " + name.encode() + b"\ndata: " + as_json(value) + b"\n\n"


HEARTBEAT = b": still here\n\n"


def stream(events: AsyncIterator[bytes]) -> Response:
    """Server-sent events; what goes wrong on the way is told as an event too, because the status is out already."""
    return StreamingResponse(_to_the_end(events), media_type="text/event-stream", headers={"Cache-Control": "no-store"})


async def _to_the_end(events: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    try:
        async for each in events:
            yield each
    except MlestoneError as error:
        yield event("error", error_body(error))
    else:
        yield event("end", {})
