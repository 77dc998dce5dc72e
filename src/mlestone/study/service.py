"""One warm engine for all of a person's processes: whoever keeps one lets the others' attempts be judged by it.

`serving` opens a Unix socket, `ask` uses it. What is asked is a whole check: the warm process writes the log too, which
saves the asking one from loading half of what checking needs. Whatever is not as it should be (nobody there, somebody
else's process, another version, course or log, an engine at work, a process that dies) ends in `None`, and the caller
does the work itself. Messages are JSON behind their length; nothing that comes in is evaluated, and no code travels but
the learner's.

An attempt is begun only after the asking process has said `go`, so that none is judged for somebody who has left.
Whoever leaves afterwards without a word finds the verdict in the log; whoever says `stop` has the attempt ended.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import select
import socket
import stat
import struct
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlestone import __version__
from mlestone.base.ids import ProofId
from mlestone.course.index import fingerprint
from mlestone.course.model import CORE

if TYPE_CHECKING:
    from mlestone.engine.stopping import Stop
    from mlestone.proving.progress import Progress, Tell
    from mlestone.study.desk import Desk
    from mlestone.study.handing import Submission
    from mlestone.study.learner import Learner
    from mlestone.study.views import Checked

_PACKAGE = Path(__file__).resolve().parents[1]
_LENGTH = struct.Struct("!I")
_LONGEST = 32 << 20  # twice the largest file that is read, in base64
# To be told whether the other side can: it has nothing to do for that, and alone it takes about as long.
_TO_AGREE = 1.0
# Beyond what an attempt may take, its checks included.
_TO_JUDGE = 120.0
_TO_END = 15.0
_REQUESTS_WAITING = 8


class _Broken(Exception):
    """The other side has gone, or does not say what it should."""


# ---- asking -------------------------------------------------------------------------------------------------


def ask(desk: Desk, handed: Submission, tell: Tell | None = None, stop: Stop | None = None) -> Checked | None:
    """Have another process judge and log this; `None` when none can. Raises `Stopped` when it was stopped."""
    try:
        with _connected(desk) as line:
            if line is None:
                return None
            _send(line, {**_request(desk, handed), "aloud": tell is not None})
            if _hear(line).get("ready") is not True:
                return None
            _send(line, {"go": True})
            line.settimeout(_TO_JUDGE)
            with contextlib.nullcontext() if stop is None else stop.ends(lambda: _say_stop(line)):
                told = _last_word(line, tell)
            return None if told is None else _checked(told)
    except (_Broken, OSError, KeyError, TypeError, ValueError):
        return None


def _last_word(line: socket.socket, tell: Tell | None) -> dict[str, Any] | None:
    """What came of it; meanwhile whoever wants to hear of its progress does, and Ctrl-C ends it over there."""
    try:
        while tell is not None and "progress" in (heard := _hear(line)):
            from mlestone.proving.progress import progress_of_plain

            tell(progress_of_plain(heard["progress"]))
        told = heard if tell is not None else _hear(line)
    except KeyboardInterrupt:
        _say_stop(line)
        with contextlib.suppress(_Broken, OSError):  # when the prompt is back, nothing of it is left
            line.settimeout(_TO_AGREE)
            while "progress" in _hear(line):
                pass
        raise
    if told.get("stopped"):
        from mlestone.engine.stopping import Stopped

        raise Stopped
    checked: dict[str, Any] | None = told.get("checked")
    return checked


def _say_stop(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        _send(line, {"stop": True})


def answers(desk: Desk) -> bool:
    """Whether another process's engine would judge for this one."""
    try:
        with _connected(desk) as line:
            if line is None:
                return False
            _send(line, {"ask": "ready?", **_identity(desk)})
            return _hear(line).get("ready") is True
    except (_Broken, OSError):
        return False


@contextlib.contextmanager
def _connected(desk: Desk) -> Iterator[socket.socket | None]:
    path = _socket_path(desk)
    if path is None or not path.exists():
        yield None
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(_TO_AGREE)
        line.connect(str(path))
        yield line if _is_ours(line) else None


def _request(desk: Desk, handed: Submission) -> dict[str, Any]:
    return {
        "ask": "check",
        **_identity(desk),
        "proof": handed.proof,
        "purpose": handed.purpose,
        "file": None if handed.file is None else str(handed.file.absolute()),
        "source": base64.b64encode(handed.source).decode("ascii"),
    }


def _identity(desk: Desk) -> dict[str, Any]:
    """What has to be the same on both sides for the answer to be the same."""
    return {
        "version": __version__,
        "python": sys.version,
        "state": fingerprint((_PACKAGE, desk.course.root, *desk.course.beside)),
        "isolation": desk.study.isolation,
        "log": _log_name(desk),
    }


def _checked(told: dict[str, Any]) -> Checked:
    from mlestone.proving.verdict import Verdict
    from mlestone.study.views import Checked, News

    news: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in told["news"].items()
    }
    facts = {**told, "verdict": Verdict.from_dict(told["verdict"]), "news": News(**news), "warm": True}
    return Checked(**{**facts, "file": None if told["file"] is None else Path(told["file"])})


# ---- serving ------------------------------------------------------------------------------------------------


class Service:
    """What others are judged by while it is open. `active` is false when another process is that already."""

    def __init__(self, desk: Desk, path: Path | None) -> None:
        self._desk = desk
        self._path = path
        self._lock = threading.Lock()  # one attempt at a time: whoever finds it taken does their own work
        self.warmed = threading.Event()
        """Set when all is loaded that the first attempt needs."""
        self._ending = False
        self._owner = -1
        self._door: socket.socket | None = None
        self._doorman: threading.Thread | None = None
        self._identity: dict[str, Any] = {}

    @property
    def active(self) -> bool:
        return self._door is not None

    def open(self) -> None:
        """Begin to listen, if nobody else does."""
        if self._path is None or not self._claim(self._path):
            return
        self._identity = _identity(self._desk)
        door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._path.unlink(missing_ok=True)  # of a process that was killed: its claim is ours now
            door.bind(str(self._path))
            self._path.chmod(0o600)
            door.listen(_REQUESTS_WAITING)
        except OSError:
            door.close()
            self._give_up_claim()
            return
        self._door = door
        self._doorman = threading.Thread(target=self._receive, name="service", daemon=True)
        self._doorman.start()
        threading.Thread(target=self._warm_up, name="service warming up", daemon=True).start()

    def close(self) -> None:
        """Let whoever is being served finish, and stop."""
        self._ending = True
        if self._door is None or self._path is None:
            return
        with contextlib.suppress(OSError):
            self._path.unlink()
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        if self._lock.acquire(timeout=_TO_END):
            self._desk.leave()
        self._door = None
        # Two may then believe to be the one; the later one has the socket, and nobody comes to the other.
        with contextlib.suppress(OSError):
            self._path.with_suffix(".claim").unlink()
        self._give_up_claim()

    def _claim(self, path: Path) -> bool:
        """Become the one who serves here: the kernel gives the claim up when this process ends, however it ends."""
        import fcntl

        try:
            self._owner = os.open(path.with_suffix(".claim"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._give_up_claim()
            return False
        return True

    def _give_up_claim(self) -> None:
        if self._owner >= 0:
            os.close(self._owner)
            self._owner = -1

    def _warm_up(self) -> None:
        """Load what the first attempt needs, so that it need not wait."""
        study = self._desk.study
        with self._lock, contextlib.suppress(Exception):  # whatever is wrong here is told to whoever checks first
            if not self._ending and self._desk.journal.exists:
                self._desk.journal.catch_up()
            if not self._ending and not study.once:
                study.engine.warm(CORE, 0)
        self.warmed.set()

    def _receive(self) -> None:
        door = self._door
        assert door is not None
        while not self._ending:
            try:
                line, _ = door.accept()
            except OSError:
                return
            threading.Thread(target=self._attend, args=(line,), name="service line", daemon=True).start()

    def _attend(self, line: socket.socket) -> None:
        with line, contextlib.suppress(_Broken, OSError):
            line.settimeout(_TO_AGREE)
            if not _is_ours(line):
                return
            asked = _hear(line)
            if any(asked.get(name) != value for name, value in self._identity.items()):
                _send(line, {"ready": False, "why": "another version, course or log"})
            elif asked.get("ask") == "check":
                self._serve(line, asked)
            else:
                _send(line, {"ready": True})

    def _serve(self, line: socket.socket, asked: dict[str, Any]) -> None:
        if self._ending or not self._lock.acquire(blocking=False):
            _send(line, {"ready": False, "why": "at work"})
            return
        try:
            _send(line, {"ready": True})
            if _hear(line).get("go") is not True:
                return
            answer = self._judge(line, asked)
        finally:
            self._lock.release()
        _send(line, answer)

    def _judge(self, line: socket.socket, asked: dict[str, Any]) -> dict[str, Any]:
        """The last word on it. Meanwhile a thread listens whether it is to be stopped."""
        from mlestone.engine.stopping import Stop, Stopped

        stop = Stop()
        listening = threading.Thread(target=_listen_for_stop, args=(line, stop), name="service ear", daemon=True)
        listening.start()
        try:
            return {"checked": self._check(asked, _telling(line) if asked.get("aloud") else None, stop)}
        except Stopped:
            return {"stopped": True}
        finally:
            with contextlib.suppress(OSError):  # the other side may have gone
                line.shutdown(socket.SHUT_RD)
            listening.join()

    def _check(self, asked: dict[str, Any], tell: Tell | None, stop: Stop) -> dict[str, Any] | None:
        from mlestone.engine.stopping import Stopped
        from mlestone.study.attempts import check_here
        from mlestone.study.handing import PURPOSES, Submission

        try:
            handed = Submission(
                proof=ProofId(asked["proof"]),
                source=base64.b64decode(asked["source"], validate=True),
                purpose=PURPOSES[PURPOSES.index(asked["purpose"])],
                file=None if asked["file"] is None else Path(asked["file"]),
            )
            return check_here(self._desk, handed, None, tell, stop).as_dict()
        except Stopped:
            raise
        except Exception:  # noqa: BLE001 - a boundary between processes: the one that asked meets it again, in words
            return None


def _listen_for_stop(line: socket.socket, stop: Stop) -> None:
    """Until the other side says so or hangs up, or this side no longer listens."""
    with contextlib.suppress(_Broken, OSError):
        select.select([line], [], [])
        if _hear(line).get("stop") is True:
            stop.call()


def _telling(line: socket.socket) -> Tell:
    """Pass progress on to whoever asked; what they have no room for they do not hear, and nobody waits for them."""

    def tell(progress: Progress) -> None:
        with contextlib.suppress(OSError):
            if select.select([], [line], [], 0)[1]:
                _send(line, {"progress": progress_as_plain(progress)})

    from mlestone.proving.progress import progress_as_plain

    return tell


@contextlib.contextmanager
def serving(learner: Learner) -> Iterator[Service]:
    """Judge for others as long as the block lasts, with the engine of this learner's study."""
    from mlestone.study.desk import Desk

    mine = learner.desk
    desk = Desk(mine.study, mine.log, mine.files, mine.clock, local=mine.local, shared=False)
    service = Service(desk, _socket_path(desk, make=True))
    service.open()
    try:
        yield service
    finally:
        service.close()


# ---- the socket ---------------------------------------------------------------------------------------------


def _socket_path(desk: Desk, *, make: bool = False) -> Path | None:
    """Where the service of this log listens; `None` where there can be none."""
    if not hasattr(socket, "AF_UNIX"):
        return None
    folder = _runtime_folder(make=make)
    if folder is None:
        return None
    return folder / f"{hashlib.sha256(_log_name(desk).encode('utf-8', 'surrogateescape')).hexdigest()[:16]}.sock"


def _log_name(desk: Desk) -> str:
    return desk.log if isinstance(desk.log, str) else str(desk.log.absolute())


def _runtime_folder(*, make: bool) -> Path | None:
    """A folder nobody else can look into, with a short name: the path of a socket has about a hundred characters."""
    chosen = os.environ.get("XDG_RUNTIME_DIR", "")
    folder = Path(chosen) / "mlestone" if chosen and len(chosen) < 60 else Path("/tmp") / f"mlestone-{os.getuid()}"
    try:
        if make:
            folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    private = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
    return folder if private else None


def _is_ours(line: socket.socket) -> bool:
    """Whether the same user is on the other side. Where the kernel does not tell, the folder's permissions do."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    size = struct.calcsize("3i")
    _, user, _ = struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))
    return bool(user == os.getuid())


def _send(line: socket.socket, message: dict[str, Any]) -> None:
    body = json.dumps(message).encode()
    line.sendall(_LENGTH.pack(len(body)) + body)


def _hear(line: socket.socket) -> dict[str, Any]:
    (length,) = _LENGTH.unpack(_exactly(line, _LENGTH.size))
    if length > _LONGEST:
        raise _Broken
    try:
        told = json.loads(_exactly(line, length))
    except (ValueError, RecursionError):
        raise _Broken from None
    if not isinstance(told, dict):
        raise _Broken
    return told


def _exactly(line: socket.socket, count: int) -> bytes:
    body = bytearray()
    while len(body) < count:
        piece = line.recv(min(count - len(body), 1 << 20))
        if not piece:
            raise _Broken
        body += piece
    return bytes(body)
