"""The commands, as a table; running the command line.

Exit codes: 0 done, or passed; 1 not passed, or a problem that was told in words; 2 the command line was not understood;
3 not graded, through no fault of the learner's; 130 ended with Ctrl-C.

A command's module is imported when that command is run. All of them are imported where all are wanted: for help, for
completion, and to name the command someone may have meant.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer

from mlestone.base.errors import MlestoneError
from mlestone.cli.output import NOT_PASSED, NOT_UNDERSTOOD, explain, say
from mlestone.cli.screen import prepare_output
from mlestone.cli.today import overview

_LEARN, _LOOK, _KEEP, _WRITE = "Learn", "See where you stand", "This machine", "Write skills"


@dataclass(frozen=True, slots=True)
class Command:
    """A command, or a group of them, and the module and name it is found under."""

    name: str
    module: str
    attribute: str
    panel: str


COMMANDS = (
    Command("next", "today", "next_step", _LEARN),
    Command("start", "work", "start", _LEARN),
    Command("check", "work", "check", _LEARN),
    Command("watch", "watching", "watch", _LEARN),
    Command("hint", "work", "hint", _LEARN),
    Command("solution", "work", "solution", _LEARN),
    Command("reset", "work", "reset", _LEARN),
    Command("paper", "work", "paper", _LEARN),
    Command("review", "reviewing", "review", _LEARN),
    Command("place", "placing", "place", _LEARN),
    Command("contest", "placing", "contest", _LEARN),
    Command("plan", "planning", "app", _LOOK),
    Command("map", "looking", "show_map", _LOOK),
    Command("progress", "looking", "progress", _LOOK),
    Command("roadmaps", "looking", "roadmaps", _LOOK),
    Command("export", "moving", "export", _KEEP),
    Command("import", "moving", "import_log", _KEEP),
    Command("kits", "kits", "app", _KEEP),
    Command("doctor", "health", "doctor", _KEEP),
    Command("author", "author", "app", _WRITE),
)


def assemble(commands: Iterable[Command]) -> typer.Typer:
    """The command line with these commands."""
    app = typer.Typer(
        name="mlestone",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(overview)
    for command in commands:
        found: Any = getattr(import_module(f"mlestone.cli.{command.module}"), command.attribute)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=command.name, rich_help_panel=command.panel)
        else:
            app.command(command.name, rich_help_panel=command.panel)(found)
    return app


def run() -> int:
    """Run the command line; every error of ours ends in words and an exit code, never in a traceback."""
    prepare_output()
    try:
        # The name is said here: started as `python -m mlestone`, it would be looked for under another.
        result = assemble(_wanted(sys.argv[1:]))(standalone_mode=False, prog_name="mlestone")
    except MlestoneError as error:
        return explain(error)
    except typer.Abort:
        return NOT_PASSED
    except typer.Exit as end:
        return int(end.exit_code)
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        _explain_usage(error)
        return NOT_UNDERSTOOD
    return int(result or 0)


def _wanted(arguments: list[str]) -> tuple[Command, ...]:
    """The one command that is named, so that no other has to be imported; else all of them."""
    return tuple(command for command in COMMANDS if command.name == (arguments or [""])[0]) or COMMANDS


def _explain_usage(error: Any) -> None:
    context = getattr(error, "ctx", None)
    if context is not None:
        print(context.get_usage(), file=sys.stderr)
    say(f"Error: {error.format_message()}")
