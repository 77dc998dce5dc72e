"""What is handed in: the authors' answers, and those of others in `content/<skill>/<proof>/`."""

from __future__ import annotations

from pathlib import Path

from mlestone.base.settings import builtin_course
from mlestone.proving.sheet import read_sheet

ANSWERS = Path(__file__).parent / "content"

REST = "# The rest is as in the author's answer.\n"
"""How a file begins that holds nothing but what differs from the author's answer."""


def reference(proof: str, courses: Path | None = None) -> str:
    """The author's answer."""
    skill, _, name = proof.partition("/")
    [path] = (courses or builtin_course()).glob(f"*/{skill}/{name.replace('-', '_')}.py")
    return read_sheet(path).reference


def proof_of(answer: Path) -> str:
    return f"{answer.parent.parent.name}/{answer.parent.name}"


def handed_in(answer: Path) -> str:
    """The whole of somebody's answer."""
    source = answer.read_text(encoding="utf-8")
    return f"{reference(proof_of(answer))}\n\n\n{source}" if source.startswith(REST) else source
