"""Every kit of the course, as it stands on this machine: there, to be installed, or only planned."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from mlestone.base.errors import CourseProblems, MlestoneError, UnknownName
from mlestone.base.ids import KitName
from mlestone.base.settings import builtin_course
from mlestone.course.documents import Faults
from mlestone.course.kit_files import KitEntry, read_kits
from mlestone.engine.making.make import Tell
from mlestone.engine.making.make import install as make_kit
from mlestone.engine.making.recipe import Recipe, find_recipe, recipe_names
from mlestone.engine.making.shelf import Place, claimed, clear, folders_of, size_of

State = Literal["included", "installed", "broken off", "outdated", "not installed", "planned"]


@dataclass(frozen=True, slots=True)
class KitStanding:
    """One kit and how it stands. Sizes are bytes; None where there is nothing to measure or to estimate."""

    name: KitName
    title: str
    state: State
    holds: tuple[str, ...]
    size: int | None  # on this disk
    download: int | None  # about
    installed_size: int | None  # about
    folder: str | None

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "title": self.title,
            "state": self.state,
            "holds": list(self.holds),
            "size": self.size,
            "download": self.download,
            "installed_size": self.installed_size,
            "folder": self.folder,
        }


def standings() -> tuple[KitStanding, ...]:
    """The kits one can have, then those that are planned; each group in the course's order."""
    ready = set(recipe_names())
    entries = _course_kits()
    made = [_standing(find_recipe(entry.name)) for entry in entries if entry.name in ready]
    planned = [
        KitStanding(entry.name, entry.title, "planned", entry.tools, None, None, None, None)
        for entry in entries
        if entry.name not in ready
    ]
    return (*made, *planned)


@dataclass(frozen=True, slots=True)
class Lacking:
    """A kit that something needs and that is not here."""

    kit: str
    title: str
    planned: bool
    """Nothing makes it yet."""
    download: int | None  # bytes, about
    installed_size: int | None  # bytes, about

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def lacking(name: KitName) -> Lacking | None:
    """What is missing for this kit's code to run; `None` when it is here."""
    if name not in recipe_names():
        title = next((entry.title for entry in _course_kits() if entry.name == name), name)
        return Lacking(name, title, planned=True, download=None, installed_size=None)
    recipe = find_recipe(name)
    if recipe.included or Place.of(recipe).made() is not None:
        return None
    return Lacking(name, recipe.title, False, recipe.download or None, recipe.installed or None)


def install(name: str, tell: Tell) -> KitStanding:
    """Make a kit, or go on making it."""
    recipe = _recipe(name)
    if not recipe.included:
        make_kit(recipe, tell)
    return _standing(recipe)


def remove(name: str) -> int:
    """Delete a kit with all that was kept of it; how many bytes that gave back."""
    recipe = _recipe(name)
    if recipe.included:
        raise MlestoneError(f"The kit {name} comes with MLestone and cannot be removed by itself.")
    with claimed(recipe.name):
        return clear(recipe.name)


def _recipe(name: str) -> Recipe:
    if name in recipe_names():
        return find_recipe(name)
    planned = [entry.name for entry in _course_kits()]
    if name in planned:
        raise MlestoneError(f"The kit {name} is planned: it cannot be installed yet.")
    raise UnknownName("kit", name, planned)


def _standing(recipe: Recipe) -> KitStanding:
    place = Place.of(recipe)
    made = place.made()
    state: State = "not installed"
    size = None
    if recipe.included:
        state = "included"
    elif made is not None:
        state, size = "installed", made.bytes
    elif others := folders_of(recipe.name):
        state = "broken off" if place.workshop in others else "outdated"
        size = sum(map(size_of, others))
    return KitStanding(
        name=recipe.name,
        title=recipe.title,
        state=state,
        holds=recipe.holds,
        size=size,
        download=recipe.download or None,
        installed_size=recipe.installed or None,
        folder=str(place.folder) if made is not None else None,
    )


def _course_kits() -> list[KitEntry]:
    faults = Faults()
    _, kits, _ = read_kits(builtin_course() / "kits.yaml", faults)
    if faults.problems:
        raise CourseProblems(faults.problems)
    return kits
