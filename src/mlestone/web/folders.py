"""Labs' folders while a page is open: what other programs change in them.

A folder that holds more than can be handed in is not looked into: whoever opens it in the page is told so.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

from mlestone.proving.labs.bundle import MOST_BYTES, MOST_FILES, files_below
from mlestone.study.workspace import read_submission
from mlestone.web.drafts import NO_FILE, Drafts, stamp_of
from mlestone.web.labs import shown

Times = tuple[int, int, int]
_NO_TIMES: Times = (0, 0, 0)


class Folders:
    """The files of labs as they were seen last."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._seen: dict[Path, dict[Path, Times]] = {}

    def note(self, folder: Path) -> None:
        """What is there now is known."""
        self._seen[folder] = _times_below(folder) or {}

    def changes(self, folder: Path) -> dict[str, Any] | None:
        """The files others have changed since the last look, as a page shows them; `None`: there are none."""
        if self._drafts.is_ours(folder, NO_FILE):  # being changed at this moment; there is another look soon
            return None
        now = _times_below(folder)
        if now is None:
            return None
        before = self._seen.get(folder)
        if before is None:  # the first look: what the page was shown may be gone already
            before = dict.fromkeys(self._drafts.known_below(folder), _NO_TIMES)
        self._seen[folder] = now
        changed = {file for file in before.keys() | now.keys() if before.get(file) != now.get(file)}
        bodies = {file: _body(file) for file in sorted(changed)}
        told = {
            file.relative_to(folder).as_posix(): body
            for file, body in bodies.items()
            if not self._drafts.is_ours(file, NO_FILE if body is None else stamp_of(body))
        }
        return shown(told) if told else None


def times_of(path: Path) -> Times:
    """What changes with a file; zeros where there is none."""
    try:
        found = path.stat()
    except OSError:
        return _NO_TIMES
    return found.st_mtime_ns, found.st_size, found.st_ino


def _times_below(folder: Path) -> dict[Path, Times] | None:
    files = list(islice(files_below(folder), MOST_FILES + 1)) if folder.is_dir() else []
    times = {file: times_of(file) for file in files}
    too_large = len(files) > MOST_FILES or sum(size for _, size, _ in times.values()) > MOST_BYTES
    return None if too_large else times


def _body(file: Path) -> bytes | None:
    return read_submission(file) if file.is_file() else None
