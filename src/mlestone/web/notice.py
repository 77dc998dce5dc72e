"""The note a running server leaves on this machine, so that whoever starts MLestone again is led to it.

It holds the server's token, so nobody but the owner may read it. A server that was killed leaves its note behind:
whoever finds one asks at its port before they believe it.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mlestone import __version__
from mlestone.base.settings import cache_dir
from mlestone.study.workspace import workspace_dir

# A server that has just been started answers when it is loaded; where nothing listens, the answer comes at once.
_TO_ANSWER = 10.0
_OWNER_ONLY = 0o600


def address_of(port: int, token: str) -> str:
    """Where a browser is let in."""
    return f"http://127.0.0.1:{port}/?token={token}"


def running(course: Iterable[Path], port: int | None) -> str | None:
    """The address of a server that is there and would show the same; with a `port`, only the one that has it."""
    for place in sorted(_folder().glob("*.json")):
        note = _read(place)
        if note is None or note["serves"] != _serves(course) or port not in (None, note["port"]):
            continue
        if _answers(note["port"], note["token"]):
            return address_of(note["port"], note["token"])
        _take_away(place, note["token"])
    return None


@contextlib.contextmanager
def left(course: Iterable[Path], port: int, token: str) -> Iterator[None]:
    """Leave a note for as long as the block lasts. Where none can be written, nobody is led here, and that is all."""
    place = _folder() / f"{port}.json"
    with contextlib.suppress(OSError):
        _write(place, json.dumps({"port": port, "token": token, "serves": _serves(course)}))
    try:
        yield
    finally:
        _take_away(place, token)


def _folder() -> Path:
    """One for each home; a note for each server, named after its port."""
    return cache_dir() / "servers"


def _read(place: Path) -> dict[str, Any] | None:
    try:
        note = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    known = isinstance(note, dict) and isinstance(note.get("port"), int) and isinstance(note.get("token"), str)
    return note if known and "serves" in note else None


def _take_away(place: Path, token: str) -> None:
    """Remove this server's note, not that of a later one with its port."""
    note = _read(place)
    if note is not None and note["token"] == token:
        with contextlib.suppress(OSError):
            place.unlink()


def _serves(course: Iterable[Path]) -> list[str]:
    """What has to be the same for one server to do for another."""
    return [__version__, str(workspace_dir()), *(str(folder.absolute()) for folder in course)]


def _write(place: Path, text: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "w", encoding="utf-8") as file:
        file.write(text)
    beside.replace(place)


def _answers(port: int, token: str) -> bool:
    """Whether a server with this token answers there."""
    import urllib.request  # most of the time there is no note, and its 25 ms are saved

    asked = f"http://127.0.0.1:{port}/api/health"
    request = urllib.request.Request(asked, headers={"Authorization": f"Bearer {token}"})
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback is nobody else's business
    try:
        with direct.open(request, timeout=_TO_ANSWER) as answer:
            return "run" in json.load(answer)
    except (OSError, ValueError, TypeError):
        return False
