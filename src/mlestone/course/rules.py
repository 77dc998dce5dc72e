"""What must hold between the files of a course: known ids, one graph, full coverage, ids that last.

Each rule is a function over what was read; together they say everything that is wrong at once. A rule does
not report what may be a consequence of a file that could not be read (`Document.may_hold`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from mlestone.base.errors import did_you_mean, nearest_names
from mlestone.base.ids import ItemId, KitName, RegionId, RoadmapId, SkillId, TrackId
from mlestone.course.documents import Document, Faults, Place
from mlestone.course.folder import Folder
from mlestone.course.graph import Graph, cycles, redundant_needs
from mlestone.course.kit_files import KitEntry, tools_of
from mlestone.course.model import Item
from mlestone.course.register import Key, Register
from mlestone.course.roadmap_files import RoadmapFile, TrackEntry
from mlestone.course.skill_files import RegionFile, SkillFile

_Id = TypeVar("_Id", bound=str)
_Entry = TypeVar("_Entry")


@dataclass(frozen=True, slots=True)
class Whole:
    """All folders together; of an id that occurs twice, the first (the other is reported)."""

    folders: Sequence[Folder]
    regions: dict[RegionId, RegionFile] = field(default_factory=dict)
    skills: dict[SkillId, SkillFile] = field(default_factory=dict)
    roadmaps: dict[RoadmapId, RoadmapFile] = field(default_factory=dict)
    tracks: dict[TrackId, TrackEntry] = field(default_factory=dict)
    kits: dict[KitName, KitEntry] = field(default_factory=dict)


def gather(folders: Sequence[Folder], faults: Faults) -> Whole:
    """Put the folders together and report ids that two of them use."""
    whole = Whole(folders)
    for folder in folders:
        for region in folder.regions:
            if region.document is not None:
                _claim(whole.regions, region.region.id, region, kind="region", document=region.document, at=())
        for skill in folder.skill_files():
            _claim(whole.skills, skill.skill.id, skill, kind="skill", document=skill.document, at=())
        for roadmap in folder.roadmaps:
            _claim(
                whole.roadmaps,
                roadmap.roadmap.id,
                roadmap,
                kind="roadmap",
                document=roadmap.document,
                at=("id",),
            )
        for track in folder.tracks:
            at = ("tracks", track.index, "id")
            _claim(whole.tracks, track.track.id, track, kind="track", document=track.document, at=at)
        for kit in folder.kits:
            if folder.kit_document is not None:
                _claim(whole.kits, kit.name, kit, kind="kit", document=folder.kit_document, at=("kits", kit.name))
    for folder in folders:
        for region in folder.regions:
            if region.document is None and region.region.id not in whole.regions and folder is not folders[0]:
                guess = did_you_mean(nearest_names(region.region.id, whole.regions))
                message = f"there is no region {region.region.id!r}, and the folder has no region.yaml.{guess}"
                faults.add(region.region.path, 1, message)
    return whole


def check(whole: Whole, faults: Faults) -> None:
    """Every rule."""
    for folder in whole.folders:
        _regions(folder)
        _proof_names(folder)
        if folder.register is not None:
            _register(folder, folder.register, faults)
    if all(folder.kit_document is None or not folder.kit_document.lossy for folder in whole.folders):
        _kits(whole)
    _needs(whole)
    _coverage(whole)
    _tracks(whole)


# ---- regions -----------------------------------------------------------------------------------


def _regions(folder: Folder) -> None:
    orders: dict[int, RegionId] = {}
    colours: dict[str, RegionId] = {}
    for file in folder.regions:
        if file.document is None:
            continue
        region, document = file.region, file.document
        if region.order and orders.setdefault(region.order, region.id) != region.id:
            document.fault(("order",), f"the order {region.order} is taken by the region {orders[region.order]!r}")
        if region.colour and colours.setdefault(region.colour, region.id) != region.id:
            document.fault(("colour",), f"{region.colour} is the colour of the region {colours[region.colour]!r}")
        if not file.skills:
            document.fault((), "the region has no skills")
        present = [skill.skill.id for skill in file.skills]
        for index, skill in enumerate(region.skills):
            if skill not in present:
                guess = did_you_mean(nearest_names(skill, present))
                document.fault(("skills", index), f"the region has no skill {skill!r}.{guess}")


def _proof_names(folder: Folder) -> None:
    """A proof's own name is unique in its course: people say and write it without the skill's."""
    owner: dict[str, SkillId] = {}
    for file in folder.skill_files():
        for proof in file.skill.proofs:
            if owner.setdefault(proof.name, file.skill.id) != file.skill.id:
                message = f"the skill {owner[proof.name]!r} has a proof called {proof.name!r} too"
                file.document.fault(_place_of_proof(file, proof.name), message)


def _place_of_proof(file: SkillFile, name: str) -> Place:
    data = file.document.data
    proofs = data.get("proofs") if isinstance(data, dict) else None
    for index, entry in enumerate(proofs if isinstance(proofs, list) else ()):
        if isinstance(entry, dict) and entry.get("id") == name:
            return ("proofs", index, "id")
    return ()


# ---- kits and tools ----------------------------------------------------------------------------


def _kits(whole: Whole) -> None:
    held = {kit: tools_of(kit, whole.kits) for kit in whole.kits}
    machine = frozenset(tool for folder in whole.folders for tool in folder.machine)
    for folder in whole.folders:
        for kit in folder.kits:
            for included in kit.includes:
                if included not in whole.kits and folder.kit_document is not None:
                    at = ("kits", kit.name, "includes")
                    folder.kit_document.fault(at, _unknown("kit", included, whole.kits))
        for region in folder.regions:
            if region.document is not None and region.region.kit and region.region.kit not in held:
                region.document.fault(("kit",), _unknown("kit", region.region.kit, whole.kits))
        for file in folder.skill_files():
            _tools(file, held, machine)


def _tools(file: SkillFile, held: Mapping[KitName, frozenset[str]], machine: frozenset[str]) -> None:
    kit = file.skill.kit
    if file.says_kit and kit and kit not in held:
        file.document.fault(("kit",), _unknown("kit", kit, held))
    for index, tool in enumerate(file.skill.tools):
        if tool in machine or tool in held.get(kit, ()):
            continue
        holders = [name for name, tools in held.items() if tool in tools]
        if not holders:
            known = machine.union(*held.values())
            message = _unknown("tool", tool, known)
            file.document.fault(("tools", index), message, "Tools are listed in kits.yaml.")
        elif kit in held:
            message = f"the kit {kit!r} does not hold {tool!r}"
            file.document.fault(("tools", index), message, f"These do: {', '.join(holders)}.")


# ---- the graph ---------------------------------------------------------------------------------


def _needs(whole: Whole) -> None:
    for file in whole.skills.values():
        for index, need in enumerate(file.skill.needs):
            if need not in whole.skills:
                file.document.fault(("needs", index), _unknown("skill", need, whole.skills))
    needs = {skill: file.skill.needs for skill, file in whole.skills.items()}
    for cycle in cycles(needs):
        first = whole.skills[cycle[0]]
        at = ("needs", first.skill.needs.index(cycle[1]))
        first.document.fault(at, f"skills need each other in a circle: {' -> '.join(cycle)}")
    for skill, need, through in redundant_needs(needs):
        file = whole.skills[skill]
        at = ("needs", file.skill.needs.index(need))
        file.document.fault(at, f"the need {need!r} is redundant: {through!r} needs it already")


# ---- roadmaps and what covers them -------------------------------------------------------------


def _coverage(whole: Whole) -> None:
    items = {item.id for file in whole.roadmaps.values() for item in file.roadmap.walk()}
    covered: set[ItemId] = set()
    broken = [file.document for file in whole.skills.values() if file.document.lossy]
    for file in whole.skills.values():
        for index, item in enumerate(file.skill.covers):
            covered.add(item)
            if item not in items and not _in_broken_roadmap(item, whole):
                file.document.fault(("covers", index), _unknown("roadmap item", item, items))

    def uncovered(item: Item) -> bool:
        if item.id in covered or any(document.may_hold(item.id) for document in broken):
            return False
        # A group that nobody covers by name is covered by all its parts, each of which reports for itself.
        return item.is_leaf

    for roadmap in whole.roadmaps.values():
        for topic in roadmap.roadmap.walk():
            if uncovered(topic):
                roadmap.document.fault(roadmap.places[topic.id], f"no skill covers {topic.id!r}")


def _in_broken_roadmap(item: ItemId, whole: Whole) -> bool:
    roadmap = whole.roadmaps.get(RoadmapId(item.split(".", 1)[0]))
    return roadmap is not None and _excuses_itself(roadmap.document, item)


# ---- tracks ------------------------------------------------------------------------------------


def _tracks(whole: Whole) -> None:
    known = {
        skill: tuple(need for need in file.skill.needs if need in whole.skills) for skill, file in whole.skills.items()
    }
    graph = Graph(known)
    circular = bool(cycles(known))
    for entry in whole.tracks.values():
        track = entry.track
        for index, target in enumerate(track.targets):
            if target not in whole.skills:
                entry.document.fault(_target(entry, index), _unknown("skill", target, whole.skills))
        if track.roadmap is None and not circular:
            _order_of_targets(entry, graph, whole)
        if track.roadmap is not None and track.roadmap not in whole.roadmaps:
            message = _unknown("roadmap", track.roadmap, whole.roadmaps)
            entry.document.fault(("tracks", entry.index, "roadmap"), message)
    for folder in whole.folders:
        _one_track_per_roadmap(folder, whole)


def _order_of_targets(entry: TrackEntry, graph: Graph, whole: Whole) -> None:
    targets = entry.track.targets
    for index, target in enumerate(targets):
        if target not in whole.skills:
            continue
        before = graph.before(target)
        for later in targets[index + 1 :]:
            if later in before and later != target:
                message = f"{target!r} comes before {later!r}, which it needs"
                entry.document.fault(_target(entry, index), message, "List targets in the order of travel.")


def _one_track_per_roadmap(folder: Folder, whole: Whole) -> None:
    followed: dict[RoadmapId, TrackEntry] = {}
    for entry in folder.tracks:
        roadmap = entry.track.roadmap
        if roadmap is None:
            continue
        if roadmap in followed:
            message = f"the track {followed[roadmap].track.id!r} follows {roadmap!r} already"
            entry.document.fault(("tracks", entry.index, "roadmap"), message)
            continue
        followed[roadmap] = entry
        for file in folder.skill_files():
            covers = next((item for item in file.skill.covers if item.split(".", 1)[0] == roadmap), None)
            if covers is not None and file.skill.id not in entry.track.targets:
                message = f"{file.skill.id!r} covers {covers!r} but is no target of this track"
                entry.document.fault(("tracks", entry.index, "targets"), message)
    tracks = folder.track_document
    if any(roadmap not in whole.roadmaps for roadmap in followed):
        return  # the track that seems to be missing may be one that misspells its roadmap
    for listed in folder.roadmaps:
        name = listed.roadmap.id
        if name not in followed and not _excuses_itself(tracks, name):
            message = f"no track follows the roadmap {name!r}"
            listed.document.fault(("id",), message, "Add one with `roadmap: " + name + "` to tracks.yaml.")


def _target(entry: TrackEntry, index: int) -> Place:
    return ("tracks", entry.index, "targets", index)


# ---- the register of ids -----------------------------------------------------------------------

Present = dict[Key, tuple[Document, Place]]


def _register(folder: Folder, register: Register, faults: Faults) -> None:
    present = dict(_present(folder))
    _new_ids(present, register)
    for key, retired in register.retired.items():
        if key in present:
            document, at = present[key]
            hint = f"Choose another id. It was retired: {retired.why}"
            document.fault(at, f"the {key[0]} id {key[1]!r} is retired and must not be used again", hint)
        elif retired.successor is not None and (key[0], retired.successor) not in register.line:
            names = [name for kind, name in register.line if kind == key[0]]
            message = f"{_unknown(key[0], retired.successor, names)} It is named as a successor."
            faults.add(register.path, register.line[key], message)
    excused = _excuses(folder)
    gone = {key for key in register.line if key not in present and key not in register.retired}
    for key in sorted(gone):
        parent = _parent(key)
        if (parent is not None and parent in gone) or excused(key):
            continue
        message = f"{key[0]} {key[1]!r} is registered but exists no more"
        faults.add(register.path, register.line[key], message, "Put it back, or mark the line: retired: why.")


def _new_ids(present: Present, register: Register) -> None:
    for key, (document, at) in present.items():
        parent = _parent(key)
        if not document.text:
            continue  # nothing is there yet, and that was said
        if key in register.line or (parent is not None and parent in present and parent not in register.line):
            continue
        lines = [f"{kind} {name}" for kind, name in present if (kind, name) == key or _parent((kind, name)) == key]
        hint = f"Add to {register.path.name}: {'; '.join(lines)}"
        document.fault(at, f"the {key[0]} id {key[1]!r} is not registered", hint)


def _present(folder: Folder) -> Iterator[tuple[Key, tuple[Document, Place]]]:
    for region in folder.regions:
        if region.document is not None:
            yield ("region", region.region.id), (region.document, ())
    for file in folder.skill_files():
        yield ("skill", file.skill.id), (file.document, ())
        for index, proof in enumerate(file.skill.proofs):
            yield ("proof", proof.id), (file.document, ("proofs", index, "id"))
    for entry in folder.tracks:
        yield ("track", entry.track.id), (entry.document, ("tracks", entry.index, "id"))
    for roadmap in folder.roadmaps:
        yield ("roadmap", roadmap.roadmap.id), (roadmap.document, ("id",))
        for item, place in roadmap.places.items():
            yield ("item", item), (roadmap.document, place)


def _parent(key: Key) -> Key | None:
    """What an id comes and goes with: a proof with its skill, an item with its section or roadmap."""
    kind, name = key
    if kind == "proof":
        return ("skill", name.partition("/")[0])
    if kind == "item":
        parts = name.split(".")
        return ("roadmap", parts[0]) if len(parts) == 2 else ("item", ".".join(parts[:2]))
    return None


def _excuses(folder: Folder) -> Callable[[Key], bool]:
    """Whether an id may only seem to be gone, because the file it stands in could not be read."""
    skills = {file.skill.id: file.document for file in folder.skill_files()}
    roadmaps = {file.roadmap.id: file.document for file in folder.roadmaps}

    def excused(key: Key) -> bool:
        kind, name = key
        if kind == "proof":
            skill, _, proof = name.partition("/")
            return _excuses_itself(skills.get(SkillId(skill)), proof)
        if kind == "item":
            return _excuses_itself(roadmaps.get(RoadmapId(name.split(".", 1)[0])), name)
        return kind == "track" and _excuses_itself(folder.track_document, name)

    return excused


def _excuses_itself(document: Document | None, name: str) -> bool:
    return document is not None and (document.unread or document.may_hold(name))


# ---- wording and claims ------------------------------------------------------------------------


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    return f"there is no {kind} {name!r}.{did_you_mean(nearest_names(name, known))}"


def _claim(known: dict[_Id, _Entry], name: _Id, entry: _Entry, *, kind: str, document: Document, at: Place) -> None:
    if name not in known:
        known[name] = entry
        return
    document.fault(at, f"the {kind} id {name!r} is used twice")
