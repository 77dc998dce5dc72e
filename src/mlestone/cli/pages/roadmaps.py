"""The published lists, with what is proved of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mlestone.cli.pages.states import STATES, bar, legend
from mlestone.cli.screen import Screen
from mlestone.cli.wording import share

if TYPE_CHECKING:
    from mlestone.study.looking import RoadmapStanding, RoadmapTopic


def print_roadmaps(roadmaps: Sequence[RoadmapStanding]) -> None:
    screen = Screen.output()
    for roadmap in roadmaps:
        screen.line((roadmap.id, "bold"), f"  {roadmap.title}")
        screen.line(*bar(roadmap.done, roadmap.total), f"  {_figures(roadmap)}", indent=2)
    screen.gap()
    screen.line("One of them, topic by topic: mlestone roadmaps NAME")


def print_roadmap(roadmap: RoadmapStanding) -> None:
    """Section by section, every topic with the skills that cover it."""
    screen = Screen.output()
    screen.line((roadmap.title, "bold"))
    screen.line(_figures(roadmap))
    for section in roadmap.sections:
        screen.gap()
        screen.line((section.title, "bold"), f"  {section.done}/{section.total}")
        for topic in section.topics:
            shape, style = _MARKS[_state(topic)]
            skills = f"  {', '.join(topic.skills)}" if topic.skills else ""
            screen.line((f"{shape} ", style), topic.name, (skills, "dim"), indent=2 + 2 * topic.depth, hang=4)
    screen.gap()
    screen.line(*legend({_state(topic): 1 for section in roadmap.sections for topic in section.topics if topic.leaf}))


def _figures(roadmap: RoadmapStanding) -> str:
    credited = f"{roadmap.done - roadmap.proved:,} credited, " if roadmap.done > roadmap.proved else ""
    return f"{share(roadmap.proved, roadmap.total)} topics proved, {credited}{roadmap.written:,} written"


def _state(topic: RoadmapTopic) -> str:
    if not topic.leaf:
        return "group"
    if topic.done:
        return "proved" if topic.proved else "placed"
    return "open" if topic.written else "planned"


_MARKS = {"group": (" ", ""), **{state: STATES[state] for state in ("proved", "placed", "open", "planned")}}
