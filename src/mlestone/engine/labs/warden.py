"""The first process of a machine: puts files, starts the learner's commands, tells of their ends, reads files back.

It is a child of the engine like any other, so it stands behind all walls, and when it ends the kernel ends everything
that was started. It never runs a line of the learner's, and nothing they start can reach it: they are in a Landlock
domain below its own and cannot trace it or open what it holds, no signal of theirs reaches the first process of its
namespace, and what it is told comes by the wire alone.

Requests and replies are packed lists:

    ["put", {path: bytes}]     ["start", argv, environment, typed]   (two descriptors with it: output, errors)
    ["ended", pid]             ["signal", pid, number]        ["running"]
    ["read", path, most]       ["list", path]                 ["remove", path]

    ["done", value]  ["refused", why]
"""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import socket
import stat
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mlestone.engine.labs.network import open_network
from mlestone.engine.walls import landlock, syscalls
from mlestone.wire import values
from mlestone.wire.line import send_frame

WORK = "work"
"""The learner's folder, in the machine's scratch."""

_LENGTH = struct.Struct("!Q")
_SET_DUMPABLE = 4
_REAP_EVERY = 0.2  # seconds between looks for processes that ended, when nobody asks
_MOST_LISTED = 5_000
_LEAST_FREE = 3


def serve(sock: socket.socket, _job: dict[str, Any]) -> None:
    """Answer requests until the near end hangs up."""
    _tell_network(sock)
    with contextlib.suppress(OSError):  # with a process table of the host's all this is kept by Landlock alone
        syscalls.prctl(_SET_DUMPABLE, 0)
    syscalls.prctl(syscalls.PR_SET_CHILD_SUBREAPER, 1)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    Path(WORK).mkdir(exist_ok=True)
    warden = _Warden(Path.cwd())
    while (heard := _heard(sock, warden.reap)) is not None:
        request, fds = heard
        reply = warden.answer(request, fds)
        for fd in fds:
            os.close(fd)
        send_frame(sock, values.pack(reply))


def _tell_network(sock: socket.socket) -> None:
    """Hand over the network we are in: afterwards nobody can look it up here, and not everybody may."""
    try:
        network = open_network()
    except OSError:  # there is no /proc
        sock.sendall(b"-")
        return
    socket.send_fds(sock, [b"+"], [network])
    os.close(network)


class _Warden:
    def __init__(self, home: Path) -> None:
        self._home = home
        self._work = home / WORK
        self._ended: dict[int, int] = {}
        self._started: set[int] = set()
        self._environment = _environment()
        self._rules = landlock.lower_domain()

    def reap(self) -> None:
        """Take note of every process that has ended; those nobody waits for are handed to us."""
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    return
                if pid in self._started:
                    self._ended[pid] = os.waitstatus_to_exitcode(status)

    def answer(self, request: list[Any], fds: list[int]) -> list[Any]:
        self.reap()
        name, *arguments = request
        actions: dict[str, Callable[..., object]] = {
            "put": self._put,
            "start": lambda argv, environment, typed: self._start(argv, environment, typed, fds),
            "ended": self._ended.get,
            "signal": self._signal,
            "running": self._running,
            "read": self._read,
            "list": self._list,
            "remove": self._remove,
        }
        try:
            return ["done", actions[name](*arguments)]
        except OSError as error:
            return ["refused", error.strerror or str(error)]

    # ---- processes --------------------------------------------------------------------------------------

    def _start(self, argv: list[str], added: dict[str, str], typed: bytes, output: list[int]) -> int:
        environment = self._environment | added
        failed, tells = os.pipe2(os.O_CLOEXEC)
        keyboard = _keyboard(typed)
        pid = os.fork()
        if pid == 0:
            self._become(argv, environment, [keyboard, *output], tells)
        os.close(keyboard)
        os.close(tells)
        with os.fdopen(failed, "rb") as pipe:
            number = pipe.read()
        if number:
            os.waitpid(pid, 0)
            raise OSError(int(number), os.strerror(int(number)))
        self._started.add(pid)
        return pid

    def _become(self, argv: list[str], environment: dict[str, str], streams: list[int], tells: int) -> None:
        """In the fork: the last thing that is ours. Everything from here on is the learner's."""
        try:
            os.setsid()
            os.chdir(self._work)
            high = os.dup(tells)
            for place, fd in enumerate(streams):
                os.dup2(fd, place)
            if self._rules >= 0:
                landlock.enter(self._rules)
            os.set_inheritable(high, False)
            for fd in range(_LEAST_FREE, high):
                with contextlib.suppress(OSError):
                    os.close(fd)
            os.closerange(high + 1, 4096)
            for number in (signal.SIGTERM, signal.SIGXFSZ, signal.SIGPIPE, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            tells = high
            os.execvpe(argv[0], argv, environment)
        except OSError as error:
            os.write(tells, str(error.errno or 1).encode())
        finally:
            os._exit(127)

    def _signal(self, pid: int, number: int) -> bool:
        """To the command and all in its process group."""
        if pid not in self._started:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, number)
            return True
        return False

    def _running(self) -> list[str]:
        """The names of all processes that run here, but this one."""
        names = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                with contextlib.suppress(OSError):
                    state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
                    if state not in "ZX":
                        names.append((entry / "comm").read_text().strip())
        return sorted(names)

    # ---- files ------------------------------------------------------------------------------------------

    def _path(self, name: str) -> Path:
        return self._work / name

    def _put(self, files: dict[str, bytes]) -> None:
        for name, body in files.items():
            path = self._path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)

    def _read(self, name: str, most: int) -> bytes | None:
        """The beginning of an ordinary file; a pipe or a device would keep us waiting."""
        try:
            fd = os.open(self._path(name), os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except FileNotFoundError:
            return None
        with os.fdopen(fd, "rb") as file:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                return None
            return file.read(most)

    def _list(self, name: str) -> list[list[Any]]:
        """Ordinary files at or below a path: names as seen from the learner's folder, and sizes."""
        found: list[list[Any]] = []
        for folder, _, names in os.walk(self._path(name)):
            for each in sorted(names):
                path = Path(folder, each)
                with contextlib.suppress(OSError):
                    state = path.lstat()
                    if stat.S_ISREG(state.st_mode):
                        told = os.fsencode(path.relative_to(self._work)).decode("utf-8", "replace")
                        found.append([told, state.st_size])
                if len(found) >= _MOST_LISTED:
                    return found
        return found

    def _remove(self, name: str) -> None:
        path = self._path(name)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _keyboard(typed: bytes) -> int:
    """What a command reads as its standard input; a pipe holds all of it, so that nobody has to go on writing."""
    if not typed:
        return os.open(os.devnull, os.O_RDONLY)
    keyboard, end = os.pipe()
    os.set_blocking(end, False)
    os.write(end, typed)
    os.close(end)
    return keyboard


def _heard(sock: socket.socket, idle: Callable[[], None]) -> tuple[list[Any], list[int]] | None:
    """The next request and what came with it; None when the near end has hung up."""
    while not select.select([sock], [], [], _REAP_EVERY)[0]:
        idle()
    header, fds, _, _ = socket.recv_fds(sock, _LENGTH.size, 2)
    while 0 < len(header) < _LENGTH.size:
        header += sock.recv(_LENGTH.size - len(header))
    if not header:
        return None
    (left,) = _LENGTH.unpack(header)
    body = bytearray()
    while left:
        piece = sock.recv(min(left, 1 << 20))
        if not piece:
            return None
        body += piece
        left -= len(piece)
    return values.unpack(bytes(body)), list(fds)


def _environment() -> dict[str, str]:
    """What the learner's processes start with: the child's own, with the kit's programs first."""
    kit = str(Path(sys.executable).parent)
    path = f"{kit}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return dict(os.environ) | {"PATH": path, "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"}
