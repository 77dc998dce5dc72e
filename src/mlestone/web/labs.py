"""Labs as the page sees them: a folder of files where other proofs have one source.

Files travel as in a submission: text as it is, anything else as `{"base64": …}`. Each has a stamp of its own, so that
one is saved, renamed or deleted only as the page shows it; what another program did meanwhile is never undone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mlestone.base.errors import MlestoneError
from mlestone.course.model import Kind, ProofEntry
from mlestone.proving.labs.bundle import BadBundle, as_plain, checked_path, is_left_out, pack, unpack
from mlestone.study.learner import Learner
from mlestone.study.workspace import is_file_name
from mlestone.web.answers import Refused
from mlestone.web.drafts import NO_FILE, Drafts, stamp_of

Files = dict[str, str | dict[str, str]]


def is_lab(entry: ProofEntry) -> bool:
    return entry.kind is Kind.LAB


def may_be_its_review(entry: ProofEntry, own: Path, review: Path) -> bool:
    """Whether a review is called as those of this proof are: a lab's is a folder, too."""
    return not is_file_name(review) if is_lab(entry) else review.suffix == own.suffix


def folder_of(learner: Learner, entry: ProofEntry, folder: Path) -> dict[str, Any]:
    """What the page shows in an editor's place: the learner's files, or those they will begin with."""
    begun = folder.is_dir()
    body = learner.desk.files.read(folder, entry.kind) if begun else pack(_starter(learner, entry))
    return {"begun": begun, "source": "", "stamp": stamp_of(body) if begun else NO_FILE, **shown(unpack(body))}


def shown(files: Mapping[str, bytes | None]) -> dict[str, Any]:
    """Files and their stamps; `None` is one that is gone."""
    return {
        "files": {path: None if body is None else as_plain(body) for path, body in files.items()},
        "stamps": {path: NO_FILE if body is None else stamp_of(body) for path, body in files.items()},
    }


def submitted(files: Mapping[str, str | Mapping[str, str]]) -> str:
    """Files from the page as one submission; what is wrong with them is said in the verdict."""
    return json.dumps({"files": files}, ensure_ascii=False, sort_keys=True)


def refuse_source(entry: ProofEntry) -> None:
    """A lab's files are saved by name, not as one source."""
    if is_lab(entry):
        raise Refused(409, "no-file", f"{entry.id} is a lab: its files are in a folder, and edited there.")


def _starter(learner: Learner, entry: ProofEntry) -> Mapping[str, bytes]:
    return learner.desk.sheet(entry).files or {}


@dataclass(frozen=True, slots=True)
class Folder:
    """A lab's folder, to be changed. The first change makes it: until then the page shows the starter."""

    learner: Learner
    drafts: Drafts
    entry: ProofEntry
    path: Path

    def __post_init__(self) -> None:
        if not is_lab(self.entry):
            raise Refused(409, "no-file", f"{self.entry.id} is no lab: it has one file, and no folder.")

    def save(self, name: str, source: str, stamp: str) -> str:
        """Write one file over what had this stamp, or anew; its stamp."""
        file = self._file(name)
        with self.drafts.beginning(self.path):
            self._begin(name, stamp)
            _make_room(self.path, file)
            return self.drafts.save(file, source, stamp)

    def move(self, name: str, to: str, stamp: str) -> str:
        """Give one file another name, perhaps in another folder of the lab's; its stamp."""
        file, target = self._file(name), self._file(to)
        with self.drafts.beginning(self.path):
            self._begin(name, stamp)
            _make_room(self.path, target)
            self.drafts.move(file, target, stamp)
            self._tidy(file)
        return stamp

    def remove(self, name: str, stamp: str) -> str:
        """Delete one file; the stamp of none."""
        file = self._file(name)
        with self.drafts.beginning(self.path):
            self._begin(name, stamp)
            self.drafts.remove(file, stamp)
            self._tidy(file)
        return NO_FILE

    def _file(self, name: str) -> Path:
        """Where a file is, or would be; refuses what lies elsewhere or would not be handed in."""
        try:
            checked_path(name)
        except BadBundle as error:
            raise Refused(400, "refused", str(error)) from None
        file = self.path
        for part in name.split("/"):
            if is_left_out(part):
                raise Refused(400, "refused", f"{name} would not be handed in: {part!r} is left out of a lab's folder.")
            file /= part
            if file.is_symlink():
                raise Refused(409, "refused", f"{file} is a link; what it leads to is not part of the lab.")
        return file

    def _begin(self, name: str, stamp: str) -> None:
        """Make the folder, unless it is there, or was: then what is asked was meant for another one."""
        if self.path.is_dir():
            return
        starter = _starter(self.learner, self.entry)
        if stamp not in (NO_FILE, stamp_of(starter.get(name, b""))):
            return
        if self.path != self.learner.desk.files.path_of(self.entry.id, self.entry.kind):
            raise Refused(409, "no-file", f"There is no folder {self.path.name} any more; begin the review again.")
        self.drafts.note(self.learner.start(self.entry.id).path)  # the log says when a proof was begun

    def _tidy(self, file: Path) -> None:
        """Folders that have become empty go with the last of their files: they would not be handed in."""
        for folder in file.parents:
            if folder == self.path or any(folder.iterdir()):
                return
            folder.rmdir()


def _make_room(folder: Path, file: Path) -> None:
    """Make the folders a file is in. The lab's own folder is not made: where it is gone, so is the file."""
    if not folder.is_dir():
        return
    if file.is_dir():
        raise Refused(409, "taken", f"{file.relative_to(folder)} is a folder.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise Refused(409, "taken", f"{file.parent.relative_to(folder)} is a file, not a folder.") from None
    except OSError as error:
        raise MlestoneError(f"{file.parent} cannot be made: {error.strerror}.") from None
