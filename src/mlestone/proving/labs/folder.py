"""A lab's folder, read without running anything: the answer, the starter made from it, the mistakes, what checks need.

    typed_service/
      checks.py          title and prompt, the checks, what they need
      answer/            the real files, with the learner's part marked in them
      given.diff         in a lab that is to be mended: what is wrong in the program the learner begins with
      mistakes/*.diff    what people get wrong
      services/*.py      programs of the checker's own, where a lab has any
      symptoms.json      how each mistake looks to the checks; made by `mlestone author symptoms`

Beside it may stand `shared/`, with what several labs of its skill have in common.

`read_lab` never raises for what an author wrote: everything wrong is in `Lab.problems`, each with file and line.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mlestone.base.errors import Problem
from mlestone.proving.labs import bundle
from mlestone.proving.labs.blanks import Blanked, blanked
from mlestone.proving.labs.overlay import BadOverlay, Overlay, read_overlay
from mlestone.proving.labs.symptoms import FILE as FILE_OF_SYMPTOMS
from mlestone.proving.labs.symptoms import Symptoms, read_symptoms
from mlestone.proving.layout import CHECKS, Layout, is_lab, read_layout

__all__ = ["CHECKS", "FILE_OF_SYMPTOMS", "Lab", "is_lab", "read_lab"]

ANSWER, MISTAKES, SERVICES, SHARED = "answer", "mistakes", "services", "shared"
GIVEN = "given.diff"


@dataclass(frozen=True, slots=True)
class Lab:
    """All of a lab that is known without running it."""

    path: Path
    layout: Layout
    answer: Mapping[str, bytes]
    """The author's files, as they run."""
    starter: Mapping[str, bytes]
    """What the learner begins with."""
    mistakes: tuple[Overlay, ...]
    symptoms: Symptoms
    content: str
    """Short hash of everything an author wrote: another hash, another version of the lab."""
    problems: tuple[Problem, ...]

    def is_untouched(self, files: Mapping[str, bytes]) -> bool:
        """Whether nothing was done yet: the starter's files as they were, or none at all."""
        return all(_same(files, self.starter, path) for path in files)

    def can_hold(self, mistake: Overlay, files: Mapping[str, bytes]) -> bool:
        """Whether these files may have a mistake: one that is as it was given has no other than it was given with."""
        mistaken = mistake.over(self.answer)
        return any(_same(files, mistaken, path) or not _same(files, self.starter, path) for path in mistake.paths)


def read_lab(folder: Path) -> Lab:
    """Read the lab in a folder, or what was read before if nothing in it has changed since."""
    return _read_once(folder, _state(folder))


@lru_cache(maxsize=64)
def _read_once(folder: Path, _seen: tuple[tuple[str, int, int], ...]) -> Lab:
    return _Reader(folder).read()


def _state(folder: Path) -> tuple[tuple[str, int, int], ...]:
    return tuple(
        (path.as_posix(), found.st_mtime_ns, found.st_size) for path in _files(folder) for found in [path.stat()]
    )


class _Reader:
    """Collects one lab's files and problems."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def read(self) -> Lab:
        layout = read_layout(self.folder / CHECKS)
        self.problems += layout.problems
        answer, starter = self._answer()
        shared = self._shared(layout, answer)
        answer, starter = answer | shared, starter | shared
        starter = self._broken(answer) or starter
        mistakes = tuple(self._mistakes(answer))
        content = self._content()
        self._services(layout)
        symptoms = read_symptoms(self.folder / FILE_OF_SYMPTOMS)
        return Lab(self.folder, layout, answer, starter, mistakes, symptoms, content, tuple(self.problems))

    def _complain(self, path: Path, line: int, message: str, hint: str = "") -> None:
        self.problems.append(Problem(path, line, message, hint))

    def _answer(self) -> tuple[dict[str, bytes], dict[str, bytes]]:
        folder = self.folder / ANSWER
        try:
            files = bundle.read_folder(folder)
        except bundle.BadBundle as error:
            self._complain(folder, 1, str(error))
            return {}, {}
        answer: dict[str, bytes] = {}
        starter: dict[str, bytes] = {}
        blocks = 0
        for name, body in files.items():
            form = self._blanked(folder / name, body)
            blocks += form.blocks if form is not None else 0
            answer[name] = body if form is None else form.answer.encode()
            if form is None:
                starter[name] = body
            elif form.starter is not None:
                starter[name] = form.starter.encode()
        if files and not blocks and not (self.folder / GIVEN).is_file():
            hint = "Put what the learner is to write between `# [answer] what it does` and `# [/answer]`."
            self._complain(folder, 1, "nothing in the answer is marked as the learner's part", hint)
        elif not files:
            self._complain(folder, 1, "the answer has no files")
        return answer, starter

    def _shared(self, layout: Layout, answer: Mapping[str, bytes]) -> dict[str, bytes]:
        """The files it takes of those that labs of its skill have in common; these are given whole."""
        folder = self.folder.parent / SHARED
        files: dict[str, bytes] = {}
        for name in layout.shared:
            if name in answer:
                self._complain(layout.path, 1, f"{name} is in {ANSWER} and in {SHARED}", "Take one of them away.")
            elif not (folder / name).is_file():
                self._complain(layout.path, 1, f"there is no file {SHARED}/{name} beside this lab")
            else:
                files[name] = (folder / name).read_bytes()
        return files

    def _blanked(self, path: Path, body: bytes) -> Blanked | None:
        """The two forms of a file; `None` for one without markers, which may be anything."""
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            return None
        form = blanked(text.replace("\r\n", "\n"), python=path.suffix == ".py")
        for fault in form.faults:
            self._complain(path, fault.line, fault.message)
        return form if form.blocks else None

    def _broken(self, answer: Mapping[str, bytes]) -> dict[str, bytes]:
        """What the learner of a lab that is to be mended begins with; nothing, if this is none."""
        path = self.folder / GIVEN
        given = self._overlay(path, answer) if path.is_file() else None
        return given.over(answer) if given else {}

    def _mistakes(self, answer: Mapping[str, bytes]) -> Iterator[Overlay]:
        for path in sorted((self.folder / MISTAKES).glob("*")):
            if path.suffix != ".diff":
                self._complain(path, 1, "a mistake is a file NAME.diff: a sentence, an empty line, a unified diff")
            elif mistake := self._overlay(path, answer):
                yield mistake

    def _overlay(self, path: Path, answer: Mapping[str, bytes]) -> Overlay | None:
        """What a diff makes of the answer; none if it cannot be used, which is complained of."""
        try:
            overlay = read_overlay(path.stem, path.read_text(encoding="utf-8"))
            if overlay.over(answer) == answer:
                raise BadOverlay(1, "leaves the answer as it is")
        except BadOverlay as error:
            self._complain(path, error.line, error.message)
        except UnicodeDecodeError:
            self._complain(path, 1, "not UTF-8", "Save the file as UTF-8.")
        else:
            return overlay
        return None

    def _services(self, layout: Layout) -> None:
        ports: dict[int, str] = {}
        for service in layout.services:
            if service.port in ports:
                self._complain(layout.path, service.line, f"port {service.port} is that of {ports[service.port]}")
            ports[service.port] = service.name

    def _content(self) -> str:
        digest = hashlib.sha256()
        for path in _files(self.folder):
            name = Path(os.path.relpath(path, self.folder)).as_posix()
            if name != FILE_OF_SYMPTOMS:
                body = path.read_bytes()
                digest.update(f"{name}\0{len(body)}\0".encode() + body)
        return digest.hexdigest()[:16]


def _files(folder: Path) -> Iterator[Path]:
    parts = [folder / ANSWER, folder / MISTAKES, folder / SERVICES]
    if (folder / CHECKS).is_file():
        yield folder / CHECKS
        if SHARED.encode() in (folder / CHECKS).read_bytes():  # by name, or imported: else its labs are not of it
            parts.append(folder.parent / SHARED)
    for name in (GIVEN, FILE_OF_SYMPTOMS):
        if (folder / name).is_file():
            yield folder / name
    for part in parts:
        for path in sorted(part.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def _same(files: Mapping[str, bytes], others: Mapping[str, bytes], path: str) -> bool:
    """Whether a file is the same in both; one that is missing is an empty one."""
    return _folded(files.get(path, b"")) == _folded(others.get(path, b""))


def _folded(content: bytes) -> bytes:
    """A file without regard to line ends and white space at their ends: nobody writes an answer in these."""
    return b"\n".join(line.rstrip() for line in content.splitlines()).strip()
