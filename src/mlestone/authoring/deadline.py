"""Inside a fork of the workshop: an end to what runs for ever, told with the line of the proof's file it was at.

At its deadline the process says where it is and ends at once. Nothing is raised, so no `except` can keep it. What never
comes back to Python (a pattern that backtracks) is ended by the kernel two seconds later, without a word.

It also says whose time it was: what runs in a request of the `Loopback` is the submission's, all else is the file's.
"""

from __future__ import annotations

import math
import os
import resource
import signal
import time
from collections.abc import Callable
from types import FrameType

from mlestone.proving import loopback

_WALL = 6.0
"""What sleeps uses no processor time: it is ended after so many times the seconds it might have worked."""
_GRACE = 2
_TIMERS = ((signal.SIGPROF, signal.ITIMER_PROF, 1.0), (signal.SIGALRM, signal.ITIMER_REAL, _WALL))


LastWords = Callable[[int, bool], object]
"""Takes the line of the file, 0 where it is none of it, and whether it was that file's own code that went on."""


def set_deadline(seconds: float, file: str, last_words: LastWords) -> None:
    """End this process after so many seconds of processor time, with `last_words`."""

    def end(_: int, frame: FrameType | None) -> None:
        try:
            last_words(*_place_in(frame, file))
        finally:
            os._exit(0)

    clear_deadline()
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds) + _GRACE, hard))
    for number, timer, factor in _TIMERS:
        signal.signal(number, end)
        signal.setitimer(timer, seconds * factor)


def clear_deadline() -> None:
    """The work is done in time."""
    for number, timer, _ in _TIMERS:
        signal.setitimer(timer, 0)
        signal.signal(number, signal.SIG_DFL)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))


def _place_in(frame: FrameType | None, file: str) -> tuple[int, bool]:
    """The innermost line of `file` that is being run, and whether nothing was asked of a submission there."""
    is_own = True
    while frame is not None and frame.f_code.co_filename != file:
        is_own = is_own and frame.f_code.co_filename != loopback.__file__
        frame = frame.f_back
    return (frame.f_lineno, is_own) if frame is not None else (0, False)
