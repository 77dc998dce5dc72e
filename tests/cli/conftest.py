"""`mlestone` as a process, as its users meet it; in this process, where only words and codes matter; someone's home."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from mlestone.base.settings import HOME_VARIABLE, builtin_course
from mlestone.cli import commands
from mlestone.proving.sheet import read_sheet
from mlestone.study.learner import Learner
from mlestone.study.study import Study

AXIS = "numpy-shapes/axis-statistics"


@dataclass(frozen=True)
class Told:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


Run = Callable[..., Told]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of someone who has just begun: nothing is in it."""
    return tmp_path / "home"


@pytest.fixture
def mlestone(home: Path) -> Run:
    """The command as a process of its own, its output in a pipe."""

    def mlestone(*arguments: str | Path, cwd: Path | None = None, stdin: str = "", **environment: str) -> Told:
        plain = {"COLUMNS": "300", "NO_COLOR": "", HOME_VARIABLE: str(home)}
        done = subprocess.run(
            [sys.executable, "-m", "mlestone", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            cwd=cwd,
            env=os.environ | plain | environment,
        )
        return Told(done.returncode, done.stdout, done.stderr)

    return mlestone


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line in this process."""

    def run(*arguments: str | Path, at: Path | None = None) -> Told:
        monkeypatch.setenv(HOME_VARIABLE, str(at or home))
        monkeypatch.setattr(sys, "argv", ["mlestone", *map(str, arguments)])
        code = commands.run()
        told = capsys.readouterr()
        return Told(code, told.out, told.err)

    return run


@pytest.fixture(scope="session")
def right(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("answers") / "right.py"
    path.write_text(read_sheet(builtin_course() / "data/numpy-shapes/axis_statistics.py").reference)
    return path


@pytest.fixture(scope="session")
def wrong(right: Path) -> Path:
    path = right.with_name("wrong.py")
    path.write_text(right.read_text().replace("ddof=ddof, ", ""))
    return path


@pytest.fixture(scope="session")
def used(tmp_path_factory: pytest.TempPathFactory, wrong: Path) -> Path:
    """The home of someone who proved a skill, failed at a proof, took a hint and made a plan. Not to be written to."""
    home = tmp_path_factory.mktemp("used")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(HOME_VARIABLE, str(home))
        with Study.open() as study, Learner.open(study, shared=False) as learner:
            for proof in study.course.skill("python-functions").proofs:
                assert proof.path is not None
                if proof.kind != "question":
                    source = read_sheet(proof.path).reference.encode()
                    assert learner.check(proof.id, source=source).verdict.passed
            learner.start(AXIS)
            learner.check(AXIS, source=wrong.read_bytes())
            learner.hint(AXIS)
            learner.set_plan(track="data-analyst-to-ml", hours_a_week=4, weekdays_off=(5, 6))
    return home
