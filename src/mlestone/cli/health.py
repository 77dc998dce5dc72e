"""`mlestone doctor`: what this machine offers, and where a learner's things are."""

from __future__ import annotations

import typer

from mlestone.cli import options
from mlestone.cli.opening import opened_learner
from mlestone.cli.output import DONE, NOT_PASSED, print_json
from mlestone.course.model import CORE


def doctor(course: options.Course = None, as_json: options.Json = False) -> None:
    """Say what this machine offers: which walls stand round learners' code, where your things are."""
    from mlestone.cli.pages.health import print_report
    from mlestone.study.doctor import examine

    with opened_learner(course) as learner:
        report = examine(learner.desk.study, CORE)
        status = learner.status()
    if as_json:
        print_json({"schema": 1, **report.as_dict(), "learner": status.as_dict()})
    else:
        print_report(report, status)
    raise typer.Exit(DONE if report.fully_isolated else NOT_PASSED)
