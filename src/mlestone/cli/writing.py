"""Files that commands write where they are told to: whole or not at all, and never over another one unasked."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from mlestone.base.errors import MlestoneError


@contextlib.contextmanager
def writing(path: Path, *, force: bool) -> Iterator[TextIO]:
    """A stream whose content gets its name when the block ends well."""
    if path.is_dir():
        raise MlestoneError(f"{path} is a folder; name a file in it.")
    if path.exists() and not force:
        raise MlestoneError(f"{path} is there already. Name another file, or add --force to write over it.")
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        try:
            with beside.open("x", encoding="utf-8", newline="") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise MlestoneError(f"{path} cannot be written: {error.strerror}.") from None


def write_whole(path: Path, text: str, *, force: bool) -> None:
    with writing(path, force=force) as stream:
        stream.write(text)
