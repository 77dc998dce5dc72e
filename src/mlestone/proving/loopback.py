"""A `Transport` to code in this very process: how the examiner plays the answer and the mistakes.

Requests, bytes and servant are the same as for a learner's child, so that what is compared was obtained the same way.
It isolates nothing: only code of the course goes through it.
"""

from __future__ import annotations

import contextlib
import io
import sys
import time
from collections.abc import Callable
from typing import Any, Final, TextIO

from mlestone.wire.servant import SOURCE_NAME, Servant

_MOST_PRINTED: Final = 64 * 1024


class Loopback:
    """Drives a namespace through a `Servant`; `source` is its text, for lines in exceptions."""

    def __init__(self, namespace: dict[str, Any], *, source: str = "", source_name: str = SOURCE_NAME) -> None:
        self._servant = Servant(namespace, self._ask_back, source=source, source_name=source_name)
        self._requests: list[tuple[Callable[[bytes], bytes], TextIO]] = []
        """Those that are not yet answered: who answers call backs, and where the checker prints."""
        self._failed: BaseException | None = None
        """What a call back raised here, which the played code must not be able to catch."""
        self._printed = _Printed()

    def request(self, payload: bytes, call_back: Callable[[bytes], bytes]) -> bytes:
        self._requests.append((call_back, sys.stdout))
        try:
            with contextlib.redirect_stdout(self._printed):
                reply = self._servant.answer(payload)
        finally:
            self._requests.pop()
        if self._failed is not None:
            failed, self._failed = self._failed, None
            raise failed
        return reply

    def _ask_back(self, message: bytes) -> bytes:
        call_back, checkers_stdout = self._requests[-1]
        try:
            with contextlib.redirect_stdout(checkers_stdout):
                return call_back(message)
        except BaseException as error:
            self._failed = error
            raise

    def printed(self) -> str:
        return self._printed.take()

    def cpu_seconds(self) -> float:
        return time.process_time()


class _Printed(io.TextIOBase):
    """What was written, up to a limit: a mistake may print for ever."""

    def __init__(self) -> None:
        self._empty()

    def _empty(self) -> None:
        self._parts: list[str] = []
        self._room = _MOST_PRINTED
        self._is_cut = False

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._is_cut |= len(text) > self._room
        if self._room > 0:
            self._parts.append(text[: self._room])
            self._room -= len(self._parts[-1])
        return len(text)

    def take(self) -> str:
        text = "".join(self._parts) + ("\n… (the rest was cut)" if self._is_cut else "")
        self._empty()
        return text
