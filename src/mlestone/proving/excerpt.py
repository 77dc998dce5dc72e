"""Pieces of an author's file as text, with their formatting and comments, without MLestone's own words.

Works on the source, not on the tree: what a learner gets is what the author typed.
"""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Mapping, Sequence

from mlestone.base.parsing import parse, parse_expression
from mlestone.proving.layout import Declared, Statement
from mlestone.proving.names import Definition

# Decorators that say how a thing is used, and so belong to the interface. All others are part of the answer.
_INTERFACE_DECORATORS = frozenset(
    {
        "staticmethod",
        "classmethod",
        "property",
        "abstractmethod",
        "overload",
        "dataclass",
        "setter",
        "getter",
        "deleter",
    }
)
_STEP = "    "


def whole(declared: Declared, lines: Sequence[str]) -> str:
    """A declared thing with its comments and other decorators, as its author typed it."""
    above = _comments_above(declared.node, lines)
    if not isinstance(declared.node, Definition):
        return "\n".join([*above, _unwrapped(declared, lines)])
    return "\n".join([*above, *_definition(declared.node, lines, without=declared.marker)])


def outline(node: Definition, lines: Sequence[str], *, parameters: bool = True) -> str:
    """What a learner fills in: signature and docstring, `...` for the rest.

    Without `parameters`, the signature is for the learner to write as well.
    """
    kept = filter(is_interface, node.decorator_list)
    head = [line for marker in kept for line in lines[marker.lineno - 1 : marker.end_lineno]]
    head.append(signature(node, lines) if parameters else f"{_keyword(node)} {node.name}():")
    inner = " " * node.col_offset + _STEP
    docstring = _docstring(node, lines, inner)
    if isinstance(node, ast.ClassDef):
        body = _class_body(node, lines)
        return "\n".join([*head, *docstring, *(["", *body] if docstring and body else body or [inner + "..."])])
    return "\n".join([*head, *docstring, inner + "..."])


def bug_as_answer(bug: Declared, answer: Declared, lines: Sequence[str], names: Mapping[str, str]) -> str:
    """A bug under its answer's name; its own, which tells what is wrong, is replaced wherever it occurs."""
    node = bug.node
    assert isinstance(node, Definition)
    assert isinstance(answer.node, Definition)
    text = "\n".join(_definition(node, lines, without=bug.marker))
    if ast.get_docstring(node) is None:
        inner = " " * _body_column(node)
        docstring = "\n".join(_docstring(answer.node, lines, inner))
        typed = signature(node, lines)
        head, _, body = text.partition(typed)
        rest, newline, body = body.partition("\n")
        if rest.strip() and not rest.lstrip().startswith("#"):
            # The body followed its signature on the same line.
            rest, newline, body = "", "\n", f"{inner}{rest.strip()}{newline}{body}"
        text = f"{head}{typed}{rest}{newline}{docstring}\n{body}"
    return _renamed(text, names)


def expression(node: ast.expr, lines: Sequence[str]) -> str:
    """An expression's text; in parentheses if it only was one because of those around it."""
    text = _text_of(node, lines)
    try:
        parse_expression(text)
    except SyntaxError:
        return f"(\n{_STEP}{text}\n)"
    return text


def _unwrapped(declared: Declared, lines: Sequence[str]) -> str:
    """`NAME = given(value)  # why` becomes `NAME = value  # why`."""
    node = declared.node
    assert not isinstance(node, Definition)
    call = node.value
    assert call is not None
    assert call.end_lineno is not None
    before = _bytes_before(lines[call.lineno - 1], call.col_offset)
    after = lines[call.end_lineno - 1].encode()[call.end_col_offset :].decode()
    first = list(lines[node.lineno - 1 : call.lineno - 1])
    return "\n".join([*first, before + expression(declared.value, lines) + after])


def _bytes_before(line: str, column: int) -> str:
    # The tree counts columns in UTF-8 bytes.
    return line.encode()[:column].decode(errors="replace")


def _definition(node: Definition, lines: Sequence[str], *, without: ast.expr) -> list[str]:
    first = min([node.lineno, *(marker.lineno for marker in node.decorator_list)])
    last = _last_line(node, lines)
    hidden = range(without.lineno, (without.end_lineno or without.lineno) + 1)
    return [lines[number - 1] for number in range(first, last + 1) if number not in hidden]


def _last_line(node: Definition, lines: Sequence[str]) -> int:
    """Where a definition ends, with the comments that close its body, which the tree does not know."""
    last = number = node.end_lineno or node.lineno
    for line in lines[number:]:
        number += 1
        bare = line.strip()
        if bare and not (bare.startswith("#") and len(line) - len(line.lstrip()) > node.col_offset):
            break
        if bare:
            last = number
    return last


def _comments_above(node: Statement, lines: Sequence[str]) -> list[str]:
    first = node.lineno
    if isinstance(node, Definition):
        first = min([first, *(marker.lineno for marker in node.decorator_list)])
    start = first - 1
    while start and lines[start - 1].startswith("#"):
        start -= 1
    return list(lines[start : first - 1])


def signature(node: Definition, lines: Sequence[str]) -> str:
    """From `def` or `class` to the colon, as typed."""
    source = iter([_from_byte(lines[node.lineno - 1], node.col_offset), *lines[node.lineno :]])
    depth = 0
    for token in tokenize.generate_tokens(lambda: next(source, "") + "\n"):
        if token.type == tokenize.OP:
            depth += (token.string in "([{") - (token.string in ")]}")
            if token.string == ":" and depth == 0:
                row, column = token.end
                break
    text = [_from_byte(lines[node.lineno - 1], node.col_offset), *lines[node.lineno : node.lineno + row - 1]]
    return " " * node.col_offset + "\n".join([*text[:-1], text[-1][:column]])


def _from_byte(line: str, column: int) -> str:
    return line.encode()[column:].decode()


def _text_of(node: ast.expr | ast.stmt, lines: Sequence[str]) -> str:
    """A node's own text. (`ast.get_source_segment` would split the whole file anew for each.)"""
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    text = [line.encode() for line in lines[node.lineno - 1 : node.end_lineno]]
    text[-1] = text[-1][: node.end_col_offset]
    text[0] = text[0][node.col_offset :]
    return b"\n".join(text).decode()


def _keyword(node: Definition) -> str:
    if isinstance(node, ast.ClassDef):
        return "class"
    return "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"


def _docstring(node: Definition, lines: Sequence[str], indent: str) -> list[str]:
    if ast.get_docstring(node) is None:
        return []
    literal = node.body[0]
    first, *rest = _text_of(literal, lines).split("\n")
    own = len(lines[literal.lineno - 1]) - len(lines[literal.lineno - 1].lstrip())
    return [indent + first, *(_reindented(line, own, len(indent)) for line in rest)]


def _reindented(line: str, before: int, after: int) -> str:
    bare = line.lstrip(" ")
    return " " * max(0, len(line) - len(bare) - before + after) + bare if bare else ""


def _class_body(node: ast.ClassDef, lines: Sequence[str]) -> list[str]:
    """Annotated fields and the outlines of public methods."""
    annotated = (inner for inner in node.body if isinstance(inner, ast.AnnAssign))
    fields = [line for inner in annotated for line in lines[inner.lineno - 1 : inner.end_lineno]]
    methods = [inner for inner in node.body if isinstance(inner, Definition) and _is_public(inner.name)]
    body = list(fields)
    for method in methods:
        body += [""] * bool(body) + outline(method, lines).split("\n")
    return body


def _is_public(name: str) -> bool:
    return not name.startswith("_") or (name.startswith("__") and name.endswith("__"))


def is_interface(marker: ast.expr) -> bool:
    """Whether a decorator says how a thing is used, and so stays in the starter."""
    named = marker.func if isinstance(marker, ast.Call) else marker
    name = named.attr if isinstance(named, ast.Attribute) else named.id if isinstance(named, ast.Name) else ""
    return name in _INTERFACE_DECORATORS


def _body_column(node: Definition) -> int:
    first = node.body[0]
    return first.col_offset if first.lineno > node.lineno else node.col_offset + len(_STEP)


def _renamed(text: str, names: Mapping[str, str]) -> str:
    """Replace names in code, and whole words in strings and comments. Attributes and keywords stay."""
    words = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")
    in_code = _name_positions(text, names)

    def replacement(token: tokenize.TokenInfo) -> str:
        if token.type == tokenize.NAME:
            return names.get(token.string, token.string) if token.start in in_code else token.string
        if token.type in _TEXT_TOKENS:
            return words.sub(lambda match: names[match[0]], token.string)
        return token.string

    return _with_tokens(text, replacement)


# From Python 3.12 on an f-string is several tokens; before, it is one string.
_TEXT_TOKENS = frozenset({tokenize.STRING, tokenize.COMMENT, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)})


def _name_positions(text: str, names: Mapping[str, str]) -> set[tuple[int, int]]:
    lines = text.split("\n")
    found: set[tuple[int, int]] = set()
    for node in ast.walk(parse(text)):
        if isinstance(node, ast.Name) and node.id in names:
            found.add((node.lineno, len(_bytes_before(lines[node.lineno - 1], node.col_offset))))
        elif isinstance(node, Definition) and node.name in names:
            keyword = re.compile(r"(?:async\s+def|def|class)\s+")
            start = len(_bytes_before(lines[node.lineno - 1], node.col_offset))
            if match := keyword.match(lines[node.lineno - 1], start):
                found.add((node.lineno, match.end()))
    return found


def _with_tokens(text: str, replacement: Callable[[tokenize.TokenInfo], str]) -> str:
    """The text with every token replaced, and all space between tokens as it was."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    pieces: list[str] = []
    position = 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        start, end = (starts[row - 1] + column for row, column in (token.start, token.end))
        if token.type in (tokenize.NAME, *_TEXT_TOKENS):
            pieces += [text[position:start], replacement(token)]
            position = end
    return "".join([*pieces, text[position:]])
