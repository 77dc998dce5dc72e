"""Inside a kit's Python: a warm process that forks for every proof, and again for every submission and seed.

Submissions are played through the same judge and the same wire as learners' code, in a process of their own that ends
with them: what one leaves behind (a patched module, a list in a default value) never reaches the next. There are no
walls: only the course's own code comes here, with small things changed. There are limits: processor time, wall time
and memory, kept by the kernel and by whoever forked.

Tasks arrive as JSON lines on standard input; what came of each leaves on standard output.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import selectors
import shutil
import signal
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from mlestone.authoring.deadline import clear_deadline, set_deadline

_MEMORY = 2 << 30
"""Bytes of data a fork may hold beyond what it inherited: twice a learner's limit."""
_LARGEST = 64 << 20
"""Bytes of a file a fork may write."""
_LOST = {signal.SIGPROF: "time", signal.SIGKILL: "time", signal.SIGXCPU: "time"}

Task = dict[str, Any]
Result = dict[str, Any]
Tell = Callable[[Result], object]


# ---- the process that waits for tasks -------------------------------------------------------------------


@dataclass(slots=True)
class _Running:
    """A forked task: what it was, and what it has said so far."""

    task: Task
    pid: int
    scratch: str
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
            os.waitpid(running.pid, 0)
            shutil.rmtree(running.scratch, ignore_errors=True)

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
        scratch = tempfile.mkdtemp(prefix="mlestone-play-")
        pid = os.fork()
        if pid == 0:
            os.setpgid(0, 0)
            os.close(heard)
            self._selector.close()
            os.chdir(scratch)
            tempfile.tempdir = scratch  # what is left there is cleared by whoever forked
            _end_with(lambda: perform(task, lambda result: _write_all(told, json.dumps(result).encode())))
        os.close(told)
        self._running[heard] = _Running(task, pid, scratch, time.monotonic() + task["seconds"])
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
        shutil.rmtree(running.scratch, ignore_errors=True)
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


def _end_with(work: Callable[[], object]) -> NoReturn:
    """Do the work of a freshly forked process, and end."""
    code = 70
    try:
        work()
        code = 0
    except BaseException as error:  # noqa: BLE001 - the process boundary: this process ends here
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(code)


# ---- one proof ------------------------------------------------------------------------------------------


def perform(task: Task, tell: Tell) -> None:
    """Tell what came of a task, in a process of its own: the proof's file is run here."""
    from mlestone.base.ids import ProofId
    from mlestone.proving.layout import BadProof
    from mlestone.proving.proof import load_proof

    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    path = task["path"]
    endless = f"loading the file has not ended after {task['loading']:g} seconds"
    set_deadline(task["loading"], path, lambda line, _: tell({"problems": [[line or 1, endless, _ENDLESS_HINT]]}))
    try:
        proof = load_proof(Path(path), ProofId(task["proof"]))
    except BadProof as bad:
        clear_deadline()
        tell({"problems": [[problem.line, problem.message, problem.hint] for problem in bad.problems]})
        return
    clear_deadline()
    if task["what"] == "example":
        tell({"untrue": _untrue_example(proof, task["paper"], tell)})
    elif task["what"] == "questions":
        tell({"papers": _all_papers(proof, task, tell)})
    else:
        played = [_played(proof, play) for play in task["plays"]]
        slowest = max((seconds for each in played for seconds in each.seconds), default=0.0)
        tell({"plays": [each.verdicts for each in played], "slowest": slowest})


_ENDLESS_HINT = "Does a loop there come to its end?"


def _untrue_example(proof: Any, seconds: float, tell: Tell) -> list[list[str]]:
    """Lines of the prompt's example that are not true: of the answer and, where there is a bug to mend, of the bug."""
    from mlestone.authoring.worked import untrue

    _limit_memory()
    endless = f"the example has not ended after {seconds:g} seconds"
    set_deadline(seconds, str(proof.path), lambda *_: tell({"untrue": [["", endless]]}))
    bugs = {mistake.target: mistake.function for mistake in proof.mistakes if mistake.is_bug}
    namespaces = (proof.namespace, proof.namespace | bugs) if bugs else (proof.namespace,)
    found = [list(each) for each in untrue(proof.sheet.prompt, namespaces)]
    clear_deadline()
    return found


def _all_papers(proof: Any, task: Task, tell: Tell) -> list[Result]:
    """What is asked on each seed; up to the first that never ends, which is told before this process does."""
    from mlestone.authoring.papers import papers

    _limit_memory()
    seeds, seconds = task["seeds"], task["paper"]
    drawn: list[Result] = []

    def last_words(line: int, _: bool) -> None:
        endless = f"the paper is not drawn after {seconds:g} seconds"
        tell({"papers": [*drawn, {"seed": seeds[len(drawn)], "problems": [[line or 1, endless, _ENDLESS_HINT]]}]})

    for seed in seeds:
        set_deadline(seconds, str(proof.path), last_words)
        paper = papers(proof, seed)
        clear_deadline()
        drawn.append(paper)
    return drawn


@dataclass(slots=True)
class _Played:
    """The verdicts on one submission, and the processor time each took."""

    verdicts: list[Result] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def _played(proof: Any, play: dict[str, Any]) -> _Played:
    """The verdicts on one submission, seed by seed, from a process of its own.

    With `until_failed`, up to the first that is not passed. What never ended on one seed is not waited for on another.
    """
    heard, told = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(heard)
        _limit_memory()
        _end_with(lambda: _tell_verdicts(told, proof, play))
    os.close(told)
    # Processor time is the limit that counts; this one ends what sleeps.
    said = _all_said(heard, play["seconds"] * (len(play["seeds"]) + 10))
    os.close(heard)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    *whole, _ = said.split(b"\n")
    played = _Played()
    for line in whole:
        seconds, verdict = json.loads(line)
        played.seconds.append(seconds)
        played.verdicts.append(verdict)
    left = play["seeds"][len(played.verdicts) :]
    if left and not (played.verdicts and _is_decided(play, played.verdicts[-1])):
        played.verdicts.append({"status": "out_of_limits", "seed": left[0], "lost": _lost(status)})
    return played


def _is_decided(play: dict[str, Any], last: Result) -> bool:
    """Whether there is no need to play on after this verdict."""
    return "lost" in last or (play["until_failed"] and last["status"] != "passed")


def _all_said(fd: int, seconds: float) -> bytes:
    """What is written until the other end is closed, or until the time is over."""
    said = bytearray()
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0 and select.select([fd], [], [], left)[0]:
        piece = os.read(fd, 1 << 16)
        if not piece:
            break
        said += piece
    return bytes(said)


def _tell_verdicts(told: int, proof: Any, play: dict[str, Any]) -> None:
    """A line for each seed: how long it took, and the verdict. Checks that failed before are tried first.

    Where mistakes are played too, the proof's file is run anew for each seed, as it is for each attempt: what one of
    its mistakes remembers does not reach the next seed.
    """
    likely: set[str] = set()
    for number, seed in enumerate(play["seeds"]):
        set_deadline(play["seconds"], str(proof.path), partial(_tell_endless, told, seed, play, proof.path.name))
        started = time.process_time()
        if number < play["recognised"]:
            verdict = _verdict(proof if number == 0 else _run_again(proof), play["source"], seed)
        else:
            verdict = _quick(proof, play, seed, likely)
        clear_deadline()
        _write_line(told, time.process_time() - started, verdict)
        if _is_decided(play, verdict):
            return
        likely |= {check["sentence"] for check in verdict.get("checks", ()) if check["status"] == "failed"}


def _run_again(proof: Any) -> Any:
    from mlestone.proving.proof import load_proof

    return load_proof(proof.path, proof.id)


def _tell_endless(told: int, seed: int, play: dict[str, Any], file: str, line: int, is_own: bool) -> None:
    at = f"{file}:{line}" if line else ""
    verdict = {"status": "out_of_limits", "seed": seed, "lost": "time", "at": at, "in_check": is_own}
    _write_line(told, play["seconds"], verdict)


def _write_line(told: int, seconds: float, verdict: Result) -> None:
    _write_all(told, json.dumps([seconds, verdict]).encode() + b"\n")


def _quick(proof: Any, play: dict[str, Any], seed: int, likely: set[str]) -> Result:
    """The verdict for whoever only asks whether it is passed: no mistake is played, and one failed check is enough."""
    if likely:
        verdict = _verdict(_up_to_a_failure(proof, likely), play["source"], seed)
        if verdict["status"] != "passed":
            return verdict
    return _verdict(_up_to_a_failure(proof, {check.sentence for check in proof.checks}), play["source"], seed)


def _up_to_a_failure(proof: Any, sentences: set[str]) -> Any:
    """The proof with only these checks, and no further than the first that fails.

    Checks that are passed over keep their place: what a check draws depends on where it stands.
    """
    has_failed = False

    def guarded(check: Any) -> Callable[..., object]:
        def run(learner: Any, rng: Any) -> object:
            nonlocal has_failed
            if has_failed or check.sentence not in sentences:
                return None
            has_failed = True
            result = check.function(learner, rng)
            has_failed = False
            return result

        return run

    checks = tuple(replace(check, function=guarded(check)) for check in proof.checks)
    return replace(proof, mistakes=(), checks=checks)


def _write_all(fd: int, body: bytes) -> None:
    while body:
        body = body[os.write(fd, body) :]


def _limit_memory() -> None:
    import resource

    for what, value in ((resource.RLIMIT_DATA, _MEMORY), (resource.RLIMIT_FSIZE, _LARGEST), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (value, value))


def _verdict(proof: Any, source: str, seed: int) -> Result:
    from mlestone.engine.child import execute, new_module, seed_libraries
    from mlestone.proving.judge import Attempt, judge
    from mlestone.proving.loopback import Loopback

    seed_libraries(seed)
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")  # as a learner's process begins: without figures
    module = new_module("answer")
    trouble = execute(source, module)
    transport = Loopback(module.__dict__, source=source)
    return judge(proof, Attempt(source), transport, trouble, seed).as_dict(for_author=True)
