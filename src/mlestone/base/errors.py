"""The root of MLestone's errors, and the ones every layer may raise.

An error says what is wrong, where, and what to do next. Facts are fields; the wording is made here, once.
Errors of an author (a broken course) and of a learner (a wrong answer) are never the same type: the latter
are not errors at all, but verdicts.
"""

import difflib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


class MlestoneError(Exception):
    """Anything MLestone refuses to do, in words for whoever asked. Front doors print no traceback for it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file someone wrote, and where."""

    path: Path
    line: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"

    def shown(self, *, relative_to: Path | None = None) -> str:
        """The problem for a terminal: the path shortened, the hint on a line of its own."""
        path = self.path
        if relative_to is not None and path.is_relative_to(relative_to):
            path = path.relative_to(relative_to)
        text = f"{path}:{self.line}: {self.message}"
        return f"{text}\n  hint: {self.hint}" if self.hint else text


class FileProblems(MlestoneError):
    """Everything wrong with a set of files, at once, in the order of path and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(
            sorted(problems, key=lambda problem: (os.fspath(problem.path), problem.line, problem.message))
        )
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(problem.shown() for problem in self.problems)


class CourseProblems(FileProblems):
    """A course folder that cannot be loaded."""


class UnknownName(MlestoneError):
    """Something was asked for by a name that nothing has; the nearest names are offered."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind = kind
        self.name = name
        self.nearest = nearest_names(name, known)
        super().__init__(kind, name, self.nearest)

    def __str__(self) -> str:
        return f"There is no {self.kind} {self.name!r}.{did_you_mean(self.nearest)}"


def nearest_names(name: str, known: Iterable[str], *, at_most: int = 3) -> tuple[str, ...]:
    """The names someone who wrote `name` may have meant, likeliest first."""
    candidates = list(known)
    if found := difflib.get_close_matches(name, candidates, n=at_most, cutoff=0.6):
        closeness = [difflib.SequenceMatcher(None, name, near).ratio() for near in found]
        # Beside a slip of the finger, names that merely look alike are noise.
        return tuple(near for near, ratio in zip(found, closeness, strict=True) if ratio > closeness[0] - 0.1)
    # Half a name is the other way people miss: "softmax" for "softmax-and-cross-entropy".
    return tuple(candidate for candidate in candidates if len(name) >= 3 and name in candidate)[:at_most]


def did_you_mean(names: Iterable[str]) -> str:
    """A sentence to append to a message, with a space before it; nothing when there are no names."""
    quoted = [repr(name) for name in names]
    if not quoted:
        return ""
    listed = quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
    return f" Did you mean {listed}?"
