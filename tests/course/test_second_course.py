"""Courses beside the built-in one, from folders and from installed packages."""

import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mlestone.course.sources import installed_courses

if TYPE_CHECKING:
    from conftest import SmallCourse

LESSON = """\
---
title: Multiplying
outcome: You can multiply.
needs: [adding]
covers: []
minutes: 30
tools: [python]
implied: true
proofs:
  - id: multiply
    kind: code
    idea: Multiply two numbers that were drawn by the checker.
  - id: squares
    kind: question
    idea: Say which of the numbers that are shown is a square.
---
"""
TRACKS = """\
tracks:
  - id: products
    title: Products
    description: What becomes of sums.
    targets: [dividing, multiplying]
"""
IDS = """\
region more
skill multiplying
proof multiplying/multiply
proof multiplying/squares
track products
"""
REGION = 'title: More\norder: 3\ncolour: "#0aa869"\nabout: More.\nkit: core\n'


def test_one_skill_may_join_a_region_of_the_first_course(small: "SmallCourse", other: "SmallCourse") -> None:
    other.write("basics/multiplying/lesson.md", LESSON)
    course = small.load(other.root)
    assert course.region("basics").skills == ("counting", "adding", "multiplying")
    assert course.skill("multiplying").kit == "core"
    assert course.graph.opens(course.skill("adding").id) == ("multiplying", "dividing")
    assert course.beside == (other.root,)


def test_it_may_bring_regions_tracks_kits_and_a_register(small: "SmallCourse", other: "SmallCourse") -> None:
    other.write("more/region.yaml", REGION.replace("core", "wide"))
    other.write("more/multiplying/lesson.md", LESSON.replace("[python]", "[python, polars]"))
    other.write("kits.yaml", "kits:\n  wide:\n    title: Wide\n    includes: [core]\n    tools: [polars]\n")
    other.write("tracks.yaml", TRACKS)
    other.write("ids.txt", IDS)
    course = small.load(other.root)
    assert course.required_by("products") == ("counting", "adding", "dividing", "multiplying")
    assert course.kit("wide").tools >= {"numpy", "polars"}


def test_its_own_register_is_checked(small: "SmallCourse", other: "SmallCourse") -> None:
    other.write("basics/multiplying/lesson.md", LESSON)
    other.write("ids.txt", "skill multiplying\nproof multiplying/multiply\nproof multiplying/cubes\n")
    assert [problem.message for problem in small.problems(other.root)] == [
        "the proof id 'multiplying/squares' is not registered",
        "proof 'multiplying/cubes' is registered but exists no more",
    ]


def test_ids_of_the_first_course_are_taken(small: "SmallCourse", other: "SmallCourse") -> None:
    other.write("more/region.yaml", REGION)
    other.write("more/adding/lesson.md", LESSON.replace("needs: [adding]", "needs: [counting]"))
    other.write("basics/region.yaml", REGION.replace("3", "4").replace("0aa869", "0172ce"))
    found = [(str(fault.path.relative_to(other.root)), fault.message) for fault in small.problems(other.root)]
    assert found == [
        ("basics/region.yaml", "the region has no skills"),
        ("basics/region.yaml", "the region id 'basics' is used twice"),
        ("more/adding/lesson.md", "the skill id 'adding' is used twice"),
    ]


def test_an_unknown_region_is_named(small: "SmallCourse", other: "SmallCourse") -> None:
    other.write("basix/multiplying/lesson.md", LESSON)
    (problem,) = small.problems(other.root)
    assert problem.path == other.root / "basix/region.yaml"
    assert problem.message == ("there is no region 'basix', and the folder has no region.yaml. Did you mean 'basics'?")


def test_a_cycle_through_both_courses_is_named(small: "SmallCourse", other: "SmallCourse") -> None:
    other.write("basics/multiplying/lesson.md", LESSON)
    small.change("basics/counting/lesson.md", "needs: []", "needs: [multiplying]")
    (problem,) = small.problems(other.root)
    assert problem.message == "skills need each other in a circle: adding -> counting -> multiplying -> adding"


def test_problems_of_both_courses_come_together(small: "SmallCourse", other: "SmallCourse") -> None:
    other.write("basics/multiplying/lesson.md", LESSON.replace("minutes: 30", "minutes: 3"))
    small.change("basics/counting/lesson.md", "minutes: 30", "minutes: 5")
    assert {problem.path.parent.name for problem in small.problems(other.root)} == {"counting", "multiplying"}


# ---- installed packages ------------------------------------------------------------------------


def install(site: Path, package: str, value: str) -> metadata.Distribution:
    """What pip leaves behind of a package that offers a course."""
    info = site / f"{package}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[console_scripts]\nx = x:y\n\n[mlestone.courses]\n{package} = {value}\n")
    (info / "RECORD").write_text(f"{info.name}/METADATA,,\n{info.name}/entry_points.txt,,\n")
    return metadata.Distribution.at(info)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    site = tmp_path / "site-packages"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))
    return site


def test_a_package_s_course_is_found_without_running_it(site: Path) -> None:
    (site / "acme_course/lessons").mkdir(parents=True)
    (site / "acme_course/__init__.py").write_text("raise SystemExit('run without asking')")
    found = installed_courses([install(site, "acme", "acme_course:lessons")])
    assert found.problems == ()
    (course,) = found.courses
    assert (course.name, course.package, course.path) == ("acme", "acme", site / "acme_course/lessons")
    assert "acme_course" not in sys.modules


def test_it_is_found_among_all_that_is_installed(site: Path) -> None:
    (site / "acme_course").mkdir()
    (site / "acme_course/__init__.py").touch()
    install(site, "acme", "acme_course")
    assert "acme" in {course.name for course in installed_courses().courses}


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("no_such_package", "there is no package 'no_such_package'"),
        ("single_module:lessons", "'single_module' is a single module, not a package with a course in it"),
        ("acme_course:nowhere", "there is no folder"),
        ("acme_course.deeper", "there is no folder"),
        (":", "there is no package ''"),
    ],
)
def test_a_broken_package_gives_one_clear_problem(site: Path, value: str, reason: str) -> None:
    (site / "acme_course").mkdir()
    (site / "acme_course/__init__.py").touch()
    (site / "single_module.py").touch()
    found = installed_courses([install(site, "acme", value)])
    assert found.courses == ()
    (problem,) = found.problems
    assert problem.path == site / "acme-1.0.dist-info/entry_points.txt"
    assert problem.line == 5
    assert problem.message.startswith(f"the package 'acme' offers a course as {value!r}, but {reason}")
    assert problem.hint == "Tell its author, or remove it: pip uninstall acme"
