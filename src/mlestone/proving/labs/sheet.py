"""What a lab shows its learner: the sheet of its checks, and the files they begin with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from mlestone.proving.labs.folder import read_lab
from mlestone.proving.layout import BadProof
from mlestone.proving.sheet import Sheet, sheet_of


def lab_sheet(folder: Path) -> Sheet:
    """The sheet of the lab in a folder; raises `BadProof` with everything that is wrong with it.

    Its `starter` names the files of `files`; its `reference` is those the learner has a part in, one after another.
    """
    lab = read_lab(folder)
    if lab.problems:
        raise BadProof(lab.problems)
    theirs = {path: body for path, body in lab.answer.items() if lab.starter.get(path) != body}
    named = "".join(f"{path}\n" for path in sorted(lab.starter))
    return replace(sheet_of(lab.layout), path=folder, starter=named, reference=as_one_text(theirs), files=lab.starter)


def as_one_text(files: Mapping[str, bytes]) -> str:
    """Several files as one text, each under its name."""
    return "\n".join(f"==> {path} <==\n{body.decode('utf-8', 'replace')}" for path, body in sorted(files.items()))
