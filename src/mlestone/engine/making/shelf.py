"""Where kits that were made are kept: one folder each below the cache, named after kit and fingerprint of its recipe.

A folder of that name is whole: it was made under another name, and renamed when everything in it had been tried. Beside
it, while it is being made or after that was broken off, stands its workshop: the same name with `.part`. It keeps what
was downloaded.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from mlestone.base.errors import MlestoneError
from mlestone.base.ids import KitName
from mlestone.base.settings import cache_dir
from mlestone.engine.making.recipe import Recipe

_STAMP = "kit.json"


class KitBusy(MlestoneError):
    """Somebody else is making this kit at the moment."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a finished kit says of itself."""

    kit: KitName
    fingerprint: str
    python: str
    bytes: int
    downloaded: int  # bytes
    seconds: float
    libraries: dict[str, str]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one kit is, or would be."""

    folder: Path
    workshop: Path

    @classmethod
    def of(cls, recipe: Recipe) -> Place:
        name = f"{recipe.name}-{recipe.fingerprint}"
        return cls(shelf() / name, shelf() / f"{name}.part")

    @property
    def python(self) -> Path:
        return python_in(self.folder)

    def made(self) -> Made | None:
        """The finished kit; None when there is none, or the Python it was made with is gone."""
        try:
            made = Made(**json.loads((self.folder / _STAMP).read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError, TypeError):  # there is none; or it is cut short, or of another version
            return None
        return made if self.python.exists() else None

    def kept(self) -> int:
        """Bytes that an installation which was broken off has downloaded."""
        return size_of(self.workshop / "downloads")

    def finish(self, environment: Path, made: Made) -> None:
        """Put a finished environment in its place."""
        (environment / _STAMP).write_text(json.dumps(made.as_dict(), indent=2), encoding="utf-8")
        _rename_inside(environment, self.folder)
        with contextlib.suppress(FileNotFoundError):  # one whose Python is gone
            shutil.rmtree(self.folder)
        environment.rename(self.folder)


def shelf() -> Path:
    return cache_dir() / "kits"


def python_in(environment: Path) -> Path:
    return environment / "bin" / "python"


def folders_of(name: KitName) -> list[Path]:
    """Everything on the shelf that belongs to a kit: finished, half made, and made by older recipes."""
    pattern = re.compile(re.escape(name) + r"-[0-9a-f]{10}(\.part)?")
    try:
        return sorted(path for path in shelf().iterdir() if pattern.fullmatch(path.name))
    except FileNotFoundError:
        return []


def clear(name: KitName, *, but: Path | None = None) -> int:
    """Delete everything of a kit, except one folder; how many bytes that gave back."""
    freed = 0
    for folder in folders_of(name):
        if folder != but:
            freed += size_of(folder)
            shutil.rmtree(folder)
    return freed


@contextlib.contextmanager
def claimed(name: KitName) -> Iterator[int]:
    """Make a kit, or remove it, while nobody else does. Yields a descriptor: whoever inherits it holds on, too."""
    import fcntl

    shelf().mkdir(parents=True, exist_ok=True)
    descriptor = os.open(shelf() / f".{name}.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise KitBusy(
                f"The kit {name} is being installed or removed by another process; wait for it to end."
            ) from None
        yield descriptor
    finally:
        os.close(descriptor)


def size_of(folder: Path) -> int:
    """Bytes in all files below a folder; files that vanish meanwhile count for nothing."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                total += os.lstat(os.path.join(parent, name)).st_size  # noqa: PTH118 - some fifty thousand files
    return total


def _rename_inside(environment: Path, final: Path) -> None:
    """Scripts of an environment name the Python they run with by its whole path."""
    old, new = os.fsencode(environment), os.fsencode(final)
    for script in (environment / "bin").iterdir():
        if script.is_file() and not script.is_symlink():
            text = script.read_bytes()
            if old in text:
                script.write_bytes(text.replace(old, new))
