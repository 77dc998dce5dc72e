"""The child: raises its walls, runs the learner's source, then answers requests until the line is closed.

From here on the process belongs to whoever wrote the source. Nothing it does to itself can make an answer right: what
is right is known elsewhere. It holds three descriptors: nothing to read (0), a pipe for printing (1, 2), the wire (3).
"""

from __future__ import annotations

import fcntl
import json
import os
import random
import socket
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mlestone.engine.limits import Limits
from mlestone.engine.walls import limits as limit_walls
from mlestone.engine.walls.nest import Enclosure, WallFailed
from mlestone.wire import values
from mlestone.wire.line import recv_frame, send_frame
from mlestone.wire.servant import SOURCE_NAME, Servant
from mlestone.wire.trouble import trouble_of

_WIRE, _FIRST_UNUSED = 3, 4


Serve = Callable[[socket.socket, dict[str, Any]], None]


def main(post: socket.socket, enclosure: Enclosure, serve: dict[str, Serve]) -> None:
    """Everything one child does: called in a fresh fork of the zygote, which hands over the job through `post`.

    Returns when the near end hangs up.
    """
    os.setsid()  # signals to a process group reach into other namespaces: this one's is its own, and has no terminal
    failure = ""
    try:
        enclosure.raise_walls()
    except WallFailed as error:
        failure = str(error)
    word, fds, _, _ = socket.recv_fds(alone_with(post), 2, 4)
    if not word:  # never needed
        return
    wire, output, fate, sheet = fds
    os.write(wire, b"\0")  # carries this process's credentials: the near end learns the pid whose clock to read
    if failure:
        os.write(fate, json.dumps({"wall": failure}).encode() + b"\n")
        os._exit(71)
    job = _read(sheet)
    sock = _keep_only(os.open(os.devnull, os.O_RDONLY), output, wire)
    limit_walls.enter(Limits(**job["limits"]))
    seed_libraries(job["seed"])
    serve[job["mode"]](sock, job)


def _read(sheet: int) -> dict[str, Any]:
    with open(sheet, "rb") as file:
        file.seek(0)
        return json.load(file)  # type: ignore[no-any-return]


def alone_with(post: socket.socket) -> socket.socket:
    """Let go of all else the zygote held: while a child waits, no leash of another may hang on it."""
    high = fcntl.fcntl(post.fileno(), fcntl.F_DUPFD, 16)
    os.dup2(high, _WIRE)
    os.closerange(_FIRST_UNUSED, 2**31 - 1)
    post.detach()
    return socket.socket(fileno=_WIRE)


def plain_main(job: dict[str, Any], fds: list[int], serve: Serve) -> None:
    """The same in a process of its own, with limits for walls."""
    wire, output = fds
    os.write(wire, b"\0")
    limit_walls.enter(Limits(**job["limits"]))
    sock = _keep_only(os.open(os.devnull, os.O_RDONLY), output, wire)
    seed_libraries(job["seed"])
    serve(sock, job)
    os._exit(0)


def rehearse() -> None:
    """Answer a few requests, in the zygote, so that children inherit what first calls bring in."""
    values.meet_libraries()
    source = "def same(x):\n    return x\n"
    namespace: dict[str, Any] = {}
    exec(compile(source, SOURCE_NAME, "exec"), namespace)
    servant = Servant(namespace, source=source)
    numpy = sys.modules.get("numpy")
    for value in (1, "a", [1.5, None], {"k": (1, 2)}, numpy.ones((2, 2)) if numpy else 0):
        servant.answer(values.pack(["call", ["same"], [value], {}, False, True]))
    servant.answer(values.pack(["call", ["same"], [], {}, False, False]))
    servant.answer(values.pack(["call", ["missing"], [], {}, False, False]))


def _keep_only(nothing: int, output: int, wire: int) -> socket.socket:
    # First out of the way: any of them may lie where another has to go.
    high = [fcntl.fcntl(fd, fcntl.F_DUPFD, 16) for fd in (nothing, output, output, wire)]
    for place, fd in enumerate(high):
        os.dup2(fd, place)
    os.closerange(_FIRST_UNUSED, 2**31 - 1)
    for name, fd in (("stdin", 0), ("stdout", 1), ("stderr", 2)):
        # The zygote's own streams may be anything; these are what the learner's print() uses.
        stream = open(fd, "r" if fd == 0 else "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    return socket.socket(fileno=_WIRE)


def seed_libraries(seed: int) -> None:
    """Whatever draws numbers here draws those of this seed."""
    random.seed(seed)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed % 2**32)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(seed)


def serve_proof(sock: socket.socket, job: dict[str, Any]) -> None:
    """Run the submitted source, tell how that went, then answer the examiner's requests."""
    source = job["source"]
    module = new_module("answer")
    Path(SOURCE_NAME).write_text(source, encoding="utf-8", errors="surrogateescape")
    servant = Servant(module.__dict__, lambda request: _ask(sock, request), source=source)
    trouble = execute(source, module)
    flush()
    send_frame(sock, values.pack(["opening", trouble]))
    answer_all(sock, servant)


def answer_all(sock: socket.socket, servant: Servant) -> None:
    while (request := recv_frame(sock)) is not None:
        reply = servant.answer(request)
        flush()
        send_frame(sock, reply)


def _ask(sock: socket.socket, request: bytes) -> bytes:
    """Ask the near end to call one of its functions, in the middle of a call of ours."""
    flush()
    send_frame(sock, request)
    reply = recv_frame(sock)
    if reply is None:
        os._exit(0)
    return reply


def new_module(name: str) -> types.ModuleType:
    module = types.ModuleType(name)
    module.__file__ = SOURCE_NAME
    sys.modules[name] = module
    return module


def execute(source: str, module: types.ModuleType) -> dict[str, Any] | None:
    """Run the source in the module; what went wrong, or None."""
    try:
        code = compile(source, SOURCE_NAME, "exec", dont_inherit=True)
        exec(code, module.__dict__)
    except BaseException as error:  # noqa: BLE001 - SystemExit at import is the learner's doing too
        return trouble_of(error, SOURCE_NAME, source.splitlines()).as_dict()
    return None


def flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # noqa: BLE001 - the learner may have put anything there
            continue
