"""Where a check hands the answer to the learner's code: read from the file's syntax tree, without running it.

A function that is an argument of a call into the learner's process can be called from there. Is it the answer, or does
it use the answer, then the learner's code can ask it for what is right. Followed are names, closures, containers and
what wraps functions (`expect.counting`, `partial`); a value that the answer returned is no way to ask it again.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mlestone.base.parsing import parse
from mlestone.proving.layout import Declared, Layout

_WRAPPERS = frozenset({"counting", "partial"})
_PASSING_ON = frozenset({"leaves_unchanged", "repeats", "pure"})
"""Expectations whose own arguments are those of a call of the learner's function."""
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Loan = tuple[int, str]
"""The line, and the call it is made in."""


def loans(layout: Layout) -> Iterator[_Loan]:
    """Every argument of the checks that lets the learner's code call the answer, or a part of it."""
    known = _Oracles({item.name for item in layout.under("answer", "helper") if isinstance(item.node, _DEFINITIONS)})
    known.classes |= {item.name for item in layout.under("answer") if isinstance(item.node, ast.ClassDef)}
    known.learn(parse(layout.text).body)
    for check in layout.under("check"):
        yield from _loans_in(check, known)


_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _loans_in(check: Declared, known: _Oracles) -> Iterator[_Loan]:
    node = check.node
    if not isinstance(node, _Function) or not node.args.args:
        return
    remote = {node.args.args[0].arg}
    inside = _Oracles(known.names - _bound_in(node), set(known.classes), set(known.makers), remote)
    for statement in ast.walk(node):
        if isinstance(statement, ast.Assign) and _is_remote(statement.value, remote):
            remote |= {target.id for target in statement.targets if isinstance(target, ast.Name)}
    inside.learn([inner for statement in node.body for inner in ast.walk(statement)])
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            lent = next((given for given in _given(call, remote) if inside.lends(given)), None)
            if lent is not None:
                yield lent.lineno, ast.unparse(call.func)


def _bound_in(node: ast.AST) -> set[str]:
    """Names that are bound inside: they are not what has the same name outside."""
    inside = list(ast.walk(node))
    stored = {inner.id for inner in inside if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)}
    return stored | {inner.arg for inner in inside if isinstance(inner, ast.arg)}


def _is_remote(node: ast.expr, remote: set[str]) -> bool:
    """Whether it is, or came from, the learner's: `learner.f`, `learner.Model(3).fit`."""
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return isinstance(node, ast.Name) and node.id in remote


def _given(call: ast.Call, remote: set[str]) -> Iterator[ast.expr]:
    """What a call passes to the learner's code."""
    everything = [*call.args, *(keyword.value for keyword in call.keywords)]
    if _is_remote(call.func, remote):
        yield from everything
    if not (isinstance(call.func, ast.Attribute) and _expects(call.func.value, remote)):
        return
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    if call.func.attr in _PASSING_ON:
        yield from everything
    elif call.func.attr == "costs":
        yield from (named[name] for name in ("args", "kwargs") if name in named)
    elif call.func.attr == "grows" and isinstance(made := named.get("make"), ast.Lambda):
        yield made.body


def _expects(node: ast.expr, remote: set[str]) -> bool:
    """Whether it is `expect(learner.f)`, also with expectations after it."""
    while isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name):
            return node.func.id == "expect" and bool(node.args) and _is_remote(node.args[0], remote)
        node = node.func.value if isinstance(node.func, ast.Attribute) else node.func
    return False


@dataclass(slots=True)
class _Oracles:
    """Names that can be called for what is right."""

    names: set[str]
    classes: set[str] = field(default_factory=set)
    """Answers that are classes: their objects may be called too."""
    makers: set[str] = field(default_factory=set)
    """Functions of the file that make functions: what they return may call what they were given."""
    remote: set[str] = field(default_factory=set)
    """What is the learner's own: `learner.Answer()` has the name of an answer, and is none of ours."""

    def learn(self, nodes: Sequence[ast.AST]) -> None:
        """Add what these statements make of the names known so far, until nothing is added."""
        count = -1
        while count != len(self.names) + len(self.makers):
            count = len(self.names) + len(self.makers)
            for node in nodes:
                if isinstance(node, _Function):
                    self._learn_function(node)
                elif isinstance(node, ast.Assign) and self.lends(node.value):
                    self.names |= {target.id for target in node.targets if isinstance(target, ast.Name)}

    def _learn_function(self, node: _Function) -> None:
        if self._uses(node):
            self.names.add(node.name)
        if any(isinstance(inner, _Function | ast.Lambda) for part in node.body for inner in ast.walk(part)):
            self.makers.add(node.name)

    def _uses(self, node: ast.AST) -> bool:
        used = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
        return bool((used - _bound_in(node)) & self.names)

    def lends(self, node: ast.AST) -> bool:  # noqa: PLR0911 - a table of kinds of expressions
        """Whether whoever has this value can call what is right."""
        match node:
            case ast.Name(id=name):
                return name in self.names
            case ast.Lambda():
                return self._uses(node)
            case ast.Attribute(value=value, attr=attr):
                return not attr.startswith("__") and self.lends(value)
            case ast.Call(func=function):
                return self._call_lends(node, function)
            case ast.ListComp(elt=element) | ast.SetComp(elt=element) | ast.GeneratorExp(elt=element):
                return self.lends(element)
            case ast.DictComp(value=value):
                return self.lends(value)
            case ast.List() | ast.Tuple() | ast.Set() | ast.Dict() | ast.Starred() | ast.IfExp() | ast.NamedExpr():
                return any(self.lends(part) for part in ast.iter_child_nodes(node))
        return False

    def _call_lends(self, call: ast.Call, function: ast.expr) -> bool:
        if _is_remote(call, self.remote):
            return False
        name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        if name in self.classes or (name in self.makers and name in self.names):
            return True
        wraps = name in _WRAPPERS or name in self.makers
        return wraps and any(self.lends(given) for given in (*call.args, *(each.value for each in call.keywords)))
