"""The doctor's findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlestone.cli.screen import Screen, Span
from mlestone.cli.wording import count

if TYPE_CHECKING:
    from mlestone.study.doctor import Finding, Report
    from mlestone.study.learner import Status

_GRADES = {"ok": ("✓", "green"), "reduced": ("~", "yellow"), "missing": ("✗", "red")}


def print_report(report: Report, status: Status) -> None:
    screen = Screen.output()
    screen.line(f"MLestone {report.version}, Python {report.python}")
    screen.line(report.system)
    for title, rows in (
        ("Yours", _yours(report, status)),
        ("Course", [_row(finding) for finding in report.course]),
        ("Isolation", [_row(finding) for finding in report.isolation]),
    ):
        screen.gap()
        screen.line((title, "bold"))
        screen.rows(rows, indent=2)
    screen.gap()
    if report.fully_isolated:
        screen.line("Learners' code is fully shut in.")
    else:
        screen.line(("Learners' code is NOT fully shut in.", "bold red"))


def _yours(report: Report, status: Status) -> list[list[Span]]:
    rows: list[list[Span]] = [
        [("✓", "green"), "log", f"{count(status.entries, 'entry', 'entries')} in {status.log}"],
        [("✓", "green"), "workspace", str(status.workspace)],
        [("✓", "green"), "cache", f"{report.cache} (may be deleted at any time)"],
    ]
    if status.warm:
        rows.append([("✓", "green"), "engine", "`mlestone watch` keeps one warm; `check` uses it"])
    if status.unjudged:
        told = f"handed in and never judged: {', '.join(status.unjudged)}. Check them again."
        rows.append([("~", "yellow"), "attempts", told])
    return rows


def _row(finding: Finding) -> list[Span]:
    return [_GRADES[finding.grade], finding.name, finding.sentence]
