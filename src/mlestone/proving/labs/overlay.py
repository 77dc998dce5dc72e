"""A mistake of a lab: a sentence for whoever made it, and what it changes in the answer's files, as a unified diff.

    The model is read from the disk for every request. Load it once, when the service starts.

    --- service.py
    +++ service.py
    @@
     @app.post("/v1/predict")
     def predict(flower: Flower) -> Prediction:
    -    return classify(app.state.model, flower)
    +    return classify(load_model(), flower)

A hunk is placed by its own lines, wherever these stand; numbers behind `@@` are not looked at. `--- /dev/null` makes a
file, `+++ /dev/null` takes one away. Hunks that fit nowhere, or in more than one place, are refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

NOTHING = "/dev/null"


class BadOverlay(ValueError):
    """A diff that cannot be read, or does not fit the answer. `line` is the line of the diff."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Hunk:
    line: int
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to one file."""

    line: int
    old: str
    new: str
    hunks: tuple[Hunk, ...]


@dataclass(frozen=True, slots=True)
class Overlay:
    """A mistake as its file tells it."""

    name: str
    sentence: str
    changes: tuple[Change, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """The files it is in."""
        return tuple(change.new if change.old == NOTHING else change.old for change in self.changes)

    def over(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """The files with the mistake in them; raises `BadOverlay` where it does not fit."""
        made = dict(files)
        for change in self.changes:
            if change.old == NOTHING:
                made[change.new] = _text([line for hunk in change.hunks for line in hunk.new])
                continue
            if change.old not in files:
                raise BadOverlay(change.line, f"the answer has no file {change.old}")
            if change.new == NOTHING:
                del made[change.old]
                continue
            made[change.old] = _text(_changed(made[change.old].decode("utf-8", "replace").split("\n"), change))
        return made


def read_overlay(name: str, text: str) -> Overlay:
    """The mistake a diff describes; raises `BadOverlay`."""
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines) if line.startswith("--- ")), len(lines))
    sentence = " ".join(" ".join(lines[:first]).split())
    if not sentence:
        raise BadOverlay(1, "lacks the sentence for whoever makes this mistake: it stands above the diff")
    changes = tuple(_changes(lines, first))
    if not changes:
        raise BadOverlay(1, "changes nothing: below the sentence stands a unified diff, from a line `--- file`")
    return Overlay(name, sentence, changes)


def _changes(lines: list[str], at: int) -> Iterator[Change]:
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        start = at
        if not lines[at].startswith("--- ") or at + 1 >= len(lines) or not lines[at + 1].startswith("+++ "):
            raise BadOverlay(at + 1, "not a unified diff: a file begins with the lines `--- name` and `+++ name`")
        old, new = _name(lines[at]), _name(lines[at + 1])
        at += 2
        hunks: list[Hunk] = []
        while at < len(lines) and lines[at].startswith("@@"):
            hunk, at = _hunk(lines, at)
            hunks.append(hunk)
        if not hunks and new != NOTHING:
            raise BadOverlay(start + 1, f"says nothing about {new}: a hunk begins with a line `@@`")
        if NOTHING not in (old, new) and old != new:
            raise BadOverlay(start + 1, f"renames {old} to {new}: take one file away and make another")
        yield Change(start + 1, old, new, tuple(hunks))


def _name(line: str) -> str:
    name = line[4:].partition("\t")[0].strip()
    return name[2:] if name[:2] in ("a/", "b/") else name


def _hunk(lines: list[str], at: int) -> tuple[Hunk, int]:
    start = at
    old: list[str] = []
    new: list[str] = []
    at += 1
    while at < len(lines) and not lines[at].startswith(("@@", "--- ")):
        line = lines[at]
        if line[:1] not in (" ", "-", "+", "\\", ""):
            raise BadOverlay(at + 1, "a line of a hunk begins with a space, `-` or `+`")
        if line[:1] in (" ", "-", ""):
            old.append(line[1:])
        if line[:1] in (" ", "+", ""):
            new.append(line[1:])
        at += 1
    # Editors strip the space of an empty context line, and files end with a line break: neither is part of the hunk.
    while old and new and not old[-1] and not new[-1]:
        old.pop()
        new.pop()
    return Hunk(start + 1, tuple(old), tuple(new)), at


def _changed(lines: list[str], change: Change) -> list[str]:
    for hunk in change.hunks:
        size = len(hunk.old)
        places = [at for at in range(len(lines) - size + 1) if tuple(lines[at : at + size]) == hunk.old]
        if not hunk.old:
            raise BadOverlay(hunk.line, "adds lines without saying after which: begin with a line of the file")
        if not places:
            raise BadOverlay(hunk.line, f"these lines are nowhere in the answer's {change.old}")
        if len(places) > 1:
            raise BadOverlay(hunk.line, f"these lines are in {change.old} {len(places)} times: take in more of them")
        lines[places[0] : places[0] + size] = hunk.new
    return lines


def _text(lines: list[str]) -> bytes:
    text = "\n".join(lines)
    return (text if text.endswith("\n") or not text else f"{text}\n").encode()
