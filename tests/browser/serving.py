"""The app's server for a browser: `python -m mlestone.web` with a home of its own."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from mlestone.base.settings import HOME_VARIABLE

TOKEN = "a-token-for-browser-tests"
CHROMIUM = Path("/usr/bin/chromium")
_FLAGS = "no-sandbox disable-gpu disable-quic disable-background-networking disable-component-update disable-sync"
FLAGS = [f"--{flag}" for flag in _FLAGS.split()]

# Long enough for a machine that does much else; nothing waits for longer than what it waits for takes.
START = 60


class NotServing(RuntimeError):
    """The server did not say where it is."""


class Server:
    """It can go away and come back at the same address."""

    def __init__(self, home: Path, courses: tuple[Path, ...] = ()) -> None:
        self._home = home
        self._courses = courses
        self._port = 0
        self._process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def door(self) -> str:
        """The address a learner is told, which lets the browser in."""
        return f"{self.address}/?token={TOKEN}"

    @property
    def workspace(self) -> Path:
        return self._home / "workspace"

    def start(self) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MLESTONE_")}
        further = [word for course in self._courses for word in ("--course", str(course))]
        command = [sys.executable, "-m", "mlestone.web", "--port", str(self._port), "--no-browser", "--token", TOKEN]
        process = subprocess.Popen(
            [*command, *further],
            env={**environment, HOME_VARIABLE: str(self._home)},
            stdout=subprocess.PIPE,
            text=True,
        )
        self._process = process
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], START)
        line = process.stdout.readline() if ready else ""
        if "MLestone is at http://127.0.0.1:" not in line:
            self.stop()
            raise NotServing(f"The server did not say where it is: {line!r}")
        self._port = int(line.partition("127.0.0.1:")[2].partition("/")[0])

    def stop(self) -> None:
        process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()
        self._process = None


@contextlib.contextmanager
def serving(home: Path, *courses: Path) -> Iterator[Server]:
    """A server of this home, with these courses beside the built-in one, while the block runs."""
    server = Server(home, courses)
    server.start()
    try:
        yield server
    finally:
        server.stop()
