"""`author new`: a proof's file, or a lesson's body, to start from. Nothing that is written is ever overwritten."""

from __future__ import annotations

import textwrap
from importlib.resources import files
from pathlib import Path

from mlestone.base.errors import MlestoneError
from mlestone.base.ids import ProofId, file_stem, is_kebab, proof_id
from mlestone.course.model import Course, Kind, ProofEntry, Skill
from mlestone.course.register import REGISTER
from mlestone.course.skill_files import FRONT_MATTER, MOST_PROOFS

ARRAY_TOOLS = frozenset({"numpy", "scipy", "pandas", "scikit-learn", "statsmodels", "matplotlib", "seaborn"})
"""Whoever uses one of these has arrays; to others the template of a program is one of lists."""
KINDS = (Kind.CODE, Kind.DEBUG, Kind.QUESTION, Kind.DATA)
"""Kinds of one file that there is a template for; labs have one of several."""


class Refused(MlestoneError):
    """Nothing was begun, and why."""


def begin_lesson(course: Course, name: str) -> Path:
    """Put the template of a lesson's body below the front matter of a planned skill."""
    skill = course.skill(name)
    if not skill.planned:
        raise Refused(f"The lesson of {skill.id} is begun already: {skill.path}")
    text = skill.path.read_text(encoding="utf-8").rstrip() + "\n"
    skill.path.write_text(text + _template("lesson"), encoding="utf-8")
    return skill.path


def begin_proof(course: Course, skill_name: str, name: str, kind: Kind | None = None) -> Path:
    """Make the file of a proof. One that lesson.md does not announce is announced there, given a `kind`."""
    skill = course.skill(skill_name)
    if not is_kebab(name):
        raise Refused(f"{name!r} cannot be a proof's id: use lower-case words joined by hyphens")
    entry = course.proofs.get(proof_id(skill.id, name)) or _announced(course, skill, name, kind)
    if entry.path is not None:
        raise Refused(f"{entry.id} is written already: {entry.path}")
    if kind is not None and kind is not entry.kind:
        raise Refused(f"{entry.id} is announced in {skill.path} as a proof of kind {entry.kind}, not {kind}")
    if entry.kind not in (*KINDS, Kind.LAB):
        raise Refused(f"There is no template for proofs of kind {entry.kind}")
    path = skill.path.parent / f"{file_stem(name)}.py"
    idea = textwrap.fill(entry.idea, 116, initial_indent="# ", subsequent_indent="# ")
    if entry.kind is Kind.LAB:
        return _begin_lab(path.with_suffix(""), idea)
    with path.open("x", encoding="utf-8") as file:
        file.write(_template_for(entry.kind, skill).replace("#IDEA#", idea))
    return path


def _begin_lab(folder: Path, idea: str) -> Path:
    """Make a lab's folder: its checks, an answer that passes, and a mistake."""
    for name, template in (
        ("checks.py", "lab_checks"),
        ("answer/service.py", "lab_answer"),
        ("mistakes/shy.diff", "lab_mistake"),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(_template(template).replace("#IDEA#", idea))
    return folder


def _announced(course: Course, skill: Skill, name: str, kind: Kind | None) -> ProofEntry:
    """Announce a new proof in its skill's front matter and enter its id in the register."""
    if kind is None:
        known = ", ".join(proof.name for proof in skill.proofs)
        raise Refused(
            f"The skill {skill.id} announces no proof {name!r}; it has {known}. "
            f"To announce it, say of which kind it is: --kind {'|'.join((*KINDS, Kind.LAB))}"
        )
    if len(skill.proofs) >= MOST_PROOFS:
        raise Refused(f"The skill {skill.id} has {len(skill.proofs)} proofs already; no skill has more")
    taken = next((proof.id for proof in course.proofs.values() if proof.name == name), None)
    if taken is not None:
        raise Refused(f"There is a proof of that name already: {taken}")
    entry = ProofEntry(
        proof_id(skill.id, name), kind, "Say in one full sentence of eight words what is asked and caught.", None
    )
    text = skill.path.read_text(encoding="utf-8")
    match = FRONT_MATTER.match(text)
    assert match is not None  # the course was loaded
    announced = f"  - id: {name}\n    kind: {kind}\n    idea: >-\n      {entry.idea}\n"
    end = match.end("front")
    skill.path.write_text(text[:end] + announced + text[end:], encoding="utf-8")
    _register(course, skill, entry.id)
    return entry


def _register(course: Course, skill: Skill, proof: ProofId) -> None:
    """Enter an id in the register of the course the skill lies in, if that course keeps one."""
    for root in (course.root, *course.beside):
        register = root / REGISTER
        if skill.path.is_relative_to(root) and register.is_file():
            text = register.read_text(encoding="utf-8").rstrip("\n")
            register.write_text(f"{text}\nproof {proof}\n", encoding="utf-8")


def _template_for(kind: Kind, skill: Skill) -> str:
    return _template("code_of_lists" if kind is Kind.CODE and ARRAY_TOOLS.isdisjoint(skill.tools) else kind)


def _template(name: str) -> str:
    return files("mlestone.authoring").joinpath("templates", f"{name}.txt").read_text(encoding="utf-8")
