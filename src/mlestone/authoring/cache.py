"""What was found is remembered until something it depends on changes: the file, the kit, or MLestone's own code."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mlestone.authoring.receipts import print_of
from mlestone.authoring.rule import Finding
from mlestone.authoring.strength import Strength
from mlestone.base.errors import Problem
from mlestone.engine.kit import Kit

_PACKAGE = Path(__file__).resolve().parents[1]
_JUDGING = ("wire", "course", "proving", "engine", "authoring")
"""Packages a verdict or a finding depends on."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came of looking at one lesson or proof."""

    findings: tuple[Finding, ...]
    strength: Strength | None = None
    lasts: bool = True
    """False where something of ours failed: another time it may not."""


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of findings, one file for each lesson or proof."""

    folder: Path

    def get(self, path: Path, key: str) -> Found | None:
        """What was found of a file under this key; None when it was another, or nothing."""
        try:
            kept = json.loads(self._place(path).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return _found(kept, path) if kept.get("key") == key else None

    def put(self, path: Path, key: str, found: Found) -> None:
        if not found.lasts:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        body = json.dumps({"key": key, **_plain(found)})
        # Written aside and moved, so that whoever reads meanwhile finds all of it or nothing.
        with tempfile.NamedTemporaryFile("w", dir=self.folder, delete=False, encoding="utf-8") as file:
            file.write(body)
        Path(file.name).replace(self._place(path))

    def key(self, path: Path, kit: Kit, *facts: str) -> str:
        """What the findings of a file depend on; `facts` are what the course says of it."""
        facts = (code_print(), kit_print(kit), *facts, print_of(path))
        return hashlib.sha256("\0".join(facts).encode()).hexdigest()

    def _place(self, path: Path) -> Path:
        return self.folder / f"{hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:24]}.json"


@cache
def code_print() -> str:
    """A hash of MLestone's own code, as far as findings depend on it."""
    digest = hashlib.sha256()
    for package in _JUDGING:
        for file in sorted((_PACKAGE / package).rglob("*.py")):
            digest.update(f"{file.relative_to(_PACKAGE)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def kit_print(kit: Kit) -> str:
    """The libraries of a kit, by name and version."""
    return "\0".join([kit.name, str(kit.python), *_installed(kit.python)])


@cache
def _installed(python: Path) -> tuple[str, ...]:
    found = python.parent.parent.glob("lib*/python*/site-packages/*.dist-info")
    return tuple(sorted({folder.name for folder in found}))


def _plain(found: Found) -> dict[str, Any]:
    return {
        "findings": [
            [finding.rule, finding.problem.line, finding.problem.message, finding.problem.hint]
            for finding in found.findings
        ],
        "strength": found.strength.as_dict() if found.strength is not None else None,
    }


def _found(kept: dict[str, Any], path: Path) -> Found:
    findings = tuple(
        Finding(rule, Problem(path, line, message, hint)) for rule, line, message, hint in kept["findings"]
    )
    strength = kept["strength"]
    return Found(findings, None if strength is None else Strength.from_dict(strength))
