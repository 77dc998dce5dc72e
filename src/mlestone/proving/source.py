"""Rules about how a program is written, decided on its syntax tree: no loop, no `numpy.linalg.svd`.

Every rule answers with findings, each with the learner's line; none means the rule is kept. A program that
cannot be read keeps no rule. What stands for what is worked out in `resolve`, with its limits.
"""

import ast
import io
import tokenize
import warnings
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from mlestone.base.parsing import parse
from mlestone.proving.resolve import OWN, Names, Use

# They loop as much as `for` does; NumPy's own documentation says so of the last four. `numpy.apply_over_axes` is
# none of them: it calls a function of whole arrays once for each axis.
_DISGUISED_LOOPS = (
    "map",
    "filter",
    "functools.reduce",
    "itertools.starmap",
    "itertools.accumulate",
    "numpy.vectorize",
    "numpy.frompyfunc",
    "numpy.fromfunction",
    "numpy.apply_along_axis",
)
_RUNS_TEXT = frozenset({"exec", "eval", "compile"})
_WIDEST = 200
_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule is broken; `line` is 0 when it is no single place."""

    line: int
    code: str
    message: str


Findings = tuple[Finding, ...]


class Source:
    """A learner's program, asked about how it is written.

    `given` names the functions and classes that came with the starter: rules do not look into those.
    """

    def __init__(self, text: str, given: Collection[str] = ()) -> None:
        self.text = text
        self._lines = text.split("\n")
        self._given = frozenset(OWN + name for name in given)
        self._unreadable: Findings = ()
        self._names = self._read()

    def no_loops(self, *, in_: str | None = None, comprehensions: bool = True) -> Findings:
        """No `for` and no `while`, in the function `in_` (and what it calls) or anywhere.

        `comprehensions` counts these and what loops in disguise too: `map`, `reduce`, `numpy.vectorize`…
        """
        region = self._region(in_)
        found: list[Finding] = []
        for node, scope in self._names.order:
            if not region(scope.qualname):
                continue
            if isinstance(node, ast.For | ast.AsyncFor | ast.While):
                word = "while" if isinstance(node, ast.While) else "for"
                found.append(self._finding(node, f"A `{word}` loop."))
            elif comprehensions and isinstance(node, _Comprehension):
                found.append(self._finding(node, "A comprehension, which is a loop too."))
        for use in self._names.uses:
            if comprehensions and region(use.owner) and use.path in _DISGUISED_LOOPS:
                found.append(self._finding(use.node, f"`{use.path}` is a loop too."))
            elif region(use.owner) and use.path in _RUNS_TEXT:
                found.append(self._finding(use.node, f"`{use.path}` runs text, in which any loop could be hidden."))
        return self._findings(found)

    def never_uses(self, *names: str) -> Findings:
        """None of `names` is used, under whatever name it was imported.

        `numpy.linalg` forbids the module and all in it, `numpy.linalg.*` all in it, `eval` the built-in,
        `.sort` any attribute or method of that name. Importing something without using it is no use.
        """
        found = [
            self._finding(use.node, f"`{use.path}` is used.")
            for use in self._names.uses
            if any(_matches(use.path, name) for name in names)
        ]
        found += [self._finding(node, f"`{name}` is used.") for name in names for node in self._attributes(name)]
        found += [
            self._finding(use.node, f"`{use.path}` runs text as code, which nobody can check for what it uses.")
            for use in self._names.uses
            if use.path in _RUNS_TEXT and use.path not in names
        ]
        return self._findings(found)

    def uses(self, *names: str) -> Findings:
        """Each of `names` is used somewhere; written as for `never_uses`."""
        paths = {use.path for use in self._names.uses}
        missing = (
            name
            for name in names
            if not any(_matches(path, name) for path in paths) and not any(self._attributes(name))
        )
        return self._findings(Finding(0, "", f"`{name}` is used nowhere.") for name in missing)

    def defines(self, *names: str) -> Findings:
        """Each of `names` is bound at the top level, or, as `Tree.depth`, by a class."""
        known = {path.removeprefix(OWN) for path in self._names.definitions} | self._names.module.paths.keys()
        return self._findings(Finding(0, "", f"`{name}` is not defined.") for name in names if name not in known)

    def calls_itself(self, name: str) -> Findings:
        """`name` is recursive: itself, through others, or by a function it uses."""
        if self._unreadable:
            return self._unreadable
        if OWN + name not in self._names.definitions:
            return self.defines(name) or (Finding(0, "", f"`{name}` is not a function written here."),)
        edges = self._edges()
        reached = _closure(OWN + name, edges)
        if any(path in _closure(path, edges, itself=False) for path in reached):
            return ()
        said = f"`{name}` never calls itself, nor a function that does."
        return (self._finding(self._names.definitions[OWN + name], said),)

    def at_most_lines(self, number: int, *, in_: str | None = None) -> Findings:
        """At most so many lines of code; blank lines, comments and docstrings are free, `;` starts a line."""
        if self._unreadable:
            return self._unreadable
        node = self._names.definitions.get(OWN + in_) if in_ else self._names.module.node
        if node is None:
            return self.defines(in_ or "")
        counted = _code_lines(node, self.text)
        if counted <= number:
            return ()
        where = f"`{in_}`" if in_ else "The program"
        return (self._finding(node, f"{where} has {counted} lines of code; at most {number} are allowed."),)

    def only_imports(self, *modules: str) -> Findings:
        """Nothing but these top-level modules is imported."""
        return self._findings(
            self._finding(node, f"`{module}` is imported.")
            for module, node in self._imported()
            if module not in modules
        )

    def imports(self) -> tuple[str, ...]:
        """The top-level modules the program imports."""
        return tuple(sorted({module for module, _ in self._imported()}))

    def _read(self) -> Names:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # "\d" in a learner's string is nobody's business here
                return Names(parse(self.text))
        except SyntaxError as error:
            self._unreadable = (self._at(error.lineno or 0, f"Not Python: {error.msg}."),)
        except ValueError as error:
            self._unreadable = (Finding(0, "", f"Not Python: {error}."),)
        except (RecursionError, MemoryError):
            self._unreadable = (Finding(0, "", "The program is nested too deeply to be read."),)
        return Names(ast.Module(body=[], type_ignores=[]))

    def _findings(self, found: Iterable[Finding]) -> Findings:
        """In the order of lines, one for each line, without those of given things."""
        if self._unreadable:
            return self._unreadable
        first: dict[int | str, Finding] = {}
        for finding in found:
            first.setdefault(finding.line or finding.message, finding)
        return tuple(sorted(first.values(), key=lambda finding: finding.line))

    def _finding(self, node: ast.AST, message: str) -> Finding:
        return self._at(getattr(node, "lineno", 0), message)

    def _at(self, line: int, message: str) -> Finding:
        code = self._lines[line - 1].strip() if 0 < line <= len(self._lines) else ""
        return Finding(line, code if len(code) <= _WIDEST else f"{code[: _WIDEST - 1]}…", message)

    def _region(self, name: str | None) -> "_Region":
        if name is None or OWN + name not in self._names.definitions:
            return _Region((), self._given)
        return _Region(tuple(_closure(OWN + name, self._edges())), self._given)

    def _edges(self) -> dict[str, set[str]]:
        """Which of the program's own functions and classes each of them uses."""
        edges: dict[str, set[str]] = {path: set() for path in self._names.definitions}
        for use in self._names.uses:
            if use.owner in edges and use.path in edges:
                edges[use.owner].add(use.path)
        # `node.left.depth()`: of an object nothing is known of, the name of a method says enough.
        methods: dict[str, set[str]] = {}
        for path in edges:
            methods.setdefault(path.rpartition(".")[2], set()).add(path)
        for node, scope in self._names.order:
            if isinstance(node, ast.Attribute) and scope.qualname in edges:
                edges[scope.qualname] |= methods.get(node.attr, set())
        for node, scope in self._names.order:
            if isinstance(node, ast.FunctionDef):
                # What is registered with a function, as by `@walk.register`, may be called by it.
                names = (inner for decorator in node.decorator_list for inner in ast.walk(decorator))
                path = f"{scope.qualname}.{node.name}" if scope.qualname else OWN + node.name
                for registrar in {OWN + inner.id for inner in names if isinstance(inner, ast.Name)} & edges.keys():
                    edges[registrar].add(path)
        for path, targets in edges.items():
            # Who uses a class may use all its methods; a nested function is used only by name.
            if isinstance(self._names.definitions[path], ast.ClassDef):
                targets |= {other for other in edges if other.startswith(f"{path}.")}
        return edges

    def _attributes(self, name: str) -> Iterator[ast.Attribute]:
        if not name.startswith("."):
            return
        for node, _ in self._names.order:
            if isinstance(node, ast.Attribute) and fnmatchcase(f".{node.attr}", name):
                yield node

    def _imported(self) -> Iterator[tuple[str, ast.AST]]:
        for node, _ in self._names.order:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield alias.name.split(".")[0], node
            elif isinstance(node, ast.ImportFrom):
                yield (node.module or ".").split(".")[0], node
        for use in self._names.uses:
            if isinstance(use.node, ast.Call) and _imports_something(use, self._names.uses):
                yield use.path.split(".")[0], use.node


@dataclass(frozen=True, slots=True)
class _Region:
    """Which functions a rule looks into: all, or those named; never given ones."""

    paths: tuple[str, ...]
    given: frozenset[str]

    def __call__(self, owner: str) -> bool:
        if owner.split(".", maxsplit=1)[0] in self.given:
            return False
        return not self.paths or any(owner == path or owner.startswith(f"{path}.") for path in self.paths)


def _matches(path: str, name: str) -> bool:
    if path.startswith(OWN) or name.startswith("."):
        return False
    return path == name or path.startswith(f"{name}.") or fnmatchcase(path, name)


def _closure(start: str, edges: dict[str, set[str]], *, itself: bool = True) -> set[str]:
    """What can be reached from `start`; with itself in any case, or only if a way leads back."""
    reached = {start} if itself else set()
    waiting = [start]
    while waiting:
        fresh = edges.get(waiting.pop(), set()) - reached
        reached |= fresh
        waiting += fresh
    return reached


def _imports_something(use: Use, uses: Iterable[Use]) -> bool:
    assert isinstance(use.node, ast.Call)
    importers = {"__import__", "importlib.import_module", "importlib.__import__"}
    return any(other.node is use.node.func and other.path in importers for other in uses)


def _code_lines(node: ast.AST, text: str) -> int:
    """Lines of `text` below `node` with code on them, and one more for every `;`."""
    first = getattr(node, "lineno", 1)
    last = getattr(node, "end_lineno", None) or text.count("\n") + 1
    first = min([first, *(marker.lineno for marker in getattr(node, "decorator_list", []))])
    docstrings = {
        number
        for inner in ast.walk(node)
        if isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Constant) and isinstance(inner.value.value, str)
        for number in range(inner.lineno, (inner.end_lineno or inner.lineno) + 1)
    }
    code: set[int] = set()
    extra = 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in _NO_CODE:
            code.update(range(token.start[0], token.end[0] + 1))
            extra += token.string == ";" and first <= token.start[0] <= last
    return len((code & set(range(first, last + 1))) - docstrings) + extra


_NO_CODE = frozenset(
    {
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
        tokenize.ENCODING,
    }
)
