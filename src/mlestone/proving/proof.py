"""A proof file, run: its answers, mistakes and checks as objects, for the examiner.

Running a proof file is running its author's code, so it happens in the examiner only. What a learner is shown
comes from `sheet`, which runs nothing.
"""

import ast
import contextlib
import functools
import hashlib
import io
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, cast

from mlestone.base.errors import Problem
from mlestone.base.ids import ProofId, is_kebab, name_from_file, proof_id
from mlestone.proving.challenge import DataTask, Metric
from mlestone.proving.layout import BadProof, Declared, Layout, ProofKind, read_layout
from mlestone.proving.questions import QuestionMaker
from mlestone.proving.sheet import Sheet, file_state, not_attempted, sheet_of
from mlestone.proving.tolerance import Tolerance

__all__ = ["BadProof", "Check", "Mistake", "Proof", "load_proof"]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong answer the author foresaw. `function` may be a class or a value, as its answer is."""

    name: str
    target: str
    sentence: str
    function: Any
    is_bug: bool
    line: int


@dataclass(frozen=True, slots=True)
class Check:
    """A requirement. `function` takes `(learner, rng)`; one with sizes runs them in order."""

    sentence: str
    function: Callable[[Any, Any], object]
    line: int
    sizes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof ready to be judged."""

    id: ProofId
    path: Path
    kind: ProofKind
    sheet: Sheet
    namespace: dict[str, Any]
    answers: Mapping[str, Any]
    helpers: Mapping[str, Any]
    mistakes: tuple[Mistake, ...]
    checks: tuple[Check, ...]
    tolerance: Tolerance
    questions: tuple[QuestionMaker, ...]
    challenge: DataTask | None
    content: str
    """Short hash of the file: another hash, another version of the proof."""


def load_proof(path: Path, id: ProofId | None = None) -> Proof:  # noqa: A002  (as the field is called)
    """Run the proof file at `path`; raises `BadProof` with everything that is wrong with it.

    Without an `id` the names of file and folder make one: `…/numpy-shapes/axis_statistics.py` is
    `numpy-shapes/axis-statistics`.
    """
    draft = read_draft(path)
    problems = list(draft.layout.problems)
    known_as = id
    if known_as is None:
        try:
            known_as = proof_id(path.parent.name, name_from_file(path.name))
        except ValueError as error:
            problems.append(Problem(path, 1, f"its place gives no id: {error}"))
    namespace, trouble = _run(draft)
    # What the tree already told in that line, the exception only says again.
    told = {problem.line for problem in problems}
    problems += [problem for problem in trouble if problem.line not in told]
    if problems or known_as is None:
        raise BadProof(problems)
    return _proof(known_as, draft, namespace)


@dataclass(frozen=True, slots=True)
class Draft:
    """All of a proof that is known without running it. `sheet` and `code` are None where the layout has problems."""

    layout: Layout
    sheet: Sheet | None
    code: tuple[CodeType, ...] | None
    content: str


def read_draft(path: Path) -> Draft:
    """Read a proof's file, or what was read before if it has not changed since.

    An examiner's zygote calls this ahead: a child forked afterwards has nothing left to do but run the file.
    """
    state = file_state(path)
    return _read_once(path, *state) if state else _draft(path)


@functools.lru_cache(maxsize=512)
def _read_once(path: Path, *_state: int) -> Draft:
    return _draft(path)


def _draft(path: Path) -> Draft:
    layout = read_layout(path)
    content = hashlib.sha256(layout.text.encode()).hexdigest()[:16]
    sheet = None if layout.problems else sheet_of(layout)
    if sheet is not None:
        not_attempted(sheet, "")  # takes the starter apart once and for all
    return Draft(layout, sheet, _compiled(layout), content)


def _proof(known_as: ProofId, draft: Draft, namespace: dict[str, Any]) -> Proof:
    layout = draft.layout
    return Proof(
        id=known_as,
        path=layout.path,
        kind=layout.kind,
        sheet=draft.sheet or sheet_of(layout),
        namespace=namespace,
        answers={item.name: namespace[item.name] for item in layout.under("answer")},
        helpers={item.name: namespace[item.name] for item in layout.under("helper")},
        mistakes=tuple(
            Mistake(item.name, item.target, item.sentence, namespace[item.name], item.word == "bug", item.line)
            for item in layout.under("mistake", "bug")
        ),
        checks=tuple(_check(item, namespace) for item in layout.under("check")),
        tolerance=layout.tolerance,
        questions=tuple(
            QuestionMaker(item.name, cast(int, item.arguments.get("times", 1)), namespace[item.name], item.line)
            for item in layout.under("question")
        ),
        challenge=_challenge(layout, namespace),
        content=draft.content,
    )


def _check(item: Declared, namespace: Mapping[str, Any]) -> Check:
    function = namespace[item.name]
    sizes = cast("tuple[int, ...]", item.arguments.get("sizes", ()))
    if sizes:
        function = functools.partial(_for_sizes, function, sizes)
    return Check(item.sentence, function, item.line, sizes)


def _for_sizes(function: Callable[..., object], sizes: tuple[int, ...], learner: Any, rng: Any) -> None:
    for size in sizes:
        function(learner, rng, size)


def _challenge(layout: Layout, namespace: Mapping[str, Any]) -> DataTask | None:
    if layout.kind != "data":
        return None
    words = ("answer", "data", "score", "baseline")
    answer, data, score, baseline = (layout.under(word)[0] for word in words)
    metric = Metric(
        words=str(score.arguments["metric"]),
        better="lower" if score.arguments["better"] == "lower" else "higher",
        share=float(cast(float, score.arguments["bar"])),
        function=namespace[score.name],
    )
    return DataTask(answer.name, namespace[data.name], metric, namespace[baseline.name], baseline.sentence)


def _run(draft: Draft) -> tuple[dict[str, Any], list[Problem]]:
    """The file's names after running it, and what went wrong meanwhile."""
    layout, code = draft.layout, draft.code
    if code is None:
        return {}, []
    module = ModuleType(_module_name(layout.path))
    module.__file__ = str(layout.path)
    if layout.kind == "lab":
        module.__package__ = _package_of(layout.path.parent)
    # Dataclasses look their module up by name.
    sys.modules[module.__name__] = module
    problems: list[Problem] = []
    with _no_printing(layout.path, problems):
        try:
            for part in code:
                exec(part, module.__dict__)
        except (Exception, SystemExit) as error:  # noqa: BLE001  (an author's code: its file's problem)
            message = f"raised while loading: {type(error).__name__}: {error}"
            problems.append(Problem(layout.path, _line_of(error, layout.path), message))
    return module.__dict__, problems


def _compiled(layout: Layout) -> tuple[CodeType, ...] | None:
    """The file, and after it those of its mistakes that are told as changes."""
    altered = ast.Module([item.altered for item in layout.declared if item.altered], [])
    try:
        return tuple(compile(part, str(layout.path), "exec", dont_inherit=True) for part in (layout.text, altered))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None  # the layout has told


def _module_name(path: Path) -> str:
    skill = path.parent.name
    return f"proof_{skill if is_kebab(skill) else ''}_{path.stem}".replace("-", "_")


def _package_of(lab: Path) -> str:
    """The package a lab's checks are in: `from ..shared.NAME import …` finds what the labs of a skill share."""
    skill = ModuleType(f"labs_of_{lab.parent.name.replace('-', '_')}")
    skill.__path__ = [str(lab.parent)]
    sys.modules[skill.__name__] = skill
    return f"{skill.__name__}.{lab.name}"


def _line_of(error: BaseException, path: Path) -> int:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(path) and frame.lineno]
    return lines[-1] if lines else 1


class _Listener(io.TextIOBase):
    """Stands in for standard output while a proof loads; notes who prints."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        self._path = path
        self._problems = problems

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        frame = sys._getframe(1)
        while frame.f_back is not None and frame.f_code.co_filename != str(self._path):
            frame = frame.f_back
        line = frame.f_lineno if frame.f_code.co_filename == str(self._path) else 1
        if all(problem.line != line for problem in self._problems):
            message = "prints while loading"
            self._problems.append(Problem(self._path, line, message, "Remove it: a verdict prints nothing of its own."))
        return len(text)


@contextlib.contextmanager
def _no_printing(path: Path, problems: list[Problem]) -> Iterator[None]:
    with contextlib.redirect_stdout(cast("io.TextIOBase", _Listener(path, problems))):
        yield
