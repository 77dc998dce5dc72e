"""Saving what is typed in the page into the learner's own files, without ever undoing what another program wrote there.

A draft is known by the stamp of what it was made from. Saving compares the file with that stamp first: where somebody
else has saved meanwhile, nothing is written, and the page is told what stands there now.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mlestone.base.errors import MlestoneError
from mlestone.proving.labs.bundle import BEING_SAVED, files_below
from mlestone.study.workspace import read_submission
from mlestone.web.answers import Refused

NO_FILE = ""
"""The stamp of a file that is not there."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a file holds."""

    source: str
    stamp: str


class Drafts:
    """The learner's files as the page sees them. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._saved: dict[Path, str] = {}
        self._one_beginning = threading.RLock()
        self._begun: set[Path] = set()

    def read(self, path: Path) -> Draft:
        """The file as it is; raises an error in words where it is no text."""
        body = read_submission(path)
        try:
            return Draft(body.decode("utf-8"), stamp_of(body))
        except UnicodeDecodeError:
            raise Refused(
                409, "no-file", f"{path} is not UTF-8 text, so it cannot be shown here. Mend or reset it."
            ) from None

    def save(self, path: Path, source: str, stamp: str) -> str:
        """Write `source` over what had this stamp; the stamp of what stands there now."""
        body = source.encode("utf-8", "replace")
        wanted = stamp_of(body)
        with self._lock:  # two tabs of ours; another program may still come between the look and the write
            standing = self._standing(path)
            if standing is not None and standing.stamp == wanted:
                self._saved[path] = wanted
                return wanted
            if (NO_FILE if standing is None else standing.stamp) != stamp:
                raise _edited_outside(path, standing)
            self._saved[path] = wanted  # before the file changes: whoever watches it must not take it for another's
            _replace(path, body)
        return wanted

    def remove(self, path: Path, stamp: str) -> None:
        """Delete the file that has this stamp."""
        with self._lock:
            if not os.path.lexists(path):
                return
            self._as_shown(path, stamp)
            self._saved[path] = NO_FILE
            _done(path, path.unlink)

    def move(self, path: Path, target: Path, stamp: str) -> None:
        """Give the file that has this stamp another name, which no file has."""
        with self._lock:
            self._as_shown(path, stamp)
            if os.path.lexists(target):
                raise Refused(409, "taken", f"There is already a file {target.name} there.")
            self._saved[path], self._saved[target] = NO_FILE, stamp
            _done(path, lambda: path.rename(target))

    def _as_shown(self, path: Path, stamp: str) -> None:
        """Refuse to touch a file that is another one than the page shows."""
        if not os.path.lexists(path):
            raise _edited_outside(path, None)
        if stamp_of(read_submission(path)) != stamp:
            message = f"{path.name} was changed by another program. Look at it, then try again."
            raise Refused(409, "edited-outside", message)

    @contextlib.contextmanager
    def beginning(self, path: Path) -> Iterator[None]:
        """Meanwhile the page makes this file, in more than one step: nobody else's save comes in between, and none of
        the steps is taken for another program's edit."""
        with self._one_beginning:
            self._begun.add(path)
            try:
                yield
            finally:
                self._begun.discard(path)

    def note(self, path: Path) -> str:
        """What the file holds now is known to the page: it asked for it. So is all in a lab's folder."""
        if path.is_dir():
            self._saved.update({file: stamp_of(read_submission(file)) for file in files_below(path)})
            return NO_FILE
        stamp = self.read(path).stamp
        self._saved[path] = stamp
        return stamp

    def known_below(self, folder: Path) -> list[Path]:
        """The files of a folder that the page takes to be there."""
        with self._lock:
            return [path for path, stamp in self._saved.items() if stamp != NO_FILE and folder in path.parents]

    def is_ours(self, path: Path, stamp: str) -> bool:
        """Whether the page itself wrote what stands there."""
        return path in self._begun or self._saved.get(path) == stamp

    def _standing(self, path: Path) -> Draft | None:
        return self.read(path) if os.path.lexists(path) else None


def stamp_of(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=8).hexdigest()


def _edited_outside(path: Path, standing: Draft | None) -> Refused:
    if standing is None:
        return Refused(409, "edited-outside", f"{path.name} is no longer there.", source=None, stamp=NO_FILE)
    message = f"{path.name} was changed by another program. Nothing was written over it."
    return Refused(409, "edited-outside", message, source=standing.source, stamp=standing.stamp)


def _done(path: Path, change: Callable[[], object]) -> None:
    try:
        change()
    except OSError as error:
        raise MlestoneError(f"{path} cannot be changed: {error.strerror}.") from None


def _replace(path: Path, body: bytes) -> None:
    """The new text appears whole or not at all; a link still leads to the same file."""
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}{BEING_SAVED}")
    try:
        with beside.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
            with contextlib.suppress(OSError):
                os.fchmod(file.fileno(), target.stat().st_mode & 0o777)
        beside.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise MlestoneError(f"{path} cannot be written: {error.strerror}.") from None
