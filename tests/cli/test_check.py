"""`mlestone check` as its users meet it: a process, a pipe, exit codes, words, no tracebacks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mlestone.proving.verdict import Verdict

AXIS = "numpy-shapes/axis-statistics"
SHAPES = "numpy-shapes/shape-puzzles"

Run = Callable[..., Any]


def test_a_right_answer_ends_with_zero(mlestone: Run, right: Path) -> None:
    done = mlestone("check", AXIS, right)
    assert done.code == 0, done.err
    assert done.out.startswith("Passed")
    assert done.err == ""


def test_a_wrong_answer_ends_with_one_and_names_the_mistake(mlestone: Run, wrong: Path) -> None:
    done = mlestone("check", AXIS, wrong, "--seed", "3")
    assert done.code == 1
    assert done.out.count("Variance and standard deviation come out as if `ddof` were 0") == 1
    assert "seed 3" in done.out


def test_output_in_a_pipe_has_no_colour_and_80_columns(mlestone: Run, wrong: Path) -> None:
    done = mlestone("check", AXIS, wrong)
    assert "\x1b" not in done.out
    assert max(len(line) for line in done.out.splitlines()) <= 80
    assert not any(line != line.rstrip() for line in done.out.splitlines())


def test_an_attempt_is_repeated_to_the_letter_and_leaves_no_trace(mlestone: Run, wrong: Path) -> None:
    first, second = (json.loads(mlestone("check", AXIS, wrong, "--seed", "5", "--json").out) for _ in range(2))
    assert first["verdict"] == second["verdict"]
    verdict = Verdict.from_dict(first["verdict"])
    assert (verdict.status, verdict.seed, verdict.schema) == ("failed", 5, 1)
    assert (first["logged"], first["attempt"]) == (False, None)
    assert json.loads(mlestone("progress", "--json").out)["attempts"] == 0


def test_what_was_edited_last_is_handed_in_when_nothing_is_named(mlestone: Run, right: Path, home: Path) -> None:
    started = json.loads(mlestone("start", AXIS, "--json").out)
    path = home / "workspace/numpy-shapes/axis_statistics.py"
    assert (started["path"], started["created"]) == (str(path), True)
    assert mlestone("check").code == 1
    path.write_text(right.read_text())
    done = json.loads(mlestone("check", "--json").out)
    assert (done["verdict"]["status"], done["file"]) == ("passed", str(path))
    assert done["news"]["first_pass"]


def test_a_file_of_the_workspace_and_standard_input_can_be_handed_in(mlestone: Run, right: Path, home: Path) -> None:
    mlestone("start", AXIS)
    assert mlestone("check", home / "workspace/numpy-shapes/axis_statistics.py").out.startswith("Not attempted")
    assert mlestone("check", AXIS, "-", stdin=right.read_text()).out.startswith("Passed")


def test_a_paper_is_printed_filled_in_and_judged(mlestone: Run, tmp_path: Path) -> None:
    paper = mlestone("paper", SHAPES, "--seed", "8").out
    file = tmp_path / "paper.txt"
    file.write_text(re.sub(r"(?m)^(\d+): $", lambda found: found[0] + ("[[1]]" if found[1] == "9" else "a"), paper))
    done = mlestone("check", SHAPES, file)
    assert done.code == 1
    assert "seed 8" in done.out
    assert "Question 1: a" in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("numpy-shapes/axis-statistic", "x.py"), AXIS),  # the nearest name is offered
        (("numpy-shapes/shape-of-things", "x.py"), "numpy-shapes/"),
        (("numpy-shape",), "numpy-shapes"),
        ((AXIS, "nowhere.py"), "no file"),
        ((AXIS, "."), "folder"),
        (("t5/span-corruption", "x.py"), "planned"),
        ((AXIS,), f"mlestone start {AXIS}"),
        ((), "mlestone next"),
        (("x.py",), "Name the proof too"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    mlestone: Run, arguments: tuple[str, str], said: str, tmp_path: Path
) -> None:
    (tmp_path / "x.py").write_text("x = 1\n")
    done = mlestone("check", *arguments, cwd=tmp_path)
    assert done.code == 1
    assert done.out == ""
    assert said in done.err
    assert "Traceback" not in done.err
    assert len(done.err.strip().splitlines()) == 1


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
def test_any_file_gets_the_verdict_that_fits(mlestone: Run, content: bytes, status: str, tmp_path: Path) -> None:
    file = tmp_path / "answer.py"
    file.write_bytes(content)
    done = mlestone("check", AXIS, file, "--json")
    assert done.code == 1
    assert json.loads(done.out)["verdict"]["status"] == status
    assert "Traceback" not in done.err


def test_what_code_prints_reaches_the_terminal_spelled_out(mlestone: Run, right: Path, tmp_path: Path) -> None:
    file = tmp_path / "loud.py"
    file.write_text(f"print('\\x1b]0;owned\\x07\\x1b[2J')\n{right.read_text()}")
    done = mlestone("check", AXIS, file)
    assert done.out.startswith("Passed")
    assert "\\x1b]0;owned\\x07\\x1b[2J" in done.out
    assert "\x1b" not in done.out


def test_a_broken_course_is_told_with_every_file_and_line(mlestone: Run, tmp_path: Path) -> None:
    region = tmp_path / "mine"
    (region / "one-thing").mkdir(parents=True)
    (region / "region.yaml").write_text("title: Mine\norder: [\n")
    (region / "one-thing" / "lesson.md").write_text("---\ntitle: One thing\ntitle: Twice\n---\n")
    done = mlestone("--course", tmp_path)
    assert done.code == 1
    assert "Traceback" not in done.err
    assert "region.yaml:" in done.err
    assert "lesson.md:3" in done.err
    assert "problems found" in done.err
    assert mlestone("--course", tmp_path, "next").err == done.err  # before the command and after it
    assert mlestone("next", "--course", tmp_path).err == done.err
