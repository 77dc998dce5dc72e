"""Finding the courses of installed packages, without running any of them.

A package offers a course through the entry-point group `mlestone.courses`:

    [project.entry-points."mlestone.courses"]
    acme = "acme_course:lessons"

The value names a package and, after the colon, a folder inside it (left out: the package's own folder). It is
looked up as a path, not imported: somebody else's course is code, and runs only once the learner agreed.
"""

import importlib.machinery
import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from mlestone.base.errors import Problem

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
    courses: list[InstalledCourse] = []
    problems: list[Problem] = []
    for distribution in metadata.distributions() if distributions is None else distributions:
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


def _locate(entry: metadata.EntryPoint) -> Path | str:
    """The course's folder, or a sentence saying why there is none."""
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
