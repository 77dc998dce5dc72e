"""How the server says things: JSON that is packed and can be asked for again, refusals, streams of events."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from mlestone.base.errors import MlestoneError

_JSON = "application/json"
# What is shorter fits into a packet as it is.
_WORTH_PACKING = 1000


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
        from mlestone.web.errors import error_body  # brings all of study along, for which no page should wait

        yield event("error", error_body(error))
    else:
        yield event("end", {})
