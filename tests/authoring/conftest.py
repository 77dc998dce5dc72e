"""A small course made of the templates, their words replaced, and one engine and bench for all tests."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from mlestone.authoring.checking import Workplaces
from mlestone.authoring.examine import examine_proof
from mlestone.authoring.rule import Finding
from mlestone.authoring.seen import ProofSeen
from mlestone.base.ids import KitName, ProofId, SkillId
from mlestone.course.load import load_course
from mlestone.course.model import Course, Kind, ProofEntry
from mlestone.engine.kit import find_kit
from mlestone.proving.layout import read_layout
from mlestone.proving.sheet import sheet_of

CORE = KitName("core")

LESSON = """\
---
title: Moving averages
outcome: You can smooth a noisy series and say what that costs.
needs: []
covers: []
minutes: 30
tools: [numpy]
implied: true
proofs:
  - id: mean-of-values
    kind: code
    idea: Compute the mean of an array without the function that does it.
  - id: mean-that-drifts
    kind: debug
    idea: Mend a mean that leaves the first value of each list out.
  - id: sizes-of-arrays
    kind: question
    idea: Say which shape a product has and how much an array holds.
  - id: line-through-points
    kind: data
    idea: Predict values from pairs that lie close to a straight line.
---
"""
PROOFS = {
    Kind.CODE: "mean_of_values",
    Kind.DEBUG: "mean_that_drifts",
    Kind.QUESTION: "sizes_of_arrays",
    Kind.DATA: "line_through_points",
}
PARAGRAPH = "A thermometer jitters by two degrees, and half a degree of warmth hides in what it says.\n"


def finished(template: str) -> str:
    """A template whose words were replaced: by themselves, for want of better ones."""
    text = files("mlestone.authoring").joinpath("templates", f"{template}.txt").read_text(encoding="utf-8")
    return re.sub(r"Replace: (\w)", lambda match: match[1].upper(), text).replace("#IDEA#\n", "")


def lesson_text() -> str:
    """A lesson that keeps every rule, if not the reader's attention."""
    return LESSON + finished("lesson") + "\n" + "\n".join(textwrap.wrap(PARAGRAPH * 40, 110)) + "\n"


@pytest.fixture
def course_folder(tmp_path: Path) -> Path:
    """A course with one skill, written throughout, beside one that is planned."""
    root = tmp_path / "course"
    skill = root / "series" / "moving-averages"
    skill.mkdir(parents=True)
    (root / "kits.yaml").write_text("kits:\n  core:\n    title: Numbers\n    tools: [python, numpy]\nmachine: []\n")
    region = 'title: Series\norder: 1\ncolour: "#c13c3b"\nabout: Where it begins.\nkit: core\n'
    (root / "series" / "region.yaml").write_text(region)
    planned = LESSON.replace("title: Moving averages", "title: Medians").replace(
        "needs: []", "needs: [moving-averages]"
    )
    names = {name.replace("_", "-"): f"median-{number}" for number, name in enumerate(PROOFS.values())}
    for name, other in names.items():
        planned = planned.replace(name, other)
    (root / "series" / "medians").mkdir()
    (root / "series" / "medians" / "lesson.md").write_text(planned)
    ids = ["region series", "skill moving-averages", "skill medians"]
    ids += [f"proof moving-averages/{name}" for name in names]
    ids += [f"proof medians/{name}" for name in names.values()]
    (root / "ids.txt").write_text("\n".join(ids) + "\n")
    (skill / "lesson.md").write_text(lesson_text())
    for kind, stem in PROOFS.items():
        (skill / f"{stem}.py").write_text(finished(kind))
    return root


@pytest.fixture
def course(course_folder: Path) -> Course:
    return load_course(course_folder)


@pytest.fixture(scope="session")
def workplaces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplaces]:
    root = tmp_path_factory.mktemp("nowhere")
    empty = Course(root, (), {}, {}, {}, {}, {}, graph=None)  # type: ignore[arg-type]  # only its folders are asked for
    with Workplaces(empty) as places:
        yield places


Seen = Callable[..., ProofSeen]


@pytest.fixture
def written(tmp_path: Path) -> Seen:
    """What is seen of a proof before anything runs: a finished template in which texts were replaced."""

    def see(kind: Kind, changes: dict[str, str] | None = None, **facts: object) -> ProofSeen:
        path = _changed(tmp_path, kind, changes or {})
        layout = read_layout(path)
        if layout.problems:
            return ProofSeen(ProofId("a/b"), path, layout.problems)
        return replace(ProofSeen(ProofId("a/b"), path, layout=layout, sheet=sheet_of(layout)), **facts)  # type: ignore[arg-type]

    return see


@pytest.fixture
def played(tmp_path: Path, workplaces: Workplaces) -> Seen:
    """What is seen of a proof after it was played."""

    def see(kind: Kind, changes: dict[str, str] | None = None) -> ProofSeen:
        path = _changed(tmp_path, kind, changes or {})
        entry = ProofEntry(ProofId(f"{SkillId('some-skill')}/{path.stem}"), kind, "", path)
        return examine_proof(entry, CORE, workplaces.of(find_kit(CORE), path))

    return see


def _changed(folder: Path, kind: Kind, changes: dict[str, str]) -> Path:
    text = finished(kind)
    for old, new in changes.items():
        assert text.count(old) >= 1, old
        text = text.replace(old, new)
    path = folder / "some-skill" / f"{kind}.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def codes(findings: Iterable[Finding]) -> set[str]:
    """The rules that were broken."""
    return {finding.rule for finding in findings}
