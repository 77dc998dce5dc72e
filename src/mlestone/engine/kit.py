"""What a kit is: a name, a Python to run, and the libraries its zygotes hold, tier by tier."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from mlestone.base.errors import MlestoneError, UnknownName
from mlestone.base.ids import KitName
from mlestone.engine.making.recipe import Recipe, find_recipe, recipe_names
from mlestone.engine.making.shelf import Place


@dataclass(frozen=True, slots=True)
class Kit:
    name: KitName
    title: str
    about: str
    python: Path
    tiers: tuple[tuple[str, ...], ...]
    environment: dict[str, str]

    def tier_for(self, imports: frozenset[str]) -> int:
        """The smallest tier that holds what is imported; the first if no tier knows any of it."""
        needed = 0
        for number, modules in enumerate(self.tiers):
            if imports & {module.partition(".")[0] for module in modules}:
                needed = number
        return needed


class KitMissing(MlestoneError):
    """A kit that is known, but not installed on this machine."""

    def __init__(self, recipe: Recipe) -> None:
        self.kit = recipe.name
        self.command = f"mlestone kits install {recipe.name}"
        self.download = recipe.download
        super().__init__(recipe.name)

    def __str__(self) -> str:
        return (
            f"This needs the kit {self.kit}, which is not installed on this machine. Install it with "
            f"`{self.command}` (about {self.download / 1e6:.0f} MB to download), then try again."
        )


class KitPlanned(UnknownName):
    """A kit that nothing here makes. The names come from courses, and those announce every kit they name."""

    def __init__(self, name: str) -> None:
        super().__init__("kit", name, ())

    def __str__(self) -> str:
        return f"This needs the kit {self.name}, which is planned: it cannot be installed yet."


def kit_names() -> tuple[KitName, ...]:
    return recipe_names()


def find_kit(name: KitName) -> Kit:
    """The kit of that name, ready to run; raises `KitPlanned`, or `KitMissing` where it has not been installed."""
    if name not in recipe_names():
        raise KitPlanned(name)
    return kit_of(find_recipe(name))


def kit_of(recipe: Recipe) -> Kit:
    """What a recipe's kit is on this machine."""
    place = Place.of(recipe)
    if not recipe.included and place.made() is None:
        raise KitMissing(recipe)
    python = Path(sys.executable) if recipe.included else place.python
    return Kit(recipe.name, recipe.title, recipe.about, python, recipe.tiers, recipe.environment)
