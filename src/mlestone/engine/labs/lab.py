"""`lab`: what the checks of a lab drive the learner's system with.

Every word of it either gives what was asked for or fails the check with a sentence (`LabTrouble`); when the lab's time
is over, it ends all of it (`ChildLost`).
"""

from __future__ import annotations

import shlex
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, TypeVar

from mlestone.engine.labs import network
from mlestone.engine.labs.http import Request
from mlestone.engine.labs.machine import Machine, Printed, Refused
from mlestone.engine.labs.processes import Finished, Process, Server, asks, ended_in_words
from mlestone.proving.expect import NOTHING, Unmet
from mlestone.proving.labs.driven import Asked, LabTrouble
from mlestone.proving.learner import ChildLost
from mlestone.proving.progress import say

Value = TypeVar("Value")
Command = str | Sequence[str]

_TYPED = 1 << 16  # bytes: what a pipe holds, so that nobody has to go on writing

READY_SECONDS = 30.0
"""Until a server listens: the first import from a cold disk may take ten."""
_GLANCE = 0.005  # seconds between looks at something that is waited for
_DELIVERED = 64
_MOST_READ = 64 << 20


class Lab:
    """The learner's machine, with their files in `files`, as checks see it."""

    def __init__(self, machine: Machine, files: Mapping[str, bytes]) -> None:
        self.machine = machine
        self.events: list[Asked] = []
        self._delivered: list[tuple[Any, Asked]] = []
        self._servers: dict[tuple[Any, ...], Server] = {}
        self._services: dict[str, Server] = {}
        self._never: dict[tuple[Any, ...], str] = {}
        self._printed: list[Printed] = []
        self._fetched: list[Path] = []
        machine.put(files)

    # ---- commands ---------------------------------------------------------------------------------------

    def server(
        self,
        command: Command,
        port: int,
        *,
        ready: str | None = None,
        env: Mapping[str, str] | None = None,
        seconds: float = READY_SECONDS,
    ) -> Server:
        """The server a command starts, once it listens on `port` (and answers at the path `ready` with 200).

        One that runs already is that one; one that was once not ready is not waited for again.
        """
        argv = _argv(command)
        key = (*argv, port, *sorted((env or {}).items()))
        if key in self._never:
            raise LabTrouble(self._never[key])
        server = self._servers.get(key)
        if server is None:
            server = self._servers[key] = Server(self, _shown(argv), argv, env or {}, port)
        elif server.running:
            return server
        try:
            self._make_ready(server, ready, seconds)
        except LabTrouble as trouble:
            self._never[key] = str(trouble)
            raise
        return server

    def run(
        self,
        command: Command,
        *,
        seconds: float = 30.0,
        env: Mapping[str, str] | None = None,
        typed: Sequence[str] = (),
    ) -> Finished:
        """What came of a command, once it has ended. `typed`: lines that wait on its standard input."""
        argv = _argv(command)
        waiting = "".join(f"{line}\n" for line in typed).encode()
        if len(waiting) > _TYPED:
            raise ValueError(f"typed holds {len(waiting)} bytes, and a command's input takes {_TYPED}: give it a file")
        process = Process(self, _shown(argv), argv, env or {})
        say(f"running {process.command}")
        event = self.asked(f"{process.command}, typed: {', '.join(typed)}" if typed else process.command)
        process.begin(waiting)
        try:
            code = process.wait(seconds)
        except LabTrouble:
            process.kill()
            raise
        return self.delivered(event, Finished(code, process.output, process.log))

    def start(self, command: Command, *, env: Mapping[str, str] | None = None) -> Process:
        """A command that goes on while the check does."""
        argv = _argv(command)
        process = Process(self, _shown(argv), argv, env or {})
        self.asked(process.command)
        process.begin()
        return process

    def asks(self, method: str, path: str, **how: Any) -> Request:
        """A request to be sent later, or often."""
        return asks(method, path, **how)

    def service(self, name: str) -> Server:
        """A service that was declared in the lab's checks."""
        return self._services[name]

    def free_port(self) -> int:
        """A port nobody uses yet."""
        return network.free_port()

    def listening(self) -> set[int]:
        """The TCP ports somebody listens on, on the learner's machine."""
        return network.listening()

    def running(self) -> list[str]:
        """The names of the processes that run on the learner's machine."""
        return self.machine.running()

    # ---- files ------------------------------------------------------------------------------------------

    def read(self, path: str, most: int = _MOST_READ) -> bytes:
        """A file of the learner's; that it is not there fails the check."""
        body = self.machine.read(path, most)
        if body is None:
            raise LabTrouble(f"there is no file {path}")
        return body

    def text(self, path: str) -> str:
        return self.read(path).decode("utf-8", "replace")

    def exists(self, path: str) -> bool:
        return self.machine.read(path, 0) is not None

    def files(self, pattern: str = "*") -> list[str]:
        """The files of the learner's folder whose path fits a pattern (`*` also across folders), in order."""
        return sorted(path for path in self.machine.files(".") if fnmatch(path, pattern))

    def write(self, path: str, content: bytes | str) -> None:
        self.machine.put({path: content.encode() if isinstance(content, str) else content})

    def remove(self, path: str) -> None:
        self.machine.remove(path)

    def fetch(self, path: str = ".") -> Path:
        """A copy of a folder of the learner's on this side, for libraries that open folders and databases."""
        copy = Path(tempfile.mkdtemp(prefix="mlestone-lab-"))
        self._fetched.append(copy)
        for name in self.machine.files(path):
            target = (copy / name).resolve()
            if copy.resolve() in target.parents and (body := self.machine.read(name, _MOST_READ)) is not None:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(body)
        return copy

    # ---- other clients ----------------------------------------------------------------------------------

    @contextmanager
    def asking(self, what: str) -> Iterator[None]:
        """Around calls of another client (boto3…): what is asked, in words. What it raises fails the check."""
        self.asked(what)
        try:
            yield
        except (Unmet, LabTrouble, ChildLost):
            raise
        except Exception as error:
            first = str(error).splitlines()[0] if str(error) else ""
            raise LabTrouble(f"{type(error).__name__}: {first}") from error

    def until(self, holds: Callable[[], bool], seconds: float) -> bool:
        """Wait until something holds, so long at most; whether it does."""
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() >= end:
                return False
            time.sleep(min(_GLANCE, self.machine.left()))
        return True

    # ---- for the judge, and for what stands beside this -------------------------------------------------

    def asked(self, text: str) -> Asked:
        event = Asked(text if len(text) <= 160 else f"{text[:159]}…")
        self.events.append(event)
        return event

    def delivered(self, event: Asked, value: Value) -> Value:
        event.outcome = value if event.outcome is NOTHING else event.outcome
        self._delivered = [*self._delivered[-_DELIVERED:], (value, event)]
        return value

    def event_of(self, value: object) -> Asked | None:
        return next((event for held, event in reversed(self._delivered) if held is value), None)

    def printed(self) -> str:
        return "".join(printed.news() for printed in self._printed)

    def begun(self, command: str, argv: list[str], environment: Mapping[str, str], typed: bytes) -> tuple[int, Printed]:
        try:
            pid, printed = self.machine.start(argv, environment, typed)
        except Refused as refused:
            raise LabTrouble(f"`{command}` cannot be started: {refused}") from None
        self._printed.append(printed)
        return pid, printed

    def ready_again(self, server: Server) -> None:
        self._make_ready(server, None, READY_SECONDS)

    def offer(self, name: str, server: Server) -> None:
        """Make a service of the checker's known to the checks."""
        self._services[name] = server

    def close(self) -> None:
        self.machine.close()
        for folder in self._fetched:
            shutil.rmtree(folder, ignore_errors=True)

    def _make_ready(self, server: Server, ready: str | None, seconds: float) -> None:
        if server.port in network.listening():
            raise LabTrouble(f"port {server.port} is taken before `{server.command}` is started")
        say(f"starting {server.command}")
        self.asked(server.command)
        begun = time.monotonic()
        server.begin()
        if not self.until(lambda: not server.running or server.port in network.listening(), seconds):
            raise LabTrouble(f"`{server.command}` does not listen on port {server.port}{self._elsewhere(seconds)}")
        if ready is not None:
            self.until(lambda: not server.running or _answers(server, ready), seconds)
        if (code := server.code) is not None:
            server.wait(1)
            raise LabTrouble(f"{ended_in_words(server.command, code)} before it listened on port {server.port}")
        if ready is not None and not _answers(server, ready):
            raise LabTrouble(
                f"`{server.command}` does not answer GET {ready} with status 200 within {seconds:g} seconds"
            )
        say(f"ready in {time.monotonic() - begun:.1f} s")

    def _elsewhere(self, seconds: float) -> str:
        others = sorted(network.listening() - {service.port for service in self._services.values()})
        if not others:
            return f" within {seconds:g} seconds; nobody listens on any port"
        return f" within {seconds:g} seconds, but on {', '.join(map(str, others[:5]))}"


def _answers(server: Server, path: str) -> bool:
    try:
        return server.get(path, seconds=2.0).status == 200
    except LabTrouble:
        return False


def _argv(command: Command) -> list[str]:
    return shlex.split(command) if isinstance(command, str) else list(command)


def _shown(argv: list[str]) -> str:
    return shlex.join(argv)
