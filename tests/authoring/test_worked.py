"""The worked example of a prompt is compared with what the answer does, where that can be decided."""

from __future__ import annotations

import math

import numpy as np
import pytest

from mlestone.authoring.rulebook import proof_findings
from mlestone.authoring.worked import claims, untrue
from mlestone.course.model import Kind

from .conftest import Seen

NAMES = {"np": np, "math": math, "half": lambda x: x / 2, "fails": lambda: 1 // 0}


def faults(*lines: str, **names: object) -> list[str]:
    prompt = "Write `half`.\n\n```python\n" + "\n".join(lines) + "\n```\n"
    return [fault for _, fault in untrue(prompt, (NAMES | names,))]


TRUE = [
    "half(3)    # 1.5",
    "half(1 / 3)    # 0.167",
    "half(1 / 3)    # 0.16666666666666666",
    "half(2e-5)    # 1e-05",
    "half(6)    # 3",
    "-half(6)    # -3.0",
    "half(np.array([1.0, 3.0]))    # array([0.5, 1.5])",
    "half(np.array([1.0, 3.0]))    # [0.5, 1.5]",
    "half(np.array([4.0, 11.0]))    # array([2. , 5.5])",
    "half(np.ones((2, 2)))    # array([[0.5, 0.5],\n                  #        [0.5, 0.5]])",
    "half(np.array([1, 2], dtype=np.float32))    # array([0.5, 1. ], dtype=float32)",
    "np.array([np.nan, 1.0, -np.inf])    # array([nan, 1., -inf])",
    "math.inf    # inf",
    "(half(2), [half(4)])    # (1.0, [2.0])",
    '{"a": half(1)}    # {"a": 0.5}',
    "{1, 2}    # {2, 1}",
    "'a' + 'b'    # 'ab'",
    "half(2) > 1    # False",
    "np.array([1.0, 3.0]) > 2    # array([False, True])",
    "[].sort()    # None",
    "x = 5\nx = half(x)\nx    # 2.5",
]
FALSE = [
    "half(3)    # 1.6",
    "half(1 / 3)    # 0.168",
    "half(6)    # 4",
    "half(7)    # 3",
    "half(np.array([1.0, 3.0]))    # array([0.5, 1.6])",
    "half(np.array([1.0, 3.0]))    # array([0.5, 1.5, 2.5])",
    "half(np.array([1.0, 3.0]))    # [[0.5, 1.5]]",
    "half(np.ones((2, 2)))    # array([[0.5, 0.5],\n                  #        [0.5, 0.6]])",
    "np.array([np.nan, 1.0])    # array([1., nan])",
    '{"a": half(1)}    # {"b": 0.5}',
    "{1, 2}    # {2, 3}",
    "'a' + 'b'    # 'ba'",
    "half(2) > 1    # True",
    "half(2)    # None",
    "half(2)\n# 2.0",
    "fails()    # 1",
]
UNDECIDED = [
    "half(3)    # one and a half",
    "half(3)    # 1.6, or so it seems",
    "half(3)    # ValueError: odd",
    "print(half(3))    # 7",
    "half(unknown)    # 3",
    "x = half(3)    # 7",
    "x = ...\nhalf(x)    # 7",
    "half(3)",
    "half(complex(1, 2))    # 3",
    "object()    # 3",
    "half(3)    #",
    "half(3",
]


@pytest.mark.parametrize("line", TRUE)
def test_what_is_true_is_read_and_kept(line: str) -> None:
    assert len(list(claims(f"```python\n{line}\n```"))) == 1
    assert faults(line) == []


@pytest.mark.parametrize("line", FALSE)
def test_what_is_false_is_found(line: str) -> None:
    assert len(faults(line)) == 1


@pytest.mark.parametrize("line", UNDECIDED)
def test_what_cannot_be_decided_is_passed_over(line: str) -> None:
    assert faults(line) == []


def test_the_fault_says_what_is_so() -> None:
    assert faults("half(3)    # 1.6") == ["is 1.5"]
    assert faults("fails()    # 1") == ["raises ZeroDivisionError: integer division or modulo by zero"]


def test_a_line_may_be_true_of_the_bug_that_is_to_be_mended() -> None:
    prompt = "```python\nhalf(3)    # 9\n```\n"
    assert untrue(prompt, (NAMES, NAMES | {"half": lambda x: x * 3})) == []


def test_a_planted_falsehood_is_found_in_a_proof_with_its_line(played: Seen) -> None:
    seen = played(Kind.CODE, {"# 3.0": "# 4.0"})
    (finding,) = proof_findings(seen)
    assert finding.rule == "P111"
    assert "# 4.0" in seen.path.read_text().split("\n")[finding.problem.line - 1]
    assert "mean_of(np.array([1.0, 2.0, 6.0])) is 3.0" in finding.problem.message


def test_an_example_that_never_ends_is_told(played: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    from mlestone.authoring import bench

    monkeypatch.setattr(bench, "PAPER_SECONDS", 0.5)
    endless = "[0 for _ in iter(int, 1)]    # 3.0\n"
    (finding,) = proof_findings(played(Kind.CODE, {"mean_of(np.array([1.0, 2.0, 6.0]))    # 3.0\n": endless}))
    assert finding.rule == "P111"
    assert "the example has not ended after 0.5 seconds" in finding.problem.message
