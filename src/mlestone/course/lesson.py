"""A lesson's body as blocks: prose, cells, cells that fail on purpose, and demos.

A block begins with a fence at the margin:

    ```python            a cell: runs in the page
    ```python fails      a cell that is meant to fail: shown with its error
    ```python demo       a demo: one function whose parameters become controls

Any other fence (text, bash, yaml…) is part of the prose. Nothing is executed here: a demo's controls are read
from the annotations of its function, which are literals.

    def slope(n: range(1, 31) = 5, rate: (0.1, 10.0) = 1.0, kind: ["a", "b"] = "a", grid: bool = False): ...
"""

import ast
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from mlestone.base.errors import CourseProblems, did_you_mean, nearest_names
from mlestone.base.parsing import parse
from mlestone.course.documents import Faults, read_text
from mlestone.course.markdown import tokens
from mlestone.course.skill_files import FRONT_MATTER

Number = int | float


@dataclass(frozen=True, slots=True)
class Slider:
    """A number between two others, both included."""

    name: str
    start: Number
    low: Number
    high: Number
    step: Number
    whole: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several texts or numbers."""

    name: str
    start: str | Number
    options: tuple[str | Number, ...]


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off."""

    name: str
    start: bool


Control = Slider | Choice | Switch


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown, for `mlestone.course.markdown`."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Python that runs after the cells before it."""

    line: int
    """Of its first line of code, in the file."""
    source: str
    fails: bool = False
    """It is meant to raise."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A function the reader plays with."""

    line: int
    source: str
    function: str
    controls: tuple[Control, ...]


Block = Prose | Cell | Demo


@dataclass(frozen=True, slots=True)
class Lesson:
    """The body of a lesson in reading order; empty while it is planned."""

    path: Path
    blocks: tuple[Block, ...]


def read_lesson(path: Path) -> Lesson:
    """The lesson in a `lesson.md`. Raises `CourseProblems` with everything that is wrong in its body."""
    faults = Faults()
    text = read_text(path, faults)
    blocks: tuple[Block, ...] = ()
    if text is not None:
        blocks = _Reader(path, text, faults).blocks()
    if faults.problems:
        raise CourseProblems(faults.problems)
    return Lesson(path, blocks)


class _Reader:
    """Cuts one lesson into blocks."""

    def __init__(self, path: Path, text: str, faults: Faults) -> None:
        match = FRONT_MATTER.match(text)
        start = match.end() if match is not None else 0
        # Lines are counted from the start of the file: the body's first is `_offset` lines below the top.
        self._offset = text.count("\n", 0, start)
        self._body = text[start:]
        self._lines = self._body.split("\n")
        self._path = path
        self._faults = faults

    def blocks(self) -> tuple[Block, ...]:
        blocks: list[Block] = []
        prose_from = 0
        for token in tokens(self._body):
            if token.type != "fence" or token.map is None:
                continue
            language, *words = token.info.split() or [""]
            if language.lower() not in _PYTHON:
                continue
            first, end = token.map
            line = first + 1 + self._offset
            if token.level:
                self._fault(line, "a cell inside a list or quotation", "Cells stand at the margin.")
                continue
            if end - first < 2 or not _closes(self._lines[end - 1], token.markup):
                self._fault(line, "this fence is never closed", f"End the cell with a line of {token.markup}")
            self._add_prose(blocks, prose_from, first)
            prose_from = end
            block = self._cell(token.content, words, line)
            if block is not None:
                blocks.append(block)
        self._add_prose(blocks, prose_from, len(self._lines))
        return tuple(blocks)

    def _add_prose(self, blocks: list[Block], first: int, end: int) -> None:
        lines = self._lines[first:end]
        while lines and not lines[0].strip():
            lines, first = lines[1:], first + 1
        text = "\n".join(lines).rstrip()
        if text:
            blocks.append(Prose(first + 1 + self._offset, text))

    def _cell(self, source: str, words: list[str], fence: int) -> Cell | Demo | None:
        unknown = [word for word in words if word not in _WORDS]
        for word in unknown:
            guess = did_you_mean(nearest_names(word, _WORDS))
            self._fault(fence, f"unknown word {word!r} after ```python.{guess}", "A cell is plain, `fails` or `demo`.")
        if unknown:
            return None
        if len(words) > 1:
            self._fault(fence, "a cell is either `fails` or `demo`, and says so once")
            return None
        if not source.strip():
            self._fault(fence, "an empty cell")
            return None
        if words == ["fails"]:
            # It may fail by not being Python at all.
            return Cell(fence + 1, source, fails=True)
        try:
            tree = parse(source)
        except SyntaxError as error:
            hint = "A cell that is meant to fail begins with ```python fails"
            self._fault(fence + (error.lineno or 1), f"not Python: {error.msg}", hint)
            return None
        return self._demo(tree, source, fence) if words == ["demo"] else Cell(fence + 1, source)

    def _demo(self, tree: ast.Module, source: str, fence: int) -> Demo | None:
        functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        if len(functions) != 1:
            message = f"a demo is exactly one function, and this has {len(functions)}"
            self._fault(fence, message, "Move what else it needs into a cell above.")
            return None
        others = [node for node in tree.body if node not in functions and not _is_import(node)]
        for node in others:
            self._fault(
                fence + node.lineno,
                "a demo holds only its function and imports",
                "Move this into a cell above.",
            )
        controls = self._controls(functions[0], fence)
        if others or controls is None:
            return None
        return Demo(fence + 1, source, functions[0].name, controls)

    def _controls(self, function: ast.FunctionDef, fence: int) -> tuple[Control, ...] | None:
        arguments = function.args
        if arguments.vararg is not None or arguments.kwarg is not None or arguments.posonlyargs:
            self._fault(fence + function.lineno, "a demo's parameters are plain: no *, ** or /")
            return None
        parameters = [*arguments.args, *arguments.kwonlyargs]
        if not parameters:
            self._fault(fence + function.lineno, f"the demo {function.name!r} has no parameters", _FORMS)
            return None
        missing = len(arguments.args) - len(arguments.defaults)
        defaults = [*([None] * missing), *arguments.defaults, *arguments.kw_defaults]
        controls: list[Control] = []
        for parameter, default in zip(parameters, defaults, strict=True):
            try:
                controls.append(_control(parameter, default))
            except _NotAControl as error:
                self._fault(fence + parameter.lineno, f"the parameter {parameter.arg!r} {error}", _FORMS)
        return tuple(controls) if len(controls) == len(parameters) else None

    def _fault(self, line: int, message: str, hint: str = "") -> None:
        self._faults.add(self._path, line, message, hint)


# ---- controls ----------------------------------------------------------------------------------

_PYTHON = frozenset({"python", "py", "python3"})
_WORDS = ("fails", "demo")
_FORMS = 'Write range(1, 31), (0.1, 10.0), (0.1, 10.0, 0.1), ["a", "b"] or bool.'
_STEPS = 100  # of a slider that names none: finer cannot be seen, coarser can be felt


class _NotAControl(Exception):
    """Why a parameter cannot be turned into a control; completes "the parameter 'n' …"."""


def _control(parameter: ast.arg, default: ast.expr | None) -> Control:
    annotation = parameter.annotation
    if annotation is None:
        raise _NotAControl("has no annotation")
    start = None if default is None else _literal(default, "has a default that is no literal")
    if isinstance(annotation, ast.Name) and annotation.id == "bool":
        if start is not None and not isinstance(start, bool):
            raise _NotAControl(f"is a switch, but starts at {start!r}")
        return Switch(parameter.arg, bool(start))
    if isinstance(annotation, ast.Call):
        return _range_slider(parameter.arg, annotation, start)
    if isinstance(annotation, ast.Tuple):
        return _slider(parameter.arg, annotation, start)
    if isinstance(annotation, ast.List):
        return _choice(parameter.arg, annotation, start)
    raise _NotAControl(f"has an annotation that is no control: {ast.unparse(annotation)}")


def _range_slider(name: str, call: ast.Call, start: object) -> Slider:
    bounds = [_literal(argument, "has a range of something else than literals") for argument in call.args]
    is_range = isinstance(call.func, ast.Name) and call.func.id == "range" and not call.keywords
    if not is_range or not 1 <= len(bounds) <= 3 or not all(_is_whole(bound) for bound in bounds):
        raise _NotAControl(f"has an annotation that is no control: {ast.unparse(call)}")
    whole = [bound for bound in bounds if isinstance(bound, int)]
    if len(whole) == 3 and whole[2] < 1:
        raise _NotAControl(f"has a range that does not go up: {ast.unparse(call)}")
    values = range(*whole)
    if len(values) < 2:
        raise _NotAControl(f"has a range without a choice: {ast.unparse(call)}")
    first = values[0] if start is None else start
    if not isinstance(first, int) or isinstance(first, bool) or first not in values:
        raise _NotAControl(f"starts at {first!r}, which is not in {ast.unparse(call)}")
    return Slider(name, first, values[0], values[-1], values.step, whole=True)


def _slider(name: str, annotation: ast.Tuple, start: object) -> Slider:
    values = _literal(annotation, "has bounds that are no literals")
    numbers = [value for value in values if _is_number(value)] if isinstance(values, tuple) else []
    if not 2 <= len(annotation.elts) <= 3 or len(numbers) != len(annotation.elts):
        raise _NotAControl(f"needs two or three numbers: {ast.unparse(annotation)}")
    low, high = numbers[0], numbers[1]
    if not low < high:
        raise _NotAControl(f"has bounds that do not go up: {ast.unparse(annotation)}")
    step = numbers[2] if len(numbers) == 3 else (high - low) / _STEPS
    if not 0 < step <= high - low:
        raise _NotAControl(f"has a step that does not fit: {ast.unparse(annotation)}")
    first = low if start is None else start
    if not _is_number(first) or not low <= first <= high:
        raise _NotAControl(f"starts at {first!r}, which is not between {low} and {high}")
    return Slider(name, first, low, high, step, whole=False)


def _choice(name: str, annotation: ast.List, start: object) -> Choice:
    values = _literal(annotation, "has options that are no literals")
    options = tuple(
        value for value in (values if isinstance(values, list) else ()) if isinstance(value, str) or _is_number(value)
    )
    if len(options) != len(annotation.elts) or len(set(options)) < max(2, len(options)):
        raise _NotAControl(f"needs two or more different texts or numbers: {ast.unparse(annotation)}")
    if start is None:
        return Choice(name, options[0], options)
    if isinstance(start, bool) or start not in options:
        raise _NotAControl(f"starts at {start!r}, which is not among {ast.unparse(annotation)}")
    return Choice(name, options[options.index(start)], options)


def _literal(node: ast.expr, otherwise: str) -> object:
    try:
        value: object = ast.literal_eval(node)
    except ValueError:
        raise _NotAControl(otherwise) from None
    return value


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> TypeGuard[Number]:
    # No NaN and no infinity: neither can be written as a literal; 1e999 can.
    return _is_whole(value) or (isinstance(value, float) and math.isfinite(value))


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def _closes(line: str, markup: str) -> bool:
    return re.fullmatch(rf" {{0,3}}{re.escape(markup[0])}{{{len(markup)},}}[ \t]*", line) is not None
