"""Opening files to work on: a proof's starter, a question proof's paper, what was edited last."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from mlestone.base.errors import MlestoneError
from mlestone.base.ids import ProofId
from mlestone.course.model import Kind, ProofEntry
from mlestone.study.desk import Desk
from mlestone.study.study import JUDGED, NotReady
from mlestone.study.terminal import programs_of, terminal_lines
from mlestone.study.views import FilePurpose, Opened
from mlestone.study.workspace import NoSuchFile, WorkFile, is_file_name

_MOST_REVIEWS_A_DAY = 100


class NothingEdited(MlestoneError):
    """The workspace holds no file of a proof."""


def start(desk: Desk, proof: str) -> Opened:
    """The proof's file, written if it is not there."""
    entry = workable(desk, proof)
    path = desk.files.path_of(entry.id, entry.kind)
    created = not path.exists() and _create(desk, entry, path)
    if not created:
        desk.files.read(path, entry.kind)  # says what is wrong with it, before somebody's editor does
    if created or desk.record.proof(entry.id).touched_at is None:
        _log_start(desk, entry)
    return describe(desk, entry, path, created=created)


def reset(desk: Desk, proof: str, review: Path | None = None) -> Opened:
    """A fresh file of the proof, or of this review of it; the one that was there is kept under a dated name."""
    entry = workable(desk, proof)
    path = review or desk.files.path_of(entry.id, entry.kind)
    first_text(desk, entry)  # what cannot be written again is not moved away
    backup = desk.files.move_aside(path, desk.today())
    created = _create(desk, entry, path)
    if review is not None:
        return describe(desk, entry, path, created=created, backup=backup, purpose="review")
    _log_start(desk, entry)
    return describe(desk, entry, path, created=created, backup=backup)


def _create(desk: Desk, entry: ProofEntry, path: Path) -> bool:
    """Write what the learner begins with; False when there is something already."""
    files = desk.sheet(entry).files if entry.kind is Kind.LAB else None
    return desk.files.create(path, first_text(desk, entry)) if files is None else desk.files.create_folder(path, files)


def _log_start(desk: Desk, entry: ProofEntry) -> None:
    from mlestone.learning.events import Started

    desk.journal.append(Started(entry.id))


def open_review(desk: Desk, proof: str) -> Opened:
    """A fresh file for a review; one that was begun today and has not come to its end is gone on with."""
    entry = workable(desk, proof)
    for path in _review_paths(desk, entry):
        created = not path.exists() and _create(desk, entry, path)
        if created or not _is_over(desk, entry, path):
            return describe(desk, entry, path, created=created, purpose="review")
    raise MlestoneError(f"There are too many reviews of {entry.id} of today in {desk.files.folder}. Remove some.")


def has_open_review(desk: Desk, entry: ProofEntry) -> bool:
    """Whether a review of this proof was begun today and has not come to its end."""
    begun = takewhile(Path.exists, _review_paths(desk, entry))
    return any(not _is_over(desk, entry, path) for path in begun)


def _review_paths(desk: Desk, entry: ProofEntry) -> Iterator[Path]:
    """The names reviews of today may have, in the order they are given out."""
    today = desk.today()
    return (desk.files.review_path(entry.id, entry.kind, today, number) for number in range(1, _MOST_REVIEWS_A_DAY))


def _is_over(desk: Desk, entry: ProofEntry, review: Path) -> bool:
    """Whether a review's file has served: it passed, or it is a paper, which is marked once."""
    tried, passed = desk.record.proof(entry.id).tried_at, desk.record.skill(entry.skill).reviewed_at
    ended = tried if entry.kind is Kind.QUESTION else passed
    edited = desk.files.edited(review)
    return ended is not None and edited is not None and edited <= ended


def opened(desk: Desk, proof_or_path: str | Path) -> Opened:
    """Which proof a file of the workspace belongs to; or, given a proof, the file it has."""
    return _opened(desk, find_file(desk, proof_or_path))


def edited_last(desk: Desk) -> Opened:
    """The file that was edited last, of all proofs of the course."""
    return _opened(desk, last_file(desk))


def find_file(desk: Desk, proof_or_path: str | Path) -> WorkFile:
    """The file a proof has, or that this path names; an error in words when it is not there."""
    if isinstance(proof_or_path, Path) or looks_like_path(proof_or_path):
        path = Path(proof_or_path)
        meaning = desk.files.belongs(path)
        if meaning is None:
            raise NoSuchFile(
                f"{path} is no file of the workspace {desk.files.folder}, so it does not tell which proof it is for. "
                "Name the proof too."
            )
        proof, purpose = ProofId(workable(desk, meaning[0]).id), meaning[1]
    else:
        entry = workable(desk, proof_or_path)
        path, proof, purpose = desk.files.path_of(entry.id, entry.kind), entry.id, "proof"
        if not os.path.lexists(path):
            raise NoSuchFile(f"There is no file {path}. `mlestone start {entry.id}` writes it.")
    return WorkFile(path, proof, purpose, desk.files.edited(path))


def last_file(desk: Desk) -> WorkFile:
    """The file that was edited last."""
    known = [file for file in desk.files.files() if _is_of_its_kind(desk, file)]
    if not known:
        raise NothingEdited(
            f"There is no file of a proof in {desk.files.folder} yet. `mlestone next` says what to begin with."
        )
    return max(known, key=lambda file: (file.edited is not None, file.edited, str(file.path)))


def _is_of_its_kind(desk: Desk, file: WorkFile) -> bool:
    """Whether a proof of the course has this name, and is handed in as a file or as a folder, as this is."""
    entry = desk.course.proofs.get(file.proof)
    return entry is not None and (entry.kind is Kind.LAB) is not is_file_name(file.path)


def _opened(desk: Desk, file: WorkFile) -> Opened:
    entry = workable(desk, file.proof)
    desk.files.read(file.path, entry.kind)
    return describe(desk, entry, file.path, created=False, purpose=file.purpose)


def workable(desk: Desk, proof: str) -> ProofEntry:
    """A proof that is written and that can be judged."""
    _, entry = desk.written(proof)
    if entry.kind not in JUDGED:
        raise NotReady(f"{entry.id}: proofs of the kind {entry.kind} cannot be judged yet")
    return entry


def first_text(desk: Desk, entry: ProofEntry) -> str:
    """What a fresh file holds: the starter, or a paper with other numbers than any before."""
    if entry.kind is Kind.QUESTION:
        return desk.study.paper(entry.id)
    return desk.sheet(entry).starter


def describe(
    desk: Desk,
    entry: ProofEntry,
    path: Path,
    *,
    created: bool,
    purpose: FilePurpose = "proof",
    backup: Path | None = None,
) -> Opened:
    is_lab = entry.kind is Kind.LAB
    programs = programs_of(desk.course.skill(entry.skill).kit_of(entry)) if is_lab else None
    return Opened(
        proof=entry.id,
        skill=entry.skill,
        kind=entry.kind.value,
        path=path,
        created=created,
        purpose=purpose,
        backup=backup,
        title=desk.sheet(entry).title,
        edited=desk.files.edited(path),
        programs=programs,
        terminal=terminal_lines(path, programs, entry.id, purpose) if is_lab else (),
    )


def looks_like_path(text: str) -> bool:
    return text.endswith((".py", ".txt")) or Path(text).is_absolute() or text.startswith("./")


def proof_named(desk: Desk, proof_or_path: str) -> ProofId:
    """The proof meant by an id, or by a file of the workspace."""
    if looks_like_path(proof_or_path):
        return find_file(desk, proof_or_path).proof
    return desk.study.find(ProofId(proof_or_path))[1].id
