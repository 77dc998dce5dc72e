"""Each rule about questions: one fault, one finding."""

from __future__ import annotations

import pytest

from mlestone.authoring.rulebook import proof_findings
from mlestone.course.model import Kind

from .conftest import Seen, codes

RIGHT = "right=rows * columns,"
FAULTS = {
    "P301": {"rows, columns = (int(size) for size in rng.integers(3, 40, size=2))": "rows, columns = 1 / 0, 2"},
    "P303": {RIGHT: "right=rows * columns, rtol=0.5, atol=30,"},
    "P304": {
        '            f"({columns}, {rows})": "That is the shape of `b.T @ a.T`.",\n': "",
        '            f"({rows}, {inner}, {columns})": "Nothing is kept of the inner axis.",\n': "",
    },
    "P305": {'"Nothing is kept of the inner axis."': '""'},
    "P306": {"{rows + columns: ": "{rows * columns: "},
    "P307": {"(int(size) for size in rng.integers(3, 40, size=2))": "3, 4"},
}


@pytest.mark.parametrize("code", FAULTS)
def test_one_fault_is_found_by_its_rule(code: str, played: Seen) -> None:
    assert codes(proof_findings(played(Kind.QUESTION, FAULTS[code]))) == {code}


def test_a_right_reply_that_cannot_be_typed_is_found(played: Seen) -> None:
    changes = {"ask.number(": "ask.text(", RIGHT: 'right=" " * rows,', "{rows + columns:": '{"both":'}
    assert "P302" in codes(proof_findings(played(Kind.QUESTION, changes)))


def test_a_reply_that_is_right_nearly_always_is_found(played: Seen) -> None:
    changes = {RIGHT: "right=1,", "{rows + columns: ": "{2: "}
    (finding,) = proof_findings(played(Kind.QUESTION, changes))
    assert finding.problem.message == "P307 the reply '1' to `elements_of_a_matrix` is right 30 times out of 30"


def test_the_engine_marks_papers(played: Seen) -> None:
    seen = played(Kind.QUESTION)
    assert {name: verdict.status for name, verdict in seen.in_engine.items()} == {
        "answer": "passed",
        "starter": "not_attempted",
        "wrong": "failed",
    }
