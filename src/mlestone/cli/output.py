"""How a command ends and how it hands over plain data.

Results go to standard output, talk to standard error. Every command with `--json` prints one JSON object whose fields
docs/cli.md names; `schema` is the version of its layout.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from mlestone.base.errors import FileProblems, MlestoneError, UnknownName
from mlestone.cli.screen import Screen
from mlestone.cli.wording import count

DONE: Final = 0
"""Done, or passed."""
NOT_PASSED: Final = 1
"""Not passed, or a problem that was told in words."""
NOT_UNDERSTOOD: Final = 2
"""The command line was not understood."""
NOT_GRADED: Final = 3
"""Not graded, through no fault of the learner's."""
INTERRUPTED: Final = 130
"""Ended with Ctrl-C."""


def print_json(data: Mapping[str, Any]) -> None:
    # Where the encoding is not UTF-8 the data must still arrive whole, so everything else is escaped.
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    print(json.dumps(data, indent=2, ensure_ascii=encoding != "utf8"))


def code_of(status: str) -> int:
    """The exit code for a verdict's status."""
    return {"passed": DONE, "not_graded": NOT_GRADED}.get(status, NOT_PASSED)


def explain(error: MlestoneError) -> int:
    """Tell what went wrong in words, without a traceback; the exit code for it."""
    if not isinstance(error, FileProblems):
        say(f"{error}{_way_out(error)}")
        return NOT_PASSED
    here = Path.cwd()
    for problem in error.problems:
        print(problem.shown(relative_to=here), file=sys.stderr)
    print(f"{count(len(error.problems), 'problem')} found.", file=sys.stderr)
    return NOT_PASSED


def _way_out(error: MlestoneError) -> str:
    """The command that lists the names there are, where none of them is near."""
    if not isinstance(error, UnknownName) or error.nearest or error.kind not in _LISTS:
        return ""
    return f" `{_LISTS[error.kind]}` lists what there is."


_LISTS = {
    "proof": "mlestone map SKILL",
    "region or skill": "mlestone map",
    "skill": "mlestone map",
    "track": "mlestone plan tracks",
    "roadmap": "mlestone roadmaps",
    "kit": "mlestone kits list",
}


def say(text: str) -> None:
    """Talk: wrapped between words at a terminal, in one piece elsewhere, so that it can be searched."""
    if sys.stderr.isatty():
        Screen.talk().line(text)
    else:
        print(text, file=sys.stderr)
