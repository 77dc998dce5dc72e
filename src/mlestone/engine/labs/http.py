"""A plain HTTP client for checks: one request, one answer, each within its time and of bounded size.

Its requests look like those of the client people use, header by header, and like each other, so that a service cannot
tell which of them decide about it. Whatever comes back is foreign: endless headers, a body that drips, no HTTP at
all end in `NoAnswer` with the reason in words.
"""

from __future__ import annotations

import contextlib
import gzip
import http.client
import io
import json
import socket
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

MOST_BYTES = 8 << 20
_HEADERS = {
    "Accept": "*/*",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "keep-alive",
    "User-Agent": "python-httpx/0.28.1",
}
_MOST_TEXT = 2_000_000


class NoAnswer(Exception):
    """Nothing that could be used came back; the text completes "the request …"."""


class NotJson(Exception):
    """The body of an answer is no JSON."""


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP answer. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes = field(repr=False)
    seconds: float = field(repr=False, compare=False, default=0.0)

    @property
    def text(self) -> str:
        return self.content[:_MOST_TEXT].decode("utf-8", "replace")

    def json(self) -> Any:
        """The body as JSON; an answer without JSON fails the check."""
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError):
            raise NotJson from None


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, ready to be sent any number of times."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes | None

    @classmethod
    def of(
        cls,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json_body: Any = None,
        data: bytes | str | Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Request:
        body: bytes | None = None
        added: dict[str, str] = {}
        if json_body is not None:
            body = json.dumps(json_body, ensure_ascii=False, separators=(",", ":")).encode()
            added["Content-Type"] = "application/json"
        elif isinstance(data, Mapping):
            body, added["Content-Type"] = urlencode(data).encode(), "application/x-www-form-urlencoded"
        elif data is not None:
            body = data if isinstance(data, bytes) else data.encode()
        if params:
            path = f"{path}?{urlencode(params)}"
        return cls(method, path, _HEADERS | added | dict(headers or {}), body)

    @property
    def shown(self) -> str:
        """The request as a person would write it."""
        body = "" if self.body is None else f" {self.body[:200].decode('utf-8', 'replace')}"
        return f"{self.method} {self.path}{body}"


class Connection:
    """A connection that is kept, as clients do, and made again when the other side has closed it."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._sock: socket.socket | None = None

    def send(self, request: Request, seconds: float) -> Response:
        """The answer; raises `NoAnswer`."""
        until = time.monotonic() + seconds
        started = time.perf_counter()
        fresh = self._sock is None
        try:
            return self._exchange(request, until, started)
        except _Gone:
            self.close()
            if fresh:
                raise NoAnswer("got no answer: the connection was closed") from None
        try:  # a connection that was kept may be closed at any time; a client then opens another
            return self._exchange(request, until, started)
        except _Gone:
            self.close()
            raise NoAnswer("got no answer: the connection was closed") from None

    def _exchange(self, request: Request, until: float, started: float) -> Response:
        try:
            sock = self._connected(until)
            sock.settimeout(_left(until))
            sock.sendall(_wire_form(request, f"{self._host}:{self._port}"))
            response = http.client.HTTPResponse(_Paced(sock, until), method=request.method)  # type: ignore[arg-type]
            response.begin()
            content = response.read(MOST_BYTES + 1)
            if len(content) > MOST_BYTES:
                raise NoAnswer(f"got an answer of more than {MOST_BYTES >> 20} MiB")
            if response.length:
                raise NoAnswer("got an answer that broke off before its end")
            headers = {name.lower(): value for name, value in response.getheaders()}
            if response.will_close or not response.isclosed():
                self.close()
            return Response(response.status, headers, _unpacked(content, headers), time.perf_counter() - started)
        except NoAnswer:
            self.close()
            raise
        except TimeoutError:
            self.close()
            raise NoAnswer("got no answer in time") from None
        except (http.client.BadStatusLine, ConnectionResetError, BrokenPipeError) as error:
            if isinstance(error, http.client.BadStatusLine) and not isinstance(error, http.client.RemoteDisconnected):
                self.close()
                raise NoAnswer("got something back that is no HTTP") from None
            raise _Gone from None
        except (http.client.HTTPException, ValueError, zlib.error, EOFError):
            self.close()
            raise NoAnswer("got something back that is no HTTP") from None
        except ConnectionRefusedError:
            self.close()
            raise NoAnswer(f"could not connect: nobody listens on {self._host}:{self._port}") from None
        except OSError as error:
            self.close()
            raise NoAnswer(f"got no answer: {error.strerror or error}") from None

    def _connected(self, until: float) -> socket.socket:
        if self._sock is None:
            self._sock = socket.create_connection((self._host, self._port), _left(until))
            self._sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._sock

    def close(self) -> None:
        if self._sock is not None:
            with contextlib.suppress(OSError):
                self._sock.close()
            self._sock = None


class _Gone(Exception):
    """The other side has closed the connection."""


class _Paced(io.RawIOBase):
    """A socket read to a deadline, not with a time-out for each piece: a body may drip for ever."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        self._sock, self._until = sock, until

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(_left(self._until))
        return self._sock.recv_into(buffer)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _wire_form(request: Request, host: str) -> bytes:
    headers = {"Host": host, **request.headers}
    if request.body is not None:
        headers["Content-Length"] = str(len(request.body))
    lines = [f"{request.method} {request.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join((*lines, "", "")).encode("latin-1", "replace") + (request.body or b"")


def _unpacked(content: bytes, headers: Mapping[str, str]) -> bytes:
    match headers.get("content-encoding", "").lower():
        case "gzip":
            with gzip.open(io.BytesIO(content)) as file:
                return file.read(MOST_BYTES)
        case "deflate":
            return zlib.decompressobj().decompress(content, MOST_BYTES)
    return content
