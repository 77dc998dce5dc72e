"""What a kit is: a name, a Python to run, and the libraries its zygotes hold, tier by tier."""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mlestone.base.errors import MlestoneError, UnknownName
from mlestone.base.ids import KitName

_FOLDER = Path(__file__).parent / "kits"


@dataclass(frozen=True, slots=True)
class Kit:
    name: KitName
    title: str
    about: str
    python: Path
    tiers: tuple[tuple[str, ...], ...]

    def tier_for(self, imports: frozenset[str]) -> int:
        """The smallest tier that holds what is imported; the first if no tier knows any of it."""
        needed = 0
        for number, modules in enumerate(self.tiers):
            if imports & {module.partition(".")[0] for module in modules}:
                needed = number
        return needed


class KitMissing(MlestoneError):
    """A kit that is known, but not installed on this machine."""


def kit_names() -> tuple[KitName, ...]:
    return tuple(KitName(path.stem) for path in sorted(_FOLDER.glob("*.toml")))


@cache
def find_kit(name: KitName) -> Kit:
    path = _FOLDER / f"{name}.toml"
    if not path.exists():
        raise UnknownName("kit", name, kit_names())
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return Kit(name, table["title"], table["about"], Path(sys.executable), tuple(map(tuple, table["tiers"])))
