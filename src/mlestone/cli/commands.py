"""The commands: what each takes, what it prints, how it ends.

Results go to standard output, talk to standard error. Exit codes: 0 done or passed; 1 not passed, or a problem that was
told in words; 2 the command line was not understood; 3 not graded, through no fault of the learner's.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from mlestone import __version__
from mlestone.base.errors import FileProblems, MlestoneError
from mlestone.base.ids import KitName, ProofId
from mlestone.cli import author, kits
from mlestone.study.study import Study, read_submission

PASSED, NOT_PASSED, NOT_GRADED = 0, 1, 3

app = typer.Typer(
    name="mlestone",
    no_args_is_help=False,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="The machine learning engineer roadmap, as skills you prove by running code.",
)

app.add_typer(author.app)
app.add_typer(kits.app)

_Course = Annotated[
    list[Path] | None,
    typer.Option("--course", metavar="PATH", help="A further course folder, loaded beside the built-in one."),
]
_Json = Annotated[bool, typer.Option("--json", help="Print plain data instead of text.")]


def run() -> int:
    """Run the command line; every error of ours ends in words and an exit code, never in a traceback."""
    try:
        result = app(standalone_mode=False)
    except typer.Exit as end:
        return int(end.exit_code)
    except MlestoneError as error:
        return _explain(error)
    except typer.Abort:
        return NOT_PASSED
    except Exception as error:
        shown = getattr(error, "format_message", None)
        if shown is None:
            raise
        _usage(error)
        return 2
    return int(result or 0)


def _usage(error: Exception) -> None:
    context = getattr(error, "ctx", None)
    if context is not None:
        print(context.get_usage(), file=sys.stderr)
    print(f"Error: {error.format_message()}", file=sys.stderr)  # type: ignore[attr-defined]


def _explain(error: MlestoneError) -> int:
    if isinstance(error, FileProblems):
        here = Path.cwd()
        for problem in error.problems:
            print(problem.shown(relative_to=here), file=sys.stderr)
        count = len(error.problems)
        print(f"{count} problem{'' if count == 1 else 's'} found.", file=sys.stderr)
    else:
        print(error, file=sys.stderr)
    return NOT_PASSED


@app.callback()
def overview(
    context: typer.Context,
    course: _Course = None,
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version and end.")] = False,
) -> None:
    """What there is to learn."""
    if version:
        print(f"mlestone {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is not None:
        return
    from mlestone.cli.pages import print_overview

    print_overview(Study.open(tuple(course or ())).course)


@app.command()
def check(
    proof: Annotated[str, typer.Argument(metavar="SKILL/PROOF", help="Which proof.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file with your code, or a filled-in paper.")],
    course: _Course = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Repeat the attempt that had this seed.")] = None,
    as_json: _Json = False,
) -> None:
    """Judge a file and print the verdict."""
    from mlestone.cli.pages import print_verdict

    source = read_submission(file)
    with Study.open(tuple(course or ()), once=True) as study:
        verdict = study.submit(ProofId(proof), source, seed).verdict
    if as_json:
        print(json.dumps(verdict.as_dict(), indent=2, ensure_ascii=False))
    else:
        print_verdict(verdict)
    raise typer.Exit(_code(verdict.status))


def _code(status: str) -> int:
    return {"passed": PASSED, "not_graded": NOT_GRADED}.get(status, NOT_PASSED)


@app.command()
def paper(
    proof: Annotated[str, typer.Argument(metavar="SKILL/PROOF", help="Which question proof.")],
    course: _Course = None,
    seed: Annotated[int | None, typer.Option(min=0, help="The questions of this seed.")] = None,
) -> None:
    """Print the questions of a proof as a file to fill in and hand to `check`."""
    with Study.open(tuple(course or ()), once=True) as study:
        print(study.paper(ProofId(proof), seed), end="")


@app.command()
def doctor(course: _Course = None, as_json: _Json = False) -> None:
    """Say what this machine offers: which walls stand round learners' code, and which do not."""
    from mlestone.cli.pages import print_report
    from mlestone.study.doctor import examine

    with Study.open(tuple(course or ()), once=True) as study:
        report = examine(study, KitName("core"))
    if as_json:
        print(json.dumps(report.as_dict(), indent=2, ensure_ascii=False))
    else:
        print_report(report)
    raise typer.Exit(PASSED if report.fully_isolated else NOT_PASSED)
