"""What never comes to an end is ended, and told with its place."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from mlestone.authoring import bench as bench_module
from mlestone.authoring import examine
from mlestone.authoring.bench import Bench, Play, read_verdict
from mlestone.authoring.checking import Workplaces
from mlestone.authoring.examine import examine_lesson
from mlestone.authoring.rulebook import lesson_findings, proof_findings
from mlestone.base.ids import ProofId
from mlestone.course.model import Course, Kind
from mlestone.engine.engine import LESSON_LIMITS
from mlestone.engine.kit import find_kit

from .conftest import CORE, Seen, codes, finished, lesson_text

NUMBERS = "    values = rng.normal(size=int(rng.integers(2, 9)))\n"
FOR_EVER = "    while True:\n        rng.random()  # here\n"
ASLEEP = "    __import__('time').sleep(1e9)  # here\n"


def test_a_question_that_is_never_drawn_is_told_with_its_line(played: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_module, "PAPER_SECONDS", 0.5)
    drawn = "    rows, columns = (int(size) for size in rng.integers(3, 40, size=2))\n"
    seen = played(Kind.QUESTION, {drawn: FOR_EVER + drawn})
    (finding,) = proof_findings(seen)
    lines = seen.path.read_text().split("\n")
    assert finding.rule == "P301"
    assert finding.problem.line in (at for at, line in enumerate(lines, 1) if "True" in line or "# here" in line)
    assert "seed 0: the paper is not drawn after 0.5 seconds" in finding.problem.message


def test_a_check_that_never_ends_is_told_with_its_line(played: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examine, "Play", partial(Play, seconds=0.5))
    seen = played(Kind.CODE, {NUMBERS: NUMBERS + FOR_EVER})
    (finding,) = proof_findings(seen)
    lines = seen.path.read_text().split("\n")
    assert finding.rule == "P201"
    assert finding.problem.line in (at for at, line in enumerate(lines, 1) if "True" in line or "# here" in line)
    assert "has not come to its end" in finding.problem.message


@pytest.mark.parametrize("endless", [FOR_EVER, ASLEEP])
def test_whatever_a_check_does_for_ever_the_bench_says_where(
    workplaces: Workplaces, tmp_path: Path, endless: str
) -> None:
    path = tmp_path / "some-skill" / "code.py"
    path.parent.mkdir()
    path.write_text(finished("code").replace(NUMBERS, NUMBERS + endless))
    bench: Bench = workplaces.bench(find_kit(CORE), path)
    told = bench.play(ProofId("some-skill/code"), path, (Play("mean_of = 1\n", (0, 1), seconds=0.2),)).result()
    (verdict,) = (read_verdict(one, ProofId("some-skill/code")) for one in told["plays"][0])
    assert verdict.status == "out_of_limits"
    assert verdict.author_detail is not None
    place = int(verdict.author_detail.removeprefix("code.py:").partition(":")[0])
    assert any(words in path.read_text().split("\n")[place - 1] for words in ("while True", "# here"))


def test_a_file_that_never_ends_loading_is_told_with_its_line(
    workplaces: Workplaces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "some-skill" / "code.py"
    path.parent.mkdir()
    path.write_text(finished("code") + "\nwhile True:\n    pass\n")
    monkeypatch.setattr(bench_module, "LOADING_SECONDS", 0.3)
    bench = workplaces.bench(find_kit(CORE), path)
    ((line, message, _),) = bench.papers(ProofId("some-skill/code"), path, (0,)).result()["problems"]
    assert path.read_text().split("\n")[line - 1] in ("while True:", "    pass")
    assert "loading the file has not ended" in message


@pytest.mark.parametrize("cell", ["noisy[:5].round(1)", "np.convolve(noisy, [])"])
def test_a_cell_that_never_ends_is_told_even_if_it_is_meant_to_fail(
    course: Course, workplaces: Workplaces, tmp_path: Path, cell: str
) -> None:
    assert lesson_text().count(cell) == 1
    findings = found(course, workplaces, tmp_path, lesson_text().replace(cell, "while True: pass"))
    assert codes(findings) == {"L105"}
    words = "the cell fails: The cell ran for more than 1 seconds"
    assert any(words in finding.problem.message for finding in findings)


def test_a_demo_that_never_ends_is_told_though_it_is_the_last_block(
    course: Course, workplaces: Workplaces, tmp_path: Path
) -> None:
    demo = "\n```python demo\ndef waves(n: range(1, 9) = 5):\n    while n == 8:\n        pass\n    return noisy\n```\n"
    findings = found(course, workplaces, tmp_path, lesson_text() + demo)
    assert codes(findings) == {"L107"}
    assert any("waves(n=8) fails: The cell ran for more than 1 seconds" in each.problem.message for each in findings)


def found(course: Course, workplaces: Workplaces, folder: Path, text: str):  # type: ignore[no-untyped-def]
    path = folder / "lesson.md"
    path.write_text(text)
    skill = replace(course.skill("moving-averages"), path=path)
    return lesson_findings(examine_lesson(skill, workplaces.engine, replace(LESSON_LIMITS, seconds=1.0)))
