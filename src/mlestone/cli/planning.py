"""`mlestone plan`: a goal, and the dated way there."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlestone.cli import completion, options
from mlestone.cli.opening import opened_learner, opened_study, today
from mlestone.cli.output import print_json
from mlestone.cli.writing import write_whole

if TYPE_CHECKING:
    from mlestone.study.plans import Plan

app = typer.Typer(
    name="plan",
    invoke_without_command=True,
    no_args_is_help=False,
    help="Show your plan: the dated way to a goal. Set, change or drop it.",
)

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONGEST_HOLIDAY = timedelta(days=366)


@app.callback()
def show(
    context: typer.Context,
    all_: Annotated[bool, typer.Option("--all", "-a", help="The whole way, not only the next skills.")] = False,
    course: options.Course = None,
    as_json: options.Json = False,
) -> None:
    """Show your plan: the dated way to a goal. Set, change or drop it."""
    if context.invoked_subcommand is not None:
        return
    with opened_learner(course) as learner:
        found = learner.plan()
    if as_json:
        print_json({"schema": 1, "plan": found.as_dict() if found is not None else None})
    elif found is not None:
        _print(found, whole=all_)
    else:
        from mlestone.cli.pages.plan import print_no_plan

        print_no_plan()


@app.command("set")
def set_plan(  # noqa: PLR0917 - Typer passes them by name
    track: Annotated[
        str | None,
        typer.Argument(
            metavar="TRACK", help="A goal; `mlestone plan tracks` lists them.", autocompletion=completion.tracks
        ),
    ] = None,
    skill: Annotated[
        list[str] | None,
        typer.Option(
            "--skill",
            "-s",
            metavar="SKILL",
            help="A goal of your own, instead of a track; repeat it for more.",
            autocompletion=completion.skills,
        ),
    ] = None,
    hours: Annotated[float, typer.Option("--hours", min=0.25, max=80, help="Hours a week you can give.")] = 5.0,
    not_on: Annotated[
        list[str] | None,
        typer.Option(
            "--not-on", metavar="DAY", help="A day of the week without learning: mon, tue, …; repeat it for more."
        ),
    ] = None,
    off: Annotated[
        list[str] | None,
        typer.Option(
            "--off", metavar="DATE[..DATE]", help="Days off: 2027-03-01, or 2027-03-01..2027-03-07; repeat it."
        ),
    ] = None,
    course: options.Course = None,
    as_json: options.Json = False,
) -> None:
    """Set a goal, or change it; the way there is dated from today."""
    if (track is None) == (not skill):
        raise typer.BadParameter("give a TRACK, or skills with --skill")
    weekdays = sorted({_weekday(name) for text in not_on or () for name in text.split(",")})
    days_off = sorted({day for text in off or () for part in text.split(",") for day in _days(part)})
    with opened_learner(course) as learner:
        found = learner.set_plan(
            track=track, skills=tuple(skill or ()), hours_a_week=hours, days_off=days_off, weekdays_off=weekdays
        )
    if as_json:
        print_json({"schema": 1, "plan": found.as_dict()})
    else:
        _print(found)


@app.command("drop")
def drop(course: options.Course = None, as_json: options.Json = False) -> None:
    """Give the plan up; nothing you have done is lost."""
    with opened_learner(course) as learner:
        dropped = learner.drop_plan()
    if as_json:
        print_json({"schema": 1, "dropped": dropped})
    else:
        print("The plan is dropped." if dropped else "There was no plan.")


@app.command("ical")
def ical(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Where to write it; without it, standard output.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    course: options.Course = None,
    as_json: options.Json = False,
) -> None:
    """Write the plan as a calendar (iCalendar), for the calendar you use."""
    with opened_learner(course) as learner:
        text = learner.calendar()
    if file is None:
        if as_json:
            print_json({"schema": 1, "calendar": text})
        else:
            sys.stdout.buffer.write(text.encode())
        return
    write_whole(file, text, force=force)
    if as_json:
        print_json({"schema": 1, "file": str(file)})
    else:
        print(f"Written: {file}", file=sys.stderr)


@app.command("tracks")
def tracks(course: options.Course = None, as_json: options.Json = False) -> None:
    """List the goals one can pick."""
    with opened_study(course) as study:
        known = study.course
        found = [(track, len(known.required_by(track.id))) for track in known.tracks.values()]
    if as_json:
        plain = [
            {
                "id": track.id,
                "title": track.title,
                "description": " ".join(track.description.split()),
                "targets": list(track.targets),
                "roadmap": track.roadmap,
                "skills": skills,
            }
            for track, skills in found
        ]
        print_json({"schema": 1, "tracks": plain})
        return
    from mlestone.cli.pages.plan import print_tracks

    print_tracks(found)


def _print(plan: Plan, *, whole: bool = False) -> None:
    from mlestone.cli.pages.plan import print_plan

    print_plan(plan, today(), whole=whole)


def _weekday(name: str) -> int:
    short = name.strip().lower()[:3]
    if short not in _WEEKDAYS:
        raise typer.BadParameter(f"{name!r} is no day of the week; write {', '.join(_WEEKDAYS)}")
    return _WEEKDAYS.index(short)


def _days(text: str) -> list[date]:
    first, dots, last = text.strip().partition("..")
    try:
        start = date.fromisoformat(first)
        end = date.fromisoformat(last) if dots else start
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day; write 2027-03-01, or 2027-03-01..2027-03-07") from None
    if not timedelta() <= end - start <= _LONGEST_HOLIDAY:
        raise typer.BadParameter(f"{text!r}: the last day has to come after the first, within a year")
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]
