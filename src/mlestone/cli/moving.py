"""`mlestone export` and `import`: the log as a plain file, for a backup or another machine."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TextIO

import typer

from mlestone.base.errors import MlestoneError
from mlestone.cli import options
from mlestone.cli.opening import opened_learner
from mlestone.cli.output import print_json
from mlestone.cli.wording import count
from mlestone.cli.writing import writing

_STANDARD = Path("-")


def export(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Where to write it; without it, standard output.")
    ] = _STANDARD,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    course: options.Course = None,
    as_json: options.Json = False,
) -> None:
    """Write everything you have done as JSON lines, one entry of the log a line."""
    with opened_learner(course) as learner:
        if file == _STANDARD:
            if as_json:
                raise typer.BadParameter("the export is plain data already; with --json, name a FILE")
            with _utf8_output() as stream:
                learner.export(stream)
            return
        with writing(file, force=force) as stream:
            entries = learner.export(stream)
    if as_json:
        print_json({"schema": 1, "file": str(file), "entries": entries})
    else:
        print(f"{count(entries, 'entry', 'entries')} written to {file}", file=sys.stderr)


def import_log(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `export` wrote; `-` for standard input.")],
    course: options.Course = None,
    as_json: options.Json = False,
) -> None:
    """Take in what `export` wrote, here or on another machine; what is known already is passed over."""
    with opened_learner(course) as learner, _lines(file) as lines:
        found = learner.import_(lines)
    if as_json:
        print_json({"schema": 1, **found.as_dict()})
    else:
        print(f"{count(found.new, 'new entry', 'new entries')}, {found.known:,} known already.")


@contextlib.contextmanager
def _utf8_output() -> Iterator[TextIO]:
    """Standard output as UTF-8 whatever the locale: this is a file's content, not talk."""
    stream = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n")
    try:
        yield stream
        stream.flush()
    finally:
        stream.detach()


@contextlib.contextmanager
def _lines(file: Path) -> Iterator[TextIO]:
    if file == _STANDARD:
        yield io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8")
        return
    try:
        with file.open(encoding="utf-8") as stream:
            yield stream
    except IsADirectoryError:
        raise MlestoneError(f"{file} is a folder; give the file that `mlestone export` wrote.") from None
    except FileNotFoundError:
        raise MlestoneError(f"There is no file {file}.") from None
    except UnicodeDecodeError:
        raise MlestoneError(f"{file} is not UTF-8 text; give the file that `mlestone export` wrote.") from None
    except OSError as error:
        raise MlestoneError(f"{file} cannot be read: {error.strerror}.") from None
