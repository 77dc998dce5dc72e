"""The rows of the table: every tool with the folder its seats are copied from."""

import subprocess
import sys
from functools import partial
from importlib.metadata import version as installed
from pathlib import Path
from textwrap import dedent

from benchmarks.peers import exercise
from benchmarks.peers.environments import progress, python, version
from benchmarks.peers.seats import MlestoneCheck, NbgraderAutograde, OtterRun, Resident, Tool, surroundings

OURS = Path(sys.executable)
MLESTONE = "MLestone"
# A course beside the built-in one: one skill, one proof.
COURSE = {
    "ids.txt": "region benchmarks\nskill axis-summaries\nproof axis-summaries/axis-summary\n"
    "proof axis-summaries/axis-of-a-summary\n",
    "benchmarks/region.yaml": 'title: Benchmarks\norder: 99\ncolour: "#0aa869"\nabout: For figures.\nkit: core\n',
    "benchmarks/axis-summaries/lesson.md": """\
---
title: Summaries along an axis
outcome: You can summarise an array along an axis.
needs: []
covers: []
minutes: 30
tools: [numpy]
implied: true
proofs:
  - id: axis-summary
    kind: code
    idea: Smallest, mean and largest value along an axis; catches the wrong axis.
  - id: axis-of-a-summary
    kind: question
    idea: Say along which axis a summary was made.
---
""",
    "benchmarks/axis-summaries/axis_summary.py": exercise.PROOF,
}


def all_tools(folder: Path) -> list[Tool]:
    """Makes the environments and templates that are lacking; from then on everything happens below `folder`."""
    return [*_ours(folder), *_otter(folder), *_nbgrader(folder)]


def _ours(folder: Path) -> list[Tool]:
    numpy = installed("numpy")
    ours = installed("mlestone")
    bare, course = folder / "bare", folder / "mlestone"
    checks = "\n".join(dedent(body) for body in exercise.CHECKS.values())
    _write(bare, {"checks.py": checks})
    _write(course, {f"course/{path}": text for path, text in COURSE.items()})
    return [
        Tool(
            MLESTONE,
            ours,
            peer=False,
            take=partial(Resident, OURS, "mlestone"),
            template=course,
            several=False,
            a_round=20,
            lasting=True,
        ),
        Tool(
            "  mlestone check (command)",
            ours,
            peer=False,
            take=partial(MlestoneCheck, OURS),
            template=course,
            cheats=False,
        ),
        Tool(
            "bare fork, no walls, no grader",
            f"numpy {numpy}",
            peer=False,
            take=partial(Resident, OURS, "floor"),
            template=bare,
            a_round=20,
            cheats=False,
        ),
    ]


def _otter(folder: Path) -> list[Tool]:
    peer = "otter-grader"
    theirs, number = python(peer), version(peer)
    template = folder / peer
    _write(template, {"tests/summarise.py": exercise.otter_tests()})
    _prepare(theirs, template, "otter", "generate", "-t", "tests", "-o", "autograder.zip", "--no-environment")
    return [
        Tool("otter run", number, peer=True, take=partial(OtterRun, theirs), template=template),
        Tool(
            "  otter.api, kept warm",
            number,
            peer=False,
            take=partial(Resident, theirs, "otter_api"),
            template=template,
            cheats=False,
        ),
        Tool(
            "  otter.Notebook.check, in-process",
            number,
            peer=False,
            take=partial(Resident, theirs, "otter_notebook"),
            template=template,
            a_round=20,
        ),
    ]


def _nbgrader(folder: Path) -> list[Tool]:
    peer = "nbgrader"
    theirs, number = python(peer), version(peer)
    template = folder / peer
    _write(template, {"source/hw/summary.ipynb": exercise.nbgrader_notebook()})
    _prepare(theirs, template, "nbgrader", "generate_assignment", "hw", "--quiet")
    return [
        Tool("nbgrader autograde", number, peer=True, take=partial(NbgraderAutograde, theirs), template=template),
        Tool(
            "  NbGraderAPI, kept warm",
            number,
            peer=False,
            take=partial(Resident, theirs, "nbgrader_api"),
            template=template,
            cheats=False,
        ),
    ]


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _prepare(theirs: Path, folder: Path, *command: str) -> None:
    progress(f"preparing {command[0]}'s exercise")
    done = subprocess.run(
        [str(theirs.with_name(command[0])), *command[1:]],
        cwd=folder,
        env=surroundings(theirs, folder),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
