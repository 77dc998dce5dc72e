"""An end to code of the course that may run for ever, in this very process.

For mistakes, which are trusted but may be endless on purpose. Learners' code is ended from outside, by the engine.
"""

import gc
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")

_AGAIN = 0.05  # seconds: a loop that swallows an interruption gets another


class OutOfPatience(BaseException):
    """The processor time is spent. Not an Exception, so that few handlers swallow it."""


@dataclass(frozen=True, slots=True)
class Waited(Generic[Result]):
    """What an action returned; nothing when it had to be interrupted."""

    result: Result | None
    is_over: bool = False


def with_patience(seconds: float, action: Callable[[], Result], file: str) -> Waited[Result]:
    """Do `action`, and interrupt it with `OutOfPatience` after so many seconds of processor time.

    An `except` that catches everything is interrupted once more while it handles that, if it stands in `file`. Only
    the main thread can be interrupted; in another one nothing is, and the engine's deadline is what remains.
    """
    if threading.current_thread() is not threading.main_thread():
        return Waited(action())
    running, is_over = True, False

    def interrupt(_: int, frame: FrameType | None) -> None:
        nonlocal is_over
        if not running or _is_finalizing(frame):
            return
        is_over = True
        while frame is not None and frame.f_code.co_filename != __file__:
            frame.f_trace = interrupt_again if frame.f_code.co_filename == file else frame.f_trace
            frame = frame.f_back
        sys.settrace(interrupt_again)
        raise OutOfPatience

    def interrupt_again(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line" and frame.f_code.co_filename == file and not _is_finalizing(frame):
            raise OutOfPatience  # which also ends the tracing
        return interrupt_again

    # What watches the garbage collector is not interrupted: nobody could catch what is raised there.
    watchers, gc.callbacks[:] = gc.callbacks[:], []
    tracing, before = sys.gettrace(), signal.signal(signal.SIGVTALRM, interrupt)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN)
    result: Result | None = None
    try:
        result = action()
    except OutOfPatience:
        running = False
    finally:
        running = False
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        gc.callbacks[:] = watchers
        if is_over:
            sys.settrace(tracing)
    return Waited(None if is_over else result, is_over)


def _is_finalizing(frame: FrameType | None) -> bool:
    """Whether something is being thrown away: what is raised there is lost, and the next interruption is soon."""
    while frame is not None and frame.f_code.co_filename != __file__:
        if frame.f_code.co_name == "__del__":
            return True
        frame = frame.f_back
    return False
