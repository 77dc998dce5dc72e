"""Markdown in a terminal: paragraphs and lists flow to the width that is there, code and tables keep their shape.

No more of Markdown than prompts and hints use; what is not known is a paragraph.
"""

from __future__ import annotations

import re

from mlestone.cli.screen import Screen

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_LIST = re.compile(r"(?P<indent> *)(?P<mark>[-*+]|\d+[.)]) +(?P<text>.*)")
_KEPT = re.compile(r" {0,3}(\||\$\$)|    ")
_CODE_INDENT = 4


def print_prose(text: str, screen: Screen, indent: int = 0) -> None:
    """Print Markdown, block by block."""
    flowing: list[str] = []
    hang = 0
    fence = ""

    def flush() -> None:
        if flowing:
            screen.line(" ".join(flowing), indent=indent, hang=hang)
            flowing.clear()

    for line in text.strip("\n").splitlines():
        if fence:
            if line.strip().startswith(fence):
                fence = ""
            else:
                screen.block(line or " ", indent=indent + _CODE_INDENT)
        elif opened := _FENCE.match(line):
            flush()
            fence = opened[1]
        elif not line.strip():
            flush()
            screen.gap()
            hang = 0
        elif item := _LIST.match(line):
            flush()
            begins = f"{item['indent']}{item['mark']} "
            hang = len(begins)
            flowing.append(f"{begins}{item['text'].strip()}")
        elif _KEPT.match(line) and not flowing:
            screen.line(line, indent=indent)
        elif line.startswith("#"):
            flush()
            screen.line((line.lstrip("# "), "bold"), indent=indent)
        else:
            flowing.append(line.strip())
    flush()
