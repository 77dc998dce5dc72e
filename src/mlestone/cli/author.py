"""`mlestone author …`: for those who write skills.

Exit codes: 0 nothing to complain of; 1 problems, told in words; 2 the command line was not understood.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mlestone.base.errors import CourseProblems, MlestoneError
from mlestone.base.settings import cache_dir
from mlestone.course.model import Kind
from mlestone.study.study import Study

if TYPE_CHECKING:
    from mlestone.authoring.checking import Progress, Report
    from mlestone.authoring.labs import LabTrying
    from mlestone.authoring.strength import Strength
    from mlestone.authoring.trying import Trying
    from mlestone.proving.verdict import Verdict

app = typer.Typer(
    name="author",
    no_args_is_help=True,
    help="Write skills: start a proof, try it, check it, measure how strict its checks are.",
)

_Proof = Annotated[str, typer.Argument(metavar="SKILL/PROOF", help="Which proof.")]
_Course = Annotated[
    list[Path] | None,
    typer.Option(
        "--course",
        metavar="PATH",
        resolve_path=True,  # what runs a proof's file does so in a folder of its own
        help="A further course folder, loaded beside the built-in one.",
    ),
]
_Json = Annotated[bool, typer.Option("--json", help="Print plain data instead of text.")]


@app.command()
def new(
    skill: Annotated[str, typer.Argument(metavar="SKILL", help="Which skill.")],
    proof: Annotated[
        str | None, typer.Argument(metavar="[PROOF]", help="The proof's own name; without it the lesson is begun.")
    ] = None,
    kind: Annotated[Kind | None, typer.Option(help="Of a proof that lesson.md does not announce yet.")] = None,
    course: _Course = None,
) -> None:
    """Begin a proof's file, or a lesson, from a template that works."""
    from mlestone.authoring.beginning import begin_lesson, begin_proof
    from mlestone.engine.kit import KitMissing, KitPlanned, find_kit

    opened = Study.open(tuple(course or ())).course
    path = begin_lesson(opened, skill) if proof is None else begin_proof(opened, skill, proof, kind)
    print(path)
    what = f"author try {skill}/{proof}" if proof is not None else f"author check {skill}"
    try:
        find_kit(opened.skill(skill).kit)
    except (KitMissing, KitPlanned) as lacking:
        print(f"{lacking} Until it is, what you write can be neither tried nor checked.", file=sys.stderr)
        return
    print(f"Replace what says so, then: mlestone {what}", file=sys.stderr)


@app.command("try")
def try_(
    proof: _Proof,
    seed: Annotated[int, typer.Option(min=0, help="The inputs to try it on.")] = 0,
    only: Annotated[
        str | None, typer.Option(metavar="NAME", help="Nothing but the verdict on this mistake, bug or baseline.")
    ] = None,
    course: _Course = None,
    as_json: _Json = False,
) -> None:
    """Show a proof as its learner meets it, and the verdict on the answer, each mistake and the starter.

    Where the answer does not pass, nothing else is played.
    """
    from mlestone.authoring.checking import Workplaces
    from mlestone.authoring.labs import begin_trying_lab
    from mlestone.authoring.selection import written_proof
    from mlestone.authoring.trying import ANSWER, REPLIES, begin_trying
    from mlestone.cli.author_pages import print_met, print_verdict_on
    from mlestone.engine.kit import find_kit

    with Study.open(tuple(course or ())) as study:
        skill, entry, path = written_proof(study.course, proof)
        with Workplaces(study.course, study.engine) as places:
            trying: Trying | LabTrying
            if entry.kind is Kind.LAB:
                trying = begin_trying_lab(entry, skill.kit, places.for_labs(), seed)
            else:
                kit = skill.kit_of(entry)
                trying = begin_trying(entry, kit, places.of(find_kit(kit), path), seed)
            if not as_json and only is None:
                print_met(trying)
            verdicts: dict[str, Verdict] = {}
            for name, verdict in trying.verdicts(only):
                verdicts[name] = verdict
                if not as_json:
                    print_verdict_on(name, verdict)
    if as_json:
        _print_json(trying.as_dict(verdicts))
    right = verdicts.get(ANSWER) or verdicts.get(REPLIES)
    if right is not None and not right.passed:
        print("The answer does not pass: nothing else is played until it does.", file=sys.stderr)
        raise typer.Exit(1)


@app.command()
def answer(proof: _Proof, course: _Course = None) -> None:
    """Print the reference: the answer as whoever has passed may read it."""
    from mlestone.authoring.selection import written_proof
    from mlestone.proving.sheet import read_sheet

    _, _, path = written_proof(Study.open(tuple(course or ())).course, proof)
    print(read_sheet(path).reference, end="")


@app.command()
def check(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH…]", help="Files, folders, skills or proofs; all, if none.")
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Play a sample of proofs that were played whole as they are.")
    ] = False,
    course: _Course = None,
    as_json: _Json = False,
) -> None:
    """Hold lessons and proofs to every rule; what has not changed is remembered."""
    report = _checked(tuple(names or ()), tuple(course or ()), quick=quick)
    if as_json:
        _print_json(report.as_dict())
    else:
        from mlestone.cli.author_pages import print_findings

        print_findings(report)
    raise typer.Exit(0 if report.is_clean else 1)


@app.command()
def strength(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[SKILL/PROOF…]", help="Proofs, skills, files; all, if none.")
    ] = None,
    course: _Course = None,
    as_json: _Json = False,
) -> None:
    """Change the answers in small ways, and show which changes no check notices."""
    strengths = _measured(tuple(names or ()), tuple(course or ()))
    if as_json:
        _print_json({"schema": 1, "proofs": [each.as_dict() for each in strengths]})
    else:
        from mlestone.cli.author_pages import print_strengths

        print_strengths(strengths)
    from mlestone.authoring.strength import BAR

    raise typer.Exit(1 if any(each.score < BAR for each in strengths) else 0)


@app.command()
def symptoms(proof: _Proof, course: _Course = None) -> None:
    """Play the mistakes of a lab, and keep beside it how each looks to its checks."""
    from mlestone.authoring.checking import Workplaces
    from mlestone.authoring.labs import learn_symptoms
    from mlestone.authoring.selection import written_proof
    from mlestone.proving.labs.folder import FILE_OF_SYMPTOMS

    with Study.open(tuple(course or ())) as study:
        skill, entry, path = written_proof(study.course, proof)
        if entry.kind is not Kind.LAB:
            raise MlestoneError(f"{proof} is of the kind {entry.kind}: only labs keep symptoms of their mistakes.")
        with Workplaces(study.course, study.engine) as places:
            learned = learn_symptoms(entry, skill.kit, places.for_labs())
    print(path / FILE_OF_SYMPTOMS)
    for name, look in learned.looks.items():
        print(f"  {name}: {', '.join(look) or 'no check fails'}", file=sys.stderr)


@app.command()
def words() -> None:
    """Print what a check may `expect`: every word, with what it demands."""
    from mlestone.authoring.vocabulary import table

    print(table(), end="")


@app.command()
def rules() -> None:
    """Print every rule: what it demands, why, and how it looks wrong and right."""
    from mlestone.authoring.rulebook import page

    print(page(), end="")


def _checked(names: tuple[str, ...], folders: tuple[Path, ...], *, quick: bool) -> Report:
    from mlestone.authoring.cache import Cache
    from mlestone.authoring.checking import check as check_all
    from mlestone.authoring.checking import problems_of_course
    from mlestone.authoring.selection import select

    try:
        opened = Study.open(folders).course
    except CourseProblems as problems:
        return problems_of_course(problems)
    cache = Cache(cache_dir() / "author-check")
    with _progress("checking") as tell:
        return check_all(opened, select(opened, names), cache, quick=quick, on_progress=tell)


def _measured(names: tuple[str, ...], folders: tuple[Path, ...]) -> tuple[Strength, ...]:
    from mlestone.authoring.checking import measure
    from mlestone.authoring.selection import select

    opened = Study.open(folders).course
    with _progress("measuring") as tell:
        return measure(opened, select(opened, names), on_progress=tell)


@contextlib.contextmanager
def _progress(doing: str) -> Iterator[Progress]:
    """A bar on standard error, where that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[last]}"),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        shown = bar.add_task(doing, total=None, last="")
        yield lambda done, total, name: bar.update(shown, completed=done, total=total, last=name)


def _print_json(data: dict[str, Any]) -> None:
    print(json.dumps(data, indent=2, ensure_ascii=False))
