"""Lessons' cells, run for pages: each page has a session, and a session has a child of the engine while it is needed.

Children are few. A session that rests gives its own up to one that is at work; when it is needed again it gets another
one, in which the cells that had run are run again before anything else. So a page never has to know.

What a cell showed once, after the same cells, is shown again without running it, where that is asked for. The child
then lags behind; it runs what it has missed before the next thing that has to be run.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import os
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Literal

from mlestone.base.ids import KitName
from mlestone.course.model import Skill
from mlestone.engine.engine import Engine
from mlestone.engine.job import imports_of
from mlestone.engine.session import Displayed, Ended, Happening, Printed, Session, SessionLost
from mlestone.web.answers import HEARTBEAT, Refused, event
from mlestone.web.lessons import lesson_page
from mlestone.web.outputs import Outputs

Theme = Literal["light", "dark"]
Tell = Callable[[str, dict[str, Any]], None]

# Of the engine's children (two a core) verdicts keep two.
_CHILDREN = max(1, 2 * (os.cpu_count() or 1) - 2)
_REST_AFTER = 600.0  # seconds without a run: the page is read, or the tab forgotten
_FORGET_AFTER = 24 * 3600.0
_MOST_SESSIONS = 256
_SWEEP = 30.0
_QUIET = 10.0  # seconds before a stream says that it is still there


@dataclass(frozen=True, slots=True)
class Code:
    """A cell, or the cell a demo's function is defined in. Of one that `fails` on purpose nothing depends."""

    name: str
    source: str
    function: str | None = None
    fails: bool = False


class Sessions:
    """All sessions of a server. Thread-safe."""

    def __init__(self, engine: Callable[[], Engine], children: int = _CHILDREN) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._open: OrderedDict[str, LessonSession] = OrderedDict()
        self._places = _Places(children)
        self._outputs = Outputs()
        self._ending = threading.Event()
        self._sweeper = threading.Thread(target=self._sweep, name="sessions resting", daemon=True)
        self._sweeper.start()

    def open(self, skill: Skill, theme: Theme) -> str:
        """A new session for a skill's lesson. It costs nothing until something runs."""
        identity = secrets.token_urlsafe(12)
        lesson = [] if skill.planned else lesson_page(skill.path)["blocks"]
        codes = tuple(
            Code(block["name"], block["code"], block.get("function"), bool(block.get("fails")))
            for block in lesson
            if block["kind"] != "html"
        )
        with self._lock:
            self._open[identity] = LessonSession(self._engine, self._places, self._outputs, skill.kit, codes, theme)
            oldest = next(iter(self._open)) if len(self._open) > _MOST_SESSIONS else None
        if oldest is not None:
            self.close_one(oldest)
        return identity

    def get(self, identity: str) -> LessonSession:
        with self._lock:
            found = self._open.get(identity)
            if found is None:
                raise Refused(410, "lost", "This page's session is gone. A new one begins with the first cell.")
            self._open.move_to_end(identity)
        return found

    def close_one(self, identity: str) -> None:
        with self._lock:
            session = self._open.pop(identity, None)
        if session is not None:
            session.close()

    def close(self) -> None:
        self._ending.set()
        with self._lock:
            sessions = list(self._open.values())
            self._open.clear()
        for session in sessions:
            session.close()
        self._sweeper.join(5)

    def _sweep(self) -> None:
        while not self._ending.wait(_SWEEP):
            with self._lock:
                sessions = list(self._open.items())
            for identity, session in sessions:
                if session.idle > _FORGET_AFTER:
                    self.close_one(identity)
                elif session.idle > _REST_AFTER:
                    session.rest()


class LessonSession:
    """One page's cells. What is asked of it is done one after another, in a thread of its own."""

    def __init__(
        self,
        engine: Callable[[], Engine],
        places: _Places,
        outputs: Outputs,
        kit: KitName,
        lesson: tuple[Code, ...],
        theme: Theme,
    ) -> None:
        self._engine, self._places, self._outputs = engine, places, outputs
        self._kit, self._theme = kit, theme
        self._written = {code.name: code for code in lesson}
        self._lesson = tuple(code for code in lesson if not code.fails)
        self._imports = frozenset().union(*(imports_of(code.source) for code in lesson)) or frozenset({"numpy"})
        self._ran: dict[str, str] = {}  # by name, in the order of their first run
        self._history: list[tuple[str, str]] = []  # all that what is shown next may depend on
        self._missed: list[tuple[str, str]] = []  # what counts as run, and the child has yet to run
        self._lived = False  # it has had a child
        self._drawn: Theme = theme  # what the child draws figures for
        self._child: Session | None = None
        self._life = contextlib.ExitStack()
        self._at_work = threading.Lock()
        self._thread = ThreadPoolExecutor(1, "session")
        self._waiting: dict[str, Future[Any]] = {}
        self._used = time.monotonic()
        self._stopped = self._closed = False

    @property
    def idle(self) -> float:
        """Seconds since anything was asked of it."""
        return 0.0 if self._at_work.locked() else time.monotonic() - self._used

    # ---- what pages ask ---------------------------------------------------------------------------------

    async def run(self, name: str, source: str, *, before: bool, kept: bool = False) -> AsyncIterator[bytes]:
        """Run a cell; what happens, as server-sent events. The cell runs to its end although nobody may listen.

        `kept`: what it showed before, after the same cells, will do.
        """
        loop = asyncio.get_running_loop()
        heard: asyncio.Queue[bytes | None] = asyncio.Queue()

        def put(told: bytes | None) -> None:
            with contextlib.suppress(RuntimeError):  # the server has ended
                loop.call_soon_threadsafe(heard.put_nowait, told)

        def tell(what: str, value: dict[str, Any]) -> None:
            put(event(what, value))

        future = self._submit(lambda: self._run(name, source, tell, before=before, kept=kept))
        future.add_done_callback(lambda _: put(None))
        yield HEARTBEAT
        while True:
            try:
                told = await asyncio.wait_for(heard.get(), _QUIET)
            except TimeoutError:
                yield HEARTBEAT
                continue
            if told is None:
                break
            yield told
        future.result()

    async def demo(self, function: str, settings: dict[str, Any]) -> dict[str, Any]:
        """Call a demo, which is defined first where it is not yet. A newer call overtakes one that waits."""
        future = self._submit(lambda: self._demo(function, settings))
        overtaken, self._waiting[function] = self._waiting.get(function), future
        if overtaken is not None:
            overtaken.cancel()  # does nothing to one that has begun
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            if future.cancelled():
                raise Refused(409, "overtaken", "A newer position of the slider came first.") from None
            raise

    def draw_ahead(self, function: str, settings: dict[str, Any]) -> None:
        """Call a demo for settings that are likely to come next, if nothing else is to be done; the answer is kept."""
        if not self._at_work.locked() and self._child is not None:
            self._submit(lambda: self._demo(function, settings))

    def theme(self, theme: Theme) -> None:
        """Draw later figures for a page of this theme."""
        self._theme = theme

    def stop(self) -> None:
        """End what runs, with the child it runs in; or the wait for one."""
        if not self._at_work.locked():
            return
        self._stopped = True
        if (child := self._child) is not None:
            child.stop()
        else:
            self._places.wake()

    def rest(self) -> bool:
        """Give the child up, unless it is at work."""
        if not self._at_work.acquire(blocking=False):
            return False
        try:
            self._let_go()
        finally:
            self._at_work.release()
        return True

    @property
    def has_given_up(self) -> bool:
        """Whether nobody waits any more for what it was asked."""
        return self._closed or self._stopped

    def close(self) -> None:
        """End it, with whatever runs or waits in it."""
        self._closed = True
        self._places.wake()
        self.stop()
        self._thread.shutdown(wait=False, cancel_futures=True)
        with self._at_work:
            self._let_go()

    def _submit(self, work: Callable[[], Any]) -> Future[Any]:
        self._used = time.monotonic()
        try:
            return self._thread.submit(self._work, work)
        except RuntimeError:  # closed in this moment
            raise Refused(410, "lost", "This page's session is gone.") from None

    # ---- in the session's own thread --------------------------------------------------------------------

    def _work(self, work: Callable[[], Any]) -> Any:
        with self._at_work:
            self._stopped = False
            try:
                return work()
            except SessionLost as lost:
                self._let_go()
                if self._stopped:
                    raise Refused(409, "stopped", "Stopped.") from None
                raise Refused(409, "ended", str(lost)) from None
            finally:
                if self._stopped:  # its end may have crossed what was asked of it: the child is gone either way
                    self._let_go()
                self._used = time.monotonic()
                self._places.leave(self)

    def _run(self, name: str, source: str, tell: Tell, *, before: bool, kept: bool) -> None:
        tell("started", {})
        try:
            if before:
                self._count_before(name)
            key = self._key("cell", name, source)
            found = self._outputs.get(key) if kept else None
            if found is not None:
                for what, value in found:
                    tell(what, value)
                self._count(name, source)
                return
            happened = []
            for happening in self._ready(tell).run(source, name):
                happened.append(_told(happening))
                tell(*happened[-1])
        except SessionLost as lost:
            text = "Stopped." if self._stopped else str(lost)
            self._let_go()
            tell("displayed", {"kind": "error", "type": "", "message": text, "line": None, "code": None})
            tell("ended", {"failed": True, "seconds": 0.0, "lost": True})
            return
        if self._is_as_written(name, source) and self._is_lesson():
            self._outputs.keep(key, happened, for_good=True)
        self._count(name, source)
        self._missed.clear()

    def _demo(self, function: str, settings: dict[str, Any]) -> dict[str, Any]:
        defining = next((code for code in self._lesson if code.function == function), None)
        if defining is not None and defining.name not in self._ran:
            self._count_before(defining.name)
            self._count(defining.name, defining.source)
        key = self._key("demo", function, settings)
        if (kept := self._outputs.get(key)) is not None:
            self._catch_up_later()  # whoever looks at a demo is about to move its slider
            return {**kept, "cached": True}
        answer: dict[str, Any] = {"displayed": [], "printed": "", "failed": False, "seconds": 0.0}
        for happening in self._ready(_tell_nobody).demo(function, settings):
            match happening:
                case Printed():
                    answer["printed"] += happening.text
                case Displayed():
                    answer["displayed"].append(_shown(happening))
                case Ended():
                    answer["failed"], answer["seconds"] = happening.failed, round(happening.seconds, 4)
        if not answer["failed"]:
            self._outputs.keep(key, answer, for_good=self._is_lesson())
        return {**answer, "cached": False}

    def _count_before(self, name: str) -> None:
        """Count what stands before a cell in the lesson as run; the child runs it before it runs anything else."""
        for code in self._lesson if name in self._written else ():
            if code.name == name:
                break
            if code.name not in self._ran:
                self._count(code.name, code.source)

    def _count(self, name: str, source: str) -> None:
        """From now on this counts as run."""
        self._ran[name] = source
        if not self._is_trap(name):
            self._history.append((name, source))
            self._missed.append((name, source))

    def _is_trap(self, name: str) -> bool:
        return name in self._written and self._written[name].fails

    def _is_as_written(self, name: str, source: str) -> bool:
        """Whether this is the lesson's own cell."""
        return name in self._written and self._written[name].source == source

    def _is_lesson(self) -> bool:
        """Whether nothing but the lesson's own cells has run."""
        return all(self._is_as_written(*each) for each in self._history)

    def _catch_up_later(self) -> None:
        """Have the child run what it has missed: one cell at a time, so that others can ask for something meanwhile."""
        if self._child is None or self._missed:
            with contextlib.suppress(RuntimeError):  # closed in this moment
                self._thread.submit(self._work, self._catch_up)

    def _catch_up(self) -> None:
        if self._closed:
            return
        child = self._opened(_tell_nobody)
        if self._missed:
            self._run_missed(child)
            self._catch_up_later()

    def _ready(self, tell: Tell) -> Session:
        """A child in which all has run that had."""
        child = self._opened(tell)
        while self._missed:
            self._run_missed(child)
        if self._drawn != self._theme:
            child.theme(self._theme)
            self._drawn = self._theme
        return child

    def _opened(self, tell: Tell) -> Session:
        """The child there is, or a new one, which has missed all that had run."""
        self._places.take(self, lambda others: tell("waiting", {"pages": others}))
        child = self._child
        if child is None:
            opened = self._engine().session(self._kit, imports=self._imports, theme=self._theme)
            child = self._child = self._life.enter_context(opened)
            self._drawn = self._theme
            if self._lived and self._ran:
                tell("revived", {"cells": len(self._ran)})
            self._lived = True
        return child

    def _run_missed(self, child: Session) -> None:
        """Run the first of what the child has missed, without showing it."""
        name, source = self._missed[0]
        for _ in child.run(source, name):
            pass
        del self._missed[0]

    def _let_go(self) -> None:
        """Give the child up. The next one will know what had run, each cell once, and as it was last."""
        self._child = None
        self._missed = list(self._ran.items())
        self._history = [each for each in self._missed if not self._is_trap(each[0])]
        life, self._life = self._life, contextlib.ExitStack()
        life.close()
        self._places.give_up(self)

    def _key(self, *asked: Any) -> str:
        return self._outputs.key(self._kit, self._history, self._theme, *asked)


class _Places:
    """Who has a child: no more than there may be. One who needs a place gets that of who has rested longest."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._changed = threading.Condition()
        self._holding: OrderedDict[LessonSession, bool] = OrderedDict()  # and whether it is at work

    def take(self, session: LessonSession, waits: Callable[[int], None]) -> None:
        """Wait for a place. `waits` hears, once, how many others are at work, where all are."""
        told = False
        with self._changed:
            while session not in self._holding and len(self._holding) >= self._count:
                if session.has_given_up:
                    raise SessionLost("Nobody waits for this any more.")
                resting = next((other for other, at_work in self._holding.items() if not at_work), None)
                if resting is None:
                    if not told:
                        waits(len(self._holding))
                    told = True
                    self._changed.wait()
                    continue
                self._holding[resting] = True  # nobody else should ask it
                self._changed.release()
                try:
                    gone = resting.rest()  # gives its place up
                finally:
                    self._changed.acquire()
                if not gone and resting in self._holding:  # it has just begun to work; it says so when it is done
                    self._changed.wait(0.05)
            self._holding[session] = True
            self._holding.move_to_end(session)

    def leave(self, session: LessonSession) -> None:
        """It rests, and may lose its place."""
        with self._changed:
            if session in self._holding:
                self._holding[session] = False
            self._changed.notify_all()

    def wake(self) -> None:
        """Have those that wait look whether they still want to."""
        with self._changed:
            self._changed.notify_all()

    def give_up(self, session: LessonSession) -> None:
        with self._changed:
            self._holding.pop(session, None)
            self._changed.notify_all()


def _tell_nobody(_: str, __: dict[str, Any]) -> None:
    pass


def _told(happening: Happening) -> tuple[str, dict[str, Any]]:
    match happening:
        case Printed():
            return "printed", {"text": happening.text}
        case Displayed():
            return "displayed", _shown(happening)
        case Ended():
            return "ended", {"failed": happening.failed, "seconds": round(happening.seconds, 4)}


def _shown(displayed: Displayed) -> dict[str, Any]:
    """What a cell displayed, fit for JSON: drawings as text, other bytes in base64."""
    content = {"kind": displayed.kind, **displayed.content}
    data = content.get("data")
    if isinstance(data, bytes):
        is_text = content.get("format") == "svg"
        content["data"] = data.decode("utf-8", "replace") if is_text else base64.b64encode(data).decode("ascii")
    return content
