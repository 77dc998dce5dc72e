"""Where there are no walls to be had (macOS, or isolation "none"): a fresh, plain process per child, with limits.

Same jobs, same verdicts, a thousandth of the protection and none of the speed: each process imports its libraries
anew. `walls()` names nothing but "limits"; who demands isolation is refused. Windows has neither the limits nor
inherited descriptors; MLestone runs there inside WSL 2, where it finds a Linux kernel.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Any

from mlestone.engine import inside
from mlestone.engine.environment import kit_environment
from mlestone.engine.kit import Kit
from mlestone.engine.log import Log
from mlestone.engine.stopping import Stop
from mlestone.engine.walls.nest import Walls, clear

_WHY = "this system has no walls MLestone knows how to raise"


class PlainHost:
    """Stands in for a `KitHost`: the same calls, a process instead of a fork behind each."""

    alive = True
    last_tier = 0

    def __init__(self, kit: Kit, why: str = _WHY) -> None:
        self.kit = kit
        self._why = why
        self._log = Log()
        self._running: set[subprocess.Popen[bytes]] = set()

    def is_dying(self, _moments: float) -> bool:
        return False

    def give_up(self) -> None:
        """The next process may start."""

    def wait_ready(self, tier: int, seconds: float = 0.0, stop: Stop | None = None) -> None:
        """A process can always be started."""

    def walls(self) -> Walls:
        names = ("user", "pid", "mount", "network", "ipc", "landlock", "seccomp", "memory")
        return Walls(frozenset({"limits"}), dict.fromkeys(names, self._why))

    def learners(self, _tier: int) -> _Post:
        return _Post(self, "child")

    def examiners(self, _tier: int) -> _Post:
        return _Post(self, "examiner")

    def log(self) -> str:
        return self._log.read()

    def close(self) -> None:
        for process in list(self._running):
            _end(process)
        self._log.close()

    def start(self, role: str, body: dict[str, Any], fds: list[int]) -> None:
        *given, leash = fds
        fate = os.dup(given.pop()) if role == "child" else None
        folder = tempfile.mkdtemp(prefix="mlestone-")
        process = subprocess.Popen(
            [self.kit.python, "-P", "-X", "utf8", inside.__file__, role, *map(str, given)],
            pass_fds=given,
            stdin=subprocess.PIPE,
            stdout=self._log.fileno(),
            stderr=self._log.fileno(),
            env=kit_environment() | self.kit.environment | {"HOME": folder, "TMPDIR": folder},
            cwd=folder,
            start_new_session=True,
        )
        self._running.add(process)
        assert process.stdin is not None
        with contextlib.suppress(BrokenPipeError), process.stdin as pipe:
            pipe.write(json.dumps(body).encode())
        held = socket.socket(fileno=os.dup(leash))
        threading.Thread(target=self._see_out, args=(process, held, fate, Path(folder)), daemon=True).start()

    def _see_out(self, process: subprocess.Popen[bytes], leash: socket.socket, fate: int | None, folder: Path) -> None:
        """Wait for the end of the process, or for the leash to be let go; then clear up and tell."""
        leash.settimeout(0.02)
        reason = None
        while process.poll() is None:
            with contextlib.suppress(TimeoutError):
                leash.recv(1)
                reason = "leash"
                break
        _end(process)
        self._running.discard(process)
        clear(folder)
        if fate is not None:
            code = process.returncode
            status = -code if code < 0 else code << 8
            with contextlib.suppress(BrokenPipeError):
                os.write(fate, json.dumps({"status": status, "reason": reason}).encode() + b"\n")
            os.close(fate)
        leash.close()


class _Post:
    def __init__(self, host: PlainHost, role: str) -> None:
        self._host, self._role = host, role

    def send(self, body: dict[str, Any], fds: list[int]) -> None:
        self._host.start(self._role, body, fds)


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
