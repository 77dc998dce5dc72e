"""Ending an attempt that nobody wants to wait for any more, from another thread than the one that waits."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator

from mlestone.base.errors import MlestoneError


class Stopped(MlestoneError):
    """An attempt was ended before it was judged, because somebody asked for that. It is no attempt."""

    def __init__(self) -> None:
        super().__init__("Stopped. This was not judged and does not count.")


class Stop:
    """A wish to have one attempt ended. Thread-safe; once called it stays called."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._called = False
        self._ends: list[Callable[[], None]] = []

    @property
    def called(self) -> bool:
        return self._called

    def call(self) -> None:
        """End the attempt: what it is at is ended now, and it begins nothing more."""
        with self._lock:
            self._called = True
            for end in self._ends:
                end()

    def check(self) -> None:
        """Raise `Stopped` if the attempt is to end."""
        if self._called:
            raise Stopped

    @contextlib.contextmanager
    def ends(self, end: Callable[[], None]) -> Iterator[None]:
        """While the block lasts, `end` is what `call` does; at once where it was called before."""
        with self._lock:
            self._ends.append(end)
            if self._called:
                end()
        try:
            yield
        finally:
            with self._lock:
                self._ends.remove(end)
