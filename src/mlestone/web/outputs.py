"""What cells and demos showed, kept by all that decides it: reopened, a lesson shows its outputs at once.

In memory for this server, whatever ran; on disk, in the cache folder, what lessons show as they are written. Both are
bounded: what was not wanted for longest goes first. What cannot be read, or written, is as if it had not been kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import sys
import threading
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mlestone import __version__
from mlestone.base.errors import MlestoneError
from mlestone.base.ids import KitName
from mlestone.base.settings import cache_dir
from mlestone.course.index import fingerprint
from mlestone.engine.kit import find_kit

_IN_MEMORY = 32 << 20  # bytes, as they are kept: packed
_ON_DISK = 64 << 20
_LARGEST = 1 << 20
_LOOK_EVERY = 4 << 20  # bytes written between two looks at how much there is
_PACKED = 1  # quick, and figures still shrink to a fifth
_ENGINE = Path(__file__).resolve().parents[1] / "engine"


class Outputs:
    """Thread-safe."""

    def __init__(self, folder: Path | None = None, on_disk: int = _ON_DISK) -> None:
        self._folder = folder if folder is not None else cache_dir() / "outputs"
        self._on_disk = on_disk
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._held = 0
        self._written = _LOOK_EVERY  # so that the first one written looks
        self._kits: dict[KitName, str] = {}

    def key(self, kit: KitName, *about: Any) -> str:
        """A name for what comes of `about` in this kit, as kit and MLestone are now."""
        if kit not in self._kits:
            self._kits[kit] = _state_of(kit)
        text = json.dumps([self._kits[kit], *about], sort_keys=True)
        return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()

    def get(self, key: str) -> Any:
        """What was kept under this name; `None` when nothing was."""
        with self._lock:
            packed = self._kept.get(key)
            if packed is not None:
                self._kept.move_to_end(key)
        if packed is None:
            path = self._path(key)
            try:
                packed = path.read_bytes()
                os.utime(path)  # wanted just now
            except OSError:
                return None
            self._hold(key, packed)
        try:
            return json.loads(zlib.decompress(packed))
        except (zlib.error, ValueError):
            return None

    def keep(self, key: str, value: Any, *, for_good: bool) -> None:
        """Keep it, unless it is too large; `for_good`: on disk too."""
        packed = zlib.compress(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"), _PACKED)
        if len(packed) > _LARGEST:
            return
        self._hold(key, packed)
        if for_good:
            with contextlib.suppress(OSError):
                self._write(self._path(key), packed)

    def _hold(self, key: str, packed: bytes) -> None:
        with self._lock:
            self._held += len(packed) - len(self._kept.pop(key, b""))
            self._kept[key] = packed
            while self._held > _IN_MEMORY:
                self._held -= len(self._kept.popitem(last=False)[1])

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]

    def _write(self, path: Path, packed: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")  # two windows may write the same
        beside.write_bytes(packed)
        beside.replace(path)
        with self._lock:
            self._written += len(packed)
            due = self._written >= _LOOK_EVERY
            self._written = 0 if due else self._written
        if due:
            self._make_room()

    def _make_room(self) -> None:
        """Delete what was not wanted for longest, until there is a little room."""
        files = sorted(self._files(), reverse=True)
        held = 0
        for _, size, path in files:
            held += size
            if held > self._on_disk - _LOOK_EVERY:
                with contextlib.suppress(OSError):
                    Path(path).unlink()

    def _files(self) -> Iterator[tuple[int, int, str]]:
        """When each was wanted last, how large it is, and where."""
        for folder in self._folder.iterdir():
            with contextlib.suppress(OSError), os.scandir(folder) as entries:
                for entry in entries:
                    found = entry.stat()
                    yield found.st_mtime_ns, found.st_size, entry.path


def _state_of(kit: KitName) -> str:
    """Changes when MLestone's way to run cells does, or the kit's libraries."""
    try:
        python = find_kit(kit).python
    except MlestoneError:  # not installed, so nothing will have come of anything
        return f"no {kit}"
    libraries = [
        f"{place} {place.stat().st_mtime_ns}"
        for place in sorted(python.parent.parent.glob("lib*/python*/site-packages"))
    ]
    return "\n".join([__version__, sys.version, str(python), *libraries, fingerprint((_ENGINE,))])
