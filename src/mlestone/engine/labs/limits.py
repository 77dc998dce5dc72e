"""What one attempt at a lab may use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mlestone.engine.limits import LAB, MIB, Limits
from mlestone.proving.labs.folder import read_lab


def limits_of(folder: Path) -> Limits:
    """The limits of the lab in a folder: those of every lab, but for what its checks say."""
    said = read_lab(folder).layout.limits
    return replace(
        LAB,
        seconds=float(said.get("seconds", LAB.seconds)),
        memory=said.get("memory", LAB.memory // MIB) * MIB,
        scratch=said.get("disk", LAB.scratch // MIB) * MIB,
    )
