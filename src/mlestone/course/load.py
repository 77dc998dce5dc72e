"""Loading a course: a folder, or several beside each other, become one frozen `Course`.

Promises: nothing of a course is executed; every problem of every file is named at once, with file and line;
proofs are not opened, and of a lesson's body only its presence is noticed; 260 skills load in less than
300 ms without a cache.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from mlestone.base.errors import CourseProblems
from mlestone.base.ids import RegionId, SkillId
from mlestone.course.documents import Faults
from mlestone.course.folder import read_folder
from mlestone.course.graph import Graph
from mlestone.course.kit_files import tools_of
from mlestone.course.model import Course, Kit, Region
from mlestone.course.rules import Whole, check, gather


def load_course(root: Path, beside: Iterable[Path] = ()) -> Course:
    """The course in the folder `root`, with the courses in the folders `beside` added to it.

    Those beside may need skills of any other folder and put skills into their regions; ids must not collide.
    Raises `CourseProblems` holding everything that is wrong.
    """
    faults = Faults()
    added = tuple(beside)
    folders = [read_folder(root, faults)]
    folders += [read_folder(folder, faults, beside=folders[0]) for folder in added]
    if any(not folder.root.is_dir() for folder in folders):
        raise CourseProblems(faults.problems)
    whole = gather(folders, faults)
    check(whole, faults)
    if faults.problems:
        raise CourseProblems(faults.problems)
    return _course(root, added, whole)


def _course(root: Path, beside: tuple[Path, ...], whole: Whole) -> Course:
    regions = _regions(whole)
    skills = {skill: whole.skills[skill].skill for region in regions.values() for skill in region.skills}
    kits = {kit.name: Kit(kit.name, kit.title, tools_of(kit.name, whole.kits)) for kit in whole.kits.values()}
    return Course(
        root=root,
        beside=beside,
        regions=MappingProxyType(regions),
        skills=MappingProxyType(skills),
        roadmaps=MappingProxyType({name: file.roadmap for name, file in whole.roadmaps.items()}),
        tracks=MappingProxyType({name: entry.track for name, entry in whole.tracks.items()}),
        kits=MappingProxyType(kits),
        graph=Graph({skill.id: skill.needs for skill in skills.values()}),
    )


def _regions(whole: Whole) -> dict[RegionId, Region]:
    """The regions in order, each with its skills: those it lists, then the rest by folder and id."""
    members: dict[RegionId, list[SkillId]] = {region: [] for region in whole.regions}
    for folder in whole.folders:
        for file in folder.regions:
            members[file.region.id] += [skill.skill.id for skill in file.skills]
    regions = {}
    for file in sorted(whole.regions.values(), key=lambda file: file.region.order):
        listed = dict.fromkeys(file.region.skills)
        skills = (*listed, *(skill for skill in members[file.region.id] if skill not in listed))
        regions[file.region.id] = replace(file.region, skills=skills)
    return regions
