"""Handing something in; without Typer, so that a verdict comes quickly."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mlestone.cli.opening import opened_learner, proof_named
from mlestone.cli.output import INTERRUPTED, code_of, print_json, say
from mlestone.cli.screen import Screen
from mlestone.cli.waiting import progress_shown

if TYPE_CHECKING:
    from mlestone.study.learner import Learner
    from mlestone.study.views import Checked

_STANDARD_INPUT = Path("-")


def hand_in(proof: str | None, file: Path | None, course: list[Path] | None, seed: int | None, *, as_json: bool) -> int:
    """Have a file judged and print the verdict; the exit code that says what came of it. Ctrl-C ends the attempt."""
    with opened_learner(course) as learner:
        try:
            checked = _checked(learner, proof, file, seed)
        except KeyboardInterrupt:
            say("Stopped. This was not judged and does not count.")
            return INTERRUPTED
    if as_json:
        print_json({"schema": 1, **checked.as_dict()})
    else:
        from mlestone.cli.pages.verdict import print_checked

        print_checked(checked)
        _suggest(checked)
    return code_of(checked.verdict.status)


def _checked(learner: Learner, proof: str | None, file: Path | None, seed: int | None) -> Checked:
    if proof is not None and "/" not in proof and not Path(proof).is_file():
        proof = proof_named(learner, proof)
    if file == _STANDARD_INPUT:
        source = sys.stdin.buffer.read()
        with progress_shown() as tell:
            return learner.check(proof, source=source, seed=seed, tell=tell)
    with progress_shown() as tell:
        return learner.check(proof, file, seed=seed, tell=tell)


def _suggest(checked: Checked) -> None:
    """What to type now, for whoever sits at the terminal."""
    if not (sys.stdout.isatty() and sys.stderr.isatty()):
        return
    told, command = ("What is next: ", "mlestone next")
    if not checked.verdict.passed:
        told, command = ("A hint: ", f"mlestone hint {checked.proof}")
    screen = Screen.talk()
    screen.gap()
    screen.line((told, "dim"), (command, "cyan"))
