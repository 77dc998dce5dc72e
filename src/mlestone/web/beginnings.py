"""What a page begins with, named in its head: its code and the first answers come at the same time as the shell.

The built page tells what that is (`beginnings.json`, made from `frontend/src/app/beginnings.ts`). Where it is missing,
or says nothing of an address, the page loads all the same, only one thing after the other.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLE = "beginnings.json"


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Files and answers by address, where a part with a colon stands for any."""

    everywhere: tuple[str, ...] = ()
    pages: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def read(cls, folder: Path) -> Beginnings:
        try:
            table = json.loads((folder / TABLE).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return cls()
        return cls(tuple(table["everywhere"]), tuple(table["pages"]))

    def links(self, path: str, query: str) -> str:
        """What to write into the head of the page at an address; both as they came, with their `%`."""
        return "".join(self._links(path, query))

    def _links(self, path: str, query: str) -> Iterator[str]:
        page, parts = self._page(path)
        for file in page.get("files", ()):
            if file.endswith(".css"):
                yield f'<link rel="stylesheet" crossorigin href="/{file}">'
            else:
                yield f'<link rel="modulepreload" crossorigin href="/{file}">'
        for answer in (*self.everywhere, *page.get("answers", ())):
            address = html.escape(_filled(answer, parts, query))
            yield f'<link rel="preload" as="fetch" crossorigin href="{address}">'

    def _page(self, path: str) -> tuple[Mapping[str, Any], dict[str, str]]:
        asked = _parts(path)
        for page in self.pages:
            pattern = _parts(page["path"])
            fits = len(pattern) == len(asked) and all(
                wanted == part or wanted.startswith(":") for wanted, part in zip(pattern, asked, strict=True)
            )
            if fits:
                return page, dict(zip(pattern, asked, strict=True))
        return {}, {}


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part]


def _filled(answer: str, parts: Mapping[str, str], query: str) -> str:
    """An answer's address with the parts of the page's in it, and with its query where it ends in a question mark."""
    path, wants_query, _ = answer.partition("?")
    filled = "/".join(parts.get(part, part) for part in path.split("/"))
    return f"{filled}?{query}" if wants_query and query else filled
