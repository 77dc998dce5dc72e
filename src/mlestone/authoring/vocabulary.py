"""The words of `expect`, as the document for authors shows them: made from the code, and held equal by a test."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from mlestone.proving.expect import Expectation, expect

_HEAD = "| word | demands |\n| --- | --- |\n"


def table() -> str:
    """Every word with its arguments and its docstring, as a Markdown table."""
    return _HEAD + "".join(f"| `{word}` | {meaning} |\n" for word, meaning in _words())


def _words() -> Iterator[tuple[str, str]]:
    for owner, before in ((Expectation, "."), (type(expect), "expect.")):
        for name, function in vars(owner).items():
            if not name.startswith("_"):
                yield f"{before}{name}({_arguments(function)})", _meaning(function)


def _arguments(function: Callable[..., Any]) -> str:
    """The arguments without their types; `show`, which most words have, is explained once for all."""
    _, *parameters = inspect.signature(function).parameters.values()
    shown = [parameter.replace(annotation=parameter.empty) for parameter in parameters if parameter.name != "show"]
    return str(inspect.Signature(shown))[1:-1].replace("*, ", "")


def _meaning(function: Callable[..., Any]) -> str:
    return " ".join((inspect.getdoc(function) or "").split()).replace("|", r"\|")
