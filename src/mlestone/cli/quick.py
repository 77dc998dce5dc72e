"""The commands typed most often, in their plainest forms, answered before Typer is imported.

Typer takes 170 ms to import and to understand a line (it brings Pydantic along); `mlestone next` may take 200 in all.
So these forms are understood here, and everything else, all other options and all mistakes included, is left to Typer,
which understands these as well. A test holds both to the same output.

    mlestone [--no-browser] [--port N]
    mlestone next
    mlestone check [SKILL/PROOF] [FILE]
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from mlestone.base.errors import MlestoneError
from mlestone.cli.output import INTERRUPTED, NOT_PASSED, explain
from mlestone.cli.screen import prepare_output

_JSON = "--json"
_COMPLETING = "_MLESTONE_COMPLETE"  # set by the shell when Tab was pressed: Typer's business
_MOST_NAMES = 2


def answer(arguments: list[str]) -> int | None:
    """Do what is asked and give the exit code; `None`, and nothing done, when Typer has to understand it."""
    if _COMPLETING in os.environ or arguments[:1] == [""]:
        return None
    if (app := _wanted_app(arguments)) is not None:
        from mlestone.cli.browser import open_app

        open_app(**app)
    command, *rest = arguments or [""]
    as_json = rest[-1:] == [_JSON]
    names = rest[:-1] if as_json else rest
    if command not in ("", "next", "check") or any(_is_option(name) for name in names):
        return None
    if len(names) > (_MOST_NAMES if command == "check" else 0):
        return None
    return _ending(command, names, as_json=as_json)


def _wanted_app(arguments: list[str]) -> dict[str, Any] | None:
    """How the app is to be opened, where that was asked for by nothing but its two options."""
    wanted: dict[str, Any] = {}
    rest = iter(arguments)
    for each in rest:
        if each == "--no-browser":
            wanted["no_browser"] = True
        elif each == "--port" and (port := next(rest, "")).isdecimal():
            wanted["port"] = int(port)
        else:
            return None
    return wanted or None


def _is_option(name: str) -> bool:
    return name.startswith("-") and name != "-"


def _ending(command: str, names: list[str], *, as_json: bool) -> int:
    prepare_output()
    try:
        code = _do(command, names, as_json=as_json)
        sys.stdout.flush()
    except MlestoneError as error:
        return explain(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever was reading has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_PASSED
    return code


def _do(command: str, names: list[str], *, as_json: bool) -> int:
    if command == "check":
        from mlestone.cli.handing_in import hand_in

        proof, file = (*names, None, None)[:_MOST_NAMES]
        return hand_in(proof, None if file is None else Path(file), None, None, as_json=as_json)
    if not command and sys.stdout.isatty():
        from mlestone.cli.browser import open_app

        open_app()
    from mlestone.cli.steps import tell_next, tell_today

    return tell_next(None, as_json=as_json) if command == "next" else tell_today()
