"""A proof to work on, its hints, reviews that are due."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mlestone.cli.pages.prose import print_prose
from mlestone.cli.screen import Screen, Span
from mlestone.cli.wording import count, since

if TYPE_CHECKING:
    from datetime import date

    from mlestone.study.standing import Due, ProofPage
    from mlestone.study.views import Hinted, Opened


def shown_path(path: Path) -> str:
    """A path as one would type it: from here, from home, or in full."""
    for folder, sign in ((Path.cwd(), ""), (Path.home(), "~/")):
        if path.is_relative_to(folder):
            return f"{sign}{path.relative_to(folder)}"
    return str(path)


def print_opened(opened: Opened, page: ProofPage | None) -> None:
    """What is asked, where the file is, and what to type when it is done."""
    screen = Screen.output()
    review = ("Review: ", "bold") if opened.purpose == "review" else ""
    screen.line(review, (opened.title, "bold"), (f"  {opened.proof}", "dim"))
    if page is not None and opened.kind != "question":
        screen.gap()
        print_prose(page.prompt, screen)
        if page.tolerance:
            screen.gap()
            screen.line((page.tolerance, "dim"))
    screen.gap()
    screen.line(_about(opened), " ", (shown_path(opened.path), "bold"))
    if opened.backup is not None:
        screen.line(f"What you had is kept: {shown_path(opened.backup)}")
    if opened.terminal:
        at_hand = "" if opened.programs is None else ", with the kit's programs at hand"
        screen.line(f"To work on it in a terminal{at_hand}, and to hand it in:")
        screen.block("\n".join(opened.terminal), indent=2)
    else:
        screen.line("When it is done: ", ("mlestone check", "cyan"))


def _about(opened: Opened) -> str:
    if opened.kind == "question":
        return "The questions, to be filled in, are in" if opened.created else "The questions are still in"
    thing = "folder" if opened.kind == "lab" else "file"
    return f"Your {thing} is" if opened.created else f"Your {thing} is still"


def print_hint(hinted: Hinted) -> None:
    screen = Screen.output()
    heading = f"Hint {hinted.number} of {hinted.of}"
    screen.line((heading, "bold"), (f"  {hinted.proof}", "dim"))
    print_prose(hinted.text, screen, indent=2)
    if not hinted.fresh:
        screen.line(("This was the last one; there are no more.", "dim"), indent=2)


def print_due(due: Sequence[Due], today: date) -> None:
    screen = Screen.output()
    if not due:
        screen.line("No review is due.")
        return
    screen.line((count(len(due), "review is", "reviews are"), "bold"), " due.")
    for each in due:
        spans: list[Span] = [each.title, (f"  {each.skill}", "dim")]
        screen.line(*spans, indent=2)
        when = since(each.due.astimezone().date(), today)
        screen.line((f"due {when}. {each.reason}", "dim"), indent=4)
