"""Which proofs were played whole and kept every rule: a receipt in the skill's folder, which is committed with them.

A receipt holds for a proof's file and the data beside it, byte by byte, and for nothing else: whoever mends MLestone
or renews a kit plays all proofs whole again, and whoever changes a proof has none until it is played.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

NAME = ".checked.json"


def has_receipt(proof: Path) -> bool:
    """Whether this file was played whole, as it is, and nothing was found."""
    return _receipts(proof.parent).get(proof.name) == print_of(proof)


def give_receipt(proof: Path) -> None:
    """Put down that this file was. Where a course cannot be written to, it does without."""
    with contextlib.suppress(OSError):
        kept = _receipts(proof.parent)
        there = {name: kept[name] for name in kept if (proof.parent / name).exists()}
        told = json.dumps(dict(sorted({**there, proof.name: print_of(proof)}.items())), indent=2) + "\n"
        aside = proof.with_name(f"{NAME}.new")
        aside.write_text(told, encoding="utf-8")
        aside.replace(proof.with_name(NAME))


def print_of(path: Path) -> str:
    """A hash of a lesson's or proof's file, and of what it may read."""
    digest = hashlib.sha256()
    for file in sorted([path, *_data_beside(path)]):
        digest.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _receipts(folder: Path) -> dict[str, str]:
    try:
        kept = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _data_beside(path: Path) -> Iterator[Path]:
    """Files in a skill's folder that a lesson or proof may read."""
    return (
        file
        for file in path.parent.rglob("*")
        if file.is_file() and file.suffix not in (".py", ".md", ".pyc") and not file.name.startswith(".")
    )
