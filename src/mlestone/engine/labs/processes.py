"""What checks hold of a learner's running command: a server to talk to, a run that has ended."""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mlestone.engine.labs import network
from mlestone.engine.labs.calls import Call, Called, Message
from mlestone.engine.labs.http import Connection, NoAnswer, NotJson, Request, Response
from mlestone.proving.labs.driven import Asked, LabTrouble
from mlestone.proving.shown import Telling

if TYPE_CHECKING:
    from mlestone.engine.labs.lab import Lab
    from mlestone.engine.labs.machine import Printed

ANSWER_SECONDS = 10.0
_SHOWN = 1500  # characters of what came back
"""For one request, unless a check says otherwise: a hundred times what a sound service needs on a busy machine."""
GRACE = 5.0
"""Seconds a command has to end after it was asked to."""


@dataclass(frozen=True, slots=True)
class Finished(Telling):
    """A command that has ended: its exit code (negative: the signal that ended it), its output, and all it printed."""

    code: int
    output: str
    """Its standard output alone: what libraries warn of goes elsewhere."""
    log: str

    def as_shown(self) -> str:
        """What it printed; of what went wrong the end, where the reason stands."""
        printed = self.output.strip() if self.code == 0 else self.log.strip()
        told = f"exit code {self.code}\n" if self.code else ""
        return told + (f"…{printed[-_SHOWN:]}" if len(printed) > _SHOWN else printed or "nothing was printed")


class Process:
    """A command that was started."""

    def __init__(self, lab: Lab, command: str, argv: list[str], environment: Mapping[str, str]) -> None:
        self._lab = lab
        self.command = command
        self._argv, self._environment = argv, dict(environment)
        self._pid = 0
        self._printed: Printed | None = None

    def begin(self, typed: bytes = b"") -> None:
        self._pid, self._printed = self._lab.begun(self.command, self._argv, self._environment, typed)

    @property
    def code(self) -> int | None:
        """The exit code; `None` while it runs."""
        return self._lab.machine.ended(self._pid)

    @property
    def running(self) -> bool:
        return self.code is None

    @property
    def output(self) -> str:
        """What it has written to its standard output so far."""
        return "" if self._printed is None else self._printed.output()

    @property
    def log(self) -> str:
        """What it has printed so far."""
        return "" if self._printed is None else self._printed.text()

    def signal(self, number: int) -> None:
        self._lab.machine.signal(self._pid, number)

    def wait(self, seconds: float) -> int:
        """Its exit code, once it has ended; fails the check if that takes longer."""
        if not self._lab.until(lambda: not self.running, seconds):
            raise LabTrouble(f"`{self.command}` has not ended after {seconds:g} seconds")
        code = self.code
        assert code is not None
        if self._printed is not None:
            self._printed.settle()
        return code

    def stop(self, grace: float = GRACE) -> int:
        """Ask it to end, as whatever runs services does; fails the check if it does not. Returns its exit code."""
        self.signal(signal.SIGTERM)
        if not self._lab.until(lambda: not self.running, grace):
            self.signal(signal.SIGKILL)
            raise LabTrouble(f"`{self.command}` was asked to end (SIGTERM) and still ran {grace:g} seconds later")
        return self.wait(grace)

    def kill(self) -> None:
        """End it at once, as a crash would, with all it started in its process group."""
        self.signal(signal.SIGKILL)
        self.wait(GRACE)


class Caller:
    """Requests to one port of the machine, from the machine itself or from outside."""

    def __init__(self, lab: Lab, process: Process, host: str, port: int) -> None:
        self._lab, self._process = lab, process
        self.host, self.port = host, port
        self._connection = Connection(host, port)

    @property
    def address(self) -> str:
        return f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    def get(self, path: str, **how: Any) -> Response:
        return self.request("GET", path, **how)

    def post(self, path: str, **how: Any) -> Response:
        return self.request("POST", path, **how)

    def put(self, path: str, **how: Any) -> Response:
        return self.request("PUT", path, **how)

    def patch(self, path: str, **how: Any) -> Response:
        return self.request("PATCH", path, **how)

    def delete(self, path: str, **how: Any) -> Response:
        return self.request("DELETE", path, **how)

    def request(self, method: str, path: str, *, seconds: float = ANSWER_SECONDS, **how: Any) -> Response:
        """The answer; none at all fails the check. `how`: params, json, data, headers."""
        return self.send(asks(method, path, **how), seconds)

    def send(self, request: Request, seconds: float = ANSWER_SECONDS) -> Response:
        event = self._lab.asked(request.shown)
        try:
            response = self._connection.send(request, min(seconds, self._lab.machine.left()))
        except NoAnswer as error:
            self._lab.machine.left()  # it may be the whole lab's time that is over
            raise LabTrouble(self._why(f"the request {error}")) from None
        return self._lab.delivered(event, Answer(response, self._lab, event))

    def grpc(
        self,
        method: str,
        *messages: bytes | Message,
        reads: Callable[[bytes], Any] = bytes,
        seconds: float = ANSWER_SECONDS,
        metadata: Mapping[str, str] | None = None,
        most: int | None = None,
    ) -> Called:
        """What came of a gRPC call, also if that is an error: its status is a value."""
        call = Call(method, messages, reads, metadata or {}, most)
        event = self._lab.asked(call.shown)
        called = call.made(self.host, self.port, min(seconds, self._lab.machine.left()))
        self._lab.machine.left()  # it may be the whole lab's time that is over
        nobody = f"the call of {method} found nobody"
        if called.status == "UNAVAILABLE" and (why := self._why(nobody)) != nobody:
            raise LabTrouble(why)
        for message in called.messages:
            self._lab.delivered(event, message)
        return self._lab.delivered(event, called)

    def _why(self, said: str) -> str:
        """What came of a request, and of the process, if that has ended."""
        self._lab.until(lambda: not self._process.running, 0.1)
        code = self._process.code
        return said if code is None else f"{said}; {ended_in_words(self._process.command, code)}"

    # ---- load -------------------------------------------------------------------------------------------

    @contextmanager
    def under_load(self, requests: Sequence[Request], clients: int = 8) -> Iterator[Load]:
        """As long as the block lasts, so many clients send these requests, one after another."""
        load = Load()
        self._lab.asked(f"{requests[0].shown} from {clients} clients at a time")
        threads = [
            threading.Thread(target=self._keep_asking, args=(requests, number, load), daemon=True)
            for number in range(clients)
        ]
        for thread in threads:
            thread.start()
        try:
            yield load
        finally:
            load.over.set()
            for thread in threads:
                thread.join(ANSWER_SECONDS)

    def load(self, requests: Sequence[Request], *, seconds: float = 2.0, clients: int = 8) -> Load:
        """What came of so many clients sending these requests for so long."""
        with self.under_load(requests, clients) as load:
            time.sleep(min(seconds, self._lab.machine.left()))
        self._lab.machine.left()
        return load

    def _keep_asking(self, requests: Sequence[Request], number: int, load: Load) -> None:
        connection = Connection(self.host, self.port)
        at = number
        while not load.over.is_set():
            request = requests[at % len(requests)]
            at += 1
            try:
                load.add(connection.send(request, ANSWER_SECONDS))
            except NoAnswer as error:
                load.add_failure(str(error))
        connection.close()


class Server(Process):
    """A command that listens on a port."""

    def __init__(self, lab: Lab, command: str, argv: list[str], environment: Mapping[str, str], port: int) -> None:
        super().__init__(lab, command, argv, environment)
        self.port = port
        self._here = Caller(lab, self, network.HERE, port)
        self.outside = Caller(lab, self, network.OUTSIDE, port)
        """The same, as another machine sees it."""
        self.address, self.url = self._here.address, self._here.url
        self.get, self.post, self.put = self._here.get, self._here.post, self._here.put
        self.patch, self.delete, self.request = self._here.patch, self._here.delete, self._here.request
        self.send, self.load, self.under_load = self._here.send, self._here.load, self._here.under_load
        self.grpc = self._here.grpc

    def restart(self) -> None:
        """Kill it, as a crash would, and start it again."""
        if self.running:
            self.kill()
        self._lab.ready_again(self)


@dataclass
class Load:
    """What came of many requests."""

    answers: list[Response] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    over: threading.Event = field(default_factory=threading.Event, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def add(self, response: Response) -> None:
        with self._lock:
            self.answers.append(response)

    def add_failure(self, why: str) -> None:
        with self._lock:
            self.failures[why] += 1

    @property
    def statuses(self) -> dict[int, int]:
        """How many answers of each status."""
        return dict(Counter(answer.status for answer in self.answers))

    def slowest(self, share: float = 0.95) -> float:
        """Seconds within which this share of the answers came."""
        taken = sorted(answer.seconds for answer in self.answers)
        return taken[min(len(taken) - 1, int(share * len(taken)))] if taken else float("inf")


class Answer(Telling, Response):
    """A response that tells its lab when its JSON is looked at: a verdict then says which request it came from."""

    _lab: Lab
    _event: Asked

    def __init__(self, response: Response, lab: Lab, event: Asked) -> None:
        super().__init__(response.status, response.headers, response.content, response.seconds)
        object.__setattr__(self, "_lab", lab)
        object.__setattr__(self, "_event", event)

    def as_shown(self) -> str:
        return f"status {self.status}\n{self.text[:_SHOWN] or 'an empty body'}"

    def json(self) -> Any:
        try:
            value = super().json()
        except NotJson:
            raise LabTrouble(f"the body of the answer (status {self.status}) is no JSON") from None
        self._event.outcome = value
        return self._lab.delivered(self._event, value)


def asks(method: str, path: str, *, json: Any = None, **how: Any) -> Request:
    """A request as checks write it."""
    return Request.of(method, path, json_body=json, **how)


def ended_in_words(command: str, code: int) -> str:
    if code == -signal.SIGKILL:
        return f"`{command}` was killed, most likely because it needed more memory than the lab has"
    if code < 0:
        return f"`{command}` was ended by the signal {signal.Signals(-code).name}"
    return f"`{command}` ended with exit code {code}"
