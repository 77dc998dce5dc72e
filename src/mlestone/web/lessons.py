"""A lesson as the page shows it: prose as HTML, cells and demos as what they are, and a list of contents."""

from __future__ import annotations

import html
import re
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from mlestone.course.lesson import Cell, Choice, Control, Demo, Prose, Slider, read_lesson
from mlestone.course.markdown import to_html

_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_NO_WORD = re.compile(r"[^a-z0-9]+")


def lesson_page(path: Path) -> dict[str, Any]:
    """The lesson of a `lesson.md`, as long as the file is what it was."""
    return _lesson_as_of(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=512)
def _lesson_as_of(path: Path, _mtime: int) -> dict[str, Any]:
    lesson = read_lesson(path)
    contents = _Contents()
    blocks: list[dict[str, Any]] = []
    words = cells = demos = 0
    for block in lesson.blocks:
        match block:
            case Prose():
                words += len(block.text.split())
                blocks.append({"kind": "html", "html": contents.with_ids(to_html(block.text))})
            case Cell():
                cells += 1
                name = f"cell-{cells}"
                blocks.append(
                    {"kind": "cell", "name": name, "code": block.source, "line": block.line, "fails": block.fails}
                )
            case Demo():
                demos += 1
                blocks.append(_demo(block, f"demo-{demos}"))
    return {"written": bool(blocks), "blocks": blocks, "contents": contents.entries, "words": words}


def _demo(demo: Demo, name: str) -> dict[str, Any]:
    return {
        "kind": "demo",
        "name": name,
        "code": demo.source,
        "line": demo.line,
        "function": demo.function,
        "controls": [_control(control) for control in demo.controls],
    }


def _control(control: Control) -> dict[str, Any]:
    kind = "slider" if isinstance(control, Slider) else "choice" if isinstance(control, Choice) else "switch"
    return {"kind": kind, **asdict(control)}


class _Contents:
    """The headings of a lesson, each with an id of its own."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self._taken: set[str] = set()

    def with_ids(self, text: str) -> str:
        return _HEADING.sub(self._heading, text)

    def _heading(self, found: re.Match[str]) -> str:
        level, inner = int(found[1]), found[2]
        title = html.unescape(_TAG.sub("", inner))
        identity = self._free(_NO_WORD.sub("-", title.lower()).strip("-") or "part")
        self.entries.append({"id": identity, "title": title, "level": level})
        return f'<h{level} id="{identity}">{inner}</h{level}>'

    def _free(self, wanted: str) -> str:
        number, free = 1, wanted
        while free in self._taken:
            number += 1
            free = f"{wanted}-{number}"
        self._taken.add(free)
        return free
