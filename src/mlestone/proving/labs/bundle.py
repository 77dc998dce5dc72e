"""A folder as one submission: its files in a form that travels and is kept wherever a proof's source is.

A bundle is JSON, `{"files": {path: text or {"base64": "…"}}}`, with sorted keys, so that the same files are the same
bytes. Paths are relative, with slashes. Links, devices and empty folders are not in it; nor is what programs leave
behind and make again.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

MOST_FILES = 300
MOST_BYTES = 2 << 20
"""Of all files together: a lab's data and models are small, and the log keeps what was handed in."""

_LEFT_OUT = frozenset({
    "__pycache__", ".venv", "venv", "node_modules", ".ipynb_checkpoints", ".mypy_cache", ".ruff_cache", ".pytest_cache",
    ".idea", ".vscode", ".DS_Store",
})  # fmt: skip
_LONGEST_PATH = 200
BEING_SAVED = ".saving"
"""How the name of a hidden file ends that will be another's new text in a moment."""


class BadBundle(ValueError):
    """Files that cannot be handed in; the text says why, to the learner."""


def pack(files: Mapping[str, bytes]) -> bytes:
    """The files as a bundle."""
    listed = {path: as_plain(files[path]) for path in sorted(files)}
    return json.dumps({"files": listed}, ensure_ascii=False, separators=(",", ":")).encode()


def unpack(bundle: bytes) -> dict[str, bytes]:
    """The files of a bundle, wherever it comes from; raises `BadBundle`."""
    try:
        plain = json.loads(bundle)
        listed = plain["files"] if isinstance(plain, dict) else None
    except (ValueError, KeyError, RecursionError):
        listed = None
    if not isinstance(listed, dict):
        raise BadBundle("What was handed in is no folder of files.")
    files = {checked_path(path): _bytes(path, content) for path, content in listed.items()}
    _keep_limits(files)
    return files


def read_folder(folder: Path) -> dict[str, bytes]:
    """The files below a folder; raises `BadBundle` when they are too many or too large."""
    files: dict[str, bytes] = {}
    room = MOST_BYTES
    for path in files_below(folder):
        name = path.relative_to(folder).as_posix()
        with path.open("rb") as file:
            files[name] = file.read(room + 1)
        room -= len(files[name])
        if room < 0 or len(files) > MOST_FILES:
            _keep_limits(files)
    return files


def files_below(folder: Path) -> Iterator[Path]:
    """The files of a folder that are handed in, in order."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if is_left_out(entry.name):
            continue
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            yield from files_below(Path(entry.path))
        elif stat.S_ISREG(mode):
            yield Path(entry.path)


def is_left_out(name: str) -> bool:
    """Whether a file or folder of this name stays behind."""
    return name in _LEFT_OUT or (name.startswith(".") and name.endswith(BEING_SAVED))


def _keep_limits(files: Mapping[str, bytes]) -> None:
    size = sum(map(len, files.values()))
    if len(files) > MOST_FILES:
        raise BadBundle(f"The folder holds more than {MOST_FILES} files. Move out what the lab does not ask for.")
    if size > MOST_BYTES:
        largest = max(files, key=lambda path: len(files[path]))
        limit = MOST_BYTES >> 20
        raise BadBundle(f"The folder's files are larger than {limit} MiB together; the largest is {largest}.")


def as_plain(content: bytes) -> str | dict[str, str]:
    """A file as it stands in a bundle."""
    if b"\0" not in content:  # PostgreSQL has no text with a zero in it
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return {"base64": base64.b64encode(content).decode("ascii")}


def _bytes(path: str, content: object) -> bytes:
    if isinstance(content, str):
        return content.encode("utf-8", "replace")
    if isinstance(content, dict) and isinstance(encoded := content.get("base64"), str):
        try:
            return base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            pass
    raise BadBundle(f"The file {path} is neither text nor base64.")


def checked_path(path: str) -> str:
    """The path, which can be that of a file of a bundle; raises `BadBundle`."""
    parts = PurePosixPath(path).parts
    odd = not path or path.startswith("/") or "\\" in path or any(part in ("", ".", "..") for part in path.split("/"))
    if odd or len(path) > _LONGEST_PATH or any(ord(char) < 32 for char in path) or not parts:
        raise BadBundle(f"{path!r} cannot be a file of the folder.")
    return path
