"""Which lessons and proofs an author means: by id, by file, by folder, or all of the course."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mlestone.base.errors import MlestoneError, UnknownName
from mlestone.base.ids import ProofId
from mlestone.course.model import Course, ProofEntry, Skill


class NotWritten(MlestoneError):
    """A proof that is announced, but has no file yet."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What to look at; planned ones among it are known and passed over."""

    lessons: tuple[Skill, ...]
    proofs: tuple[ProofEntry, ...]
    named: tuple[ProofEntry, ...] = ()
    """Proofs that were asked for one by one, not as part of something larger: these have to be looked at."""

    @property
    def written_lessons(self) -> tuple[Skill, ...]:
        return tuple(skill for skill in self.lessons if not skill.planned)

    @property
    def written_proofs(self) -> tuple[ProofEntry, ...]:
        return tuple(proof for proof in self.proofs if not proof.planned)


def select(course: Course, names: Iterable[str]) -> Selection:
    """What is called by any of `names`; everything when there are none. Raises `UnknownName`."""
    wanted = tuple(names)
    if not wanted:
        return Selection(tuple(course.skills.values()), tuple(course.proofs.values()))
    lessons: dict[str, Skill] = {}
    proofs: dict[str, ProofEntry] = {}
    named: list[ProofEntry] = []
    for name in wanted:
        found = _called(course, name) or _at(course, Path(name))
        if found is None:
            raise UnknownName("region, skill, proof or file of the course", name, [*course.skills, *course.proofs])
        lessons |= {skill.id: skill for skill in found.lessons}
        proofs |= {proof.id: proof for proof in found.proofs}
        named += () if found.lessons else found.proofs
    return Selection(tuple(lessons.values()), tuple(proofs.values()), tuple(dict.fromkeys(named)))


def written_proof(course: Course, name: str) -> tuple[Skill, ProofEntry, Path]:
    """One proof that is written, its skill and its file. Raises `UnknownName` and `NotWritten`."""
    entry = course.proof(name)
    if entry.path is None:
        raise NotWritten(f"{name} is {planned_in_words(entry)}")
    return course.skill(entry.skill), entry, entry.path


def planned_in_words(entry: ProofEntry) -> str:
    """How a proof stands that has no file yet: the rest of a sentence, and the way on."""
    return f"planned, not written yet. Start it with: mlestone author new {entry.skill} {entry.name}"


def _called(course: Course, name: str) -> Selection | None:
    proof = course.proofs.get(ProofId(name))
    if proof is not None:
        return Selection((), (proof,))
    skills = [skill for skill in course.skills.values() if name in (skill.id, skill.region)]
    return _of_skills(skills) if skills else None


def _at(course: Course, path: Path) -> Selection | None:
    """What lies at a path or below it, or is the lab that it lies in."""
    try:
        place = path.resolve(strict=True)
    except (OSError, ValueError):  # not there, or no path at all: too long, with a null in it
        return None
    lessons = [skill for skill in course.skills.values() if skill.path.resolve().is_relative_to(place)]
    written = {proof: proof.path.resolve() for proof in course.proofs.values() if proof.path is not None}
    proofs = [proof for proof, there in written.items() if there.is_relative_to(place) or place.is_relative_to(there)]
    planned = [proof for skill in lessons for proof in skill.proofs if proof.planned]
    return Selection(tuple(lessons), (*proofs, *planned)) if lessons or proofs else None


def _of_skills(skills: list[Skill]) -> Selection:
    return Selection(tuple(skills), tuple(proof for skill in skills for proof in skill.proofs))
