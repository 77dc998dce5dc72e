"""`python -m mlestone.web`: bind to loopback, tell the address, open the browser, serve until told to stop.

The browser is opened before the server is loaded: connections wait at the door meanwhile, and both take their time.
"""

from __future__ import annotations

import argparse
import contextlib
import secrets
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mlestone.base.errors import MlestoneError

if TYPE_CHECKING:
    import uvicorn

PORT = 8765
_WAITING = 128


def main(arguments: list[str] | None = None) -> None:
    asked = _parser().parse_args(arguments)
    try:
        door = _door(asked.port)
        _serve(door, asked)
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
                raise MlestoneError(f"Port {number} cannot be used: {error}. Name another with --port.") from None
        else:
            return door
    raise AssertionError("a free port is always tried last")


def _serve(door: socket.socket, asked: argparse.Namespace) -> None:
    token = asked.token or secrets.token_urlsafe(24)
    address = f"http://127.0.0.1:{door.getsockname()[1]}/?token={token}"
    sys.stdout.write(f"MLestone is at {address}\nCtrl-C ends it.\n")
    sys.stdout.flush()
    if not asked.no_browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    import uvicorn

    from mlestone.study.learner import Learner
    from mlestone.study.study import Study
    from mlestone.web.app import create_app

    with Study.open(tuple(asked.course)) as study:
        app = create_app(study, lambda: Learner.open(study, shared=False), token=token)
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,  # addresses hold the token once
            server_header=False,
            timeout_graceful_shutdown=3,
            ws="none",
            lifespan="on",
        )
        signal.signal(signal.SIGTERM, _end)
        with contextlib.suppress(KeyboardInterrupt):  # uvicorn has ended in good order, and passes the signal on
            _server(config, app.state.let_go).run(sockets=[door])


def _server(config: uvicorn.Config, let_go: Callable[[], None]) -> uvicorn.Server:
    """A server that first ends the answers that never end by themselves: pages listen for as long as they are open."""
    import uvicorn

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            let_go()
            await super().shutdown(sockets)

    return Server(config)


def _end(*_: object) -> None:
    """Asked to end by another program: leave by the door, so that the engine's processes go too."""
    sys.exit(0)
