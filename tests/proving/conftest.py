"""Proofs written in a test, and attempts at them judged without an engine."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from mlestone.proving.judge import Attempt, judge
from mlestone.proving.learner import Loopback
from mlestone.proving.proof import Proof, load_proof
from mlestone.proving.verdict import Verdict

HEAD = '''"""A proof for a test

What is asked.
"""
import numpy as np
from mlestone.proving import answer, ask, baseline, challenge, check, data, expect, given, mistake, question, score

'''

MakeProof = Callable[[str], Proof]
Judged = Callable[..., Verdict]


@pytest.fixture
def make_proof(tmp_path: Path) -> MakeProof:
    """Make a proof of a body that follows title and imports."""
    folder = tmp_path / "some-skill"
    folder.mkdir()
    made = 0

    def make(body: str) -> Proof:
        nonlocal made
        made += 1
        path = folder / f"proof_{made}.py"
        path.write_text(HEAD + dedent(body), encoding="utf-8")
        return load_proof(path)

    return make


@pytest.fixture
def judged() -> Judged:
    """Judge source against a proof, in this process. `instead` replaces names of the learner's module."""

    def judge_source(proof: Proof, source: str, seed: int = 1, **instead: Any) -> Verdict:
        source = dedent(source)
        namespace: dict[str, Any] = {"__name__": "answer"}
        exec(compile(source, "answer.py", "exec"), namespace)
        return judge(proof, Attempt(source), Loopback(namespace | instead, source=source), None, seed)

    return judge_source
