"""`mlestone review`: what was proved comes back as a fresh variant, and is judged by running it."""

from __future__ import annotations

from typing import Annotated

import typer

from mlestone.cli import completion, options
from mlestone.cli.opening import opened_learner, today
from mlestone.cli.output import print_json
from mlestone.cli.work import show_opened


def review(
    skill: Annotated[
        str | None,
        typer.Argument(
            metavar="SKILL",
            help="Which skill; without it, the one that is due most.",
            autocompletion=completion.skills,
        ),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="Only say what is due.")] = False,
    edit: Annotated[bool, typer.Option("--edit", "-e", help="Open the file in your editor.")] = False,
    course: options.Course = None,
    as_json: options.Json = False,
) -> None:
    """Open a review: a proof you have passed, with other numbers."""
    with opened_learner(course) as learner:
        opened = None if list_ else learner.review(skill)
        if opened is not None and not as_json:
            show_opened(learner, opened, edit=edit, as_json=False)
            return
        due = learner.due()
        if as_json:
            found = opened.as_dict() if opened is not None else None
            print_json({"schema": 1, "opened": found, "due": [each.as_dict() for each in due]})
            return
    from mlestone.cli.pages.work import print_due

    print_due(due, today())
