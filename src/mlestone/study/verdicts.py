"""A verdict in words, the same at every front door: what a status is called, the facts of a check, a score."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlestone.proving.verdict import CheckResult, Score, Trouble

STATUS: Mapping[str, str] = MappingProxyType(
    {
        "passed": "Passed",
        "failed": "Not yet",
        "not_attempted": "Not attempted",
        "crashed": "Crashed",
        "out_of_limits": "Out of limits",
        "not_graded": "Not graded",
        "stopped": "Stopped",  # no verdict, but what the log says of an attempt that somebody ended
    }
)
MARKS: Mapping[str, str] = MappingProxyType({"passed": "✓", "failed": "✗", "not_run": "·"})


def facts(check: CheckResult) -> dict[str, str]:
    """What is known of a failed check, each fact under its name, in the order in which they help."""
    trouble = check.trouble
    known = {
        "call": check.call,
        "result": check.got.text if check.got else None,
        "expected": check.expected.text if check.expected else None,
        "differs": check.difference,
        "raised": f"{trouble.type}: {trouble.message}" if trouble else None,
        "line": place(trouble) if trouble else None,
        "printed": check.printed.rstrip(),
        "note": check.note,
    }
    return {name: text for name, text in known.items() if text}


def place(trouble: Trouble) -> str | None:
    """The learner's own line at which something was raised."""
    return None if trouble.line is None else f"{trouble.line}: {(trouble.code or '').strip()}"


def score_in_words(score: Score) -> str:
    value = "none" if score.value is None else f"{score.value:.4g}"
    return (
        f"{score.metric}: {value}  (baseline {score.baseline:.4g}, bar {score.bar:.4g}, "
        f"reference {score.reference:.4g}; {score.better} is better)"
    )
