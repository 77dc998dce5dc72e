"""Roadmaps and tracks, as read from `roadmaps/*.yaml` and `tracks.yaml`."""

from dataclasses import dataclass
from pathlib import Path

from mlestone.base.ids import ItemId, RoadmapId, SkillId, TrackId, is_dotted, is_kebab
from mlestone.course.documents import SPELLING, Document, Faults, Fields, Place, entries_of, read_yaml, top
from mlestone.course.model import Item, Roadmap, Section, Track

ROADMAP_KEYS = ("id", "title", "source_file", "sections")
TRACK_KEYS = ("id", "title", "description", "roadmap", "targets")

Places = dict[ItemId, Place]


@dataclass(frozen=True, slots=True)
class RoadmapFile:
    roadmap: Roadmap
    document: Document
    places: Places
    """Where each section and item stands in the file, as far as they could be read."""


@dataclass(frozen=True, slots=True)
class TrackEntry:
    track: Track
    document: Document
    index: int


def read_roadmaps(folder: Path, faults: Faults) -> list[RoadmapFile]:
    roadmaps: list[RoadmapFile] = []
    for entry in sorted(entries_of(folder), key=lambda entry: entry.name):
        if entry.name.endswith(".yaml"):
            roadmaps.append(_read_roadmap(folder / entry.name, faults))
        else:
            faults.add(folder / entry.name, 1, f"{entry.name!r} is no roadmap: roadmaps end in .yaml")
    return roadmaps


def _read_roadmap(path: Path, faults: Faults) -> RoadmapFile:
    name = path.stem
    document = read_yaml(path, faults)
    places: Places = {}
    fields = top(document)
    if fields is None:
        return RoadmapFile(Roadmap(RoadmapId(name), "", "", ()), document, places)
    fields.allow(*ROADMAP_KEYS)
    written = fields.text("id")
    if written is not None and written != name:
        fields.fault("id", f"the id {written!r} differs from the file's name {path.name!r}")
    elif not is_kebab(name):
        fields.fault("id", f"{name!r} cannot be a roadmap's id", SPELLING)
    source = fields.text("source_file")
    if source is not None and ("/" in source or "\\" in source):
        fields.fault("source_file", "`source_file` must be a file's name without folders")
    sections = [_section(section, name, places) for section in fields.mappings("sections") or ()]
    roadmap = Roadmap(
        RoadmapId(name),
        fields.text("title") or "",
        source or "",
        tuple(section for section in sections if section is not None),
    )
    return RoadmapFile(roadmap, document, places)


def _section(fields: Fields, roadmap: str, places: Places) -> Section | None:
    fields.allow("id", "title", "items")
    title = fields.text("title")
    name = _item_id(fields, roadmap, places)
    items = _items(fields, name or roadmap, places)
    return Section(ItemId(name), title or "", items) if name else None


def _items(fields: Fields, prefix: str, places: Places) -> tuple[Item, ...]:
    items: list[Item] = []
    for entry in fields.mappings("items") or ():
        entry.allow("id", "name", "items")
        title = entry.text("name")
        name = _item_id(entry, prefix, places)
        inner = _items(entry, prefix, places) if entry.has("items") else ()
        if name is not None:
            items.append(Item(ItemId(name), title or "", inner))
    return tuple(items)


def _item_id(fields: Fields, prefix: str, places: Places) -> str | None:
    name = fields.text("id")
    if name is None:
        return None
    if not is_dotted(name):
        fields.document.lossy = True
        fields.fault("id", f"{name!r} cannot be an item's id", "Use lower-case words joined by hyphens and dots.")
        return None
    if not name.startswith(prefix + "."):
        fields.fault("id", f"the id {name!r} does not begin with {prefix + '.'!r}")
    if name in places:
        fields.fault("id", f"the id {name!r} is used twice in this roadmap")
    places[ItemId(name)] = (*fields.at, "id")
    return name


def read_tracks(path: Path, faults: Faults) -> tuple[Document, list[TrackEntry]]:
    document = read_yaml(path, faults)
    fields = top(document)
    if fields is None:
        return document, []
    fields.allow("tracks")
    tracks: list[TrackEntry] = []
    for index, entry in enumerate(fields.mappings("tracks") or ()):
        track = _track(entry)
        if track is not None:
            tracks.append(TrackEntry(track, document, index))
    return document, tracks


def _track(fields: Fields) -> Track | None:
    fields.allow(*TRACK_KEYS)
    name, title, description = fields.text("id"), fields.text("title"), fields.text("description")
    targets = fields.names("targets")
    if targets == ():
        fields.fault("targets", "`targets` is empty")
    roadmap = fields.text("roadmap") if fields.has("roadmap") else None
    if name is None:
        return None
    if not is_kebab(name):
        fields.document.lossy = True
        fields.fault("id", f"{name!r} cannot be a track's id", SPELLING)
        return None
    return Track(
        TrackId(name),
        title or "",
        description or "",
        tuple(SkillId(target) for target in targets or ()),
        RoadmapId(roadmap) if roadmap else None,
    )
