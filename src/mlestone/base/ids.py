"""Ids as distinct types, so that a proof's id cannot be passed where a skill's is meant.

Every id is lower-case words of letters and digits joined by hyphens ("kebab case"), the id of a roadmap item
is several of these joined by dots, and a proof's id in full is `skill/proof`. Ids are permanent, because they
stand in learners' logs. What an id refers to is the business of `mlestone.course`.
"""

import re
from pathlib import PurePosixPath
from typing import NewType

SkillId = NewType("SkillId", str)
ProofId = NewType("ProofId", str)
"""In full: `skill/proof`, as a learner types it."""
RegionId = NewType("RegionId", str)
RoadmapId = NewType("RoadmapId", str)
ItemId = NewType("ItemId", str)
"""A section, group or leaf of a roadmap: `roadmap.section.item`."""
TrackId = NewType("TrackId", str)
KitName = NewType("KitName", str)

_KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DOTTED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*")


def is_kebab(text: str) -> bool:
    """Whether `text` may be the id of a region, skill, track, roadmap or kit, or a proof's own name."""
    return _KEBAB.fullmatch(text) is not None


def is_dotted(text: str) -> bool:
    """Whether `text` may be the id of a roadmap item."""
    return _DOTTED.fullmatch(text) is not None


def proof_id(skill: str, proof: str) -> ProofId:
    """The full id of a proof; raises `ValueError` when either part could not be one."""
    for part in (skill, proof):
        if not is_kebab(part):
            raise ValueError(f"{part!r} is not an id: use lower-case words joined by hyphens")
    return ProofId(f"{skill}/{proof}")


def split_proof_id(proof: str) -> tuple[SkillId, str]:
    """The skill's id and the proof's own name; raises `ValueError` unless `proof` reads `skill/proof`."""
    skill, slash, name = proof.partition("/")
    if not (slash and is_kebab(skill) and is_kebab(name)):
        raise ValueError(f"{proof!r} is not a proof: write it as SKILL/PROOF, for example numpy-shapes/axis-statistics")
    return SkillId(skill), name


def file_stem(proof: str) -> str:
    """How a proof is spelled on disk: `flexible-metric` is `flexible_metric.py`, or a lab's folder."""
    return proof.replace("-", "_")


def name_from_file(path: PurePosixPath | str) -> str:
    """The proof's own name that a file or lab folder belongs to: the inverse of `file_stem`."""
    return PurePosixPath(path).name.removesuffix(".py").replace("_", "-")
