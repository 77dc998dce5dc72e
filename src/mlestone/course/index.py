"""A loaded course, kept: what `load_course` made of a folder, to be had again in a tenth of the time.

It is used only while every file of the course, and the code that reads it, is what it was: same names, sizes and
times. Anything else (another version, half a file, somebody else's) counts as not there; a course with problems is
never kept. The file lies in the cache folder, is this user's alone, and is trusted as Python trusts its own `.pyc`.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mlestone import __version__
from mlestone.base.settings import cache_dir
from mlestone.course.graph import Graph
from mlestone.course.model import Course

_MAPPINGS = ("regions", "skills", "roadmaps", "tracks", "kits")
_NO_CONTENT = (".", "__pycache__")


def indexed_course(root: Path, beside: Iterable[Path] = (), folder: Path | None = None) -> Course:
    """The same as `load_course(root, beside)`, from the index where that still holds; it is renewed where not."""
    folders = (root, *beside)
    index = (folder or cache_dir() / "courses") / f"{_digest(map(os.fspath, folders))[:16]}.index"
    state = fingerprint(folders)
    if (kept := _read(index, state)) is not None:
        return _course(folders, kept)
    from mlestone.course.load import load_course  # YAML and all that: only where it is needed

    course = load_course(root, folders[1:])
    with contextlib.suppress(OSError):  # a full or read-only disk makes the next start slower, and that is all
        _write(index, state, {name: dict(getattr(course, name)) for name in _MAPPINGS})
    return course


def fingerprint(folders: Iterable[Path]) -> str:
    """Changes when any file of the course does, comes, or goes, and when the code that reads courses does."""
    about = [__version__, sys.version]
    for folder in (Path(__file__).parent, *folders):
        about += _seen(os.fspath(folder))
    return _digest(about)


def _seen(folder: str) -> Iterator[str]:
    """Name, size and time of every file below a folder, in the order of names."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        yield f"{folder}: not readable"
        return
    for entry in found:
        if entry.name.startswith(_NO_CONTENT):
            continue
        if entry.is_dir():
            yield from _seen(entry.path)
            continue
        with contextlib.suppress(OSError):  # a link to nothing, or a file that went in this moment
            stat = entry.stat()
            yield f"{entry.path} {stat.st_size} {stat.st_mtime_ns}"


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogateescape")).hexdigest()


def _course(folders: tuple[Path, ...], kept: dict[str, dict[Any, Any]]) -> Course:
    mappings: dict[str, Any] = {name: MappingProxyType(kept[name]) for name in _MAPPINGS}
    graph = Graph({skill: value.needs for skill, value in kept["skills"].items()})
    return Course(root=folders[0], beside=folders[1:], graph=graph, **mappings)


def _read(index: Path, state: str) -> dict[str, dict[Any, Any]] | None:
    try:
        with index.open("rb") as file:
            if not _is_ours(file.fileno()) or file.readline().decode("ascii", "replace").strip() != state:
                return None
            kept: dict[str, dict[Any, Any]] = pickle.load(file)
            if tuple(kept) != _MAPPINGS:
                return None
    except Exception:  # noqa: BLE001 - whatever is wrong with a cache, the course itself is there
        return None
    return kept


def _is_ours(fd: int) -> bool:
    """Unpickling runs what is written there: nobody else may have had a chance to write it."""
    stat = os.fstat(fd)
    return not hasattr(os, "getuid") or (stat.st_uid == os.getuid() and not stat.st_mode & 0o022)


def _write(index: Path, state: str, kept: dict[str, dict[Any, Any]]) -> None:
    import tempfile

    index.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fd, name = tempfile.mkstemp(dir=index.parent)  # readable and writable by this user alone
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(state.encode("ascii") + b"\n")
            pickle.dump(kept, file, protocol=pickle.HIGHEST_PROTOCOL)
        Path(name).replace(index)  # whoever reads meanwhile reads the old one whole
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
