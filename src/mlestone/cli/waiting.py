"""While an attempt is judged: a line on standard error that says how far it is, gone when the verdict is there.

Only in a terminal, and only for attempts that take long enough to wonder about.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from mlestone.cli.screen import cells, visible

if TYPE_CHECKING:
    from mlestone.proving.progress import Progress, Tell

_PATIENCE = 0.6  # seconds nobody has to be told anything
_REFRESH = 0.25
_CLEAR = "\r\x1b[K"


@contextlib.contextmanager
def progress_shown() -> Iterator[Tell | None]:
    """What is to be told of an attempt's progress while the block lasts; `None` where nobody would see it."""
    stream = sys.stderr
    if not stream.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    line = _Line(stream)
    line.begin()
    try:
        yield line.tell
    finally:
        line.end()


class _Line:
    """The line. A thread writes it, because a check that takes long tells nothing meanwhile."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._begun = time.monotonic()
        self._place, self._said = "", "Judging"
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._write, name="progress", daemon=True)

    def begin(self) -> None:
        self._thread.start()

    def tell(self, progress: Progress) -> None:
        from mlestone.proving.progress import CheckBegun, Said

        match progress:
            case CheckBegun():
                self._place = f"Check {progress.check + 1} of {progress.of}: "
                self._said = progress.sentence
            case Said():
                self._said = progress.text

    def end(self) -> None:
        self._over.set()
        self._thread.join()

    def _write(self) -> None:
        shown = False
        wait = _PATIENCE
        while not self._over.wait(wait):
            shown, wait = True, _REFRESH
            self._put(_CLEAR + self._text())
        if shown:
            self._put(_CLEAR)

    def _text(self) -> str:
        """The line as it is now, cut so that it does not wrap: what wraps cannot be taken back."""
        seconds = f"  {time.monotonic() - self._begun:.0f} s"
        room = shutil.get_terminal_size().columns - len(seconds) - 1
        text = visible(self._place + self._said)
        while text and cells(text) > room:
            text = text[:-2].rstrip() + "…" if len(text) > 1 else ""
        return text + seconds

    def _put(self, text: str) -> None:
        with contextlib.suppress(OSError):  # the terminal has gone: nobody to tell
            self._stream.write(text)
            self._stream.flush()
