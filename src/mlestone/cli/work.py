"""Working on a proof: begin it, hand it in, ask for a hint or for the answer, begin it again."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlestone.base.errors import MlestoneError
from mlestone.base.ids import ProofId
from mlestone.cli import completion, options
from mlestone.cli.handing_in import hand_in
from mlestone.cli.opening import opened_learner, opened_study, proof_named
from mlestone.cli.output import print_json

if TYPE_CHECKING:
    from mlestone.study.learner import Learner
    from mlestone.study.views import Opened

_Edit = Annotated[bool, typer.Option("--edit", "-e", help="Open the file in your editor ($VISUAL or $EDITOR).")]


def start(
    proof: Annotated[
        str | None,
        typer.Argument(
            metavar="SKILL/PROOF",
            help="Which proof; of a SKILL, its next one; without a name, what `next` says.",
            autocompletion=completion.proofs,
        ),
    ] = None,
    edit: _Edit = False,
    course: options.Course = None,
    as_json: options.Json = False,
) -> None:
    """Put a proof's file into your workspace, and show what is asked."""
    with opened_learner(course) as learner:
        name = _next_proof(learner) if proof is None else proof_named(learner, proof)
        show_opened(learner, learner.start(name), edit=edit, as_json=as_json)


def reset(
    proof: options.Proof = None, edit: _Edit = False, course: options.Course = None, as_json: options.Json = False
) -> None:
    """Begin a proof's file again; the one you had is kept beside it, with its date."""
    with opened_learner(course) as learner:
        show_opened(learner, learner.reset(_name(learner, proof)), edit=edit, as_json=as_json)


def check(
    proof: Annotated[
        str | None,
        typer.Argument(
            metavar="SKILL/PROOF",
            help="Which proof, or a file of your workspace; without it, what you edited last.",
            autocompletion=completion.proofs,
        ),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="The file to hand in, `-` for standard input; else that of your workspace."
        ),
    ] = None,
    course: options.Course = None,
    seed: options.Seed = None,
    as_json: options.Json = False,
) -> None:
    """Hand in a file and print the verdict."""
    raise typer.Exit(hand_in(proof, file, course, seed, as_json=as_json))


def hint(proof: options.Proof = None, course: options.Course = None, as_json: options.Json = False) -> None:
    """Show the next hint of a proof."""
    with opened_learner(course) as learner:
        hinted = learner.hint(_name(learner, proof))
    if as_json:
        print_json({"schema": 1, **hinted.as_dict()})
        return
    from mlestone.cli.pages.work import print_hint

    print_hint(hinted)


def solution(
    proof: options.Proof = None,
    give_up: Annotated[
        bool, typer.Option("--give-up", help="Show it before the proof has passed; that is recorded.")
    ] = False,
    course: options.Course = None,
    as_json: options.Json = False,
) -> None:
    """Print the author's answer: after passing, or when you give up."""
    from mlestone.study.helping import NotPassedYet

    with opened_learner(course) as learner:
        name = _name(learner, proof)
        try:
            found = learner.solution(name, give_up=give_up)
        except NotPassedYet as refusal:
            if as_json or not _gives_up(refusal):
                raise MlestoneError(f"{refusal} To give up: mlestone solution {name} --give-up") from None
            found = learner.solution(name, give_up=True)
    if as_json:
        print_json({"schema": 1, **found.as_dict()})
    else:
        print(found.source.rstrip())


def paper(
    proof: Annotated[
        str,
        typer.Argument(metavar="SKILL/PROOF", help="Which question proof.", autocompletion=completion.proofs),
    ],
    course: options.Course = None,
    seed: Annotated[int | None, typer.Option(min=0, help="The questions of this seed.")] = None,
    as_json: options.Json = False,
) -> None:
    """Print the questions of a proof as a file to fill in and hand to `check`."""
    with opened_study(course) as study:
        text = study.paper(ProofId(proof), seed)
    if as_json:
        print_json({"schema": 1, "proof": proof, "paper": text})
    else:
        print(text, end="")


def show_opened(learner: Learner, opened: Opened, *, edit: bool, as_json: bool) -> None:
    """Say what was opened, and open it in the learner's editor if they want that."""
    if as_json:
        print_json({"schema": 1, **opened.as_dict()})
    else:
        from mlestone.cli.pages.work import print_opened

        print_opened(opened, learner.proof(opened.proof))
    if edit:
        _edit(opened.path)


def _edit(path: Path) -> None:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        raise MlestoneError("Neither $VISUAL nor $EDITOR names an editor. Open the file with the one you use.")
    try:
        subprocess.run([*shlex.split(editor), str(path)], check=False)
    except OSError as error:
        raise MlestoneError(f"The editor {editor!r} cannot be started: {error.strerror}.") from None


def _next_proof(learner: Learner) -> str:
    step = learner.next().step
    if step.kind == "review" or step.proof is None:
        raise MlestoneError(f"{step.reason} To begin: {step.command}" if step.command else step.reason)
    return step.proof


def _name(learner: Learner, proof: str | None) -> str:
    return learner.edited_last().proof if proof is None else proof_named(learner, proof)


def _gives_up(warning: MlestoneError) -> bool:
    """Whether whoever sits at the terminal wants the answer before the proof has passed."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    print(warning, file=sys.stderr)
    return typer.confirm("Give up, and show it?", err=True)
