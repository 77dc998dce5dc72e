"""From the first start to the first proof passed, as a newcomer goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from mlestone.base.ids import ProofId
from mlestone.study.study import Study

if TYPE_CHECKING:
    from conftest import Server


def known_mistake(proof: str) -> tuple[str, str]:
    """A wrong answer to the proof that the proof knows by name, and the sentence it says about it."""
    with Study.open() as study:
        for answer in wrong_answers(proof):
            verdict = study.submit(ProofId(proof), answer.read_bytes(), 1).verdict
            if verdict.mistake:
                return answer.read_text(), verdict.mistake.sentence
    raise AssertionError(f"no wrong answer to {proof} is a mistake it knows")
