"""Asking the process that knows names (`completer`) what could stand at the cursor. It never keeps anybody waiting.

It is started with the first question, asked one thing at a time, and replaced when it takes too long or dies. While one
question is being answered only the newest of those that wait is kept: what was typed since made the others idle.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import select
import subprocess
import sys
import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from mlestone.base.errors import MlestoneError
from mlestone.base.ids import KitName

# While a library is read, which may take seconds, no request stays open: whoever still wants to know asks again.
_AT_ONCE = 0.4
LATER = object()
"""In place of an answer: it is being worked on."""
# The first question about a library reads all of it; a process that is ended then would begin again, and again.
_PATIENCE = 40.0
_USUAL = "import numpy as np\n"
# What a source imports under one name: `import pandas as pd`, `from sklearn import metrics`.
_IMPORT = re.compile(
    r"^(?:import [\w.]+ as (\w+)|import (\w+)|from [\w.]+ import (?:\w+ as )?(\w+))[ \t]*$", re.MULTILINE
)
_AT_MOST = 8  # libraries of one source


class Completion:
    """Thread-safe; everything happens in a thread of its own."""

    def __init__(self, *, early: bool = True) -> None:
        """`early`: `warm` may start the process before anything is asked."""
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = ThreadPoolExecutor(1, "completion")
        self._newest: dict[str, int] = {}
        self._lock = threading.Lock()
        self._early = early
        self._read: set[tuple[str, str]] = set()  # what was read ahead, in which kit
        self._to_read: deque[dict[str, Any]] = deque()
        self._reading = False
        self._closing = False

    async def ask(self, what: str, kit: str, source: str, line: int, column: int) -> Any:
        """The answer, or `LATER`; `None` where there is none, or a newer question has come."""
        if self._closing:
            return None
        with self._lock:
            number = self._newest[what] = self._newest.get(what, 0) + 1
        asked = {"ask": what, "kit": kit, "source": source, "line": line, "column": column}
        answer = asyncio.get_running_loop().run_in_executor(self._thread, self._answer, number, asked)
        try:
            return await asyncio.wait_for(asyncio.shield(answer), _AT_ONCE)
        except TimeoutError:
            return LATER

    def warm(self, kit: str, source: str = "") -> None:
        """Have the process ready, with what is asked for most and what this source imports, before somebody types."""
        if not self._early:
            return
        with self._lock:
            for found in list(_IMPORT.finditer(_USUAL + source))[:_AT_MOST]:
                if (kit, found[0]) not in self._read:
                    self._read.add((kit, found[0]))
                    name = found[1] or found[2] or found[3]
                    asked = {"kit": kit, "source": f"{found[0].strip()}\n{name}.", "line": 2, "column": len(name) + 1}
                    self._to_read.append({"ask": "names", **asked})
            idle, self._reading = not self._reading, True
        if idle:
            self._thread.submit(self._read_ahead)

    def _read_ahead(self) -> None:
        """Read one library, then queue up for the next: whoever asks meanwhile comes first."""
        with self._lock:
            asked = self._to_read.popleft() if self._to_read else None
            self._reading = asked is not None
        if asked is not None:
            self._answer(self._newest.get("names", 0), asked)
            with contextlib.suppress(RuntimeError):  # closed meanwhile
                self._thread.submit(self._read_ahead)

    def _answer(self, number: int, asked: dict[str, Any]) -> Any:
        if self._closing or self._newest.get(asked["ask"], 0) != number:
            return None
        try:
            asked["python"] = _python_of(asked.pop("kit"))
            return self._exchange(json.dumps(asked).encode() + b"\n")
        except (MlestoneError, OSError, EOFError, ValueError):
            self._end()
            return None

    def _exchange(self, question: bytes) -> Any:
        if self._process is None or self._process.poll() is not None:
            self._process = _start()
        if self._closing:
            raise EOFError("nobody waits any more")
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(question)
        process.stdin.flush()
        heard, until = bytearray(), time.monotonic() + _PATIENCE
        while not heard.endswith(b"\n"):
            left = until - time.monotonic()
            if left <= 0 or not select.select([process.stdout], [], [], left)[0]:
                raise TimeoutError
            piece = os.read(process.stdout.fileno(), 1 << 16)
            if not piece:
                raise EOFError("the completer has ended")
            heard += piece
        return json.loads(heard)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for end in (process.stdin, process.stdout):
            if end is not None:
                with contextlib.suppress(OSError):
                    end.close()

    def leave_off(self) -> None:
        """Answer nothing more: whoever waits hears at once that there is none."""
        self._closing = True
        if (process := self._process) is not None:
            process.kill()

    def close(self) -> None:
        self.leave_off()
        self._thread.shutdown(wait=True, cancel_futures=True)
        self._end()


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "mlestone.web.completer"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
    )


def _python_of(kit: str) -> str:
    """The Python whose libraries are meant; a kit that is not installed knows those of the one that always is."""
    from mlestone.engine.kit import KitMissing, find_kit

    try:
        return str(find_kit(KitName(kit)).python)
    except (KitMissing, MlestoneError):
        return sys.executable
