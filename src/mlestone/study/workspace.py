"""The learner's files: one folder they own, an ordinary file for each proof they began.

    ~/mlestone/numpy-shapes/axis_statistics.py                       a proof
    ~/mlestone/numpy-shapes/shape_puzzles.txt                        a question proof: its paper, to fill in
    ~/mlestone/numpy-shapes/axis_statistics.review-2026-03-01.py     a review
    ~/mlestone/numpy-shapes/axis_statistics.before-2026-03-01.py     kept by a reset
    ~/mlestone/fastapi-serving/typed_service/                        a lab: a folder of files

Promises: a file that is there is never written over; it is moved aside only when the learner asks for that. What else
lies in the folder is left alone. Nothing is run or imported from here.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from mlestone.base.errors import MlestoneError
from mlestone.base.ids import ProofId, SkillId, file_stem, is_kebab, name_from_file
from mlestone.study.views import FilePurpose

WORKSPACE_VARIABLE = "MLESTONE_WORKSPACE"
# Whatever a learner hands in is read up to this size; the limit that counts is the attempt's own, in the verdict.
READ_AT_MOST = 16 << 20

_SUFFIX = {"question": ".txt", "lab": ""}
_NAME = re.compile(r"(?P<stem>[a-z0-9_]+)(?:\.review-\d{4}-\d\d-\d\d(?:-\d+)?(?P<review>))?(?:\.(?:py|txt))?")
_TRIES = 1000


class NoSuchFile(MlestoneError):
    """A file of the workspace that is not there, or is none."""


@dataclass(frozen=True, slots=True)
class WorkFile:
    """A file of the workspace, and what it is for."""

    path: Path
    proof: ProofId
    purpose: FilePurpose
    edited: datetime | None


class Workspace:
    """The files below one folder. Nothing is made before something is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path_of(self, proof: ProofId, kind: str) -> Path:
        """Where a proof's file is, or would be."""
        skill, _, name = proof.partition("/")
        return self.folder / skill / f"{file_stem(name)}{_SUFFIX.get(kind, '.py')}"

    def review_path(self, proof: ProofId, kind: str, on: date, number: int = 1) -> Path:
        """Where the file of a review of that day is, or would be."""
        path = self.path_of(proof, kind)
        again = f"-{number}" if number > 1 else ""
        return path.with_name(f"{path.stem}.review-{on.isoformat()}{again}{path.suffix}")

    def create(self, path: Path, text: str) -> bool:
        """Write a new file; False, and nothing done, when there is one. It appears whole or not at all."""
        if os.path.lexists(path):
            _refuse_what_is_no_file(path)
            return False
        beside = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with beside.open("x", encoding="utf-8") as file:
                    file.write(text)
                    file.flush()
                    os.fsync(file.fileno())
                os.link(beside, path)  # unlike a rename it fails where somebody else was quicker
            finally:
                beside.unlink(missing_ok=True)
        except FileExistsError:
            if path.parent.is_dir():
                return False
            raise MlestoneError(f"{path.parent} is in the way: it is no folder. Move it, then try again.") from None
        except OSError as error:
            if error.errno in (errno.EPERM, errno.ENOTSUP, errno.EMLINK) and not os.path.lexists(path):
                return _create_in_place(path, text)  # a disk without hard links
            raise MlestoneError(f"{path} cannot be written: {error.strerror}.") from None
        return True

    def create_folder(self, path: Path, files: Mapping[str, bytes]) -> bool:
        """Write a new folder; False, and nothing done, when there is one. It appears whole or not at all."""
        if os.path.lexists(path):
            if not path.is_dir():
                raise NoSuchFile(f"{path} is a file where a folder should be. Move it away, then try again.")
            return False
        beside = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            for name, body in files.items():
                file = beside / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(body)
            beside.mkdir(parents=True, exist_ok=True)
            beside.rename(path)
        except OSError as error:
            raise MlestoneError(f"{path} cannot be written: {error.strerror}.") from None
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        return True

    def move_aside(self, path: Path, on: date) -> Path | None:
        """Give a file a dated name of its own; `None` when there is no file."""
        if not os.path.lexists(path):
            return None
        if is_file_name(path):
            _refuse_what_is_no_file(path)
        for number in range(1, _TRIES):
            again = f"-{number}" if number > 1 else ""
            kept = path.with_name(f"{path.stem}.before-{on.isoformat()}{again}{path.suffix}")
            if not os.path.lexists(kept):
                try:
                    path.rename(kept)
                except OSError as error:
                    raise MlestoneError(f"{path} cannot be moved to {kept.name}: {error.strerror}.") from None
                return kept
        raise MlestoneError(f"{path.parent} holds {_TRIES} old versions of {path.name} of today. Remove some.")

    def read(self, path: Path, kind: str = "") -> bytes:
        """A file's bytes, whatever they are; of a lab, its folder as a bundle."""
        return read_lab_folder(path) if kind == "lab" else read_submission(path)

    def edited(self, path: Path) -> datetime | None:
        """When a file was last written; of a folder, when any file in it was."""
        try:
            latest = max((file.stat().st_mtime for file in path.rglob("*")), default=0.0) if path.is_dir() else 0.0
            return datetime.fromtimestamp(max(latest, path.stat().st_mtime), UTC)
        except (OSError, OverflowError, ValueError):
            return None

    def belongs(self, path: Path) -> tuple[ProofId, FilePurpose] | None:
        """Which proof a file is for, told from its place and name alone."""
        full = Path(os.path.abspath(path))  # noqa: PTH100 - not resolved: the file may be kept elsewhere and linked
        for folder in (self.folder, self.folder.resolve()):
            if full.is_relative_to(folder):
                return _meaning(full.relative_to(folder))
        return None

    def files(self) -> Iterator[WorkFile]:
        """All files of proofs, in no order."""
        try:
            skills = [entry for entry in os.scandir(self.folder) if is_kebab(entry.name) and entry.is_dir()]
        except FileNotFoundError:
            return
        except NotADirectoryError:
            raise MlestoneError(f"The workspace {self.folder} is a file. Move it, or name another folder.") from None
        except OSError as error:
            raise MlestoneError(f"The workspace {self.folder} cannot be read: {error.strerror}.") from None
        for skill in skills:
            yield from self._files_of(Path(skill.path))

    def _files_of(self, folder: Path) -> Iterator[WorkFile]:
        try:
            entries = list(os.scandir(folder))
        except OSError:
            return  # a folder that cannot be read holds nothing that could be checked
        for entry in entries:
            meaning = _meaning(Path(folder.name, entry.name))
            if meaning is None:
                continue
            path = Path(entry.path)
            if entry.is_file() if is_file_name(path) else entry.is_dir():
                yield WorkFile(path, *meaning, self.edited(path))


def workspace_dir() -> Path:
    """The learner's folder: as chosen by environment variables, else `mlestone` in their home."""
    from mlestone.base.settings import HOME_VARIABLE

    if chosen := os.environ.get(WORKSPACE_VARIABLE):
        return Path(chosen).expanduser().absolute()
    if home := os.environ.get(HOME_VARIABLE):
        return Path(home).expanduser().absolute() / "workspace"
    return Path.home() / "mlestone"


def read_submission(path: Path) -> bytes:
    """A learner's file, whatever is in it."""
    try:
        if not path.is_file() and path.exists() and not path.is_dir():
            raise NoSuchFile(f"{path} is no ordinary file; give the file to check.")  # a pipe would never end
        with path.open("rb") as file:
            return file.read(READ_AT_MOST)
    except IsADirectoryError:
        raise NoSuchFile(f"{path} is a folder; give the file to check.") from None
    except FileNotFoundError:
        raise NoSuchFile(f"There is no file {path}.") from None
    except OSError as error:
        raise NoSuchFile(f"{path} cannot be read: {error.strerror}.") from None


def is_file_name(path: Path) -> bool:
    """Whether something is called as a proof's file is; a lab's folder is not."""
    return path.suffix in (".py", ".txt")


def read_lab_folder(path: Path) -> bytes:
    """A learner's folder as one submission."""
    from mlestone.proving.labs.bundle import BadBundle, pack, read_folder

    try:
        if not path.is_dir():
            raise NoSuchFile(f"{path} is no folder; a lab is handed in as the folder its files are in.")
        return pack(read_folder(path))
    except BadBundle as error:
        raise MlestoneError(f"{path}: {error}") from None
    except OSError as error:
        raise NoSuchFile(f"{error.filename or path} cannot be read: {error.strerror}.") from None


def _meaning(inside: Path) -> tuple[ProofId, FilePurpose] | None:
    if len(inside.parts) != 2:
        return None
    skill, name = inside.parts
    found = _NAME.fullmatch(name)
    if found is None or not is_kebab(skill):
        return None
    proof = name_from_file(found["stem"])
    if not is_kebab(proof):
        return None
    return ProofId(f"{SkillId(skill)}/{proof}"), "proof" if found["review"] is None else "review"


def _refuse_what_is_no_file(path: Path) -> None:
    if path.is_dir():
        raise NoSuchFile(f"{path} is a folder where a file should be. Move it away, then try again.")
    if path.is_symlink() and not path.exists():
        raise NoSuchFile(f"{path} is a link to a file that is not there. Remove the link, then try again.")
    if not path.is_file():
        raise NoSuchFile(f"{path} is no ordinary file. Move it away, then try again.")


def _create_in_place(path: Path, text: str) -> bool:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return False
    except OSError as error:
        raise MlestoneError(f"{path} cannot be written: {error.strerror}.") from None
    return True
