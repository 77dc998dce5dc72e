"""Each rule about lessons: one fault, one finding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mlestone.authoring.checking import Workplaces
from mlestone.authoring.examine import examine_lesson, settings_of
from mlestone.authoring.rule import Finding
from mlestone.authoring.rulebook import lesson_findings
from mlestone.course.lesson import Choice, Slider, Switch
from mlestone.course.model import Course

from .conftest import PARAGRAPH, codes, lesson_text

Found = Callable[[str], tuple[Finding, ...]]


@pytest.fixture
def found(course: Course, workplaces: Workplaces, tmp_path: Path) -> Found:
    """What is found in a lesson of this text."""
    skill = course.skill("moving-averages")

    def find(text: str) -> tuple[Finding, ...]:
        path = tmp_path / "lesson.md"
        path.write_text(text)
        return lesson_findings(examine_lesson(replace(skill, path=path), workplaces.engine))

    return find


def test_a_finished_template_keeps_every_rule(found: Found) -> None:
    assert found(lesson_text()) == ()


FAULTS = {
    "L101": ("width: range(1, 60) = 9", "width = 9"),
    "L102": ("Something that goes wrong.", "In this chapter we will learn about noise."),
    "L104": ("```python demo", "```python"),
    "L105": ("noisy[:5].round(1)", "quiet[:5].round(1)"),
    "L106": ("np.convolve(noisy, [])", "np.convolve(noisy, [1.0])"),
    "L107": ("range(1, 60)", "range(0, 60)"),
    "L108": ("The idea, in one picture", "The idea, obviously in one picture"),
    "L109": ("The idea, in one picture", "Replace: the idea, in one picture"),
}


@pytest.mark.parametrize("code", FAULTS)
def test_one_fault_is_found_by_its_rule(code: str, found: Found) -> None:
    old, new = FAULTS[code]
    text = lesson_text()
    assert text.count(old) == 1
    assert codes(found(text.replace(old, new))) == {code}


def test_a_lesson_is_neither_short_nor_long(found: Found) -> None:
    short, long = lesson_text().split("Thermometer".lower())[0], lesson_text() + "\n" + PARAGRAPH * 60
    assert "L103" in codes(found(short + "reads this.\n"))
    assert codes(found(long)) == {"L103"}


def test_a_cell_that_fails_is_named_with_its_line_and_error(found: Found) -> None:
    text = lesson_text().replace("noisy[:5].round(1)", "noisy[:5].round(1) / unknown")
    (finding,) = found(text)
    assert "unknown" in text.split("\n")[finding.problem.line - 1]
    assert "NameError" in finding.problem.message


def test_a_cell_that_ends_its_python_leaves_the_rest_unreached(found: Found) -> None:
    text = lesson_text().replace("noisy[:5].round(1)", "import os; os._exit(0)")
    messages = [finding.problem.message for finding in found(text)]
    assert any("exit" in message for message in messages)


def test_a_demo_is_called_at_its_start_and_at_the_ends_of_its_controls() -> None:
    controls = (
        Slider("n", 5, 1, 30, 1, whole=True),
        Choice("kind", "a", ("a", "b", "c")),
        Switch("grid", start=True),
    )
    assert settings_of(controls) == [
        {"n": 5, "kind": "a", "grid": True},
        {"n": 1, "kind": "a", "grid": True},
        {"n": 30, "kind": "a", "grid": True},
        {"n": 5, "kind": "b", "grid": True},
        {"n": 5, "kind": "c", "grid": True},
        {"n": 5, "kind": "a", "grid": False},
    ]
