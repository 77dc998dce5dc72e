"""The short way to an answer, and Typer's: the same output, the same code, in every form the short way takes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mlestone.base.settings import HOME_VARIABLE
from mlestone.cli import commands, quick

AXIS = "numpy-shapes/axis-statistics"

Run = Callable[..., Any]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["next"],
        ["next", "--json"],
        ["check"],
        ["check", "--json"],
        ["check", "numpy-shape"],
        ["check", AXIS],
        ["check", AXIS, "nowhere.py"],
        ["check", AXIS, "nowhere.py", "--json"],
    ],
    ids=" ".join,
)
def test_both_ways_say_the_same(
    arguments: list[str], run: Run, used: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    long = run(*arguments, at=used)
    code = quick.answer(arguments)
    told = capsys.readouterr()
    if arguments[:1] == ["check"] and "numpy-shape" not in arguments and "nowhere.py" not in arguments:
        assert code == long.code == 1  # each is an attempt of its own, with other numbers
        return
    assert (code, told.out, told.err) == (long.code, long.out, long.err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["next", "--help"],
        ["next", "-h"],
        ["next", "more"],
        ["next", "--course", "x"],
        ["--course", "x", "next"],
        ["check", AXIS, "x.py", "y.py"],
        ["check", AXIS, "x.py", "--seed", "3"],
        ["check", "--json", AXIS],
        ["start"],
        ["nxt"],
        ["--json"],
        ["--port"],
        ["--port", "many"],
        ["--no-browser", "next"],
        [""],
    ],
    ids=" ".join,
)
def test_everything_else_is_typer_s(arguments: list[str]) -> None:
    assert quick.answer(arguments) is None


def test_completion_is_typer_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_MLESTONE_COMPLETE", "complete_bash")
    assert quick.answer([]) is None


def test_the_short_way_imports_neither_typer_nor_rich_nor_a_database_library(tmp_path: Path) -> None:
    program = (
        "import sys; from mlestone.cli.quick import answer; answer(['next']); "
        "print(*sorted({'typer', 'click', 'rich', 'pydantic', 'sqlalchemy', 'numpy', 'fsrs'} & set(sys.modules)))"
    )
    environment = {HOME_VARIABLE: str(tmp_path), "PATH": ""}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.splitlines()[-1] == ""


def test_one_command_s_module_is_all_that_is_imported_for_it() -> None:
    (command,) = commands._wanted(["map", "data"])
    assert command.module == "looking"
    assert commands._wanted(["--help"]) == commands._wanted([]) == commands._wanted(["nxt"]) == commands.COMMANDS


def test_whoever_stops_reading_gets_no_traceback(used: Path) -> None:
    shell = f"{sys.executable} -m mlestone next | head -c 1; {sys.executable} -m mlestone map | head -c 1"
    done = subprocess.run(
        shell, shell=True, capture_output=True, text=True, check=False, env={HOME_VARIABLE: str(used)}
    )
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr
