"""Finding the courses of installed packages, without running any of them.

A package offers a course through the entry-point group `mlestone.courses`:

    [project.entry-points."mlestone.courses"]
    acme = "acme_course:lessons"

The value names a package and, after the colon, a folder inside it (left out: the package's own folder). It is
looked up as a path, not imported: somebody else's course is code, and runs only once the learner agreed.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mlestone.base.errors import Problem

if TYPE_CHECKING:  # these take longer to import than most machines need to find that no package offers a course
    import importlib.machinery
    from importlib import metadata

GROUP = "mlestone.courses"


@dataclass(frozen=True, slots=True)
class InstalledCourse:
    """A course that came with a package."""

    name: str
    """The entry point's name."""
    package: str
    """The distribution's name, as `pip uninstall` wants it."""
    path: Path


@dataclass(frozen=True, slots=True)
class Installed:
    """What installed packages offer; of each that is broken, one problem."""

    courses: tuple[InstalledCourse, ...]
    problems: tuple[Problem, ...]


def installed_courses(distributions: Iterable[metadata.Distribution] | None = None) -> Installed:
    """The courses that installed packages offer, by name. A broken package is a problem, not an exception."""
    if distributions is None:
        if not _anything_offered():
            return Installed((), ())
        from importlib import metadata

        distributions = metadata.distributions()
    courses: list[InstalledCourse] = []
    problems: list[Problem] = []
    for distribution in distributions:
        for entry in distribution.entry_points:
            if entry.group != GROUP:
                continue
            found = _locate(entry)
            if isinstance(found, Path):
                courses.append(InstalledCourse(entry.name, distribution.name, found))
            else:
                problems.append(_problem(distribution, entry, found))
    courses.sort(key=lambda course: (course.name, course.package))
    return Installed(tuple(courses), tuple(problems))


def _anything_offered() -> bool:
    """Whether the group's name stands in the entry points of any package."""
    for folder in map(Path, sys.path):
        with contextlib.suppress(OSError):  # not every entry of sys.path is a folder
            for name in os.listdir(folder):  # noqa: PTH208 - a few hundred names, of which most are not looked at
                if name.endswith((".dist-info", ".egg-info")):
                    with contextlib.suppress(OSError):
                        if GROUP.encode() in (folder / name / "entry_points.txt").read_bytes():
                            return True
    return False


def _locate(entry: metadata.EntryPoint) -> Path | str:
    """The course's folder, or a sentence saying why there is none."""
    import importlib.util

    package, _, inside = entry.value.replace(" ", "").partition(":")
    top, *below = package.split(".")
    try:
        # Asked for a name without dots, this finds without importing.
        spec = importlib.util.find_spec(top)
    except (ImportError, ValueError):
        spec = None
    if spec is None:
        return f"there is no package {top!r}"
    folder = _package_folder(spec)
    if folder is None:
        return f"{top!r} is a single module, not a package with a course in it"
    course = folder.joinpath(*below, *(part for part in inside.split(".") if part))
    return course if course.is_dir() else f"there is no folder {course}"


def _package_folder(spec: importlib.machinery.ModuleSpec) -> Path | None:
    locations = list(spec.submodule_search_locations or ())
    return Path(locations[0]) if locations else None


def _problem(distribution: metadata.Distribution, entry: metadata.EntryPoint, reason: str) -> Problem:
    listed = distribution.read_text("entry_points.txt") or ""
    lines = [line.partition("=")[0].strip() for line in listed.splitlines()]
    line = lines.index(entry.name) + 1 if entry.name in lines else 1
    files = distribution.files or []
    inside = next((file for file in files if file.name == "entry_points.txt"), None)
    path = Path(str(distribution.locate_file(inside))) if inside is not None else Path("entry_points.txt")
    return Problem(
        path,
        line,
        f"the package {distribution.name!r} offers a course as {entry.value!r}, but {reason}",
        f"Tell its author, or remove it: pip uninstall {distribution.name}",
    )
