"""Threads that answer for the learner, so that the server itself never waits.

A `Learner` belongs to one thread, so each thread here opens its own; they meet in the log, which is made for that. What
an engine has to answer (verdicts, papers) is asked of other threads than what is only looked up: no page waits for
somebody's endless loop.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

from mlestone.study.learner import Learner

Answer = TypeVar("Answer")
Work = Callable[[Learner], Answer]

_LOOKING = 2
# As many verdicts at a time as an engine has children for, on two cores; what is more waits its turn.
_JUDGING = 4


class _Task(Generic[Answer]):
    def __init__(self, work: Work[Answer]) -> None:
        self.work = work
        self.future: Future[Answer] = Future()

    def perform(self, learner: Learner) -> None:
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            answer = self.work(learner)
        except BaseException as error:  # noqa: BLE001 - a thread's boundary: whoever asked gets it raised
            self.future.set_exception(error)
        else:
            self.future.set_result(answer)


class Crew:
    """A few threads that share one queue; each has a learner of its own."""

    def __init__(self, name: str, count: int, open_learner: Callable[[], Learner]) -> None:
        self._open_learner = open_learner
        self._tasks: queue.SimpleQueue[_Task[Any] | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._work, name=f"{name} {number}", daemon=True) for number in range(count)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, work: Work[Answer]) -> Future[Answer]:
        task = _Task(work)
        self._tasks.put(task)
        return task.future

    async def __call__(self, work: Work[Answer]) -> Answer:
        return await asyncio.wrap_future(self.submit(work))

    def _work(self) -> None:
        with contextlib.ExitStack() as opened:
            learner: Learner | None = None
            while (task := self._tasks.get()) is not None:
                if learner is None:  # with the first task: a thread nobody needs opens nothing
                    learner = opened.enter_context(self._open_learner())
                task.perform(learner)

    def close(self, seconds: float = 5.0) -> None:
        """Finish what is under way; the threads are daemons, and do not keep the process from ending."""
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join(seconds)


class Learners:
    """The learner of this server, to be asked from its event loop."""

    def __init__(self, open_learner: Callable[[], Learner]) -> None:
        self.look = Crew("looking", _LOOKING, open_learner)
        self.judge = Crew("judging", _JUDGING, open_learner)

    def close(self) -> None:
        self.look.close()
        self.judge.close()
