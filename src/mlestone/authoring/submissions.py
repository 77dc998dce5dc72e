"""What a learner could hand in for a proof, made from the proof's own file: its answer, or one of its mistakes."""

from __future__ import annotations

import ast
import copy

from mlestone.base.parsing import parse
from mlestone.proving.layout import Declared, Layout
from mlestone.proving.names import Definition, bound_names, imported_names, used_names

Place = tuple[int, int]
"""Where a statement of the file begins: line and column."""

_RIGHT = "right_"


def wrong_source(layout: Layout, wrong: Declared, target: str) -> str:
    """The answer with `wrong` (a mistake, a bug, a baseline) in the place of the answer called `target`.

    A mistake that calls the answer it is a mistake of goes on calling that, under another name: played in the
    proof's own file it does so too.
    """
    file = _File(layout)
    answer = next(item for item in layout.under("answer") if item.name == target)
    replacement = _renamed(file.plain(_place(wrong)), {wrong.name: target})
    right: list[ast.stmt] = []
    if target in used_names(file.plain(_place(wrong))):
        names = {target: _RIGHT + target}
        right = [_renamed(file.plain(_place(answer)), names)]
        replacement = _renamed(file.plain(_place(wrong)), {**names, wrong.name: target})
    body: list[ast.stmt] = []
    for place in file.needed(_place(wrong), without=None if right else _place(answer)):
        body += [*right, replacement] if place == _place(answer) else [file.plain(place)]
    return ast.unparse(ast.Module(body, [])) + "\n"


class _File:
    """A proof's statements by place, and which of them a submission needs."""

    def __init__(self, layout: Layout) -> None:
        self.statements: dict[Place, ast.stmt] = {
            (node.lineno, node.col_offset): node for node in parse(layout.text).body
        }
        self._altered = {_place(item): item.altered for item in layout.declared if item.altered}
        self._markers = {_place(item): item.marker for item in layout.declared}
        self._reference = {_place(item) for item in layout.under("given", "helper", "answer")}
        self._by_name = {name: place for place, node in self.statements.items() for name in _binds(node)}

    def plain(self, place: Place) -> ast.stmt:
        """A copy of a statement without MLestone's word."""
        if place in self._altered:
            return copy.deepcopy(self._altered[place])
        plain = copy.deepcopy(self.statements[place])
        marker = self._markers.get(place)
        if marker is None:
            return plain
        if isinstance(plain, Definition):
            spot = (marker.lineno, marker.col_offset)
            plain.decorator_list = [kept for kept in plain.decorator_list if (kept.lineno, kept.col_offset) != spot]
        elif isinstance(plain, ast.Assign | ast.AnnAssign) and isinstance(plain.value, ast.Call):
            plain.value = plain.value.args[0]
        return plain

    def needed(self, wrong: Place, *, without: Place | None) -> list[Place]:
        """What the reference holds, and what that and the mistake use of the file besides; imports first, else in
        the file's order. `without` is the answer the mistake stands in for, when it does not call that.

        Imports that nothing of this uses are left out: `only_imports` would blame the mistake for them.
        """
        kept = {place for place, node in self.statements.items() if _is_always_there(node)} | self._reference
        waiting = [wrong, *(kept - {without})]
        while waiting:
            for name in used_names(self.plain(waiting.pop())):
                place = self._by_name.get(name)
                if place is not None and place not in kept and place != wrong:
                    kept.add(place)
                    waiting.append(place)
        imports = [place for place in sorted(kept) if _is_foreign_import(self.statements[place])]
        return imports + [place for place in sorted(kept) if place not in imports]


def _place(item: Declared) -> Place:
    return item.node.lineno, item.node.col_offset


def _binds(node: ast.stmt) -> tuple[str, ...]:
    if isinstance(node, Definition):
        return (node.name,)
    if isinstance(node, ast.Assign | ast.AnnAssign):
        return tuple(bound_names(node))
    if isinstance(node, ast.Import | ast.ImportFrom) and _is_foreign_import(node):
        return imported_names(node)
    return ()


def _is_foreign_import(node: ast.stmt) -> bool:
    """Whether it imports something else than MLestone, which a learner's module never does."""
    if isinstance(node, ast.Import):
        return all(alias.name.partition(".")[0] != "mlestone" for alias in node.names)
    return isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] != "mlestone"


def _is_always_there(node: ast.stmt) -> bool:
    """Whether it is an import whose names nobody has to write: of the future, or of everything."""
    if not isinstance(node, ast.ImportFrom) or not _is_foreign_import(node):
        return False
    return node.module == "__future__" or any(alias.name == "*" for alias in node.names)


def _renamed(node: ast.stmt, names: dict[str, str]) -> ast.stmt:
    """A copy that says another name wherever it says one of `names`."""
    renamed = copy.deepcopy(node)
    for inner in ast.walk(renamed):
        if isinstance(inner, ast.Name):
            inner.id = names.get(inner.id, inner.id)
    if isinstance(renamed, Definition):
        renamed.name = names.get(renamed.name, renamed.name)
    return renamed
