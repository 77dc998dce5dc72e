"""Telling what to do now; without Typer, so that it can be told quickly."""

from __future__ import annotations

from pathlib import Path

from mlestone.cli.opening import opened_learner
from mlestone.cli.output import DONE, print_json


def tell_next(course: list[Path] | None, *, as_json: bool) -> int:
    """The next step, and what else one could do."""
    with opened_learner(course) as learner:
        found = learner.next()
    if as_json:
        print_json({"schema": 1, **found.as_dict()})
        return DONE
    from mlestone.cli.pages.today import print_next

    print_next(found)
    return DONE


def tell_today() -> int:
    """Where the learner stands, and the next step."""
    from mlestone.cli.pages.today import print_next, print_standing

    with opened_learner(None) as learner:
        print_standing(learner.map())
        print_next(learner.next())
    return DONE
