"""`mlestone check` and `doctor` as their users meet them: a process, a pipe, exit codes, words, no tracebacks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mlestone.base.settings import builtin_course
from mlestone.proving.sheet import read_sheet
from mlestone.proving.verdict import Verdict

AXIS = "numpy-shapes/axis-statistics"


def mlestone(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mlestone", *map(str, arguments)]
    environment = os.environ | {"COLUMNS": "300", "NO_COLOR": ""}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=environment)


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("answers") / "right.py"
    path.write_text(read_sheet(builtin_course() / "data/numpy-shapes/axis_statistics.py").reference)
    return path


@pytest.fixture(scope="module")
def wrong(right: Path) -> Path:
    path = right.with_name("wrong.py")
    path.write_text(right.read_text().replace("ddof=ddof, ", ""))
    return path


def test_a_right_answer_ends_with_zero(right: Path) -> None:
    done = mlestone("check", AXIS, right)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Passed")
    assert done.stderr == ""


def test_a_wrong_answer_ends_with_one_and_names_the_mistake(wrong: Path) -> None:
    done = mlestone("check", AXIS, wrong, "--seed", "3")
    assert done.returncode == 1
    assert "ddof" in done.stdout
    assert "seed 3" in done.stdout


def test_output_in_a_pipe_has_no_colour_and_80_columns(wrong: Path) -> None:
    done = mlestone("check", AXIS, wrong)
    assert "\x1b" not in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 80


def test_json_is_the_verdict_and_nothing_else(wrong: Path) -> None:
    first, second = (mlestone("check", AXIS, wrong, "--seed", "5", "--json").stdout for _ in range(2))
    assert first == second
    verdict = Verdict.from_dict(json.loads(first))
    assert (verdict.status, verdict.seed, verdict.schema) == ("failed", 5, 1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("numpy-shapes/axis-statistic", "x.py"), AXIS),  # the nearest name is offered
        (("numpy-shapes/shape-of-things", "x.py"), "numpy-shapes/"),
        ((AXIS, "nowhere.py"), "no file"),
        ((AXIS, "."), "folder"),
        (("t5/span-corruption", "x.py"), "planned"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(arguments: tuple[str, str], said: str, tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("x = 1\n")
    done = mlestone("check", *arguments, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", "not_attempted"),
        (b"def summarise(:\n", "crashed"),
        (b"# caf\xe9\ndef summarise(x, axis, ddof=0): return x\n", "crashed"),
        (b"x = 1\n" * 900_000, "out_of_limits"),
        (b"\x7fELF\x00\x01", "crashed"),
    ],
    ids=["empty", "syntax error", "not UTF-8", "5 MB", "binary"],
)
def test_any_file_gets_the_verdict_that_fits(content: bytes, status: str, tmp_path: Path) -> None:
    file = tmp_path / "answer.py"
    file.write_bytes(content)
    done = mlestone("check", AXIS, file, "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["status"] == status
    assert "Traceback" not in done.stderr


def test_a_broken_course_is_told_with_every_file_and_line(tmp_path: Path) -> None:
    region = tmp_path / "mine"
    (region / "one-thing").mkdir(parents=True)
    (region / "region.yaml").write_text("title: Mine\norder: [\n")
    (region / "one-thing" / "lesson.md").write_text("---\ntitle: One thing\ntitle: Twice\n---\n")
    done = mlestone("--course", tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "region.yaml:" in done.stderr
    assert "lesson.md:3" in done.stderr
    assert "problems found" in done.stderr


def test_a_command_line_that_is_not_understood_ends_with_two() -> None:
    done = mlestone("check", AXIS)
    assert done.returncode == 2
    assert "FILE" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_overview_tells_planned_from_written() -> None:
    done = mlestone()
    assert done.returncode == 0
    assert "260 skills in 19 regions" in done.stdout
    assert "planned" in done.stdout
    assert AXIS in done.stdout


def test_doctor_reports_every_wall_and_whether_all_stand() -> None:
    done = mlestone("doctor", "--json")
    report = json.loads(done.stdout)
    named = {finding["name"] for finding in report["isolation"]}
    assert named >= {"user", "pid", "mount", "network", "landlock", "seccomp", "limits"}
    assert done.returncode == (0 if report["fully_isolated"] else 1)
