"""`mlestone next`, and `mlestone` alone: what to do now, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from mlestone import __version__
from mlestone.cli import options
from mlestone.cli.opening import remember
from mlestone.cli.steps import tell_next, tell_today


def overview(
    context: typer.Context,
    course: options.Course = None,
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version and end.")] = False,
) -> None:
    """The machine learning engineer roadmap, as skills you prove by running code."""
    if version:
        print(f"mlestone {__version__}")
        raise typer.Exit
    remember(course)
    if context.invoked_subcommand is None:
        tell_today()


def next_step(course: options.Course = None, as_json: options.Json = False) -> None:
    """Say what to do now, and why."""
    tell_next(course, as_json=as_json)
