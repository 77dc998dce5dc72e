"""Inside a kit's Python: a warm process that forks for every proof, and again for every submission and seed.

Submissions are played through the same judge and the same wire as learners' code, in a process of their own that ends
with them: what one leaves behind (a list in a default value, a patched module) never reaches the next. There are no
walls: only the course's own code comes here, with small things changed. There are limits: processor time, wall time
and memory, kept by the kernel and by whoever forked.

Tasks arrive as JSON lines on standard input; what came of each leaves on standard output.
"""

from __future__ import annotations

import json
import os
import select
import selectors
import signal
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

_MEMORY = 2 << 30
"""Bytes of data a fork may hold beyond what it inherited: twice a learner's limit."""
_LARGEST = 64 << 20
"""Bytes of a file a fork may write."""
_LOST = {signal.SIGPROF: "time", signal.SIGKILL: "time", signal.SIGXCPU: "time"}

Task = dict[str, Any]
Result = dict[str, Any]


# ---- the process that waits for tasks -------------------------------------------------------------------


@dataclass(slots=True)
class _Running:
    """A forked task: what it was, and what it has said so far."""

    task: Task
    pid: int
    until: float
    said: bytearray = field(default_factory=bytearray)


class Workshop:
    """Takes tasks, forks at most `workers` at a time, passes on what they say."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._waiting: deque[Task] = deque()
        self._running: dict[int, _Running] = {}
        self._selector = selectors.DefaultSelector()
        self._heard = bytearray()
        self._is_open = True

    def serve(self) -> None:
        """Until standard input is closed; what still runs then is ended."""
        self._selector.register(0, selectors.EVENT_READ)
        while self._is_open:
            for key, _ in self._selector.select(self._patience()):
                if key.fd == 0:
                    self._hear()
                else:
                    self._listen(key.fd)
            self._end_overdue()
            while self._waiting and len(self._running) < self._workers:
                self._start(self._waiting.popleft())
        for running in self._running.values():
            os.killpg(running.pid, signal.SIGKILL)

    def _patience(self) -> float | None:
        if not self._running:
            return None
        return max(0.0, min(running.until for running in self._running.values()) - time.monotonic())

    def _hear(self) -> None:
        piece = os.read(0, 1 << 16)
        self._is_open = bool(piece)
        self._heard += piece
        *lines, rest = self._heard.split(b"\n")
        self._heard = bytearray(rest)
        self._waiting.extend(json.loads(line) for line in lines)

    def _start(self, task: Task) -> None:
        heard, told = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.setpgid(0, 0)
            os.close(heard)
            self._selector.close()
            _end_with(told, lambda: perform(task))
        os.close(told)
        self._running[heard] = _Running(task, pid, time.monotonic() + task["seconds"])
        self._selector.register(heard, selectors.EVENT_READ)

    def _listen(self, fd: int) -> None:
        piece = os.read(fd, 1 << 16)
        self._running[fd].said += piece
        if not piece:
            self._finish(fd)

    def _end_overdue(self) -> None:
        now = time.monotonic()
        for fd in [fd for fd, running in self._running.items() if running.until <= now]:
            os.killpg(self._running[fd].pid, signal.SIGKILL)
            self._finish(fd)

    def _finish(self, fd: int) -> None:
        running = self._running.pop(fd)
        self._selector.unregister(fd)
        os.close(fd)
        _, status = os.waitpid(running.pid, 0)
        try:
            result = json.loads(running.said)
        except ValueError:
            result = {"lost": _lost(status)}
        sys.stdout.write(json.dumps({"id": running.task["id"], "result": result}) + "\n")
        sys.stdout.flush()


def _lost(status: int) -> str:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return _LOST.get(signal.Signals(number), signal.Signals(number).name)
    return f"exit {os.waitstatus_to_exitcode(status)}"


def _end_with(told: int, work: Callable[[], Result]) -> NoReturn:
    """Run `work` in a freshly forked process, tell its result, and end."""
    code = 70
    try:
        body = json.dumps(work()).encode()
        with os.fdopen(told, "wb") as pipe:
            pipe.write(body)
        code = 0
    except BaseException as error:  # noqa: BLE001 - the process boundary: this process ends here
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(code)


# ---- one proof ------------------------------------------------------------------------------------------


def perform(task: Task) -> Result:
    """What came of a task, in a process of its own: the proof's file is run here."""
    from mlestone.base.ids import ProofId
    from mlestone.proving.layout import BadProof
    from mlestone.proving.proof import load_proof

    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    with tempfile.TemporaryDirectory(prefix="mlestone-play-") as scratch:
        os.chdir(scratch)
        try:
            proof = load_proof(Path(task["path"]), ProofId(task["proof"]))
            if task["what"] == "questions":
                from mlestone.authoring.papers import papers

                return {"papers": [papers(proof, seed) for seed in task["seeds"]]}
            return {"plays": [_played(proof, play) for play in task["plays"]]}
        except BadProof as bad:
            return {"problems": [[problem.line, problem.message, problem.hint] for problem in bad.problems]}


def _played(proof: Any, play: dict[str, Any]) -> list[Result]:
    """The verdicts on one submission, seed by seed; with `until_failed`, up to the first that is not passed."""
    verdicts: list[Result] = []
    for seed in play["seeds"]:
        verdicts.append(_in_own_process(proof, play, seed))
        if play["until_failed"] and verdicts[-1].get("status") != "passed":
            break
    return verdicts


def _in_own_process(proof: Any, play: dict[str, Any], seed: int) -> Result:
    heard, told = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(heard)
        _limit(play["seconds"])
        _end_with(told, lambda: _verdict(proof, play["source"], seed))
    os.close(told)
    # Processor time is the limit that counts; this one ends what sleeps.
    said = _all_said(heard, play["seconds"] * 10)
    if said is None:
        os.kill(pid, signal.SIGKILL)
    os.close(heard)
    _, status = os.waitpid(pid, 0)
    if not said:
        return {"status": "out_of_limits", "seed": seed, "lost": _lost(status)}
    verdict: Result = json.loads(said)
    return verdict


def _all_said(fd: int, seconds: float) -> bytes | None:
    """What is written until the other end is closed; None when that takes too long."""
    said = bytearray()
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if select.select([fd], [], [], left)[0]:
            piece = os.read(fd, 1 << 16)
            if not piece:
                return bytes(said)
            said += piece
    return None


def _limit(seconds: float) -> None:
    import resource

    # Its default action ends the process: unlike an exception, no `except` of a submission's can keep it.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    for what, value in ((resource.RLIMIT_DATA, _MEMORY), (resource.RLIMIT_FSIZE, _LARGEST), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (value, value))


def _verdict(proof: Any, source: str, seed: int) -> Result:
    from mlestone.engine.child import execute, new_module
    from mlestone.proving.judge import Attempt, judge
    from mlestone.proving.loopback import Loopback

    _seed(seed)
    module = new_module("answer")
    trouble = execute(source, module)
    transport = Loopback(module.__dict__, source=source)
    return judge(proof, Attempt(source), transport, trouble, seed).as_dict(for_author=True)


def _seed(seed: int) -> None:
    """As the engine does for a learner's process."""
    import random

    random.seed(seed)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed % 2**32)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(seed)
