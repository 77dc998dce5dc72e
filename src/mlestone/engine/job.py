"""A job: everything needed to judge one attempt, as plain data. The same job gives the same verdict anywhere."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mlestone.base.ids import KitName, ProofId
from mlestone.engine.limits import Limits

_IMPORT = re.compile(r"^[ \t]*(?:import|from)[ \t]+([A-Za-z_][\w]*(?:[ \t]*,[ \t]*[A-Za-z_]\w*)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Job:
    proof: ProofId
    path: Path  # the proof's file in its course
    kit: KitName
    seed: int
    source: bytes = b""  # as submitted: it may be anything, UTF-8 or not
    replies: dict[str, str] | None = None  # for questions: number of the question -> what was replied
    limits: Limits = field(default_factory=Limits)

    @property
    def text(self) -> str:
        """The source as text; bytes that are no UTF-8 travel as lone surrogates, and are refused by the judge."""
        return self.source.decode("utf-8", "surrogateescape")

    def as_task(self) -> dict[str, Any]:
        """What the child is told: nothing from which the checks' inputs, or where they stand, could be known."""
        hashed = hashlib.blake2b(str(self.seed).encode(), digest_size=8, person=b"child").digest()
        seed = int.from_bytes(hashed, "big")
        return {"mode": "proof", "source": self.text, "seed": seed, "limits": self.limits.as_dict()}

    def as_machine(self) -> dict[str, Any]:
        """What a lab's machine is told: nothing. The examiner puts the learner's files there."""
        return {"mode": "lab", "seed": 0, "limits": self.limits.as_dict()}

    def as_order(self, mode: str, *, aloud: bool = False) -> dict[str, Any]:
        """What the examiner is told. `aloud`: it is to tell of its progress."""
        return {
            "mode": mode,
            "aloud": aloud,
            "proof": self.proof,
            "path": str(self.path),
            "seed": self.seed,
            "source": self.text,
            "replies": self.replies,
            "limits": self.limits.as_dict(),
        }


def imports_of(source: str) -> frozenset[str]:
    """Top-level modules a source seems to import. A guess that only decides which zygote is quickest."""
    found = _IMPORT.findall(source)
    return frozenset(name.strip().partition(".")[0] for names in found for name in names.split(","))
