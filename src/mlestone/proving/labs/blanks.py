"""What of an answer's file the learner is to write: marked once, in the file itself.

    # [answer] Load the model once, when the service starts.
    model = load("model.json")
    # [/answer]

The markers are line comments, in whatever form the file's language has. In the answer as it runs they are taken out; in
the starter each block becomes one line that says what belongs there. A file that is one block from its first line to
its last is the learner's to make: the starter does not have it. A file without markers is given whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKER = re.compile(
    r"^(?P<indent>[ \t]*)(?P<open>\#|//|--|;|%|<!--|/\*)[ \t]*\[(?P<end>/?)answer\][ \t]*(?P<text>.*?)"
    r"[ \t]*(?P<close>-->|\*/)?[ \t]*$"
)
_YOURS = "Your part:"


@dataclass(frozen=True, slots=True)
class Fault:
    """A marker that makes no sense, and its line."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Blanked:
    """One file of the answer, as it runs and as the learner gets it (`None`: they make it)."""

    answer: str
    starter: str | None
    blocks: int
    faults: tuple[Fault, ...] = ()


def blanked(text: str, *, python: bool = False) -> Blanked:
    """The two forms of a file; in `python`, a suite that would be left empty gets `...`."""
    answer: list[str] = []
    starter: list[str] = []
    faults: list[Fault] = []
    opened: re.Match[str] | None = None
    opened_at = blocks = 0
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        marker = _MARKER.match(line)
        if marker is None:
            answer.append(line)
            if opened is None:
                starter.append(line)
        elif marker["end"]:
            if opened is None:
                faults.append(Fault(number, "[/answer] closes nothing"))
                continue
            starter += _left(opened, lines[number:], starter, python=python)
            opened, blocks = None, blocks + 1
        elif opened is not None:
            faults.append(Fault(number, f"[answer] inside the one of line {opened_at}"))
        else:
            opened, opened_at = marker, number
            if not marker["text"]:
                faults.append(Fault(number, "[answer] does not say what the learner is to write there"))
    if opened is not None:
        faults.append(Fault(opened_at, "[answer] is never closed by [/answer]"))
    rest = [line for line in starter if line.strip() and _YOURS not in line and line.strip() != "..."]
    whole = blocks == 1 and not rest
    return Blanked("\n".join(answer), None if whole else "\n".join(starter), blocks, tuple(faults))


def _left(marker: re.Match[str], after: list[str], before: list[str], *, python: bool) -> list[str]:
    """What stands in a block's place."""
    close = f" {marker['close']}" if marker["close"] else ""
    lines = [f"{marker['indent']}{marker['open']} {_YOURS} {marker['text']}{close}"]
    if python and _suite_is_empty(marker["indent"], before, after):
        lines.append(f"{marker['indent']}...")
    return lines


def _suite_is_empty(indent: str, before: list[str], after: list[str]) -> bool:
    """Whether nothing else stands in the suite the block is in: a header above, its end below."""
    above = next((line for line in reversed(before) if line.strip() and not line.lstrip().startswith("#")), "")
    opens = above.rstrip().endswith(":") and _width(above) < len(indent)
    below = next((line for line in after if line.strip() and not line.lstrip().startswith("#")), "")
    return opens and _width(below) < len(indent)


def _width(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))
