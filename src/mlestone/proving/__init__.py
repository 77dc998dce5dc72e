"""What is right: the words proofs are written in, and the judge that plays them.

Authors import from here: `from mlestone.proving import answer, check, expect, mistake`. Standard library only
at import time; no learner's code runs in here, only what a learner's code returned is looked at.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from mlestone.proving.challenge import challenge
from mlestone.proving.declare import (
    afterwards,
    altered,
    answer,
    baseline,
    bug,
    check,
    data,
    equivalent,
    given,
    helper,
    hints,
    limits,
    mistake,
    programs,
    question,
    score,
    service,
    shared,
    tolerance,
)

if TYPE_CHECKING:
    from mlestone.proving.expect import expect
    from mlestone.proving.progress import say
    from mlestone.proving.questions import ask

__all__ = [
    "afterwards",
    "altered",
    "answer",
    "ask",
    "baseline",
    "bug",
    "challenge",
    "check",
    "data",
    "equivalent",
    "expect",
    "given",
    "helper",
    "hints",
    "limits",
    "mistake",
    "programs",
    "question",
    "say",
    "score",
    "service",
    "shared",
    "tolerance",
]

# Only checks and questions need these, and they bring the wire with them: whoever shows a proof does not wait.
_WHEN_ASKED_FOR = {"ask": "questions", "expect": "expect", "say": "progress"}


def __getattr__(name: str) -> Any:
    if name not in _WHEN_ASKED_FOR:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHEN_ASKED_FOR[name]}"), name)


class _Package(ModuleType):
    """Keeps the word `expect` free: importing the module `expect` would put that in its place."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _WHEN_ASKED_FOR and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
