"""Where each tool grades: a seat takes a submission and says how many points the tool gave it.

A seat has a folder of its own, so that no attempt can spoil the next one's, and two seats can be busy at once. What it
times is the tool's own work; writing the submission down and reading the marks afterwards is not the tool's.
"""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol

from benchmarks.peers import exercise
from benchmarks.peers.gradebook import marks

# A tool that has not answered by then is taken to hang; nbgrader itself waits 30 s for a cell.
PATIENCE = 120.0


class NoMarks(Exception):
    """The tool ended without saying what the submission has earned."""


@dataclass(frozen=True, slots=True)
class Graded:
    points: float
    of: float
    seconds: float

    @property
    def full(self) -> bool:
        return self.points >= self.of > 0


class Seat(Protocol):
    def grade(self, source: str, times: int = 1) -> Graded:
        """Grade a submission, `times` over as if so many students had handed it in; seconds are for all of them."""

    def pids(self) -> Iterable[int]:
        """The processes the tool runs in; what they have started counts as theirs."""

    def close(self) -> None: ...


class Resident:
    """A tool in a warm process of its own."""

    def __init__(self, python: Path, tool: str, folder: Path) -> None:
        # -P: the modules beside residents.py are ours, not the tool's.
        command = [str(python), "-P", str(Path(__file__).with_name("residents.py")), tool, str(folder)]
        self._log = (folder / "resident.log").open("w")
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            cwd=folder,
            env=surroundings(python, folder),
            start_new_session=True,
        )
        if self._line() != "ready":
            raise NoMarks(f"{tool} did not start; see {self._log.name}")

    def grade(self, source: str, times: int = 1) -> Graded:
        assert self._process.stdin is not None
        request = json.dumps({"source": source, "times": times})
        started = time.perf_counter()
        with suppress(BrokenPipeError):
            print(request, file=self._process.stdin, flush=True)
        line = self._line()
        seconds = time.perf_counter() - started
        return understood(line, seconds)

    def _line(self) -> str:
        """The next line of the process; empty when it has ended or says nothing any more."""
        assert self._process.stdout is not None
        if not select.select([self._process.stdout], [], [], PATIENCE)[0]:
            os.killpg(self._process.pid, signal.SIGKILL)
        return self._process.stdout.readline().strip()

    def pids(self) -> Iterable[int]:
        return (self._process.pid,)

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        end(self._process)
        self._process.stdout.close()
        self._log.close()


def understood(line: str, seconds: float) -> Graded:
    """A resident's answer. Where submissions run in its process they may have written into it: that is no answer."""
    try:
        answer = json.loads(line)
        return Graded(float(answer["points"]), float(answer["of"]), seconds)
    except (ValueError, KeyError, TypeError):
        raise NoMarks(f"the answer was {line[-2000:]!r}") from None


class Command:
    """A tool that is started anew for each submission, as at a shell's prompt."""

    def __init__(self, python: Path, folder: Path) -> None:
        self._python = python
        self._folder = folder
        self._running: subprocess.Popen[bytes] | None = None

    def run(self, *command: str) -> float:
        """Run one command of the tool's environment to its end; how it ends is for the marks to tell."""
        started = time.perf_counter()
        with (self._folder / "command.out").open("wb") as out, (self._folder / "command.log").open("ab") as log:
            process = subprocess.Popen(
                [str(self._python.with_name(command[0])), *command[1:]],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=log,
                cwd=self._folder,
                env=surroundings(self._python, self._folder),
                start_new_session=True,
            )
            self._running = process
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                end(process)
        return time.perf_counter() - started

    def pids(self) -> Iterable[int]:
        return (self._running.pid,) if self._running else ()

    def close(self) -> None:
        if self._running:
            end(self._running)


class MlestoneCheck(Command):
    """`mlestone check`, which starts an engine, judges once and ends it."""

    def grade(self, source: str, times: int = 1) -> Graded:
        submission = self._folder / "submission.py"
        submission.write_text(source)
        command = ("mlestone", "check", "axis-summaries/axis-summary", str(submission))
        seconds = sum(self.run(*command, "--course", str(self._folder / "course"), "--json") for _ in range(times))
        try:
            verdict = json.loads((self._folder / "command.out").read_text())
        except ValueError:
            raise NoMarks((self._folder / "command.log").read_text()[-2000:]) from None
        if verdict["status"] == "not_graded":
            raise NoMarks(verdict["summary"])
        checks = [check["status"] == "passed" for check in verdict["checks"]]
        return Graded(len(checks) if verdict["status"] == "passed" else sum(checks), len(exercise.CHECKS), seconds)


class OtterRun(Command):
    """`otter run`: grades one submission without a container, as inside of the container of `otter grade`."""

    def grade(self, source: str, times: int = 1) -> Graded:
        (self._folder / "submission.py").write_text(source)
        results = self._folder / "results.json"
        results.unlink(missing_ok=True)
        seconds = sum(
            self.run("otter", "run", "submission.py", "-a", "autograder.zip", "-o", ".", "--no-logo")
            for _ in range(times)
        )
        try:
            tests = json.loads(results.read_text())["tests"]
        except (OSError, ValueError, KeyError) as error:
            raise NoMarks(f"otter run wrote no results: {error}") from None
        possible = sum(test.get("max_score", 0) for test in tests)
        return Graded(sum(test.get("score", 0) for test in tests), possible, seconds)


class NbgraderAutograde(Command):
    """`nbgrader autograde` in a course folder: one command for as many students as have handed in."""

    def __init__(self, python: Path, folder: Path) -> None:
        super().__init__(python, folder)
        self._graded = 0

    def grade(self, source: str, times: int = 1) -> Graded:
        released = (self._folder / "release" / "hw" / "summary.ipynb").read_text()
        students = [f"student-{number}" for number in range(self._graded, self._graded + times)]
        self._graded += times
        for student in students:
            handed_in = self._folder / "submitted" / student / "hw"
            handed_in.mkdir(parents=True)
            (handed_in / "summary.ipynb").write_text(exercise.with_solution(released, source))
        # Without --student it takes all that are not graded yet.
        seconds = self.run("nbgrader", "autograde", "hw", "--quiet")
        earned, possible = marks(self._folder / "gradebook.db", students[-1])
        return Graded(earned, possible, seconds)


def surroundings(python: Path, folder: Path) -> dict[str, str]:
    """The environment variables of a tool's process: its own programs first, its own home."""
    ours = {"PATH": f"{python.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    if Path(sys.executable) != python:
        # Also temporary files of their own: one of the attempts looks for results there.
        temporary = folder / "tmp"
        temporary.mkdir(exist_ok=True)
        ours |= {"HOME": str(folder), "TMPDIR": str(temporary), "PYTHONWARNINGS": "ignore"}
    return {**os.environ, **ours}


def end(process: subprocess.Popen[bytes] | subprocess.Popen[str]) -> None:
    """Give it a moment to end by itself, then end it and its group."""
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@dataclass(frozen=True, slots=True)
class Tool:
    """One row of the table."""

    name: str
    version: str
    peer: bool  # whether the target is about it
    take: Callable[[Path], Seat]  # a seat in a folder that is a copy of the template
    template: Path
    several: bool = True  # whether it takes several seats to keep all cores busy
    a_round: int = 1  # verdicts a round: the quicker, the more
    cheats: bool = True  # whether hostile attempts are tried here; not where another row is the same machinery
    lasting: bool = False  # whether one seat has to survive all hostile attempts

    def seat(self, folder: Path) -> AbstractContextManager[Seat]:
        shutil.copytree(self.template, folder)
        return _Taken(self.take(folder))


class _Taken:
    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    def __enter__(self) -> Seat:
        return self._seat

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._seat.close()
