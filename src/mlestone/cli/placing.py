"""`mlestone place`: a few questions find out what you know already. `mlestone contest`: a skill that is not yours.

At a terminal the questions are asked one after another; elsewhere each command takes one step. Either way a placement
may be left at any time and goes on where it was.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlestone.base.errors import MlestoneError
from mlestone.cli import completion, options
from mlestone.cli.opening import opened_learner, today
from mlestone.cli.output import print_json
from mlestone.cli.screen import Screen

if TYPE_CHECKING:
    from mlestone.study.learner import Learner
    from mlestone.study.placing import PlacementQuestion, Placing
    from mlestone.study.workspace import Workspace


def place(  # noqa: PLR0917 - Typer passes them by name
    reply: Annotated[str | None, typer.Option("--reply", help="Your reply to the question that is open.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A file with your code, where code is asked for.")] = None,
    skip: Annotated[bool, typer.Option("--skip", help="Pass the question over: you do not know.")] = False,
    placement: Annotated[
        str | None, typer.Option("--placement", metavar="ID", help="Which placement; else the one that was left open.")
    ] = None,
    end: Annotated[bool, typer.Option("--end", help="End it here, and be credited with what is known so far.")] = False,
    course: options.Course = None,
    as_json: options.Json = False,
) -> None:
    """Find out what you know already, in at most 25 questions; leave whenever you like."""
    if sum((reply is not None, file is not None, skip, end)) > 1:
        raise typer.BadParameter("give one of --reply, --file, --skip and --end")
    one_step = reply is not None or file is not None or skip or end
    asking = not one_step and not as_json and sys.stdin.isatty() and sys.stdout.isatty()
    with opened_learner(course, once=not asking) as learner:
        if asking:
            placing = _ask(learner, learner.place())
        elif one_step:
            told = _source(file) if file is not None else reply
            placing = _step(learner, placement or learner.place().placement, told, end=end)
        else:
            placing = learner.place()
    if as_json:
        print_json({"schema": 1, **placing.as_dict()})
    else:
        _show(placing, asked=asking)
    if placing.complaint:
        raise typer.Exit(1)


def contest(
    skill: Annotated[
        str, typer.Argument(metavar="SKILL", help="The skill you were credited with.", autocompletion=completion.skills)
    ],
    course: options.Course = None,
    as_json: options.Json = False,
) -> None:
    """Say that a skill you were credited with is not yours after all."""
    with opened_learner(course) as learner:
        page = learner.contest(skill)
    if as_json:
        print_json({"schema": 1, **page.as_dict()})
        return
    from mlestone.cli.pages.map import print_skill

    print_skill(page, today())


def _step(learner: Learner, placement: str, reply: str | None, *, end: bool) -> Placing:
    if end:
        return learner.end(placement)
    return learner.skip(placement) if reply is None else learner.answer(placement, reply)


def _ask(learner: Learner, placing: Placing) -> Placing:
    """Question after question, until it knows enough or the learner leaves."""
    from mlestone.cli.pages import place as pages

    screen = Screen.output()
    pages.print_beginning(placing, screen)
    while (question := placing.question) is not None:
        if not placing.complaint:
            screen.gap()
            pages.print_question(question, screen)
        reply = _reply(learner.desk.files, question, screen)
        if reply is None:
            return placing
        placing = _step(learner, placing.placement, reply if reply.strip() else None, end=False)
        pages.print_reaction(placing, screen)
    screen.gap()
    return placing


def _reply(files: Workspace, question: PlacementQuestion, screen: Screen) -> str | None:
    """What was typed; empty to pass over, `None` to leave."""
    screen.gap()
    try:
        if question.form != "code":
            return input("  Your reply: ")
        path = _code_file(files, question)
        from mlestone.cli.pages.place import print_where_to_write

        print_where_to_write(path, screen)
        return _source(path) if input("  Enter when done, `skip` to pass it over: ").strip() != "skip" else ""
    except (EOFError, KeyboardInterrupt):
        screen.gap()
        return None


def _code_file(files: Workspace, question: PlacementQuestion) -> Path:
    """A file of the learner's own to write the code in; one that is there is kept as it is."""
    name = f"{question.proof.replace('/', '.').replace('-', '_')}_{question.seed % 10_000}.py"
    path = files.folder / "placement" / name
    files.create(path, question.starter)
    return path


def _source(path: Path) -> str:
    from mlestone.study.workspace import read_submission

    try:
        return read_submission(path).decode("utf-8")
    except UnicodeDecodeError:
        raise MlestoneError(f"{path} is not UTF-8 text.") from None


def _show(placing: Placing, *, asked: bool) -> None:
    from mlestone.cli.pages import place as pages

    screen = Screen.output()
    if placing.finished:
        pages.print_outcome(placing)
        return
    if asked:
        pages.print_pause(placing)
        return
    pages.print_reaction(placing, screen)
    if placing.question is not None:
        pages.print_question(placing.question, screen)
        pages.print_how_to_reply(placing, placing.question)
