"""What the commands print for people: in 80 columns, readable without colour, in a pipe too."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mlestone.course.model import Course
from mlestone.proving.verdict import CheckResult, Verdict
from mlestone.study.doctor import Finding, Report

_MARKS = {"passed": ("✓", "green"), "failed": ("✗", "red"), "not_run": ("·", "dim")}
_STATUS = {
    "passed": ("Passed", "bold green"),
    "failed": ("Not yet", "bold red"),
    "not_attempted": ("Not attempted", "bold yellow"),
    "crashed": ("Crashed", "bold red"),
    "out_of_limits": ("Out of limits", "bold red"),
    "not_graded": ("Not graded", "bold yellow"),
}
_GRADES = {"ok": ("✓", "green"), "reduced": ("~", "yellow"), "missing": ("✗", "red")}


def _console() -> Console:
    # Rich knows a pipe and NO_COLOR; in a pipe lines keep to 80 columns, as in a plain terminal.
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=80)


def print_verdict(verdict: Verdict) -> None:
    """The verdict: what helps most first, then each check."""
    console = _console()
    word, style = _STATUS[verdict.status]
    console.print(Text.assemble((word, style), f"  {verdict.proof}  ", (f"seed {verdict.seed}", "dim")))
    console.print(Padding(Text(verdict.summary), (1, 0, 1, 2)))
    if verdict.trouble is not None:
        _print_trouble(console, verdict.trouble.line, verdict.trouble.code)
    for check in verdict.checks:
        _print_check(console, check)
    for reply in verdict.replies:
        mark, colour = _MARKS["passed" if reply.right else "failed"]
        console.print(Text.assemble((f"{mark} ", colour), f"Question {reply.number}: {reply.got}"))
        if reply.sentence:
            console.print(Padding(Text(reply.sentence), (0, 0, 0, 4)))
    if verdict.score is not None:
        score = verdict.score
        value = "none" if score.value is None else f"{score.value:.4g}"
        console.print(
            f"{score.metric}: {value}  (baseline {score.baseline:.4g}, bar {score.bar:.4g}, "
            f"reference {score.reference:.4g}; {score.better} is better)"
        )


def _print_trouble(console: Console, line: int | None, code: str | None) -> None:
    if line is not None:
        console.print(Padding(Text(f"line {line}: {(code or '').strip()}"), (0, 0, 1, 4)))


def _print_check(console: Console, check: CheckResult) -> None:
    mark, colour = _MARKS[check.status]
    console.print(Text.assemble((f"{mark} ", colour), check.sentence))
    if check.status != "failed":
        return
    shown = [
        ("call", check.call),
        ("result", check.got.text if check.got else None),
        ("expected", check.expected.text if check.expected else None),
        ("differs", check.difference),
        ("raised", f"{check.trouble.type}: {check.trouble.message}" if check.trouble else None),
        ("line", _place(check)),
        ("printed", check.printed.rstrip() or None),
        ("note", check.note),
    ]
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", width=8)
    table.add_column(overflow="fold")
    for name, text in shown:
        if text:
            table.add_row(name, Text(text))
    console.print(Padding(table, (0, 0, 0, 4)))
    if check.mistake is not None:
        console.print(Padding(Text(check.mistake.sentence, style="bold"), (0, 0, 0, 4)))


def _place(check: CheckResult) -> str | None:
    if check.trouble is None or check.trouble.line is None:
        return None
    return f"{check.trouble.line}: {(check.trouble.code or '').strip()}"


def print_report(report: Report) -> None:
    """The doctor's findings."""
    console = _console()
    console.print(f"MLestone {report.version}, Python {report.python}")
    console.print(f"{report.system}")
    console.print(f"data {report.data}, cache {report.cache}\n")
    for title, findings in (("Course", report.course), ("Isolation", report.isolation)):
        console.print(Text(title, style="bold"))
        for finding in findings:
            _print_finding(console, finding)
    verdict = "Learners' code is fully shut in." if report.fully_isolated else "Learners' code is NOT fully shut in."
    console.print(f"\n{verdict}")


def _print_finding(console: Console, finding: Finding) -> None:
    mark, colour = _GRADES[finding.grade]
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=3, justify="right", style=colour)
    grid.add_column(width=9)
    grid.add_column(overflow="fold")
    grid.add_row(mark, finding.name, finding.sentence)
    console.print(grid)


def print_overview(course: Course) -> None:
    """The course at a glance: regions, and how much of each is written."""
    console = _console()
    counts = course.counts()
    console.print(
        f"{counts.skills.total} skills in {counts.regions} regions: {counts.skills.written} written, "
        f"{counts.skills.planned} planned. {counts.proofs.total} proofs: {counts.proofs.written} written, "
        f"{counts.proofs.planned} planned.\n"
    )
    table = Table(box=None, pad_edge=False)
    for name in ("region", "skills", "written"):
        table.add_column(name, justify="left" if name == "region" else "right")
    for region in course.regions.values():
        tally = counts.skills_by_region[region.id]
        table.add_row(region.title, str(tally.total), str(tally.written))
    console.print(table)
    ready = [proof.id for proof in course.proofs.values() if not proof.planned]
    console.print("\nProofs you can try with `mlestone check SKILL/PROOF FILE`:")
    for proof in ready:
        console.print(f"  {proof}")
