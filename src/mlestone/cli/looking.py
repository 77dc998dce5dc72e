"""`mlestone map`, `progress` and `roadmaps`: where one stands."""

from __future__ import annotations

from typing import Annotated

import typer

from mlestone.base.errors import UnknownName
from mlestone.cli import completion, options
from mlestone.cli.opening import opened_learner, today
from mlestone.cli.output import print_json


def show_map(
    place: Annotated[
        str | None,
        typer.Argument(
            metavar="REGION|SKILL",
            help="One region, or one skill; without it, the whole map.",
            autocompletion=completion.places,
        ),
    ] = None,
    course: options.Course = None,
    as_json: options.Json = False,
) -> None:
    """Show all regions and skills, and how you stand with each."""
    from mlestone.cli.pages import map as pages

    with opened_learner(course) as learner:
        known = learner.desk.course
        if place is not None and place in known.skills:
            page = learner.skill(place)
            if as_json:
                print_json({"schema": 1, **page.as_dict()})
            else:
                pages.print_skill(page, today())
            return
        whole = learner.map()
    if place is None:
        if as_json:
            print_json({"schema": 1, **whole.as_dict()})
        else:
            pages.print_map(whole)
        return
    region = next((each for each in whole.regions if each.id == place), None)
    if region is None:
        raise UnknownName("region or skill", place, [*known.regions, *known.skills])
    if as_json:
        print_json({"schema": 1, **region.as_dict()})
    else:
        pages.print_region(region)


def progress(
    weeks: Annotated[int, typer.Option(min=1, max=52, help="How many weeks the calendar shows.")] = 12,
    course: options.Course = None,
    as_json: options.Json = False,
) -> None:
    """Show what you have done so far, and when."""
    with opened_learner(course) as learner:
        found = learner.progress(7 * weeks)
    if as_json:
        print_json({"schema": 1, **found.as_dict()})
        return
    from mlestone.cli.pages.progress import print_progress

    print_progress(found, today())


def roadmaps(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="ROADMAP",
            help="One roadmap, topic by topic; without it, all five in short.",
            autocompletion=completion.roadmaps,
        ),
    ] = None,
    course: options.Course = None,
    as_json: options.Json = False,
) -> None:
    """Show the published roadmaps with what you have proved of each."""
    from mlestone.cli.pages import roadmaps as pages

    with opened_learner(course) as learner:
        found = learner.roadmaps()
    if name is None:
        if as_json:
            print_json({"schema": 1, "roadmaps": [roadmap.as_dict() for roadmap in found]})
        else:
            pages.print_roadmaps(found)
        return
    chosen = next((roadmap for roadmap in found if roadmap.id == name), None)
    if chosen is None:
        raise UnknownName("roadmap", name, [roadmap.id for roadmap in found])
    if as_json:
        print_json({"schema": 1, **chosen.as_dict()})
    else:
        pages.print_roadmap(chosen)
