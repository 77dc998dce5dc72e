"""One attempt played in a zygote before any real one, so that children inherit everything a first call brings in.

Libraries import parts of themselves, compile patterns and fill caches on first use; forked children would each do that
again. The proof played here is none of the course's.
"""

from __future__ import annotations

import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from mlestone.base.ids import ProofId
from mlestone.proving.judge import Attempt, judge
from mlestone.proving.loopback import Loopback
from mlestone.proving.proof import Proof, load_proof

_PROOF = '''"""Rehearsal

Write `twice(x)`.
"""
import numpy as np

from mlestone.proving import answer, check, expect, mistake


@answer
def twice(x):
    """Return `x` doubled."""
    return x * 2


@mistake(twice, "This squares.")
def squares(x):
    return x * x


@check("doubles")
def doubles(learner, rng):
    x = rng.normal(size=(3, 2))
    expect(learner.twice(x)).close(twice(x))
    expect(learner.twice(3)).equals(6)
    expect(learner.twice([1, "a"])).equals([1, "a"] * 2)


@check("reads well")
def reads_well(learner, rng):
    expect(learner.source).no_loops()
    expect(learner.twice).pure(rng.normal(size=4))


@check("complains")
def complains(learner, rng):
    expect.raises("TypeError", lambda: learner.twice(None))
'''
_RIGHT = "def twice(x):\n    return x * 2\n"
_WRONG = "def twice(x):\n    return x * x\n"


def rehearse(*, once: bool = False) -> None:
    """Judge a right and a wrong answer through the whole of the judge and the wire; `once`: only the right one."""
    if find_spec("numpy") is None:  # a kit without it has proofs without it
        return
    proof = _proof()
    for source in (_RIGHT,) if once else (_RIGHT, _WRONG):
        namespace: dict[str, object] = {}
        exec(compile(source, "answer.py", "exec"), namespace)
        judge(proof, Attempt(source), Loopback(namespace, source=source), None, seed=0).as_dict()


@cache
def _proof() -> Proof:
    with tempfile.TemporaryDirectory(prefix="mlestone-rehearsal-") as folder:
        path = Path(folder) / "twice.py"
        path.write_text(_PROOF)
        return load_proof(path, ProofId("rehearsal/twice"))
