"""The examiner: a fresh, trusted process that runs one proof's checks against one child, and says what came of it.

It runs under the kit's Python, reads the course, and never executes a line of the learner's. A bug in a check, or
whatever a check does to this process, ends with it.
"""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path
from typing import Any

from mlestone.base.ids import ProofId
from mlestone.engine.transport import ChildTransport
from mlestone.proving.judge import judge
from mlestone.proving.proof import load_proof


def main(job: dict[str, Any], fds: list[int]) -> None:
    """One attempt. `fds`: wire, output and fate of the child, and the pipe the verdict goes to."""
    wire, output, fate, verdict = fds
    _mute()
    limits = job["limits"]
    transport = ChildTransport(
        socket.socket(fileno=wire), output, fate, seconds=limits["seconds"], output_limit=limits["output"]
    )
    proof = load_proof(Path(job["path"]), ProofId(job["proof"]))
    result = judge(proof, job, transport)
    _tell(verdict, json.dumps(result.as_dict()).encode())


def _mute() -> None:
    """Checks may print or warn; nobody listens."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)


def _tell(verdict: int, body: bytes) -> None:
    with os.fdopen(verdict, "wb") as pipe:
        pipe.write(body)
