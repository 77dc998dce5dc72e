"""Answers by people who saw only what a learner sees: every right one passes, every wrong one fails, on several seeds.

`<skill>/<proof>/right_*.py` and `wrong_*.py`; a later change of the proof is held to them. What is the same as in the
author's answer, or came with the starter, is not kept twice: such a file begins with `REST`. Labs, which are folders,
are played in `tests/labs`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import cast

import pytest

from mlestone.base.ids import ProofId
from mlestone.course.model import Kind
from mlestone.proving.verdict import Verdict
from mlestone.study.study import Study

from ..answers import ANSWERS, handed_in, proof_of

ALL = sorted(ANSWERS.glob("*/*/*.py"))
SEEDS = (1, 2, 3)


@pytest.fixture(scope="module")
def study() -> Iterator[Study]:
    with Study.open() as study:
        yield study


@pytest.fixture(scope="module")
def graded(request: pytest.FixtureRequest, study: Study) -> Iterator[dict[Path, Future[list[Verdict]]]]:
    """What was said of each answer that is asked about: as many are handed in at a time as there are processors."""
    items = [item for item in request.session.items if item.path == request.path and isinstance(item, pytest.Function)]
    answers = [cast("Path", item.callspec.params["answer"]) for item in items if hasattr(item, "callspec")]
    with ThreadPoolExecutor(os.cpu_count()) as hands:
        yield {answer: hands.submit(hand_in, study, answer) for answer in answers}
        hands.shutdown(cancel_futures=True)


def hand_in(study: Study, answer: Path) -> list[Verdict]:
    source = handed_in(answer).encode()
    return [study.submit(ProofId(proof_of(answer)), source, seed).verdict for seed in SEEDS]


@pytest.mark.parametrize("answer", ALL, ids=lambda path: path.relative_to(ANSWERS).as_posix())
def test_an_independent_answer_gets_the_verdict_it_deserves(
    graded: dict[Path, Future[list[Verdict]]], answer: Path
) -> None:
    wanted = {"right": "passed", "wrong": "failed"}[answer.name.partition("_")[0]]
    for verdict in graded[answer].result():
        assert verdict.status == wanted, (verdict.seed, verdict.summary, verdict.author_detail)


def test_every_written_proof_that_is_run_has_answers_of_both_kinds(study: Study) -> None:
    has = {(proof_of(answer), answer.name.partition("_")[0]) for answer in ALL}
    files = [proof for proof in study.course.proofs.values() if not proof.planned and proof.kind != Kind.LAB]
    run = [proof.id for proof in files if proof.kind != Kind.QUESTION]
    lacking = [(proof, kind) for proof in run for kind in ("right", "wrong") if (proof, kind) not in has]
    assert lacking == []
