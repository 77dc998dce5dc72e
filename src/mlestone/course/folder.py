"""One course folder, read: every file in it turned into values, and whatever is wrong within a file reported.

What needs more than one file to see (unknown ids, the graph, coverage) is the business of `rules`. A file
that is broken still gives a value with whatever could be read, marked by its document being lossy, so that
one fault is not reported again as its consequences.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mlestone.base.errors import did_you_mean, nearest_names
from mlestone.course.documents import Document, Faults, entries_of
from mlestone.course.kit_files import KitEntry, read_kits
from mlestone.course.model import Region
from mlestone.course.register import REGISTER, Register, read_register
from mlestone.course.roadmap_files import RoadmapFile, TrackEntry, read_roadmaps, read_tracks
from mlestone.course.skill_files import RegionFile, SkillFile, read_region

_ROADMAPS = "roadmaps"


@dataclass(frozen=True, slots=True)
class Folder:
    """All that one course folder holds."""

    root: Path
    regions: list[RegionFile] = field(default_factory=list)
    roadmaps: list[RoadmapFile] = field(default_factory=list)
    tracks: list[TrackEntry] = field(default_factory=list)
    track_document: Document | None = None
    kits: list[KitEntry] = field(default_factory=list)
    machine: tuple[str, ...] = ()
    kit_document: Document | None = None
    register: Register | None = None

    def skill_files(self) -> Iterator[SkillFile]:
        for region in self.regions:
            yield from region.skills


def read_folder(root: Path, faults: Faults, *, beside: Folder | None = None) -> Folder:
    """Read a course folder.

    One that stands alone must have its register and its kits. One `beside` another may leave them out, and
    may add skills to the other's regions.
    """
    if not root.is_dir():
        faults.add(root, 1, "there is no such course folder")
        return Folder(root)
    present = {entry.name: entry for entry in entries_of(root)}
    names = {"tracks.yaml", "kits.yaml"}
    for name in sorted(present):
        if name.endswith((".yaml", ".yml")) and name not in names:
            guess = did_you_mean(nearest_names(name, names))
            faults.add(root / name, 1, f"no file of a course is called {name!r}.{guess}")
    known = beside.regions if beside is not None else []
    shared: dict[str, Region] = {file.region.id: file.region for file in known}
    regions = [
        read_region(root / name, faults, shared=shared.get(name), alone=beside is None)
        for name in sorted(present)
        if present[name].is_dir() and name != _ROADMAPS
    ]
    kit_document: Document | None = None
    kits: list[KitEntry] = []
    machine: tuple[str, ...] = ()
    if beside is None or "kits.yaml" in present:
        kit_document, kits, machine = read_kits(root / "kits.yaml", faults)
    track_document: Document | None = None
    tracks: list[TrackEntry] = []
    if "tracks.yaml" in present:
        track_document, tracks = read_tracks(root / "tracks.yaml", faults)
    return Folder(
        root=root,
        regions=regions,
        roadmaps=read_roadmaps(root / _ROADMAPS, faults) if _ROADMAPS in present else [],
        tracks=tracks,
        track_document=track_document,
        kits=kits,
        machine=machine,
        kit_document=kit_document,
        register=read_register(root / REGISTER, faults) if beside is None or REGISTER in present else None,
    )
