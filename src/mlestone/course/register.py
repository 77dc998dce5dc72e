"""The register of ids: every id ever published, so that none changes its meaning or vanishes silently.

    KIND ID
    KIND ID retired: why
    KIND ID retired -> SUCCESSOR: why

The loader demands that whatever exists is registered, that what is registered exists unless it is retired,
and that what is retired does not come back.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from mlestone.base.errors import did_you_mean, nearest_names
from mlestone.base.ids import is_dotted, is_kebab
from mlestone.course.documents import Faults, read_text

REGISTER = "ids.txt"
KINDS = ("region", "skill", "proof", "track", "roadmap", "item")
_LINE = re.compile(r"(?P<kind>\S+) (?P<id>\S+)(?P<retired> retired(?: -> (?P<successor>\S+))?: (?P<why>\S.*))?")

Key = tuple[str, str]
"""Kind and id."""


@dataclass(frozen=True, slots=True)
class Retired:
    """An id that was given up, and what to say to whoever still has it in their log."""

    why: str
    successor: str | None


@dataclass(frozen=True, slots=True)
class Register:
    """The lines of one register."""

    path: Path
    line: dict[Key, int] = field(default_factory=dict)
    retired: dict[Key, Retired] = field(default_factory=dict)


def read_register(path: Path, faults: Faults) -> Register | None:
    """The register in a file; reports lines that are none. `None` when the file cannot be read."""
    text = read_text(path, faults)
    if text is None:
        return None
    register = Register(path)
    for number, line in enumerate(text.split("\n"), 1):
        if line and not line.startswith("#"):
            _read_line(register, number, line, faults)
    return register


def _read_line(register: Register, number: int, line: str, faults: Faults) -> None:
    match = _LINE.fullmatch(line)
    if match is None or not _well_formed(match["kind"], match["id"]):
        kind = line.split(" ", 1)[0]
        guess = did_you_mean(nearest_names(kind, KINDS)) if kind not in KINDS else ""
        message = f"not a line of the register: {line!r}.{guess}"
        faults.add(register.path, number, message, "Write KIND ID, or KIND ID retired: why.")
        return
    key = (match["kind"], match["id"])
    if key in register.line:
        message = f"{key[0]} {key[1]!r} is registered twice"
        faults.add(register.path, number, message, f"First on line {register.line[key]}.")
        return
    register.line[key] = number
    if match["retired"]:
        register.retired[key] = Retired(match["why"], match["successor"])


def _well_formed(kind: str, name: str) -> bool:
    if kind == "proof":
        skill, _, proof = name.partition("/")
        return is_kebab(skill) and is_kebab(proof)
    if kind == "item":
        return is_dotted(name)
    return kind in KINDS and is_kebab(name)
