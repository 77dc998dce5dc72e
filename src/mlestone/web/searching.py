"""Search over everything there is to read: skills, proofs, lessons, regions and the items of the roadmaps.

All of it is a few megabytes of text in memory; going through it takes milliseconds, so there is no index to keep true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mlestone.base.errors import MlestoneError
from mlestone.course.lesson import Prose, read_lesson
from mlestone.course.model import Course, Item, Skill

_AT_MOST = 20
_AROUND = 70  # characters shown on each side of what was found
_LONGEST_QUERY = 200
# What most people mean comes first where words fit equally well.
_WEIGHTS = {"skill": 8, "region": 6, "proof": 3, "roadmap": 2, "lesson": 1}
_MARKUP = re.compile(r"[*_`#>|]+|\$+|\]\([^)]*\)|\[")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Entry:
    """Something that can be found, and the address it is shown at."""

    kind: str
    id: str
    title: str
    where: str
    href: str
    weight: int
    folded: str
    """The title, folded."""
    text: str
    """What else is searched."""


class Index:
    """The texts of a course."""

    def __init__(self, course: Course) -> None:
        self._entries = tuple(_entries(course))

    def find(self, query: str) -> list[dict[str, Any]]:
        """What holds all the words, best first; a word may be the beginning or the middle of one."""
        words = _folded(query[:_LONGEST_QUERY]).split()
        if not words:
            return []
        scored = [(score, entry) for entry in self._entries if (score := _score(entry, words))]
        scored.sort(key=lambda pair: (-pair[0], len(pair[1].title), pair[1].id))
        return [_result(entry, words) for _, entry in scored[:_AT_MOST]]

    @cached_property
    def size(self) -> int:
        return sum(len(entry.text) for entry in self._entries)


def _entries(course: Course) -> Iterator[_Entry]:
    for region in course.regions.values():
        yield _entry("region", region.id, region.title, "Region", f"/map?region={region.id}", text=region.about)
    for skill in course.skills.values():
        where = course.regions[skill.region].title
        href = f"/skills/{skill.id}"
        beside = f"{skill.outcome} {' '.join(skill.tools)} {skill.id}"
        yield _entry("skill", skill.id, skill.title, where, href, text=beside)
        for proof in skill.proofs:
            title = proof.name.replace("-", " ").capitalize()
            at = href if proof.planned else f"/proofs/{proof.id}"
            yield _entry("proof", proof.id, title, skill.title, at, text=proof.idea)
        if not skill.planned and (text := _lesson_text(skill)):
            yield _entry("lesson", skill.id, skill.title, f"Lesson · {where}", href, text=text)
    for roadmap in course.roadmaps.values():
        for section in roadmap.sections:
            for item in section.walk():
                yield _item(item, roadmap.id, f"{roadmap.title} · {section.title}")


def _entry(kind: str, identity: str, title: str, where: str, href: str, *, text: str = "") -> _Entry:
    return _Entry(kind, identity, title, where, href, _WEIGHTS[kind], _folded(title), text)


def _item(item: Item, roadmap: str, where: str) -> _Entry:
    return _entry("roadmap", item.id, item.name, where, f"/roadmaps/{roadmap}#{item.id}")


def _lesson_text(skill: Skill) -> str:
    try:
        blocks = read_lesson(skill.path).blocks
    except MlestoneError:
        return ""  # its page says what is wrong with it
    prose = " ".join(block.text for block in blocks if isinstance(block, Prose))
    return _SPACE.sub(" ", _MARKUP.sub("", prose))


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text.casefold())


def _score(entry: _Entry, words: list[str]) -> float:
    """How well an entry fits; 0 when a word is missing."""
    text = ""
    total = 0.0
    for word in words:
        at = entry.folded.find(word)
        if at == 0 or (at > 0 and not entry.folded[at - 1].isalnum()):
            total += 10
        elif at > 0:
            total += 5
        else:
            text = text or entry.text.casefold()
            if word not in text:
                return 0
            total += 1
    whole = 10 if entry.folded == " ".join(words) else 0
    return total / len(words) * 10 + whole + entry.weight


def _result(entry: _Entry, words: list[str]) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "id": entry.id,
        "title": entry.title,
        "where": entry.where,
        "excerpt": _excerpt(entry.text, words),
        "href": entry.href,
    }


def _excerpt(text: str, words: list[str]) -> str:
    folded = text.casefold()
    at = min((found for word in words if (found := folded.find(word)) >= 0), default=0)
    start, end = max(0, at - _AROUND), min(len(text), at + _AROUND)
    if start:  # at a word's beginning
        start = text.find(" ", start, at) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", at, end), at) if text.rfind(" ", at, end) > at else end
    return ("… " if start else "") + text[start:end].strip() + (" …" if end < len(text) else "")
