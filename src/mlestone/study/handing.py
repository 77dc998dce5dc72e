"""What is handed in: which file is meant, for which proof, and who judges it.

Nothing of the log, its rules or an engine is loaded for that: where another process's engine is warm, it does the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mlestone.base.errors import MlestoneError, UnknownName
from mlestone.base.ids import ProofId
from mlestone.study.opening import find_file, last_file, workable

if TYPE_CHECKING:
    from mlestone.engine.stopping import Stop
    from mlestone.proving.progress import Tell
    from mlestone.study.desk import Desk
    from mlestone.study.views import Checked

PURPOSES = ("proof", "review")


@dataclass(frozen=True, slots=True)
class Submission:
    """What is handed in, and for what."""

    proof: ProofId
    source: bytes
    purpose: str
    """One of `PURPOSES`."""
    file: Path | None


def submission(
    desk: Desk, proof: str | None, file: Path | None, source: bytes | None, purpose: str | None
) -> Submission:
    """What is meant: a source, a file, a proof's own file, or, with nothing said, the file that was edited last."""
    if purpose is not None and purpose not in PURPOSES:
        raise UnknownName("purpose of an attempt", purpose, PURPOSES)
    if source is not None:
        if proof is None:
            raise MlestoneError("Say which proof this source is for: SKILL/PROOF.")
        return Submission(workable(desk, proof).id, source, purpose or "proof", file)
    if file is None or proof is None:
        found = last_file(desk) if proof is None and file is None else find_file(desk, file or proof or "")
        source = desk.files.read(found.path, workable(desk, found.proof).kind)
        return Submission(found.proof, source, purpose or found.purpose, found.path)
    entry = workable(desk, proof)
    meaning = desk.files.belongs(file)
    told = meaning[1] if meaning is not None and meaning[0] == entry.id else "proof"
    return Submission(entry.id, desk.files.read(file, entry.kind), purpose or told, file)


def check(
    desk: Desk, handed: Submission, seed: int | None, tell: Tell | None = None, stop: Stop | None = None
) -> Checked:
    """Have it judged: by another process's warm engine where there is one, otherwise here."""
    if seed is None and desk.shared:
        from mlestone.study.service import ask

        if (checked := ask(desk, handed, tell, stop)) is not None:
            return checked
    from mlestone.study.attempts import check_here

    return check_here(desk, handed, seed, tell, stop)
