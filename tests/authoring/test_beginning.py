"""`author new`: files that work, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlestone.authoring.beginning import KINDS, Refused, begin_lesson, begin_proof
from mlestone.authoring.checking import Workplaces
from mlestone.authoring.examine import examine_proof
from mlestone.authoring.rulebook import proof_findings
from mlestone.base.ids import KitName, ProofId
from mlestone.course.lesson import read_lesson
from mlestone.course.load import load_course
from mlestone.course.model import Course, Kind
from mlestone.engine.kit import find_kit

from .conftest import PROOFS, codes


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_begun_judges_and_only_wants_its_words_replaced(
    kind: Kind, course: Course, course_folder: Path, workplaces: Workplaces
) -> None:
    number = list(PROOFS).index(kind)
    path = begin_proof(course, "medians", f"median-{number}")
    assert path == course_folder / "series" / "medians" / f"median_{number}.py"
    entry = load_course(course_folder).proof(f"medians/median-{number}")
    assert f"# {entry.idea}" in path.read_text()
    seen = examine_proof(entry, KitName("core"), workplaces.of(find_kit(KitName("core")), path))
    assert codes(proof_findings(seen)) == {"P108"}


def test_a_skill_that_names_no_tool_with_arrays_begins_without_numpy(
    course_folder: Path, workplaces: Workplaces
) -> None:
    lesson = course_folder / "series" / "medians" / "lesson.md"
    lesson.write_text(lesson.read_text().replace("tools: [numpy]", "tools: [python]"))
    path = begin_proof(load_course(course_folder), "medians", "median-0")
    assert "numpy" not in path.read_text()
    entry = load_course(course_folder).proof("medians/median-0")
    seen = examine_proof(entry, KitName("core"), workplaces.of(find_kit(KitName("core")), path))
    assert codes(proof_findings(seen)) == {"P108"}


def test_nothing_is_overwritten(course: Course) -> None:
    path = course.proof("moving-averages/mean-of-values").path
    assert path is not None
    before = path.read_text()
    with pytest.raises(Refused, match="written already"):
        begin_proof(course, "moving-averages", "mean-of-values")
    with pytest.raises(Refused, match="begun already"):
        begin_lesson(course, "moving-averages")
    assert path.read_text() == before


def test_the_kind_is_what_lesson_md_says(course: Course) -> None:
    with pytest.raises(Refused, match="kind code, not data"):
        begin_proof(course, "medians", "median-0", Kind.DATA)


def test_a_proof_that_is_not_announced_is_announced_when_its_kind_is_said(course_folder: Path) -> None:
    lesson = course_folder / "series" / "medians" / "lesson.md"
    entry = "  - id: median-3\n    kind: data\n    idea: Predict values from pairs that lie close to a straight line.\n"
    lesson.write_text(lesson.read_text().replace(entry, ""))
    ids = course_folder / "ids.txt"
    ids.write_text(ids.read_text().replace("proof medians/median-3\n", ""))
    course = load_course(course_folder)
    with pytest.raises(Refused, match="--kind code"):
        begin_proof(course, "medians", "middle-value")
    begin_proof(course, "medians", "middle-value", Kind.CODE)
    again = load_course(course_folder).proof("medians/middle-value")
    assert (again.id, again.kind, again.planned) == (ProofId("medians/middle-value"), Kind.CODE, False)


def test_a_fifth_proof_and_a_taken_name_are_refused(course: Course) -> None:
    with pytest.raises(Refused, match="no skill has more"):
        begin_proof(course, "medians", "median-4", Kind.CODE)
    with pytest.raises(Refused, match="cannot be a proof's id"):
        begin_proof(course, "medians", "Median")


def test_a_lesson_is_begun_below_its_front_matter(course: Course, course_folder: Path) -> None:
    path = begin_lesson(course, "medians")
    assert load_course(course_folder).skill("medians").planned is False
    assert [type(block).__name__ for block in read_lesson(path).blocks][:2] == ["Prose", "Cell"]
