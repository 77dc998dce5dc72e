"""What the commands for authors print: problems as compilers do, verdicts as learners see them, mutants as diffs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from mlestone.authoring.checking import Report
from mlestone.authoring.labs import LabTrying
from mlestone.authoring.strength import BAR, Strength
from mlestone.authoring.trying import Trying
from mlestone.cli.pages import print_verdict
from mlestone.proving.verdict import Verdict

_DIFF = {"+": "green", "-": "red", "@": "dim"}


def print_findings(report: Report) -> None:
    """Every problem with its place, then one line of figures."""
    console = Console(highlight=False, soft_wrap=True)
    here = Path.cwd()
    for finding in report.findings:
        console.print(Text(finding.problem.shown(relative_to=here)))
    for what, why in report.skipped:
        console.print(Text(f"{what}: not checked. {why}", style="yellow"))
    checked = f"{_count(report.lessons, 'lesson')} and {_count(report.proofs, 'proof')} checked"
    told = [f"{_count(len(report.findings), 'problem')} in {checked}"]
    if report.remembered:
        told.append(f"{report.remembered} unchanged since last time")
    if report.sampled:
        told.append(f"of {_count(report.sampled, 'proof')} a sample")
    if report.planned_skills or report.planned_proofs:
        planned = f"{_count(report.planned_skills, 'lesson')} and {_count(report.planned_proofs, 'proof')}"
        told.append(f"{planned} planned, passed over")
    console.print("; ".join(told) + ".")


def print_met(trying: Trying | LabTrying) -> None:
    """The proof as its learner meets it."""
    console = Console(highlight=False, soft_wrap=True)
    sheet = trying.sheet
    _head(console, f"{sheet.title}  ({trying.entry.id}, {sheet.kind}, seed {trying.seed})")
    console.print(Text(sheet.prompt))
    if sheet.kind != "question":
        console.print(Text(f"\n{sheet.tolerance.in_words()}", style="dim"))
        _head(console, "Starter")
        console.print(Text(sheet.starter.rstrip()))
    _head(console, "Hints")
    for number, hint in enumerate(sheet.hints, 1):
        console.print(Text(f"{number}. {hint}"))
    for question in trying.questions:
        _print_question(console, question)
    sys.stdout.flush()  # a verdict may take a while, and all this is worth reading meanwhile


def print_verdict_on(name: str, verdict: Verdict) -> None:
    """What becomes of one submission."""
    console = Console(highlight=False, soft_wrap=True)
    _head(console, f"The verdict on {name}" if name.startswith("the ") else f"The verdict on `{name}`")
    print_verdict(verdict)
    if verdict.author_detail:
        console.print(Text(verdict.author_detail, style="yellow"))
    sys.stdout.flush()


def print_strengths(strengths: tuple[Strength, ...]) -> None:
    """The score of each proof, and the survivors as diffs with the line that would list them as equivalent."""
    console = Console(highlight=False, soft_wrap=True)
    for strength in strengths:
        mark, colour = ("✓", "green") if strength.score >= BAR else ("✗", "red")
        listed = f", {strength.equivalent} equivalent" if strength.equivalent else ""
        figures = f"{strength.killed} of {strength.mutants} mutants killed{listed}"
        console.print(Text.assemble((f"{mark} ", colour), f"{strength.score:>4.0%}  {strength.proof}  {figures}"))
        for survivor in strength.survivors:
            console.print(Text(f"\n  line {survivor.line}: {survivor.change}"))
            for line in survivor.diff.splitlines():
                console.print(Padding(Text(line, style=_DIFF.get(line[:1], "")), (0, 0, 0, 4)))
            console.print(Text(f'  equivalent: equivalent({survivor.change!r}, "why")', style="dim"))
        for change in strength.stale:
            console.print(Text(f"  no mutant that passes has this change: {change}", style="yellow"))
        for broken in strength.broken:
            console.print(Text(f"  a check breaks on {broken}", style="yellow"))


def _print_question(console: Console, question: Any) -> None:
    _head(console, f"Question {question['number']} (`{question['maker']}`, {question['form']})")
    console.print(Text(question["text"]))
    for letter, choice in zip("abcdefghijklmnopqrstuvwxyz", question["choices"], strict=False):
        console.print(Text(f"  {letter}) {choice}"))
    console.print(Text(f"right: {question['reply']}", style="green"))
    for wrong in question["foreseen"]:
        console.print(Text(f"{wrong['reply']}: {wrong['sentence']}", style="dim"))


def _head(console: Console, text: str) -> None:
    console.print()
    console.print(Text(text, style="bold"))


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
