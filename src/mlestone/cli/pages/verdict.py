"""The verdict: what helps most first, then each check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlestone.cli.screen import Screen, Span
from mlestone.study.verdicts import MARKS, STATUS, facts, place, score_in_words

if TYPE_CHECKING:
    from mlestone.proving.verdict import CheckResult, Verdict
    from mlestone.study.views import Checked, News

STYLES = {
    "passed": "green",
    "failed": "red",
    "not_attempted": "yellow",
    "crashed": "red",
    "out_of_limits": "red",
    "not_graded": "yellow",
    "stopped": "dim",
    "not_run": "dim",
}


def print_verdict(verdict: Verdict, screen: Screen | None = None) -> None:
    screen = screen or Screen.output()
    screen.line(
        (STATUS[verdict.status], f"bold {STYLES[verdict.status]}"),
        f"  {verdict.proof}  ",
        (f"seed {verdict.seed}", "dim"),
    )
    screen.gap()
    screen.line(verdict.summary, indent=2)
    if verdict.trouble is not None and (where := place(verdict.trouble)):
        screen.gap()
        screen.line(f"line {where}", indent=4, hang=2)
    if verdict.printed:
        screen.gap()
        screen.line(("printed  ", "dim"), verdict.printed.rstrip(), indent=4, hang=9)
    if verdict.checks or verdict.replies:
        screen.gap()
    for check in verdict.checks:
        _print_check(screen, check, verdict.summary)
    for reply in verdict.replies:
        screen.line(_mark("passed" if reply.right else "failed"), f" Question {reply.number}: {reply.got}", hang=2)
        if reply.sentence:
            screen.line(reply.sentence, indent=4)
    if verdict.score is not None:
        screen.line(score_in_words(verdict.score), indent=2)


def _print_check(screen: Screen, check: CheckResult, said: str) -> None:
    screen.line(_mark(check.status), f" {check.sentence}", hang=2)
    if check.status != "failed":
        return
    for name, text in facts(check).items():
        screen.line((f"{name:<8}  ", "dim"), text, indent=4, hang=10)
    if check.mistake is not None and check.mistake.sentence != said:
        screen.line((check.mistake.sentence, "bold"), indent=4)


def _mark(status: str) -> Span:
    return MARKS[status], STYLES[status]


def print_checked(checked: Checked, screen: Screen | None = None) -> None:
    """The verdict, then what it changed."""
    screen = screen or Screen.output()
    print_verdict(checked.verdict, screen)
    _print_news(screen, checked.news)


def _print_news(screen: Screen, news: News) -> None:
    if not news.sentences:
        return
    screen.gap()
    for sentence in news.sentences:
        marked: Span = ("● ", "green") if news.proved else "  "
        screen.line(marked, sentence, hang=2)
