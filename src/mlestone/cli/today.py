"""`mlestone next`: what to do now, and why; `mlestone` alone: the app, or the same in a pipe."""

from __future__ import annotations

from typing import Annotated

import typer

from mlestone import __version__
from mlestone.cli import options
from mlestone.cli.browser import open_app, wants_app
from mlestone.cli.opening import remember
from mlestone.cli.steps import tell_next, tell_today


def overview(
    context: typer.Context,
    course: options.Course = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="The port of the app; without it 8765, or a free one.")
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Start the app and only tell its address.")] = False,
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version and end.")] = False,
) -> None:
    """The machine learning engineer roadmap, as skills you prove by running code.

    Without a command: the app, in the browser; in a pipe, what to do now.
    """
    if version:
        print(f"mlestone {__version__}")
        raise typer.Exit
    remember(course)
    if context.invoked_subcommand is not None:
        return
    if wants_app(port, no_browser):
        open_app(course or (), port, no_browser)
    tell_today()


def next_step(course: options.Course = None, as_json: options.Json = False) -> None:
    """Say what to do now, and why."""
    tell_next(course, as_json=as_json)
