"""Which names a piece of Python uses from outside itself, and which it binds.

Scopes are not told apart: a name that a function binds anywhere counts as its own everywhere in it. For what
this is for (does an answer use something the learner is not shown?) that errs towards silence.
"""

import ast
from collections import deque
from collections.abc import Iterator

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def used_names(*nodes: ast.AST, without: tuple[ast.AST, ...] = ()) -> dict[str, int]:
    """The names read in `nodes` and not bound there, each with the line of its first use."""
    left_out = set(map(id, without))
    used: dict[str, int] = {}
    bound: set[str] = set()
    for node in nodes:
        for inner in _walk(node, left_out):
            bound |= _bound_inside(inner, outermost=inner is node)
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load):
                used.setdefault(inner.id, inner.lineno)
    return {name: line for name, line in used.items() if name not in bound}


def bound_names(node: ast.stmt) -> set[str]:
    """The names an assignment binds."""
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)}


def imported_names(node: ast.Import | ast.ImportFrom) -> tuple[str, ...]:
    """The names an import binds; `import a.b` binds `a`."""
    whole = isinstance(node, ast.Import)
    return tuple(alias.asname or (alias.name.split(".")[0] if whole else alias.name) for alias in node.names)


def _walk(node: ast.AST, left_out: set[int]) -> Iterator[ast.AST]:
    waiting = deque([node])
    while waiting:
        current = waiting.popleft()
        if id(current) in left_out:
            continue
        yield current
        waiting.extend(ast.iter_child_nodes(current))


def _bound_inside(node: ast.AST, *, outermost: bool) -> set[str]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        # `NAME = given(NAMES)` binds NAME for others, not for itself.
        return {node.id}
    if isinstance(node, ast.arg):
        return {node.arg}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return set(imported_names(node))
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not outermost:
        return {node.name}
    if isinstance(node, ast.ExceptHandler) and node.name:
        return {node.name}
    return set()
