"""The next step, and today's state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlestone.cli.pages.states import counted
from mlestone.cli.screen import Screen
from mlestone.cli.wording import count, duration

if TYPE_CHECKING:
    from mlestone.study.looking import Map
    from mlestone.study.views import Next, Step

_WORDS = {
    "continue": "Go on",
    "review": "Review",
    "proof": "Next",
    "placement": "Begin",
    "plan": "Plan",
    "nothing": "Done",
}
_MARGIN = 8


def print_next(what: Next) -> None:
    """The one thing to do now, why, and what to type; then what else there is."""
    screen = Screen.output()
    _print_step(screen, what.step)
    for other in what.others:
        _print_other(screen, other)
    told = _standing(what)
    if told:
        screen.gap()
        screen.line(told)


def print_standing(whole: Map) -> None:
    """Where the learner stands with the whole course, in a line or two."""
    screen = Screen.output()
    regions = count(len(whole.regions), "region")
    total = count(sum(whole.states.values()), "skill")
    screen.line((f"{total} in {regions}", "bold"), f": {counted(whole.states)}.")
    screen.gap()


def _print_step(screen: Screen, step: Step) -> None:
    about = f"  {duration(step.minutes)}" if step.minutes else ""
    screen.line((f"{_WORDS[step.kind]:<{_MARGIN}}", "bold"), (step.title, "bold"), (about, "dim"), hang=_MARGIN)
    if step.proof or step.skill:
        screen.line((step.proof or step.skill or "", "dim"), indent=_MARGIN)
    screen.line(" ".join((step.reason, *step.more)), indent=_MARGIN)
    if step.command:
        screen.gap()
        screen.line((step.command, "cyan"), indent=_MARGIN)


def _print_other(screen: Screen, step: Step) -> None:
    screen.gap()
    screen.line((f"{'or':<{_MARGIN}}", "dim"), step.title, hang=_MARGIN)
    screen.line((step.reason, "dim"), indent=_MARGIN)
    screen.line((step.command, "cyan"), indent=_MARGIN)


def _standing(what: Next) -> str:
    sentences = []
    if what.due:
        sentences.append(f"{count(what.due, 'review is', 'reviews are')} due.")
    if what.plan:
        sentences.append(what.plan)
    return " ".join(sentences)
