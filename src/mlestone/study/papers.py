"""A question proof as a plain text file: printed with its questions, filled in with an editor, handed in.

    seed: 8321

    # 1. What is the shape of `a + b`?
    #    a) (3, 4)
    1: a

Lines that begin with `#` are for people. The seed says which questions these were.
"""

from __future__ import annotations

import re
from typing import Any

from mlestone.base.errors import MlestoneError
from mlestone.proving.replies import label

_ENTRY = re.compile(r"(seed|\d+)[ \t]*:[ \t]*(.*)")


class NoReplies(MlestoneError):
    """A file that was handed in for a question proof and is none of these papers, filled in."""


def paper_text(paper: dict[str, Any]) -> str:
    """The paper as a file to fill in."""
    lines = [f"# {paper['proof']}: write each reply behind its number.", f"seed: {paper['seed']}"]
    for question in paper["questions"]:
        lines += ["", *_commented(f"{question['number']}. {question['text']}")]
        for index, choice in enumerate(question["choices"]):
            lines += _commented(f"   {label(index)}) {choice}")
        notes = [question["note"], f"unit: {question['unit']}" if question["unit"] else ""]
        lines += [line for note in notes if note for line in _commented(f"   {note}")]
        lines += [f"{question['number']}: "]
    return "\n".join(lines) + "\n"


def read_replies(text: str) -> tuple[int | None, dict[str, str]]:
    """The seed the file names, and what was replied to each question; empty lines were not replied to."""
    seed: int | None = None
    replies: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        entry = _ENTRY.fullmatch(line.strip())
        if entry is None:
            raise NoReplies(f"line {number}: {line.strip()!r} is no reply; write its number, a colon, your reply")
        name, value = entry.groups()
        if name == "seed":
            if not value.isdecimal():
                raise NoReplies(f"line {number}: the seed is a whole number, not {value!r}; print the paper again")
            seed = int(value)
        elif value:
            replies[name] = value
    return seed, replies


def _commented(text: str) -> list[str]:
    return [f"# {line}".rstrip() for line in text.splitlines()]
