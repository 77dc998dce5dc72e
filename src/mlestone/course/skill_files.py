"""Regions, skills and the proofs they announce, as read from `region.yaml` and `lesson.md`."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from mlestone.base.errors import did_you_mean, nearest_names
from mlestone.base.ids import ItemId, KitName, ProofId, RegionId, SkillId, file_stem, is_kebab, name_from_file
from mlestone.course.documents import (
    SPELLING,
    Document,
    Faults,
    Fields,
    entries_of,
    read_text,
    read_yaml,
    remains,
    top,
)
from mlestone.course.model import Kind, ProofEntry, Region, Skill

REGION_KEYS = ("title", "order", "colour", "about", "kit", "skills")
SKILL_KEYS = ("title", "outcome", "needs", "covers", "minutes", "tools", "kit", "implied", "proofs")
PROOF_KEYS = ("id", "kind", "idea")

SHORTEST_LESSON, LONGEST_LESSON = 20, 180  # minutes: less is no skill, more is two
FEWEST_PROOFS, MOST_PROOFS = 2, 4
FEWEST_WORDS = 8  # of a proof's idea: fewer do not say what is checked

FRONT_MATTER = re.compile(r"---[ ]*\n(?P<front>.*?)(?:^---[ ]*$)", re.DOTALL | re.MULTILINE)
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class SkillFile:
    """A skill as read, with its document for pointing at lines."""

    skill: Skill
    document: Document
    says_kit: bool


@dataclass(frozen=True, slots=True)
class RegionFile:
    region: Region
    document: Document | None
    """`None` in a folder that only adds skills to a region of another course."""
    skills: tuple[SkillFile, ...]


def read_region(folder: Path, faults: Faults, *, shared: Region | None, alone: bool) -> RegionFile:
    """Read a region's folder; one without a `region.yaml` adds skills to the `shared` region of its name."""
    name = folder.name
    path = folder / "region.yaml"
    entries = {entry.name: entry for entry in entries_of(folder)}
    document: Document | None = None
    region = Region(RegionId(name), "", 0, "", "", KitName(""), (), path)
    if "region.yaml" in entries:
        document = read_yaml(path, faults)
        region = _region(region, document)
    elif alone:
        faults.add(path, 1, f"the region {name!r} has no region.yaml")
    elif shared is not None:
        region = replace(region, kit=shared.kit)
    if not is_kebab(name):
        faults.add(path, 1, f"the folder {name!r} cannot be a region's id", SPELLING)
    for stray in sorted(entries):
        if stray != "region.yaml" and stray.endswith((".yaml", ".yml", ".md", ".py")) and not entries[stray].is_dir():
            faults.add(folder / stray, 1, f"{stray!r} belongs in a skill's folder, not a region's")
    skills = tuple(_read_skill(folder / skill, region, faults) for skill in sorted(entries) if entries[skill].is_dir())
    return RegionFile(region, document, skills)


def _region(region: Region, document: Document) -> Region:
    fields = top(document)
    if fields is None:
        return region
    fields.allow(*REGION_KEYS)
    order = fields.whole_number("order")
    if order is not None and order < 1:
        fields.fault("order", f"`order` must be 1 or more, not {order}")
    colour = fields.text("colour")
    if colour is not None and not _COLOUR.fullmatch(colour):
        fields.fault("colour", f"`colour` must be written like '#3b6fd4', not {colour!r}")
    return Region(
        id=region.id,
        title=fields.text("title") or "",
        order=order or 0,
        colour=colour or "",
        about=fields.text("about") or "",
        kit=KitName(fields.text("kit") or ""),
        skills=tuple(SkillId(name) for name in fields.names("skills") or ()) if fields.has("skills") else (),
        path=region.path,
    )


def _read_skill(folder: Path, region: Region, faults: Faults) -> SkillFile:
    path = folder / "lesson.md"
    entries = {entry.name: entry.is_dir() for entry in entries_of(folder)}
    if not is_kebab(folder.name):
        faults.add(path, 1, f"the folder {folder.name!r} cannot be a skill's id", SPELLING)
    document, planned = _front_matter(path, faults)
    fields = top(document)
    if fields is None:
        skill = Skill(
            SkillId(folder.name),
            "",
            region.id,
            "",
            (),
            (),
            0,
            (),
            region.kit,
            False,
            (),
            path,
            planned=planned,
        )
        return SkillFile(skill, document, says_kit=False)
    fields.allow(*SKILL_KEYS)
    says_kit = fields.has("kit")
    implied = _implied(fields)
    covers = fields.names("covers")
    if implied is not None and covers is not None and implied == bool(covers):
        _report_implied(fields, implied=implied)
    skill = Skill(
        id=SkillId(folder.name),
        title=fields.text("title") or "",
        region=region.id,
        outcome=_outcome(fields),
        needs=tuple(SkillId(need) for need in fields.names("needs") or ()),
        covers=tuple(ItemId(item) for item in covers or ()),
        minutes=_minutes(fields),
        tools=_tools(fields),
        kit=KitName(fields.text("kit") or "") if says_kit else region.kit,
        implied=bool(implied),
        proofs=_proofs(fields, folder, entries),
        path=path,
        planned=planned,
    )
    _report_strays(skill, folder, entries, document, faults)
    return SkillFile(skill, document, says_kit)


def _front_matter(path: Path, faults: Faults) -> tuple[Document, bool]:
    """The front matter of a lesson, and whether nothing follows it."""
    if not path.is_file():
        faults.add(path, 1, f"the skill {path.parent.name!r} has no lesson.md")
        document = Document(path, "", faults)
        document.lossy = True
        return document, True
    text = read_text(path, faults)
    if text is None:
        document = Document(path, remains(path), faults)
        document.lossy = True
        return document, True
    match = FRONT_MATTER.match(text)
    if match is None:
        document = Document(path, text, faults)
        document.lossy = True
        if text.startswith("---"):
            document.fault_on_line(1, "the front matter is not closed by a line of ---")
        else:
            document.fault_on_line(1, "a lesson must begin with front matter between two lines of ---")
        return document, True
    # The empty line stands for the fence, so that lines are counted as in the file.
    document = Document(path, "\n" + match["front"], faults)
    document.parse()
    return document, not text[match.end() :].strip()


def _outcome(fields: Fields) -> str:
    outcome = fields.text("outcome")
    if outcome is None:
        return ""
    if not (outcome.startswith("You can ") and outcome.endswith(".")):
        fields.fault("outcome", "`outcome` must be a sentence that begins with 'You can ' and ends with a full stop")
    return outcome


def _minutes(fields: Fields) -> int:
    minutes = fields.whole_number("minutes")
    if minutes is None:
        return 0
    if not SHORTEST_LESSON <= minutes <= LONGEST_LESSON:
        fields.fault("minutes", f"`minutes` must lie between {SHORTEST_LESSON} and {LONGEST_LESSON}, not {minutes}")
    return minutes


def _tools(fields: Fields) -> tuple[str, ...]:
    tools = fields.names("tools")
    if tools == ():
        fields.fault("tools", "`tools` is empty", "Write [python] for the standard library alone.")
    return tools or ()


def _implied(fields: Fields) -> bool | None:
    if not fields.has("implied"):
        return False
    if fields.is_true("implied"):
        return True
    fields.fault("implied", "`implied` must be true, or left out")
    return None


def _report_implied(fields: Fields, *, implied: bool) -> None:
    if implied:
        fields.fault("implied", "an implied skill covers no roadmap items", "Leave out `implied`, or empty `covers`.")
    else:
        fields.fault("covers", "`covers` is empty", "A skill that no roadmap names says `implied: true`.")


def _proofs(fields: Fields, folder: Path, entries: dict[str, bool]) -> tuple[ProofEntry, ...]:
    announced = fields.mappings("proofs")
    if announced is None:
        return ()
    if not FEWEST_PROOFS <= len(announced) <= MOST_PROOFS:
        fields.fault("proofs", f"a skill has {FEWEST_PROOFS} to {MOST_PROOFS} proofs, not {len(announced)}")
    proofs: dict[str, ProofEntry] = {}
    for entry in announced:
        proof = _proof(entry, folder, entries)
        if proof is None:
            continue
        if proof.id in proofs:
            entry.fault("id", f"two proofs of this skill are called {proof.name!r}")
        proofs[proof.id] = proof
    return tuple(proofs.values())


def _proof(fields: Fields, folder: Path, entries: dict[str, bool]) -> ProofEntry | None:
    fields.allow(*PROOF_KEYS)
    name, kind, idea = fields.text("id"), _kind(fields), fields.text("idea")
    if idea is not None and (len(idea.split()) < FEWEST_WORDS or not idea.endswith(".")):
        fields.fault("idea", f"`idea` must be a full sentence of {FEWEST_WORDS} words or more")
    if name is None:
        return None
    if not is_kebab(name):
        fields.document.lossy = True
        fields.fault("id", f"{name!r} cannot be a proof's id", SPELLING)
        return None
    file = file_stem(name) if kind is Kind.LAB else f"{file_stem(name)}.py"
    written = entries.get(file) is (kind is Kind.LAB)
    return ProofEntry(
        ProofId(f"{folder.name}/{name}"), kind or Kind.CODE, idea or "", folder / file if written else None
    )


def _kind(fields: Fields) -> Kind | None:
    kind = fields.text("kind")
    if kind is None:
        return None
    try:
        return Kind(kind)
    except ValueError:
        guess = did_you_mean(nearest_names(kind, [known.value for known in Kind]))
        fields.fault("kind", f"unknown kind {kind!r}.{guess}", f"Kinds: {', '.join(Kind)}.")
        return None


def _report_strays(skill: Skill, folder: Path, entries: dict[str, bool], document: Document, faults: Faults) -> None:
    """Report files that look like proofs and labs of no entry. Other files (data, pictures) may lie there."""
    claimed = {proof.path.name for proof in skill.proofs if proof.path is not None}
    names = {proof.name: proof for proof in skill.proofs}
    for entry, is_folder in sorted(entries.items()):
        if entry in claimed or not (is_folder or entry.endswith(".py")) or entry in _NOT_PROOFS:
            continue
        name = name_from_file(entry)
        thing = "folder" if is_folder else "file"
        if (proof := names.get(name)) is None:
            if document.may_hold(name):
                continue
            guess = did_you_mean(nearest_names(name, names))
            message = f"the {thing} {entry!r} belongs to no proof in lesson.md.{guess}"
            hint = f"Add an entry with `id: {name}` to `proofs`, or take the {thing} away."
        elif is_folder is not (proof.kind is Kind.LAB):
            wanted = "a folder" if proof.kind is Kind.LAB else "one file"
            message, hint = (
                f"{proof.name!r} is a proof of kind {proof.kind}: it is {wanted}, not a {thing}",
                "",
            )
        else:
            right = file_stem(name) + ("" if is_folder else ".py")
            message, hint = f"the {thing} {entry!r} must be called {right!r}", ""
        faults.add(folder / entry, 1, message, hint)


_NOT_PROOFS = frozenset({"assets", "shared"})
"""Folders in a skill's folder that hold no lab: pictures, and what its labs have in common."""
