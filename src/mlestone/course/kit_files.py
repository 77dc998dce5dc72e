"""Kits, as read from `kits.yaml`: which tools each environment holds, and what the machine must have."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mlestone.base.ids import KitName, is_kebab
from mlestone.course.documents import SPELLING, Document, Faults, read_yaml, top


@dataclass(frozen=True, slots=True)
class KitEntry:
    """A kit before what it includes is resolved."""

    name: KitName
    title: str
    includes: tuple[str, ...]
    tools: tuple[str, ...]


def read_kits(path: Path, faults: Faults) -> tuple[Document, list[KitEntry], tuple[str, ...]]:
    document = read_yaml(path, faults)
    fields = top(document)
    if fields is None:
        return document, [], ()
    fields.allow("kits", "machine")
    kits: list[KitEntry] = []
    for name, entry in fields.named("kits") or ():
        entry.allow("title", "includes", "tools")
        if not is_kebab(name):
            fields.fault("kits", f"{name!r} cannot be a kit's name", SPELLING)
        kits.append(
            KitEntry(
                KitName(name),
                entry.text("title") or "",
                (entry.names("includes") or ()) if entry.has("includes") else (),
                entry.names("tools") or (),
            )
        )
    machine = (fields.names("machine") or ()) if fields.has("machine") else ()
    return document, kits, machine


def tools_of(kit: KitName, kits: Mapping[KitName, KitEntry]) -> frozenset[str]:
    """What a kit holds with all it includes, whatever the includes look like."""
    seen: set[KitName] = set()
    waiting, tools = [kit], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in seen and name in kits:
            seen.add(name)
            tools.update(kits[name].tools)
            waiting.extend(KitName(included) for included in kits[name].includes)
    return frozenset(tools)
