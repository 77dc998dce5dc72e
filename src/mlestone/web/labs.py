"""Labs as the page sees them: a folder of files where other proofs have one source.

Files travel as in a submission: text as it is, anything else as `{"base64": …}`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mlestone.course.model import Kind, ProofEntry
from mlestone.proving.labs.bundle import pack
from mlestone.study.learner import Learner
from mlestone.web.answers import Refused
from mlestone.web.drafts import NO_FILE, stamp_of

Files = dict[str, str | dict[str, str]]


def is_lab(entry: ProofEntry) -> bool:
    return entry.kind is Kind.LAB


def folder_of(learner: Learner, entry: ProofEntry, folder: Path) -> dict[str, Any]:
    """What the page shows in an editor's place: the learner's files, or those they will begin with."""
    begun = folder.is_dir()
    body = learner.desk.files.read(folder, entry.kind) if begun else pack(learner.desk.sheet(entry).files or {})
    return {
        "begun": begun,
        "source": "",
        "files": json.loads(body)["files"],
        "stamp": stamp_of(body) if begun else NO_FILE,
    }


def submitted(files: Mapping[str, str | Mapping[str, str]]) -> str:
    """Files from the page as one submission; what is wrong with them is said in the verdict."""
    return json.dumps({"files": files}, ensure_ascii=False, sort_keys=True)


def refuse_source(entry: ProofEntry) -> None:
    """A lab's files are saved by name, not as one source."""
    if is_lab(entry):
        raise Refused(409, "no-file", f"{entry.id} is a lab: its files are in a folder, and edited there.")
