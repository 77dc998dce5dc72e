"""The examiner: a fresh, trusted process that runs one proof's checks against one child, and says what came of it.

It runs under the kit's Python, reads the course, and never executes a line of the learner's. A bug in a check, or
whatever a check does to this process, ends with it.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mlestone.base.ids import ProofId
from mlestone.engine.child import alone_with
from mlestone.engine.labs import examining
from mlestone.engine.rehearsal import rehearse
from mlestone.engine.transport import ChildTransport
from mlestone.engine.zygote import hear
from mlestone.proving.judge import Attempt, judge
from mlestone.proving.progress import Progress, Tell, progress_as_plain
from mlestone.proving.proof import Proof, load_proof, read_draft
from mlestone.proving.questions import draw
from mlestone.proving.verdict import Verdict

_UNSENT = 1 << 20  # bytes of progress that may wait to be heard; what is told beyond that is dropped


def prepare(job: dict[str, Any]) -> None:
    """In the zygote: read the proof's file, without running it; later children find it read."""
    examining.prepare(job) if job["mode"] == "lab" else read_draft(Path(job["path"]))


def wait_and_examine(post: socket.socket) -> None:
    """The whole life of a zygote's child: touch what every judgement touches, wait for the job, do it."""
    alone = alone_with(post)
    rehearse(once=True)
    heard = hear(alone)
    if heard is not None:
        main(*heard)


def main(job: dict[str, Any], fds: list[int]) -> None:
    """One attempt. `fds`: the pipe the verdict goes to; if there is a child, its wire, output and fate before that.

    What is told on the way goes down the same pipe, a line each; the verdict comes last, and without an end of line.
    """
    *child, pipe = fds
    _mute()
    aloud = _Aloud(pipe) if job.get("aloud") else None
    tell = aloud.tell if aloud is not None else None
    if job["mode"] == "lab":
        told = examining.judged(job, child, tell).as_dict(for_author=True)
    else:
        proof = load_proof(Path(job["path"]), ProofId(job["proof"]))
        if job["mode"] == "paper":
            told = asdict(draw(proof, job["seed"]).paper)
        else:
            told = _judged(proof, job, child, tell).as_dict(for_author=True)
    if aloud is not None:
        aloud.finish()
    _tell(pipe, json.dumps(told).encode())


class _Aloud:
    """Tells of progress without ever waiting for whoever listens: the learner's time runs meanwhile."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._unsent = bytearray()
        os.set_blocking(pipe, False)

    def tell(self, progress: Progress) -> None:
        if len(self._unsent) < _UNSENT:
            self._unsent += json.dumps(progress_as_plain(progress)).encode() + b"\n"
        with contextlib.suppress(BlockingIOError):
            while self._unsent:
                del self._unsent[: os.write(self._pipe, self._unsent)]

    def finish(self) -> None:
        """Send what could not be sent before; from now on there is time."""
        os.set_blocking(self._pipe, True)
        while self._unsent:
            del self._unsent[: os.write(self._pipe, self._unsent)]


def _judged(proof: Proof, job: dict[str, Any], child: list[int], tell: Tell | None) -> Verdict:
    attempt = Attempt(job["source"], job["replies"])
    if not child:
        return judge(proof, attempt, None, seed=job["seed"])
    wire, output, fate = child
    limits = job["limits"]
    transport = ChildTransport(
        socket.socket(fileno=wire), output, fate, seconds=limits["seconds"], output_limit=limits["output"]
    )
    return judge(proof, attempt, transport, transport.opening, job["seed"], tell)


def _mute() -> None:
    """Checks may print or warn; nobody listens."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)


def _tell(verdict: int, body: bytes) -> None:
    with os.fdopen(verdict, "wb") as pipe:
        pipe.write(body)
