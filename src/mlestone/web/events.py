"""What happens while a page is open, told to all of them: files edited elsewhere, entries in the log, kits being made.

Nothing is looked at while nobody listens. A listener that does not keep up is let go; its page connects again and loads
what it shows anew, as after any break.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from mlestone.base.errors import MlestoneError
from mlestone.course.model import Kind
from mlestone.study.learner import Learner
from mlestone.study.workspace import is_file_name
from mlestone.web.answers import HEARTBEAT, event
from mlestone.web.drafts import Draft, Drafts
from mlestone.web.folders import Folders, Times, times_of

_GLANCE = 0.25  # seconds between looks at the log and at files that were edited before: an edit elsewhere shows at once
_ROUND = 2.0  # between looks at every file
_HEARTBEAT = 15.0  # proxies and laptops that slept lose quiet connections
_RECONNECT = b"retry: 1000\n\n"
_BACKLOG = 256


class Hub:
    """Whoever listens, and what they are told. `tell` may be called from any thread."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[bytes | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def heard(self) -> bool:
        return bool(self._listeners)

    def open(self) -> None:
        self._loop = asyncio.get_running_loop()

    def tell(self, name: str, value: Any) -> None:
        if self._loop is None or not self._listeners:
            return
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            self._loop.call_soon_threadsafe(self._pass_on, event(name, value))

    def _pass_on(self, told: bytes) -> None:
        for listener in tuple(self._listeners):
            try:
                listener.put_nowait(told)
            except asyncio.QueueFull:
                self._listeners.discard(listener)

    async def listen(self, hello: dict[str, Any]) -> AsyncIterator[bytes]:
        """Everything from now on, as server-sent events, until the listener or the server goes."""
        queue: asyncio.Queue[bytes | None] = asyncio.Queue(_BACKLOG)
        self._listeners.add(queue)
        try:
            yield _RECONNECT + event("hello", hello)
            while queue in self._listeners or not queue.empty():
                try:
                    told = await asyncio.wait_for(queue.get(), _HEARTBEAT)
                except TimeoutError:
                    yield HEARTBEAT
                    continue
                if told is None:
                    return
                yield told
        finally:
            self._listeners.discard(queue)

    def close(self) -> None:
        """Let all listeners go: a server that ends waits for its open answers."""
        for listener in tuple(self._listeners):
            with contextlib.suppress(asyncio.QueueFull):
                listener.put_nowait(None)
        self._listeners.clear()


class Watch:
    """A thread that looks at the log and at the learner's files while somebody listens."""

    def __init__(self, hub: Hub, drafts: Drafts, open_learner: Callable[[], Learner]) -> None:
        self._hub = hub
        self._drafts = drafts
        self._open_learner = open_learner
        self._ending = threading.Event()
        self._seen: dict[Path, Times] = {}
        self._folders = Folders(drafts)
        self._often: set[Path] = set()
        self._thread = threading.Thread(target=self._watch, name="watch", daemon=True)

    def open(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._ending.set()
        self._thread.join(5)

    def _watch(self) -> None:
        with self._open_learner() as learner:
            head = _head(learner)
            self._note_all(learner)
            looked = time.monotonic()
            while not self._ending.wait(_GLANCE):
                if not self._hub.heard:
                    continue
                with contextlib.suppress(MlestoneError, OSError):  # told to whoever asks for the log or the file next
                    if (now := _head(learner)) != head:
                        head = now
                        self._hub.tell("record", {"head": now[0], "count": now[1]})
                    everywhere = time.monotonic() - looked >= _ROUND
                    looked = time.monotonic() if everywhere else looked
                    self._look(learner, everywhere=everywhere)

    def _note_all(self, learner: Learner) -> None:
        with contextlib.suppress(MlestoneError):
            paths = [file.path for file in learner.desk.files.files()]
            self._seen = {path: times_of(path) for path in paths if is_file_name(path)}
            for path in paths:
                if self._is_lab(learner, path):
                    self._folders.note(path)

    def _look(self, learner: Learner, *, everywhere: bool) -> None:
        paths = [file.path for file in learner.desk.files.files()] if everywhere else list(self._often)
        for path in paths:
            if not is_file_name(path):
                self._look_into(learner, path)
                continue
            times = times_of(path)
            if times == self._seen.get(path):
                continue
            self._seen[path] = times
            self._often.add(path)
            meaning = learner.desk.files.belongs(path)
            draft = self._draft(path)
            if meaning is not None and draft is not None and not self._drafts.is_ours(path, draft.stamp):
                told = {"proof": meaning[0], "file": path.name, "stamp": draft.stamp, "source": draft.source}
                self._hub.tell("file", told)

    def _look_into(self, learner: Learner, folder: Path) -> None:
        if not self._is_lab(learner, folder):
            return
        changes = self._folders.changes(folder)
        meaning = learner.desk.files.belongs(folder)
        if changes is not None and meaning is not None:
            self._often.add(folder)
            self._hub.tell("folder", {"proof": meaning[0], "file": folder.name, **changes})

    def _is_lab(self, learner: Learner, path: Path) -> bool:
        """Whether a folder is a lab's: others may be large, and are nobody's business."""
        meaning = learner.desk.files.belongs(path)
        entry = None if meaning is None else learner.desk.course.proofs.get(meaning[0])
        return entry is not None and entry.kind is Kind.LAB and not is_file_name(path)

    def _draft(self, path: Path) -> Draft | None:
        try:
            return self._drafts.read(path)
        except MlestoneError:
            return None  # gone again, or no text: the page hears of it when it saves


def _head(learner: Learner) -> tuple[str | None, int]:
    record = learner.desk.journal.catch_up()
    return record.head, record.count
