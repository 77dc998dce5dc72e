"""What a proof shows a learner, read in milliseconds from its file: nothing is run, no library is imported.

A `Sheet` holds no check's body, no mistake and no hidden value. `reference` is the one thing in it that is
only for those who have passed; whoever shows a sheet keeps it back until then.
"""

import ast
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from mlestone.base.parsing import parse
from mlestone.proving.layout import BadProof, Declared, Layout, ProofKind, read_layout
from mlestone.proving.names import Definition
from mlestone.proving.starter import reference, signature_line, starter
from mlestone.proving.tolerance import Tolerance

__all__ = ["BadProof", "Required", "Sheet", "not_attempted", "read_sheet", "sheet_of"]


@dataclass(frozen=True, slots=True)
class Required:
    """A name the learner's module has to define."""

    name: str
    kind: Literal["function", "class", "value"]
    signature: str
    methods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A proof as its learner sees it."""

    path: Path
    title: str
    prompt: str
    kind: ProofKind
    starter: str
    hints: tuple[str, ...]
    tolerance: Tolerance
    required: tuple[Required, ...]
    given: tuple[str, ...]
    """The names that come with the starter whole."""
    checks: tuple[str, ...]
    """The checks' sentences, in order."""
    reference: str
    imports: tuple[str, ...]
    """The top-level modules the file imports: what its kit has to offer."""
    afterwards: tuple[str, ...] = ()
    """What whoever has passed is told beside the answer, in Markdown."""
    files: Mapping[str, bytes] | None = None
    """Of a lab: what the learner's folder holds at the beginning."""


def read_sheet(path: Path) -> Sheet:
    """The sheet of the proof file at `path`, or what was read before if the file has not changed since.

    Of a lab the path is its folder. Raises `BadProof` with everything that is wrong with it.
    """
    if path.is_dir():
        from mlestone.proving.labs.sheet import lab_sheet

        return lab_sheet(path)
    return _read_once(path, *file_state(path))


def file_state(path: Path) -> tuple[int, ...]:
    """Changes when the file does; empty when it cannot be asked, which whoever reads it then says in words."""
    try:
        state = path.stat()
    except OSError:
        return ()
    return state.st_mtime_ns, state.st_size, state.st_ino


@lru_cache(maxsize=512)
def _read_once(path: Path, *_state: int) -> Sheet:
    layout = read_layout(path)
    if layout.problems:  # an exception is not kept: a broken file is read anew each time
        raise BadProof(layout.problems)
    return sheet_of(layout)


def sheet_of(layout: Layout) -> Sheet:
    """The sheet of a layout that has no problems."""
    return Sheet(
        path=layout.path,
        title=layout.title,
        prompt=layout.prompt,
        kind=layout.kind,
        starter=starter(layout),
        hints=layout.hints,
        tolerance=layout.tolerance,
        required=tuple(_required(item, layout) for item in layout.under("answer")),
        given=tuple(item.name for item in layout.under("given")),
        checks=tuple(item.sentence for item in layout.under("check")),
        reference=reference(layout),
        imports=layout.modules,
        afterwards=layout.afterwards,
    )


def not_attempted(sheet: Sheet, source: str) -> bool:
    """Whether `source` is no attempt: empty, the starter but for formatting, or nothing but stubs.

    Source that cannot be parsed is an attempt: its syntax error is what the learner has to see.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = parse(source)
            names = {required.name for required in sheet.required}
            if sheet.kind != "debug" and any(_is_written(node, names) for node in module.body):
                return False  # the usual case, told without comparing anything
            module = _without_docstrings(module)
            untouched = _dumps_of(sheet.starter)
            written = [node for node in module.body if ast.dump(node) not in untouched]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    defined = {name for node in module.body for name in _defined(node)}
    if all(_is_import(node) or _is_stub(node) for node in written):
        return True
    stubs = {name for node in module.body if _is_stub(node) for name in _defined(node)}
    return bool(names) and names <= defined and names <= stubs


# A docstring and a `...`: anything longer in a required function was written by the learner.
_STUB_LENGTH = 2


@lru_cache(maxsize=512)
def _dumps_of(starter: str) -> frozenset[str]:
    return frozenset(ast.dump(node) for node in _without_docstrings(parse(starter)).body)


def _is_written(node: ast.stmt, names: set[str]) -> bool:
    """Whether this is a function the proof requires, with more in its body than a docstring and one statement."""
    return isinstance(node, ast.FunctionDef) and node.name in names and len(node.body) > _STUB_LENGTH


def _required(item: Declared, layout: Layout) -> Required:
    signature = signature_line(item, layout)
    if not isinstance(item.node, Definition):
        return Required(item.name, "value", signature)
    if not isinstance(item.node, ast.ClassDef):
        return Required(item.name, "function", signature)
    methods = (node.name for node in item.node.body if isinstance(node, Definition))
    return Required(item.name, "class", signature, tuple(name for name in methods if not name.startswith("_")))


def _without_docstrings(module: ast.Module) -> ast.Module:
    for node in ast.walk(module):
        if isinstance(node, ast.Module | Definition) and node.body and _is_docstring(node.body[0]):
            # A body may not be empty; `...` stands for one that is.
            node.body = node.body[1:] or ([] if isinstance(node, ast.Module) else [_ellipsis()])
    return module


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _ellipsis() -> ast.stmt:
    return ast.Expr(ast.Constant(...))


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def _defined(node: ast.stmt) -> Iterable[str]:
    if isinstance(node, Definition):
        return (node.name,)
    if isinstance(node, ast.Assign):
        return tuple(target.id for target in node.targets if isinstance(target, ast.Name))
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return (node.target.id,)
    return ()


def _is_stub(node: ast.stmt) -> bool:
    """Whether a statement only leaves room: `...`, `pass`, `raise NotImplementedError`, or made of these."""
    if isinstance(node, ast.Pass) or _is_docstring(node):
        return True
    if isinstance(node, Definition):
        fields = isinstance(node, ast.ClassDef)
        return all(_is_stub(inner) or (fields and isinstance(inner, ast.AnnAssign)) for inner in node.body)
    if isinstance(node, ast.Expr | ast.Assign | ast.AnnAssign):
        return isinstance(node.value, ast.Constant) and node.value.value in (..., None)
    if isinstance(node, ast.Raise):
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    return False
