"""Attempts while they are judged: how far each is, as it happens, and a way to stop it.

An attempt belongs to whoever handed it in, not to the answer they read: a tab that is closed stops nothing, and the
verdict is in the log. Only whoever was told its name here can stop it.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

from mlestone.engine.stopping import Stop, Stopped
from mlestone.proving.progress import Progress, Tell, name_of
from mlestone.proving.record import as_plain
from mlestone.study.learner import Learner
from mlestone.web.answers import Refused, event
from mlestone.web.workers import Crew

_BEAT = 1.0  # seconds between two words on how long it takes
# Between two words on how far it is: more often than it paints, a page need not be told, and telling slows the judging.
_FRAME = 0.03

Judge = Callable[[Learner, Tell, Stop], dict[str, Any]]


class Judging:
    """The attempts that are being judged."""

    def __init__(self) -> None:
        self._stops: dict[str, Callable[[], None]] = {}

    def stop(self, name: str) -> None:
        """End an attempt, or take it out of the queue."""
        stop = self._stops.get(name)
        if stop is None:
            raise Refused(404, "over", "This attempt is not being judged any more.")
        stop()

    async def follow(self, crew: Crew, judge: Judge) -> AsyncIterator[bytes]:
        """Have it judged by somebody of the crew; what happens, as server-sent events."""
        loop, begun, name = asyncio.get_running_loop(), time.perf_counter(), secrets.token_urlsafe(9)
        heard: asyncio.Queue[Progress | None] = asyncio.Queue()

        def put(progress: Progress | None) -> None:
            with contextlib.suppress(RuntimeError):  # the server has ended
                loop.call_soon_threadsafe(heard.put_nowait, progress)

        stop = Stop()
        work = crew.submit(lambda learner: judge(learner, put, stop))

        def end() -> None:
            stop.call()
            work.cancel()  # does nothing to one that has begun

        def is_over(_: object) -> None:
            self._stops.pop(name, None)
            put(None)

        self._stops[name] = end
        work.add_done_callback(is_over)
        yield event("judging", {"seconds": 0.0, "judging": name})
        beat, frame = begun + _BEAT, begun + _FRAME
        while True:
            try:
                told = [await asyncio.wait_for(heard.get(), beat - time.perf_counter())]
            except TimeoutError:
                beat = time.perf_counter() + _BEAT
                yield event("judging", {"seconds": round(time.perf_counter() - begun, 2), "judging": name})
                continue
            told += await _rest(heard, frame) if told[0] is not None else []
            frame = time.perf_counter() + _FRAME
            if happened := b"".join(event(name_of(each), as_plain(each)) for each in told if each is not None):
                yield happened
            if None in told:
                break
        try:
            answer = None if work.cancelled() else work.result()
        except Stopped:
            answer = None
        yield event("stopped", {}) if answer is None else event("verdict", answer)


async def _rest(heard: asyncio.Queue[Progress | None], until: float) -> list[Progress | None]:
    """What else is heard until then, or until it is over."""
    told: list[Progress | None] = [heard.get_nowait() for _ in range(heard.qsize())]
    while None not in told and (left := until - time.perf_counter()) > 0:
        with contextlib.suppress(TimeoutError):
            told.append(await asyncio.wait_for(heard.get(), left))
    return told
