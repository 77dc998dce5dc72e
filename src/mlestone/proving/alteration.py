"""Mistakes told as changes of the answer: `NAME = mistake(ANSWER, "…")(altered({"this": "that"}))`.

What is wrong is mostly one line of many. Told as a change, it is seen at once, and follows whatever else of the answer
is changed later. It is read from the syntax tree like all that a file declares; running the file only makes it real.
"""

import ast
from collections.abc import Mapping, Sequence

from mlestone.base.parsing import parse
from mlestone.proving.names import Definition

WORD = "altered"
EXAMPLE = 'NAME = mistake(ANSWER, "A sentence.")(altered({"x.max()": "x.min()"}))'


class DoesNotFit(Exception):
    """The changes make nothing of the answer; says why."""


def changes_in(value: ast.expr) -> ast.expr | None:
    """What `altered` is called with, where this is a call of it."""
    is_call = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == WORD
    return value.args[0] if is_call and len(value.args) == 1 and not value.keywords else None  # type: ignore[attr-defined]


def definition(name: str, changes: ast.expr, answer: Definition, marker: ast.expr, lines: Sequence[str]) -> Definition:
    """The answer with these changes, under another name and without its `marker`; raises `DoesNotFit`."""
    first = min(each.lineno for each in answer.decorator_list)
    text = "\n".join(lines[first - 1 : answer.end_lineno])
    for old, new in _read(changes).items():
        if (times := text.count(old)) != 1:
            raise DoesNotFit(f"`{answer.name}` has {old!r} {times} times, expected once")
        text = text.replace(old, new)
    try:
        [node] = parse(text).body
    except (SyntaxError, ValueError) as error:
        raise DoesNotFit(f"what comes of `{answer.name}` is no Python: {error}") from error
    if not isinstance(node, type(answer)):
        raise DoesNotFit(f"what comes of `{answer.name}` is another kind of thing")
    node.decorator_list = [each for each in node.decorator_list if ast.dump(each) != ast.dump(marker)]
    return _under(name, node, changes.lineno)


def _read(changes: ast.expr) -> Mapping[str, str]:
    try:
        read = ast.literal_eval(changes)
        texts = all(isinstance(each, str) for pair in read.items() for each in pair)
    except (ValueError, AttributeError):
        texts = False
    if not texts or not read:
        raise DoesNotFit("the changes are not written out as texts for texts")
    return dict(read)


def _under(name: str, node: Definition, line: int) -> Definition:
    """Where it speaks of itself, recursion or a further object of its class, it means what it has become."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and inner.id == node.name:
            inner.id = name
    node.name = name
    return ast.increment_lineno(node, line - node.lineno)
