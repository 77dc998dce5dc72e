"""Answers by people who saw only what a learner sees: every right one passes, every wrong one fails, on several seeds.

`<skill>/<proof>/right_*.py` and `wrong_*.py`; a later change of the proof is held to them. Of what was wrong only that
part is kept, where the rest makes no difference: such a file begins with `REST`. Labs, which are folders, are played in
`tests/labs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mlestone.base.ids import ProofId
from mlestone.course.model import Kind
from mlestone.proving.sheet import read_sheet
from mlestone.study.study import Study

HERE = Path(__file__).parent
ANSWERS = sorted(HERE.glob("*/*/*.py"))
SEEDS = (1, 2, 3)
REST = b"# The rest is as in the author's answer.\n"


@pytest.fixture(scope="module")
def study() -> Iterator[Study]:
    with Study.open() as study:
        yield study


def proof_of(answer: Path) -> ProofId:
    return ProofId(f"{answer.parent.parent.name}/{answer.parent.name}")


def handed_in(study: Study, answer: Path) -> bytes:
    source = answer.read_bytes()
    path = study.course.proofs[proof_of(answer)].path
    if not source.startswith(REST) or path is None:
        return source
    return read_sheet(path).reference.encode() + b"\n\n\n" + source


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda path: path.relative_to(HERE).as_posix())
def test_an_independent_answer_gets_the_verdict_it_deserves(study: Study, answer: Path) -> None:
    wanted = {"right": "passed", "wrong": "failed"}[answer.name.partition("_")[0]]
    source = handed_in(study, answer)
    for seed in SEEDS:
        verdict = study.submit(proof_of(answer), source, seed).verdict
        assert verdict.status == wanted, (seed, verdict.summary, verdict.author_detail)


def test_every_written_proof_that_is_run_has_answers_of_both_kinds(study: Study) -> None:
    has = {(proof_of(answer), answer.name.partition("_")[0]) for answer in ANSWERS}
    files = [proof for proof in study.course.proofs.values() if not proof.planned and proof.kind != Kind.LAB]
    run = [proof.id for proof in files if proof.kind != Kind.QUESTION]
    lacking = [(proof, kind) for proof in run for kind in ("right", "wrong") if (proof, kind) not in has]
    assert lacking == []
