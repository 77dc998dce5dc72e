"""`python -m mlestone.web`: bind to loopback, tell the address, open the browser, serve until told to stop.

Where a server for the same home is running already, the browser is led to that one and this process ends.

The browser is opened before the server is loaded: connections wait at the door meanwhile, and both take their time. So
does the API, once the page can be served (`reception`).
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import secrets
import signal
import socket
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from mlestone.base.errors import MlestoneError
from mlestone.web import notice

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

    from mlestone.web.reception import Reception

PORT = 8765
_WAITING = 128


def main(arguments: list[str] | None = None) -> None:
    asked = _parser().parse_args(arguments)
    try:
        if asked.token is None and (there := notice.running(asked.course, asked.port)) is not None:
            _lead_to(there, browser=not asked.no_browser)
        else:
            _serve(_door(asked.port), asked)
    except MlestoneError as error:
        sys.exit(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m mlestone.web", description="Open MLestone in the browser.")
    parser.add_argument("--port", type=int, default=None, help=f"the port (default: {PORT}, or a free one)")
    parser.add_argument("--no-browser", action="store_true", help="tell the address, and leave it at that")
    parser.add_argument("--course", type=Path, action="append", default=[], help="a course folder beside the own one")
    parser.add_argument("--token", default=None, help=argparse.SUPPRESS)  # for whoever works on the page
    return parser


def _door(port: int | None) -> socket.socket:
    """A socket that listens; connections wait at it until the server is there."""
    # asyncio lets answers go at once (no Nagle) only where the protocol is named: 40 ms for every answer.
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    for number in (PORT, 0) if port is None else (port,):
        try:
            door.bind(("127.0.0.1", number))
            door.listen(_WAITING)
        except (OSError, OverflowError) as error:
            if number == 0 or port is not None:
                raise MlestoneError(_no_port(number, error)) from None
        else:
            return door
    raise AssertionError("a free port is always tried last")


def _no_port(number: int, error: OSError | OverflowError) -> str:
    taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
    why = "another program has it" if taken else getattr(error, "strerror", None) or "a port is a number up to 65535"
    return f"Port {number} cannot be used: {why}. Name another with --port, or none, and a free one is found."


def _lead_to(address: str, *, browser: bool) -> None:
    """Open the server that is there."""
    sys.stdout.write(f"MLestone is running already, at {address}\nEnd it where it was started.\n")
    sys.stdout.flush()
    if browser:
        webbrowser.open(address)


def _serve(door: socket.socket, asked: argparse.Namespace) -> None:
    token = asked.token or secrets.token_urlsafe(24)
    port = door.getsockname()[1]
    with notice.left(asked.course, port, token):
        address = notice.address_of(port, token)
        sys.stdout.write(f"MLestone is at {address}\nCtrl-C ends it.\n")
        sys.stdout.flush()
        if not asked.no_browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        _answer(door, tuple(asked.course), token)


def _answer(door: socket.socket, course: tuple[Path, ...], token: str) -> None:
    """Answer whoever waits at the door, until told to end; what takes time to load is loaded meanwhile."""
    from mlestone.web.reception import Reception

    signal.signal(signal.SIGTERM, _end)
    with contextlib.ExitStack() as opened:
        loading = _Loading(opened, course)
        server = _server(Reception(loading.api, token=token), loading)
        with contextlib.suppress(KeyboardInterrupt):  # uvicorn has ended in good order, and passes the signal on
            server.run(sockets=[door])
        if loading.failed is not None:
            raise loading.failed


class _Loading:
    """The course and the API over it; when they cannot be had, the server has no more to do."""

    def __init__(self, opened: contextlib.ExitStack, course: tuple[Path, ...]) -> None:
        self._opened = opened
        self._course = course
        self.failed: Exception | None = None

    def api(self) -> FastAPI:
        try:
            return self._load()
        except Exception as error:  # of whatever kind: it is raised again where it can be told
            self.failed = error
            raise

    def _load(self) -> FastAPI:
        from mlestone.study.learner import Learner
        from mlestone.study.study import Study
        from mlestone.web.app import create_api

        study = self._opened.enter_context(Study.open(self._course))
        return create_api(study, lambda: Learner.open(study, shared=False))


def _server(app: Reception, loading: _Loading) -> uvicorn.Server:
    import uvicorn

    class Server(uvicorn.Server):
        async def on_tick(self, counter: int) -> bool:
            return loading.failed is not None or await super().on_tick(counter)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            app.let_go()  # pages listen for as long as they are open: such answers never end by themselves
            await super().shutdown(sockets)

    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,  # addresses hold the token once
        server_header=False,
        timeout_keep_alive=75,  # a page that is read for a minute should not find its connections just being closed
        timeout_graceful_shutdown=3,
        ws="none",
        lifespan="on",
    )
    return Server(config)


def _end(*_: object) -> None:
    """Asked to end by another program: leave by the door, so that the engine's processes go too."""
    sys.exit(0)
