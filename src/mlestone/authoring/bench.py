"""The near end of a kit's workshop (`inside`): tasks in, results out, in any order and from any thread."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import tempfile
import threading
from concurrent.futures import Future
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from mlestone.authoring import inside
from mlestone.base.errors import MlestoneError
from mlestone.base.ids import ProofId
from mlestone.engine.environment import kit_environment
from mlestone.engine.kit import Kit
from mlestone.proving.verdict import Verdict

Result = dict[str, Any]
TASK_SECONDS = 600.0
"""For a whole task: only what hangs in the proof's own file takes so long."""


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
    recognise: bool = False
    """Play the mistakes too, and say which of them it behaves like."""


class Bench:
    """A kit's workshop. `modules` are imported before the first task; `workers` tasks run at a time."""

    def __init__(self, kit: Kit, modules: tuple[str, ...], workers: int | None = None) -> None:
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        self._lock = threading.Lock()
        self._numbers = itertools.count()
        self._promised: dict[int, Future[Result]] = {}
        self._name = kit.name
        self._process = subprocess.Popen(
            [kit.python, "-P", "-X", "utf8", inside.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=kit_environment() | kit.environment,
            cwd="/",
        )
        self._send({"modules": modules, "workers": workers or os.cpu_count() or 1})
        self._listener = threading.Thread(target=self._listen, name=f"bench {kit.name}", daemon=True)
        self._listener.start()

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def play(self, proof: ProofId, path: Path, plays: tuple[Play, ...]) -> Future[Result]:
        """The verdicts on some submissions: `plays`, a list for each of one verdict for each seed, as plain data."""
        return self._ask(proof, path, what="plays", plays=[asdict(play) for play in plays])

    def papers(self, proof: ProofId, path: Path, seeds: tuple[int, ...]) -> Future[Result]:
        """What a question proof asks on some seeds: `papers`, see `authoring.papers`."""
        return self._ask(proof, path, what="questions", seeds=seeds)

    def close(self) -> None:
        """End the workshop and all it started."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
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
                self._send({"id": number, "proof": proof, "path": str(path), "seconds": TASK_SECONDS, **task})
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
        self._log.seek(0)
        said = self._log.read().decode("utf-8", "replace").strip()[-2000:]
        return BenchLost(f"The process that plays proofs of the kit {self._name} ended. {said}")


def read_verdict(result: Result, proof: ProofId) -> Verdict:
    """The verdict a workshop told; one that ran out of its time is `out_of_limits`."""
    if "lost" not in result:
        return Verdict.from_dict(result)
    summary = f"It took too long, or ended its process ({result['lost']})."
    return Verdict(proof, "", "out_of_limits", result["seed"], "", summary)
