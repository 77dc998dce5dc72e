"""What is right: the words proofs are written in, and the judge that plays them.

Authors import from here: `from mlestone.proving import answer, check, expect, mistake`. Standard library only
at import time; no learner's code runs in here, only what a learner's code returned is looked at.
"""

from mlestone.proving.challenge import challenge
from mlestone.proving.declare import (
    answer,
    baseline,
    bug,
    check,
    data,
    given,
    helper,
    hints,
    mistake,
    question,
    score,
    tolerance,
)
from mlestone.proving.questions import ask

try:
    from mlestone.proving.expect import expect
except ModuleNotFoundError:
    pass

__all__ = [
    "answer",
    "ask",
    "baseline",
    "bug",
    "challenge",
    "check",
    "data",
    "expect",
    "given",
    "helper",
    "hints",
    "mistake",
    "question",
    "score",
    "tolerance",
]
