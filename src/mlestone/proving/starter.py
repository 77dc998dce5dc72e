"""What a learner starts from, and the answer they may read after passing: two excerpts of one file."""

import ast
import re
import sys
from collections.abc import Iterable

from mlestone.proving.excerpt import bug_as_answer, is_interface, outline, signature, whole
from mlestone.proving.layout import Declared, Layout, interface_names
from mlestone.proving.names import Definition, imported_names, used_names

_Piece = tuple[ast.stmt, str]


def starter(layout: Layout) -> str:
    """Given things whole; answers as outlines, or, in a `debug` proof, as the bugs they start from.

    Of the file's imports it holds those that its own text uses, and libraries (`import numpy as np`) that the answer
    uses. `from functools import reduce` would tell how the answer goes, and so would `import bisect`.
    """
    pieces: list[_Piece] = []
    used: set[str] = set()
    for item in layout.under("given", "answer"):
        if item.word == "given":
            pieces.append((item.node, whole(item, layout.lines)))
            used |= used_names(item.node, without=(item.marker,)).keys()
            continue
        text, names = _answer_slot(layout, item)
        pieces.append((item.node, text))
        used |= names
    for item in layout.under("answer", "helper"):
        used |= used_names(item.node).keys() & _libraries(layout)
    return _joined(layout, used, pieces)


def reference(layout: Layout) -> str:
    """The answer with everything it needs, as its author typed it; empty for questions."""
    parts = layout.under("given", "helper", "answer")
    used = {name for item in parts for name in used_names(item.node, without=(item.marker,))}
    return _joined(layout, used, [(item.node, whole(item, layout.lines)) for item in parts])


def signature_line(item: Declared, layout: Layout) -> str:
    """`f(x: np.ndarray, axis: int) -> np.ndarray`, on one line; the name alone where that is not shown."""
    node = item.node
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or not item.shows_signature:
        return item.name
    typed = signature(node, layout.lines)
    if "#" not in typed:
        on_one_line = re.sub(r",? \)", ")", " ".join(typed.split()).replace("( ", "("))
        return on_one_line.removesuffix(":").rstrip().partition("def ")[2]
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"{node.name}({ast.unparse(node.args)}){returns}"


def _answer_slot(layout: Layout, item: Declared) -> tuple[str, set[str]]:
    """What stands in an answer's place, and the names that uses."""
    if not isinstance(item.node, Definition):
        return f"{item.name} = ...", set()
    bug = layout.bug_of(item)
    if bug is None:
        names = _decorator_names(item.node)
        if item.shows_signature:
            names |= interface_names(item.node).keys()
        return outline(item.node, layout.lines, parameters=item.shows_signature), names
    targets = {other.name: other.target for other in layout.under("bug")}
    text = bug_as_answer(bug, item, layout.lines, targets)
    return text, set(used_names(bug.node, without=(bug.marker,)))


def _decorator_names(node: Definition) -> set[str]:
    found = set(used_names(*filter(is_interface, node.decorator_list)))
    for inner in node.body if isinstance(node, ast.ClassDef) else ():
        if isinstance(inner, Definition):
            found |= _decorator_names(inner)
    return found


def _libraries(layout: Layout) -> set[str]:
    """Names of whole modules that are none of Python's own."""
    return {
        name
        for node in layout.imports
        if isinstance(node, ast.Import)
        for alias, name in zip(node.names, imported_names(node), strict=True)
        if alias.name.partition(".")[0] not in sys.stdlib_module_names
    }


def _joined(layout: Layout, used: set[str], pieces: Iterable[_Piece]) -> str:
    imports = [(node, text) for node in layout.imports if (text := _import_line(node, used))]
    text = ""
    previous: ast.stmt | None = None
    for node, piece in (*imports, *pieces):
        text += _space(previous, node, layout) + piece
        previous = node
    return f"{text}\n" if text else ""


def _import_line(node: ast.Import | ast.ImportFrom, used: set[str]) -> str:
    """The import with only those names that are used."""
    kept = [
        alias
        for alias, name in zip(node.names, imported_names(node), strict=True)
        if name in used or (isinstance(node, ast.ImportFrom) and node.module == "__future__") or alias.name == "*"
    ]
    if not kept:
        return ""
    if isinstance(node, ast.Import):
        return ast.unparse(ast.Import(names=kept))
    return ast.unparse(ast.ImportFrom(module=node.module, names=kept, level=node.level))


def _space(previous: ast.stmt | None, node: ast.stmt, layout: Layout) -> str:
    """Line breaks as a formatter would set them, and the author's blank lines between simple statements."""
    if previous is None:
        return ""
    if isinstance(previous, Definition) or isinstance(node, Definition):
        return "\n\n\n"
    kinds = {isinstance(statement, ast.Import | ast.ImportFrom) for statement in (previous, node)}
    between = layout.lines[(previous.end_lineno or previous.lineno) : node.lineno - 1]
    apart = len(kinds) == 2 or any(not line.strip() for line in between)
    return "\n\n" if apart else "\n"
