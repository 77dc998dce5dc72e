"""`mlestone watch`: whatever is saved is judged at once, by an engine that stays warm and is shared with `check`.

Saving is noticed by looking at times of files, not by asking the kernel: it costs next to nothing for the few files
someone works on, needs no library, and works where notifications do not arrive (network drives, WSL, containers).
"""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from heapq import nlargest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlestone.base.errors import MlestoneError
from mlestone.cli import completion, options
from mlestone.cli.opening import opened_learner, proof_named
from mlestone.cli.pages.verdict import print_checked
from mlestone.cli.pages.work import shown_path
from mlestone.cli.screen import Screen
from mlestone.cli.waiting import progress_shown

if TYPE_CHECKING:
    from mlestone.study.learner import Learner

_GLANCE = 0.05  # seconds between looks at the files saved last: too short to feel
_LIKELY = 8  # so many files are looked at that often
_ROUND = 0.5  # seconds between looks at every file: reading 260 folders takes some milliseconds
_SETTLED = 0.03  # an editor that empties a file first and then fills it is done after this long

Stamp = tuple[int, int, int]
"""Time, size and identity of a file: saving changes one of them, however the editor saves."""


def watch(
    proof: Annotated[
        str | None,
        typer.Argument(
            metavar="SKILL/PROOF",
            help="Which proof; without it, every file of your workspace.",
            autocompletion=completion.proofs,
        ),
    ] = None,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="The file to watch; else that of your workspace.")
    ] = None,
    course: options.Course = None,
    as_json: options.Json = False,
) -> None:
    """Judge what you save, each time you save it; Ctrl-C ends it."""
    from mlestone.study.service import serving

    with opened_learner(course, once=False, shared=False) as learner:
        target, saves = _what(learner, proof, file)
        with serving(learner):
            _tell(saves)
            try:
                for saved in saves.wait():
                    _judge(learner, target, saved, as_json=as_json)
            except KeyboardInterrupt:
                print(file=sys.stderr)


def _what(learner: Learner, proof: str | None, file: Path | None) -> tuple[str | None, Saves]:
    """The proof, if it is one alone, and the files to look at."""
    if proof is None:
        return None, Saves(folder=learner.desk.files.folder)
    if file is None and Path(proof).is_file():
        return None, Saves(files=(Path(proof),))
    name = proof_named(learner, proof)
    return name, Saves(files=(file if file is not None else learner.start(name).path,))


def _tell(saves: Saves) -> None:
    watched = saves.folder if saves.folder is not None else saves.files[0]
    screen = Screen.talk()
    screen.line("Watching ", (shown_path(watched), "bold"), ". Save a file to have it judged; Ctrl-C ends this.")


def _judge(learner: Learner, proof: str | None, saved: Path, *, as_json: bool) -> None:
    """Judge one saved file; what cannot be judged is told, and watching goes on."""
    try:
        # In a workspace a file tells by its place which proof it is for, and whether it is a review.
        with progress_shown() as tell:
            checked = learner.check(proof or str(saved), saved if proof is not None else None, tell=tell)
    except MlestoneError as error:
        print(error, file=sys.stderr)
        return
    if as_json:
        print(json.dumps({"schema": 1, **checked.as_dict()}), flush=True)
        return
    screen = Screen.output()
    screen.gap()
    screen.line((f"── {datetime.now():%H:%M:%S} ", "dim"), ("─" * (screen.width - 12), "dim"))
    print_checked(checked, screen)
    sys.stdout.flush()


@dataclass
class Saves:
    """The files that are saved, of a folder or by themselves."""

    folder: Path | None = None
    files: tuple[Path, ...] = ()
    _seen: dict[Path, Stamp] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._seen = self._look(self._all())

    def changed(self, *, everywhere: bool) -> Iterator[Path]:
        """The files saved since the last look; `everywhere`, or only among those saved last."""
        for path, stamp in self._look(self._all() if everywhere else self._likely()).items():
            if stamp != self._seen.get(path):
                self._seen[path] = _settled(path, stamp)
                yield path

    def wait(self) -> Iterator[Path]:
        """Saved files, one after another, for as long as one cares to look."""
        looked = time.monotonic()
        while True:
            everywhere = time.monotonic() - looked >= _ROUND
            if everywhere:
                looked = time.monotonic()
            yield from self.changed(everywhere=everywhere)
            time.sleep(_GLANCE)

    def _likely(self) -> list[Path]:
        return nlargest(_LIKELY, self._seen, key=lambda path: self._seen[path])

    def _look(self, paths: Iterable[Path]) -> dict[Path, Stamp]:
        return {path: stamp for path in paths if (stamp := _stamp(path)) is not None}

    def _all(self) -> Iterable[Path]:
        if self.folder is None:
            return self.files
        return (
            Path(entry.path) for skill in _entries(self.folder) for entry in _entries(skill) if _is_work(entry.name)
        )


def _entries(folder: str | Path | os.DirEntry[str]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []  # no folder, or none that can be read: nothing in it can be judged


def _is_work(name: str) -> bool:
    return name.endswith((".py", ".txt")) and name[0] != "."


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None  # between the two halves of a save by renaming, or deleted
    if stat.S_ISDIR(found.st_mode):  # of a lab: saving any of its files is saving it
        inside = [stamp for entry in _entries(path) if (stamp := _stamp(Path(entry.path))) is not None]
        return max((mtime for mtime, _, _ in inside), default=0), sum(size for _, size, _ in inside), len(inside)
    return found.st_mtime_ns, found.st_size, found.st_ino


def _settled(path: Path, stamp: Stamp) -> Stamp:
    """The file's stamp once it no longer changes."""
    while True:
        time.sleep(_SETTLED)
        now = _stamp(path)
        if now is None or now == stamp:
            return stamp
        stamp = now
