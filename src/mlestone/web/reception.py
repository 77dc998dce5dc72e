"""What a browser meets first: the guard and the page, which are there before the API is.

Loading the course and the API takes half a second, and a browser takes as long to begin with the page: so they do it at
the same time. What is asked of the API meanwhile waits for it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from mlestone.web.answers import refusal
from mlestone.web.security import Guard
from mlestone.web.static_files import BUILT, StaticFiles

if TYPE_CHECKING:
    from fastapi import FastAPI


class Reception:
    """The whole app, as the server calls it."""

    def __init__(self, load: Callable[[], FastAPI], *, token: str, static: Path = BUILT) -> None:
        """`load` makes the API; it is called in a thread, once the server has started."""
        self._load = load
        self._files = StaticFiles(static)
        self._guard = Guard(self._lead, token=token)
        self._api: asyncio.Task[FastAPI] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await self._guard(scope, receive, send)

    def let_go(self) -> None:
        """The server is about to end: answer whoever waits for what may take long."""
        if self._api is not None and self._api.done() and self._api.exception() is None:
            self._api.result().state.let_go()

    async def _live(self, receive: Receive, send: Send) -> None:
        """From the server's start to its end, in the words servers and apps have for it."""
        await receive()
        async with contextlib.AsyncExitStack() as opened:
            self._api = asyncio.create_task(self._open(opened))
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await asyncio.wait([self._api])
        await send({"type": "lifespan.shutdown.complete"})

    async def _open(self, opened: contextlib.AsyncExitStack) -> FastAPI:
        api = await asyncio.to_thread(self._load)
        await opened.enter_async_context(api.router.lifespan_context(api))
        return api

    async def _lead(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Every address that is none of the API's is the page's."""
        path = scope["path"]
        if path == "/api" or path.startswith("/api/"):
            await self._pass_on(scope, receive, send)
        elif scope["method"] != "GET":
            await refusal(405, "refused", "Method Not Allowed.")(scope, receive, send)
        else:
            await self._page(Request(scope), path.removeprefix("/"))(scope, receive, send)

    def _page(self, request: Request, path: str) -> Response:
        try:
            return self._files.answer(request, path)
        except OSError:  # an address that is no file name, or a page that is just being built
            return refusal(404, "unknown", "There is no such file; reload the page.")

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self._api is not None, "servers tell apps when they start"
        await asyncio.wait([self._api])
        if self._api.exception() is None:
            await self._api.result()(scope, receive, send)
        else:
            words = "MLestone could not be loaded. The terminal it was started in says why."
            await refusal(503, "broke", words)(scope, receive, send)
