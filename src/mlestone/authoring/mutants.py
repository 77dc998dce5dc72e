"""Mutants: an answer with one small thing changed, as a slip of the hand would change it.

A proof whose checks pass a mutant does not look at what the mutant changed. Every mutant has a `change`,
`x.max(axis=1) -> x.min(axis=1)`: the smallest piece of code that tells it from all other mutants of the proof. It is
what authors write to name one (`equivalent`), and lasts as long as that piece of code does.

Not changed: text (messages are nobody's contract), conversions that widen what is accepted (`np.asarray`, `float`,
`list`, `dtype=`), products of matrices (turned round, most are no products), floats below `TINY` (guards against
division by zero), what is raised, annotations, docstrings.
"""

from __future__ import annotations

import ast
import copy
import difflib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mlestone.base.parsing import parse

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Replacement = ast.AST | None
"""What stands in a node's place; None where a statement is taken away."""

TINY = 1e-6

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_NAMES = {
    one: other
    for pair in (
        ("max", "min"),
        ("maximum", "minimum"),
        ("nanmax", "nanmin"),
        ("argmax", "argmin"),
        ("idxmax", "idxmin"),
        ("any", "all"),
        ("floor", "ceil"),
        ("zeros", "ones"),
        ("zeros_like", "ones_like"),
        ("hstack", "vstack"),
        ("cumsum", "cumprod"),
        ("head", "tail"),
        ("first", "last"),
        ("append", "extend"),
        ("rows", "columns"),
    )
    for one, other in (pair, pair[::-1])
} | {"mean": "sum", "std": "var", "log1p": "log", "expm1": "exp", "nlargest": "nsmallest"}
_DROPPED = frozenset(
    {"abs", "absolute", "fabs", "sorted", "reversed", "copy", "deepcopy", "array", "dict", "set", "unique", "round"}
    | {"sqrt", "square", "exp", "log", "log1p", "log2", "log10", "floor", "ceil", "clip", "sum", "cumsum", "diff"}
    | {"strip", "lower", "upper", "casefold", "squeeze", "ravel", "transpose", "inv", "pinv", "conj", "tril", "triu"}
    | {"sort_values", "sort_index", "reset_index", "set_index", "drop_duplicates", "dropna", "fillna", "ffill", "bfill"}
    | {"detach", "clone", "softmax", "sigmoid", "tanh", "relu", "normalize"}
)
"""Calls that someone may forget: what they do to their argument can be left out and the rest still runs."""
_KEPT_KEYWORDS = frozenset({"dtype", "strict", "key"})
_COMMUTATIVE = frozenset({"maximum", "minimum", "max", "min", "add", "multiply", "isclose", "allclose", "array_equal"})
_COMMUTATIVE |= {"hypot", "gcd", "lcm", "logaddexp", "union1d", "intersect1d", "isinstance"}
_COMMUTATIVE |= {"convolve", "dist", "equal", "not_equal", "logical_and", "logical_or", "logical_xor"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed answer."""

    change: str
    """`old -> new`, unique among the mutants of a proof."""
    line: int
    """Of what was changed, in the source that was mutated."""
    source: str
    """The whole source with the change in it."""

    def diff(self, original: str) -> str:
        """The change as a unified diff without headers for files."""
        lines = difflib.unified_diff(original.splitlines(), self.source.splitlines(), lineterm="", n=2)
        return "\n".join(list(lines)[2:])


def mutants_of(source: str, names: frozenset[str]) -> tuple[Mutant, ...]:
    """The mutants of a source, changed only within its top-level functions and classes of these names."""
    tree = parse(source)
    spots = [
        spot
        for node in tree.body
        if isinstance(node, Definition) and node.name in names
        for spot in _spots(node, _Way(()))
    ]
    made = _distinct(_Made(spot, _written(source, spot)) for spot in spots)
    changes = _changes([one.spot for one in made])
    return tuple(Mutant(change, one.spot.node.lineno, one.text) for change, one in zip(changes, made, strict=True))


# ---- where something can be changed ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Way:
    """The nodes from a definition down to one inside it."""

    nodes: tuple[ast.AST, ...]

    def to(self, node: ast.AST) -> _Way:
        return _Way((*self.nodes, node))


@dataclass(frozen=True, slots=True)
class _Spot:
    """A node, the way to it, and what takes its place."""

    way: _Way
    node: ast.expr | ast.stmt
    new: ast.expr | ast.stmt

    def texts(self, levels: int) -> tuple[str, str] | None:
        """Old and new text of the node `levels` above; None above the statement that holds it."""
        around = [node for node in self.way.nodes if isinstance(node, ast.expr | ast.stmt)]
        around = around[: max(index for index, node in enumerate(around) if node is self.node) + 1]
        if levels >= len(around):
            return None
        outer = around[-1 - levels]
        old, new = _heading(outer), _heading(_replaced(outer, self.node, self.new))
        is_outside = outer is not self.node and (old == new or isinstance(outer, Definition))
        return None if is_outside else (old, new)

    @property
    def owner(self) -> str:
        """The function or method it is in."""
        names = [node.name for node in self.way.nodes if isinstance(node, Definition)]
        return ".".join(names)


@dataclass(frozen=True, slots=True)
class _Made:
    spot: _Spot
    text: str


def _spots(node: ast.AST, way: _Way) -> Iterator[_Spot]:
    here = way.to(node)
    if isinstance(node, ast.expr | ast.stmt):
        for new in _replacements(node):
            yield _Spot(here, node, new)
    for child in _changeable(node):
        yield from _spots(child, here)


def _changeable(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node that may be changed: no annotations, decorators, docstrings, nor what is raised."""
    if isinstance(node, ast.Raise | ast.Assert):
        return
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params", "bases"):
            continue
        parts = value if isinstance(value, list) else [value]
        if name == "body" and isinstance(node, Definition):
            parts = [part for part in parts if not _is_docstring(part)]
        yield from (part for part in parts if isinstance(part, ast.AST))


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


# ---- what it can be changed to --------------------------------------------------------------------------

Changed = Iterator[ast.expr | ast.stmt]


def _replacements(node: ast.expr | ast.stmt) -> Changed:
    for kind, change in _CHANGES:
        if isinstance(node, kind):
            yield from change(node)


def _comparison(node: ast.Compare) -> Changed:
    for index, operator in enumerate(node.ops):
        for other in _COMPARISONS[type(operator)]:
            new = copy.deepcopy(node)
            new.ops[index] = other()
            yield new


def _arithmetic(node: ast.BinOp | ast.AugAssign) -> Changed:
    if type(node.op) in _ARITHMETIC:
        new = copy.deepcopy(node)
        new.op = _ARITHMETIC[type(node.op)]()
        yield new


def _sign(node: ast.UnaryOp) -> Changed:
    if not isinstance(node.operand, ast.Constant):  # -1 is a constant, and changed as one
        yield copy.deepcopy(node.operand)


def _connective(node: ast.BoolOp) -> Changed:
    new = copy.deepcopy(node)
    new.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield new


def _constant(node: ast.Constant) -> Changed:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        if value > 1:
            yield ast.Constant(value - 1)
    elif isinstance(value, float) and (value == 0 or abs(value) > TINY):
        yield ast.Constant(value * 2 if value else 1.0)


def _condition(node: ast.If | ast.While | ast.IfExp) -> Changed:
    if isinstance(node.test, ast.Compare) and len(node.test.ops) == 1:
        return  # changed as a comparison, its negation among the changes
    new = copy.deepcopy(node)
    new.test = node.test.operand if isinstance(node.test, ast.UnaryOp) else ast.UnaryOp(ast.Not(), new.test)
    yield new


def _filter(node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> Changed:
    for index, generator in enumerate(node.generators):
        if generator.ifs:
            new = copy.deepcopy(node)
            new.generators[index].ifs = []
            yield new


def _call(node: ast.Call) -> Changed:
    name = _name_of(node.func)
    inner = _without_call(node, name)
    if inner is not None:
        yield inner
    if len(node.args) >= 2 and name not in _COMMUTATIVE and _can_swap(node.args[0], node.args[1]):
        new = copy.deepcopy(node)
        new.args[0], new.args[1] = new.args[1], new.args[0]
        yield new
    for index, keyword in enumerate(node.keywords):
        is_switch = isinstance(keyword.value, ast.Constant) and isinstance(keyword.value.value, bool)
        if is_switch or keyword.arg in _KEPT_KEYWORDS:
            continue  # a switch is switched over, which says the same
        new = copy.deepcopy(node)
        del new.keywords[index]
        yield new


def _without_call(node: ast.Call, name: str) -> ast.expr | None:
    """`abs(x)` as `x`, `x.copy()` as `x`, `np.sqrt(x)` as `x`."""
    if name not in _DROPPED:
        return None
    if isinstance(node.func, ast.Attribute) and not _is_module(node.func.value):
        return copy.deepcopy(node.func.value)
    if node.args and not isinstance(node.args[0], ast.Starred | ast.GeneratorExp):
        return copy.deepcopy(node.args[0])
    return None


def _renamed(node: ast.Call) -> Changed:
    """Another function of the same form."""
    name = _name_of(node.func)
    if name in _NAMES:
        new = copy.deepcopy(node)
        if isinstance(new.func, ast.Attribute):
            new.func.attr = _NAMES[name]
        else:
            new.func = ast.Name(_NAMES[name], ast.Load())
        yield new


def _slice(node: ast.Slice) -> Changed:
    for name in ("lower", "upper", "step"):
        if getattr(node, name) is not None:
            new = copy.deepcopy(node)
            setattr(new, name, None)
            yield new


def _statement(node: ast.stmt) -> Changed:
    """A statement that is taken away, if the rest can still run without it."""
    is_call = isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant | ast.Yield | ast.YieldFrom)
    is_rebinding = isinstance(node, ast.Assign) and all(_is_there(target, node) for target in node.targets)
    is_step = isinstance(node, ast.AugAssign | ast.Break | ast.Continue | ast.Delete)
    if is_call or is_rebinding or is_step or _is_guard(node):
        yield ast.Pass()


def _is_guard(node: ast.stmt) -> bool:
    """`if …: raise …` and `if …: return …`, without an else."""
    return isinstance(node, ast.If) and not node.orelse and isinstance(node.body[-1], ast.Raise | ast.Return)


def _is_there(target: ast.expr, node: ast.Assign) -> bool:
    """`x = f(x)`, `x[i] = …`: what is assigned to was there before. (Attributes of `self` may not have been.)"""
    if isinstance(target, ast.Subscript):
        return True
    read = {inner.id for inner in ast.walk(node.value) if isinstance(inner, ast.Name)}
    return isinstance(target, ast.Name) and target.id in read


_CHANGES: tuple[tuple[type | tuple[type, ...], Callable[..., Changed]], ...] = (
    (ast.Compare, _comparison),
    ((ast.BinOp, ast.AugAssign), _arithmetic),
    (ast.UnaryOp, _sign),
    (ast.BoolOp, _connective),
    (ast.Constant, _constant),
    ((ast.If, ast.While, ast.IfExp), _condition),
    ((ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp), _filter),
    (ast.Call, _call),
    (ast.Call, _renamed),
    (ast.Slice, _slice),
    (ast.stmt, _statement),
)


def _name_of(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


_MODULES = frozenset({"np", "math", "pd", "torch", "plt", "sp", "stats", "copy", "numpy", "scipy", "statistics"})


def _is_module(node: ast.expr) -> bool:
    """Whether a name looks like a module's or something of one: `np`, `np.linalg.norm`."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in _MODULES


def _can_swap(one: ast.expr, other: ast.expr) -> bool:
    """Two arguments that could be mixed up."""
    if isinstance(one, ast.Starred) or isinstance(other, ast.Starred):
        return False
    return ast.dump(one) != ast.dump(other) and not isinstance(other, ast.Constant)


# ---- mutants as text ------------------------------------------------------------------------------------


def _replaced(outer: ast.AST, old: ast.AST, new: ast.AST) -> ast.AST:
    """A copy of `outer` with `new` where `old` is."""
    return copy.deepcopy(outer, {id(old): new})


def _written(source: str, spot: _Spot) -> str:
    """The source with the change typed in; all else as its author formatted it."""
    lines = source.split("\n")
    node, new = spot.node, ast.fix_missing_locations(copy.deepcopy(spot.new))
    assert node.end_lineno is not None
    before = lines[node.lineno - 1].encode()[: node.col_offset].decode()
    after = lines[node.end_lineno - 1].encode()[node.end_col_offset :].decode()
    head, tail = lines[: node.lineno - 1], lines[node.end_lineno :]
    wanted = ast.dump(_replaced(spot.way.nodes[0], node, new))
    text = ast.unparse(new)
    below = text.replace("\n", "\n" + " " * node.col_offset)
    for form in (text, f"({text})", below, f"el{below}"):  # the last: an `if` that is written as `elif`
        written = "\n".join([*head, before + form + after, *tail])
        if _reads_as(written, spot.way.nodes[0], wanted):
            return written
    raise AssertionError(f"no text for {text!r}")


def _reads_as(source: str, definition: ast.AST, wanted: str) -> bool:
    try:
        module = parse(source)
    except SyntaxError:
        return False
    assert isinstance(definition, Definition)
    found = (node for node in module.body if isinstance(node, Definition) and node.name == definition.name)
    return any(ast.dump(node) == wanted for node in found)


def _heading(node: ast.AST) -> str:
    """A node's text on one line; of a compound statement its first line."""
    text = ast.unparse(ast.fix_missing_locations(copy.deepcopy(node)))
    return (
        text.split("\n", 1)[0] if isinstance(node, ast.If | ast.While | ast.For | ast.With) else " ".join(text.split())
    )


def _distinct(made: Iterator[_Made]) -> list[_Made]:
    seen: dict[str, _Made] = {}
    for one in made:
        seen.setdefault(ast.dump(parse(one.text)), one)
    return list(seen.values())


def _changes(spots: list[_Spot]) -> list[str]:
    """Old and new text of each, with as much around it as tells it from the others; then with the function's name."""
    levels = [_natural(spot) for spot in spots]
    while True:
        texts = [_text(spot, level) for spot, level in zip(spots, levels, strict=True)]
        counted = Counter(texts)
        wider = [
            level + 1 if counted[text] > 1 and spot.texts(level + 1) is not None else level
            for spot, level, text in zip(spots, levels, texts, strict=True)
        ]
        if wider == levels:
            break
        levels = wider
    return _numbered(
        [f"{spot.owner}: {text}" if counted[text] > 1 else text for spot, text in zip(spots, texts, strict=True)]
    )


def _numbered(changes: list[str]) -> list[str]:
    """Those that still are alike, told apart by their order."""
    counted, seen = Counter(changes), Counter[str]()
    named = []
    for change in changes:
        seen[change] += 1
        named.append(change if counted[change] == 1 else f"{change} ({seen[change]})")
    return named


def _natural(spot: _Spot) -> int:
    """How far up to begin: `1`, `-1` and `1:` say nothing without what is around them."""
    if not isinstance(spot.node, ast.Constant | ast.Slice):
        return 0
    around = [node for node in spot.way.nodes if isinstance(node, ast.expr | ast.stmt)]
    level = 0
    while isinstance(around[-1 - level], ast.Constant | ast.Slice | ast.UnaryOp) and spot.texts(level + 1) is not None:
        level += 1
    return level


def _text(spot: _Spot, level: int) -> str:
    texts = spot.texts(level)
    assert texts is not None
    return " -> ".join(texts)
