"""The near end of a kit's workshop (`inside`): tasks in, results out, in any order and from any thread."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import subprocess
import threading
from concurrent.futures import Future
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from mlestone.authoring import inside as workshop_inside
from mlestone.base.errors import MlestoneError, Problem
from mlestone.base.ids import ProofId
from mlestone.engine import inside as engine_inside
from mlestone.engine.environment import kit_environment
from mlestone.engine.kit import Kit
from mlestone.engine.log import Log
from mlestone.proving.verdict import Verdict

Result = dict[str, Any]
TASK_SECONDS = 600.0
"""For a whole task: only what hangs in the proof's own file takes so long."""
LOADING_SECONDS = 20.0
"""Of processor time, for running a proof's file: the largest libraries are imported in half of that."""
PAPER_SECONDS = 5.0
"""Of processor time, for one paper, which takes milliseconds."""


class BenchLost(MlestoneError):
    """The workshop of a kit ended although nobody asked it to."""


@dataclass(frozen=True, slots=True)
class Play:
    """One submission, to be judged on some seeds."""

    source: str
    seeds: tuple[int, ...]
    seconds: float = 10.0
    """Of processor time, for one verdict."""
    until_failed: bool = False
    """Stop at the first seed on which it does not pass."""
    recognised: int = 0
    """On so many of the first seeds the mistakes are played too, and said which of them it behaves like."""


class Bench:
    """A kit's workshop. `modules` are imported before the first task; `workers` tasks run at a time."""

    def __init__(self, kit: Kit, modules: tuple[str, ...], workers: int | None = None) -> None:
        self._log = Log()
        self._lock = threading.Lock()
        self._numbers = itertools.count()
        self._promised: dict[int, Future[Result]] = {}
        self._name = kit.name
        self._process = subprocess.Popen(
            [kit.python, "-P", "-X", "utf8", engine_inside.__file__, "module", workshop_inside.__name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log.fileno(),
            env=kit_environment() | kit.environment,
            cwd="/",
            start_new_session=True,  # Ctrl-C reaches it as the end of its input, so that it ends its tasks first
        )
        self._send({"modules": modules, "workers": workers or os.cpu_count() or 1})
        self._listener = threading.Thread(target=self._listen, name=f"bench {kit.name}", daemon=True)
        self._listener.start()

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def play(self, proof: ProofId, path: Path, plays: tuple[Play, ...]) -> Future[Result]:
        """The verdicts on some submissions: `plays`, a list for each of one verdict for each seed, as plain data.

        `slowest` is the processor time that the slowest of them took.
        """
        return self._ask(proof, path, what="plays", plays=[asdict(play) for play in plays])

    def papers(self, proof: ProofId, path: Path, seeds: tuple[int, ...]) -> Future[Result]:
        """What a question proof asks on some seeds: `papers`, see `authoring.papers`."""
        return self._ask(proof, path, what="questions", seeds=seeds)

    def example(self, proof: ProofId, path: Path) -> Future[Result]:
        """Lines of the prompt's worked example that are not true: `untrue`, pairs of the line and what is wrong."""
        return self._ask(proof, path, what="example")

    def close(self) -> None:
        """End the workshop and all it started."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(OSError):  # what was not taken before it ended
            self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._listener.join(10)
        self._process.stdout.close()
        self._log.close()

    def _ask(self, proof: ProofId, path: Path, **task: object) -> Future[Result]:
        promise: Future[Result] = Future()
        with self._lock:
            number = next(self._numbers)
            self._promised[number] = promise
            try:
                place = {"id": number, "proof": proof, "path": str(path.absolute())}
                limits = {"seconds": TASK_SECONDS, "loading": LOADING_SECONDS, "paper": PAPER_SECONDS}
                self._send({**place, **limits, **task})
            except OSError as error:
                raise self._lost() from error
        return promise

    def _send(self, message: dict[str, object]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message).encode() + b"\n")
        self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            heard = json.loads(line)
            with self._lock:
                promise = self._promised.pop(heard["id"])
            promise.set_result(heard["result"])
        with self._lock:
            left, self._promised = self._promised, {}
        for promise in left.values():
            promise.set_exception(self._lost())

    def _lost(self) -> BenchLost:
        return BenchLost(f"The process that plays proofs of the kit {self._name} ended. {self._log.read()}")


def read_verdict(result: Result, proof: ProofId) -> Verdict:
    """The verdict a workshop told; one that ran out of its time is `out_of_limits`."""
    if "lost" not in result:
        return Verdict.from_dict(result)
    summary = f"It took too long, or ended its process ({result['lost']})."
    at = result.get("at")
    detail = f"{at}: what began here has not come to its end" if at else None
    return Verdict(proof, "", "out_of_limits", result["seed"], "", summary, author_detail=detail)


def problems_told(told: Result, path: Path) -> tuple[Problem, ...]:
    """Why a proof's file could not be run on the bench, if it could not."""
    if "lost" in told:
        return (Problem(path, 1, f"the proof ended the process that played it ({told['lost']})"),)
    return tuple(Problem(path, line, message, hint) for line, message, hint in told.get("problems", ()))
