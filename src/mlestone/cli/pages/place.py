"""A placement: its questions, and what it found out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mlestone.cli.pages.prose import print_prose
from mlestone.cli.screen import Screen
from mlestone.cli.wording import count, listed

if TYPE_CHECKING:
    from mlestone.study.placing import PlacementQuestion, Placing

_NAMED = 12


def print_question(question: PlacementQuestion, screen: Screen) -> None:
    heading = f"Question {question.number} of at most {question.at_most}"
    screen.line((heading, "bold"), (f"  {question.title}", "dim"))
    screen.gap()
    print_prose(question.text, screen, indent=2)
    if question.choices:
        screen.gap()
        for letter, choice in zip(question.letters, question.choices, strict=True):
            screen.line(f"{letter}) ", choice, indent=4, hang=3)
    notes = [f"unit: {question.unit}" if question.unit else "", question.note]
    if told := "; ".join(note for note in notes if note):
        screen.line((told, "dim"), indent=2)


def print_beginning(placing: Placing, screen: Screen) -> None:
    if placing.answered:
        screen.line(f"Going on where you left off: {count(placing.answered, 'question')} answered.")
    else:
        screen.line(
            f"At most {placing.at_most} questions, each chosen for what it tells about the skills before and after it. "
            f"{placing.askable} of {count(placing.skills, 'skill')} have questions yet; the others are inferred."
        )
    screen.line(("Enter alone: I do not know. Ctrl-D: leave; what you answered is kept.", "dim"))


def print_reaction(placing: Placing, screen: Screen) -> None:
    """What became of the last reply."""
    if placing.complaint:
        screen.line((placing.complaint, "yellow"), indent=2)
    elif placing.right is not None:
        screen.line(("✓ right", "green") if placing.right else ("✗ not right", "red"), indent=2)


def print_pause(placing: Placing) -> None:
    """Where an unfinished placement stands."""
    screen = Screen.talk()
    told = count(placing.answered, "question")
    screen.line(f"{told} answered; {placing.certain:.0%} of the skills are settled. To go on: mlestone place")
    screen.line("To be credited with what is known so far, and end: mlestone place --end")


def print_outcome(placing: Placing) -> None:
    """What a finished placement credited."""
    screen = Screen.output()
    if not placing.credited:
        screen.line("Nothing was credited. Begin where you like: mlestone next")
        return
    screen.line((count(len(placing.credited), "skill"), "bold"), " credited: ", _named(placing.credited), ".")
    screen.line("Each is confirmed by a review later. One that is not yours after all: mlestone contest SKILL")


def _named(skills: Sequence[str]) -> str:
    if len(skills) <= _NAMED:
        return listed(skills)
    return f"{', '.join(skills[:_NAMED])} and {len(skills) - _NAMED} more"


def print_how_to_reply(placing: Placing, question: PlacementQuestion) -> None:
    """For whoever is not asked at a terminal."""
    # Nothing is written before the first answer, so until then only its name tells one placement from another.
    command = "mlestone place" if placing.answered else f"mlestone place --placement {placing.placement}"
    screen = Screen.talk()
    screen.line(f"To answer: {command} {'--file FILE' if question.form == 'code' else '--reply TEXT'}")
    screen.line(f"To pass it over: {command} --skip")


def print_where_to_write(path: Path, screen: Screen) -> None:
    screen.line("Write it in ", (str(path), "bold"), ", then press Enter here.", indent=2)
