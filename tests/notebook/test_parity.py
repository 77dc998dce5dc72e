"""The same attempts through every front door: command line, notebook and study agree on every field of the verdict."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbclient import NotebookClient

from mlestone.authoring.submissions import wrong_source
from mlestone.base.settings import HOME_VARIABLE, builtin_course
from mlestone.cli import commands
from mlestone.proving.layout import read_layout
from mlestone.proving.sheet import read_sheet
from mlestone.study.learner import Learner
from mlestone.study.study import Study

if TYPE_CHECKING:
    from conftest import Cells

AXIS = "numpy-shapes/axis-statistics"
PUZZLES = "numpy-shapes/shape-puzzles"
SEED = 11
NUMPY_SHAPES = builtin_course() / "data" / "numpy-shapes"


def attempts() -> dict[str, tuple[str, str]]:
    """Right, each mistake, crashes, nothing attempted, out of limits; and a paper."""
    path = NUMPY_SHAPES / "axis_statistics.py"
    layout, sheet = read_layout(path), read_sheet(path)
    found = {"right": sheet.reference, "nothing": "# later\n", "the starter": sheet.starter}
    for mistake in layout.under("mistake"):
        assert mistake.target is not None
        found[mistake.name] = wrong_source(layout, mistake, mistake.target)
    found["a syntax error"] = "def summarise(:\n"
    found["an exception"] = f"{sheet.reference}\nraise RuntimeError('caf\\xe9 \\u2713')\n"
    found["a crash"] = f"import os\n{sheet.reference}\nos.abort()\n"
    found["too much output"] = f"{sheet.reference}\nprint('x' * 10_000_000)\n"
    found["odd text"] = f"%time = 1\n!ls\n?help\n{sheet.reference}\n# \\r \\t \N{SNOWMAN}"
    replies = "".join(f"{number}: {'[[1]]' if number == 9 else 'a'}\n" for number in range(1, 11))
    tried = {name: (AXIS, source) for name, source in found.items()}
    return {**tried, "a paper": (PUZZLES, f"seed: {SEED}\n{replies}")}


ATTEMPTS = attempts()


@pytest.fixture(scope="module")
def study() -> Iterator[Study]:
    with Study.open() as study:
        yield study


def in_study(study: Study, proof: str, source: str) -> dict[str, Any]:
    with Learner.open(study) as learner:
        verdict: dict[str, Any] = learner.check(proof, source=source.encode(), seed=SEED).verdict.as_dict()
        return verdict


def in_notebook(cells: Cells, proof: str, source: str) -> dict[str, Any]:
    verdict: dict[str, Any] = cells.run(f"%%prove {proof} --seed {SEED}\n{source}").verdict.as_dict()
    return verdict


@pytest.mark.parametrize("name", ATTEMPTS)
def test_notebook_and_study_give_one_verdict(name: str, study: Study, cells: Cells, home: Path) -> None:
    proof, source = ATTEMPTS[name]
    assert in_notebook(cells, proof, source) == in_study(study, proof, source)


def test_the_command_line_gives_that_verdict_too(
    study: Study, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one process, whose engine is that of `study`, so that each attempt need not start its own."""
    monkeypatch.setattr(Study, "open", classmethod(lambda cls, *_, **__: cls(study.course)))
    monkeypatch.setattr(Study, "engine", study.engine)
    monkeypatch.setattr(Study, "__exit__", lambda *_: None)
    file = tmp_path / "attempt.py"
    for name, (proof, source) in ATTEMPTS.items():
        file.write_bytes(source.encode())
        monkeypatch.setattr(sys, "argv", ["mlestone", "check", proof, str(file), "--seed", str(SEED), "--json"])
        commands.run()
        assert json.loads(capsys.readouterr().out)["verdict"] == in_study(study, proof, source), name


@pytest.mark.parametrize("name", ["right", "an exception"])
def test_a_process_gives_that_verdict_too(name: str, study: Study, home: Path, tmp_path: Path) -> None:
    """`mlestone` as it is typed, for an attempt that passes and one that does not."""
    proof, source = ATTEMPTS[name]
    file = tmp_path / "attempt.py"
    file.write_bytes(source.encode())
    command = [sys.executable, "-m", "mlestone", "check", proof, str(file), "--seed", str(SEED), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["verdict"] == in_study(study, proof, source)


def test_a_kernel_gives_these_verdicts_too(study: Study, home: Path) -> None:
    """A notebook with every attempt in a cell, run as Jupyter runs it."""
    form: Any = nbformat.v4
    typed = ["import json", "%load_ext mlestone"]
    for proof, source in ATTEMPTS.values():
        typed += [f"%%prove {proof} --seed {SEED}\n{source}", "print(json.dumps(_.verdict.as_dict()))"]
    notebook = form.new_notebook(cells=[form.new_code_cell(cell) for cell in typed])
    client = NotebookClient(notebook, timeout=120, kernel_name="python3")
    client.execute(env=os.environ | {HOME_VARIABLE: str(home)})
    handed_in, printed = notebook.cells[2::2], notebook.cells[3::2]
    assert all(set(cell.outputs[0].data) >= {"text/plain", "text/html"} for cell in handed_in)
    found = dict(zip(ATTEMPTS, (json.loads(cell.outputs[0].text) for cell in printed), strict=True))
    assert found == {name: in_study(study, proof, source) for name, (proof, source) in ATTEMPTS.items()}


def test_an_attempt_is_logged_alike_from_every_door(study: Study, cells: Cells, home: Path, tmp_path: Path) -> None:
    proof, source = ATTEMPTS["forgets_ddof"]
    file = tmp_path / "attempt.py"
    file.write_text(source)
    cells.run(f"%%prove {proof}\n{source}")
    subprocess.run([sys.executable, "-m", "mlestone", "check", proof, str(file)], capture_output=True, check=False)
    with Learner.open(study) as learner:
        learner.check(proof, source=source.encode())
        pages = [learner.attempt(attempt.id) for attempt in learner.attempts(proof)]
    assert len(pages) == 3
    assert {page.source for page in pages} == {source}
    assert {(page.attempt.proof, page.attempt.status, page.attempt.purpose) for page in pages} == {
        (proof, "failed", "proof")
    }
    assert len({json.dumps(page.verdict["mistake"]) for page in pages if page.verdict is not None}) == 1
