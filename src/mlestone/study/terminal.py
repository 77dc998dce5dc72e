"""Working on a lab in a terminal: what to type there, so that its commands are those it is judged with."""

from __future__ import annotations

import shlex
from pathlib import Path

from mlestone.base.ids import KitName, ProofId
from mlestone.engine.kit import KitMissing, KitPlanned, find_kit


def programs_of(kit: KitName) -> Path | None:
    """The folder of a kit's programs, `python` among them; `None` while it is not installed."""
    try:
        return find_kit(kit).python.parent
    except (KitMissing, KitPlanned):
        return None


def terminal_lines(folder: Path, programs: Path | None, proof: ProofId, purpose: str) -> tuple[str, ...]:
    """Into the folder, the kit's programs before others of their names, and how to hand in; a review by its folder."""
    check = proof if purpose == "proof" else str(folder)
    found = () if programs is None else (f'export PATH={shlex.quote(str(programs))}:"$PATH"',)
    return (f"cd {shlex.quote(str(folder))}", *found, f"mlestone check {shlex.quote(check)}")
