"""How a kit is made, as its file in `engine/kits` says it.

A recipe is a TOML file and the requirement files beside it. Its fingerprint changes with whatever decides what would be
installed, so that an environment made by an older recipe, or for another Python, is never taken for this one's.
"""

from __future__ import annotations

import hashlib
import platform
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mlestone.base.errors import UnknownName
from mlestone.base.ids import KitName

RECIPES = Path(__file__).resolve().parents[1] / "kits"
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Locked:
    """A step: every library of a requirements file, each with its version and checksums, and nothing else."""

    lock: Path
    source: bool  # these are published as source only, and built with what earlier steps installed


@dataclass(frozen=True, slots=True)
class Pinned:
    """A step: libraries by version alone, with what they still lack; `otherwise` where `pins` are not to be had."""

    pins: tuple[str, ...]
    otherwise: tuple[str, ...]


Step = Locked | Pinned


@dataclass(frozen=True, slots=True)
class Recipe:
    name: KitName
    title: str
    about: str
    holds: tuple[str, ...]  # names on the registry, as authors write them
    tiers: tuple[tuple[str, ...], ...]
    environment: dict[str, str]  # variables its processes start with, beside those of every kit
    steps: tuple[Step, ...]  # none: the kit comes with MLestone
    differs: tuple[str, ...]  # core's libraries it has at another version: one of its own cannot do with core's
    pythons: tuple[str, str]  # the oldest and the newest it can be made with
    download: int  # bytes; an estimate
    installed: int  # bytes; an estimate

    @property
    def included(self) -> bool:
        """Whether the kit comes with MLestone and runs in its Python."""
        return not self.steps

    @property
    def fingerprint(self) -> str:
        digest = hashlib.sha256(f"{sys.version_info[:2]} {sys.platform} {platform.machine()}".encode())
        for step in self.steps:
            decides = step.lock.read_bytes() if isinstance(step, Locked) else repr(step).encode()
            digest.update(hashlib.sha256(decides).digest())
        return digest.hexdigest()[:10]

    def serves(self, python: tuple[int, int]) -> bool:
        oldest, newest = (tuple(map(int, version.split("."))) for version in self.pythons)
        return oldest <= python <= newest


def recipe_names() -> tuple[KitName, ...]:
    return tuple(KitName(path.stem) for path in sorted(RECIPES.glob("*.toml")))


def find_recipe(name: str) -> Recipe:
    path = RECIPES / f"{name}.toml"
    if name not in recipe_names():
        raise UnknownName("kit", name, recipe_names())
    return read_recipe(path)


def read_recipe(path: Path) -> Recipe:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    oldest, newest = table.get("python", ("3.11", "3.99"))
    return Recipe(
        name=KitName(path.stem),
        title=table["title"],
        about=table["about"],
        holds=tuple(table["holds"]),
        tiers=tuple(map(tuple, table["tiers"])),
        environment=table.get("environment", {}),
        steps=tuple(_step(path.parent, step) for step in table.get("steps", ())),
        differs=tuple(table.get("differs", ())),
        pythons=(oldest, newest),
        download=table.get("download", 0) * _MB,
        installed=table.get("installed", 0) * _MB,
    )


def _step(folder: Path, table: dict[str, Any]) -> Step:
    if "lock" in table:
        return Locked(folder / table["lock"], table.get("source", False))
    return Pinned(tuple(table["pins"]), tuple(table.get("otherwise", ())))


def entries(lock: Path) -> Iterator[str]:
    """Each library of a requirements file with its checksums, as the lines it takes."""
    entry = ""
    for line in lock.read_text(encoding="utf-8").splitlines(keepends=True):
        if line.startswith("#") or not line.strip():
            continue
        if not line[0].isspace() and entry:
            yield entry
            entry = ""
        entry += line
    if entry:
        yield entry


def pin_of(entry: str) -> str:
    """An entry without its checksums: name, version, and for which machines."""
    return entry.partition("\n")[0].removesuffix("\\").strip()
