"""What a program's names stand for: after `from numpy import linalg as la`, `la.svd` is `numpy.linalg.svd`.

Every expression gets the set of dotted paths it may stand for, whichever way the name came about: imports
under any name, star imports, assignments, parameters' defaults, `getattr` and `vars` with written-out names,
`__import__`, `importlib.import_module`, `sys.modules`. The program's own functions and classes have paths
that begin with `@`: `@Tree.depth`. Built-in functions have their bare name. A name the program binds to
something else stands for nothing: a parameter called `eval` is not the built-in.

This follows names, not values: what is hidden in a list, or passed as an argument, is not found. It is there
to keep an honest attempt on the asked-for path, not to be a wall.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

OWN = "@"
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Scoped = _Function | ast.ClassDef | ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
_NOTHING: frozenset[str] = frozenset()
_Paths = frozenset[str]
_OWN_NAMES = frozenset({OWN + OWN})
"""What `globals()` stands for."""
_ROUNDS = 8
# Longer paths and more of them only come from programs written to make us work.
_MOST_PARTS = 12
_MOST_PATHS = 64


@dataclass(slots=True)
class Scope:
    """Where names are bound: what each may stand for, as paths and as expressions still to be followed."""

    node: ast.AST
    parent: "Scope | None"
    qualname: str = ""
    paths: dict[str, set[str]] = field(default_factory=dict)
    values: dict[str, list[tuple[ast.expr, "Scope"]]] = field(default_factory=dict)
    elsewhere: dict[str, "Scope"] = field(default_factory=dict)
    """Names declared global or nonlocal."""

    def bind(self, name: str, *paths: str) -> None:
        self.elsewhere.get(name, self).paths.setdefault(name, set()).update(paths)

    def bind_value(self, name: str, value: ast.expr, scope: "Scope") -> None:
        home = self.elsewhere.get(name, self)
        home.paths.setdefault(name, set())
        home.values.setdefault(name, []).append((value, scope))

    def lookup(self, name: str) -> "Scope | None":
        """The scope that binds `name` for code standing in this one."""
        if name in self.elsewhere:
            return self.elsewhere[name]
        scope: Scope | None = self
        while scope is not None:
            # Names of a class body are not seen by the functions in it.
            if name in scope.paths and (scope is self or not isinstance(scope.node, ast.ClassDef)):
                return scope
            scope = scope.parent
        return None


@dataclass(frozen=True, slots=True)
class Use:
    """One place where something with a path is used."""

    path: str
    node: ast.expr
    owner: str
    """The function or class it stands in, as a path; empty at top level."""


class Names:
    """The names of one module, resolved. May raise `RecursionError` on programs nested too deeply."""

    def __init__(self, module: ast.Module) -> None:
        self.module = Scope(module, None)
        self.definitions: dict[str, ast.AST] = {}
        """The program's own functions and classes, by path."""
        self.order: list[tuple[ast.AST, Scope]] = []
        """Every node of the program, from top to bottom, with the scope it is evaluated in."""
        self._inner: dict[int, Scope] = {}
        self._classes: dict[str, Scope] = {}
        self._stars: set[str] = set()
        self._lambdas: dict[int, str] = {}
        self._walrus_targets: set[int] = set()
        self._collect(module)
        for node, scope in self.order:
            self._bind(node, scope)
        self._known: dict[int, _Paths] = {}
        self._settle()
        self.uses = tuple(self._uses())

    # Which scope binds what

    def _collect(self, module: ast.Module) -> None:
        waiting: list[tuple[ast.AST, Scope]] = [(module, self.module)]
        while waiting:
            node, scope = waiting.pop()
            self.order.append((node, scope))
            self._declare(node, scope)
            inner = self._open(node, scope) if isinstance(node, _Scoped) else scope
            outer = (scope.parent or scope) if isinstance(node, ast.arguments) else scope
            outside = set(map(id, _evaluated_outside(node)))
            children = list(ast.iter_child_nodes(node))
            waiting += [(child, outer if id(child) in outside else inner) for child in reversed(children)]

    def _declare(self, node: ast.AST, scope: Scope) -> None:
        """What has to be known before any name is bound."""
        match node:
            case ast.Global():
                scope.elsewhere |= dict.fromkeys(node.names, self.module)
            case ast.Nonlocal() if scope.parent is not None:
                scope.elsewhere |= dict.fromkeys(node.names, scope.parent)
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Lambda()):
                self._lambdas[id(node.value)] = name
            case ast.NamedExpr():
                self._walrus_targets.add(id(node.target))

    def _open(self, node: ast.AST, scope: Scope) -> Scope:
        qualname = scope.qualname
        name = node.name if isinstance(node, _Function | ast.ClassDef) else self._lambdas.get(id(node), "")
        if name:
            qualname = f"{qualname}.{name}" if qualname else OWN + name
            self.definitions.setdefault(qualname, node)
        inner = self._inner[id(node)] = Scope(node, scope, qualname)
        if isinstance(node, ast.ClassDef):
            self._classes[qualname] = inner
        return inner

    def _bind(self, node: ast.AST, scope: Scope) -> None:  # noqa: C901, PLR0912  (a table of what binds)
        match node:
            case ast.Import():
                for alias in node.names:
                    scope.bind(alias.asname or _root(alias.name), alias.name if alias.asname else _root(alias.name))
            case ast.ImportFrom():
                self._bind_from(node, scope)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                scope.bind(node.name, self._inner[id(node)].qualname)
            case ast.arguments():
                self._bind_arguments(node, scope)
            case ast.Assign():
                for target in node.targets:
                    self._bind_target(target, node.value, scope)
                if id(node.value) in self._lambdas:
                    scope.bind(self._lambdas[id(node.value)], self._inner[id(node.value)].qualname)
            case ast.AnnAssign() | ast.NamedExpr() if node.value is not None:
                home = scope
                while isinstance(node, ast.NamedExpr) and _is_comprehension(home.node) and home.parent:
                    home = home.parent
                self._bind_target(node.target, node.value, home)
            case ast.Name(ctx=ast.Store() | ast.Del()) if id(node) not in self._walrus_targets:
                scope.bind(node.id)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                scope.bind(name)
            case ast.MatchMapping(rest=str(name)):
                scope.bind(name)

    def _bind_from(self, node: ast.ImportFrom, scope: Scope) -> None:
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            if alias.name == "*":
                self._stars.add(module)
            else:
                scope.bind(alias.asname or alias.name, f"{module}.{alias.name}")

    def _bind_arguments(self, node: ast.arguments, scope: Scope) -> None:
        positional = [*node.posonlyargs, *node.args]
        for arg in (*positional, *node.kwonlyargs, node.vararg, node.kwarg):
            if arg is not None:
                scope.bind(arg.arg)
        outer = scope.parent or scope
        for arg, default in zip(reversed(positional), reversed(node.defaults), strict=False):
            scope.bind_value(arg.arg, default, outer)
        for arg, value in zip(node.kwonlyargs, node.kw_defaults, strict=True):
            if value is not None:
                scope.bind_value(arg.arg, value, outer)
        in_class = isinstance(outer.node, ast.ClassDef) and isinstance(scope.node, _Function)
        if in_class and positional:
            # `self.depth` is a method of the class it stands in.
            scope.bind(positional[0].arg, outer.qualname)

    def _bind_target(self, target: ast.expr, value: ast.expr, scope: Scope) -> None:
        match target, value:
            case ast.Name(), _:
                scope.bind_value(target.id, value, scope)
            case ast.Attribute(value=ast.Name(id=owner)), _ if home := scope.lookup(owner):
                # `self.linalg = np.linalg` is found again as `self.linalg`.
                for path in home.paths.get(owner, set()) & self._classes.keys():
                    self._classes[path].bind_value(target.attr, value, scope)
            case ((ast.Tuple() | ast.List()), (ast.Tuple() | ast.List())):
                if not any(isinstance(part, ast.Starred) for part in (*target.elts, *value.elts)):
                    for part, its_value in zip(target.elts, value.elts, strict=False):
                        self._bind_target(part, its_value, scope)

    # What expressions stand for

    def _settle(self) -> None:
        """Follow assignments until nothing new is learned, or long enough: `f = f.next` never ends."""
        scopes = {id(scope): scope for _, scope in self.order} | {id(scope): scope for scope in self._inner.values()}
        for _ in range(_ROUNDS):
            learned = False
            for home in scopes.values():
                for name, values in home.values.items():
                    known = home.paths[name]
                    before = len(known)
                    if before > _MOST_PATHS:
                        continue
                    for value, scope in values:
                        known |= self._resolve(value, scope)
                    learned |= len(known) > before
            if not learned:
                return

    def _resolve(self, node: ast.expr, scope: Scope) -> _Paths:  # noqa: PLR0911  (a table)
        if id(node) in self._known:
            return self._known[id(node)]
        match node:
            case ast.Name():
                return self._named(node.id, scope)
            case ast.Attribute():
                return self._attributes(self._resolve(node.value, scope), node.attr)
            case ast.Call():
                return self._called(node, scope)
            case ast.Subscript():
                return self._subscripted(node, scope)
            case ast.IfExp():
                return self._resolve(node.body, scope) | self._resolve(node.orelse, scope)
            case ast.BoolOp():
                return frozenset(path for value in node.values for path in self._resolve(value, scope))
            case ast.NamedExpr():
                return self._resolve(node.value, scope)
        return _NOTHING

    def _attributes(self, paths: _Paths, names: str) -> _Paths:
        if not names:
            return _NOTHING
        found = {f"{path}.{names}" for path in paths if path.count(".") < _MOST_PARTS}
        for path in paths:
            if path in self._classes:
                found |= self._classes[path].paths.get(names, set())
        return frozenset(found)

    def _named(self, name: str, scope: Scope) -> _Paths:
        home = scope.lookup(name)
        if home is None:
            return frozenset({name, *(f"{module}.{name}" for module in self._stars)})
        return frozenset(home.paths.get(name, ()))

    def _called(self, node: ast.Call, scope: Scope) -> _Paths:  # noqa: PLR0911  (a table)
        functions = {path.removeprefix("builtins.") for path in self._resolve(node.func, scope)}
        arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
        if not arguments:
            return _OWN_NAMES if functions & {"globals", "locals", "vars"} else _NOTHING
        text = self._text_of(arguments[0], scope)
        if "getattr" in functions and len(arguments) > 1:
            return self._attributes(self._resolve(arguments[0], scope), self._text_of(arguments[1], scope))
        if "vars" in functions:
            return self._attributes(self._resolve(arguments[0], scope), "__dict__")
        if "__import__" in functions and text:
            return frozenset({text if len(arguments) > 1 else _root(text)})
        if functions & {"importlib.import_module", "importlib.__import__"} and text:
            return frozenset({text})
        if isinstance(node.func, ast.Call) and "operator.attrgetter" in self._resolve(node.func.func, scope):
            names = self._text_of(node.func.args[0], scope) if node.func.args else ""
            return self._attributes(self._resolve(arguments[0], scope), names)
        return _NOTHING

    def _subscripted(self, node: ast.Subscript, scope: Scope) -> _Paths:
        text = self._text_of(node.slice, scope)
        if not text:
            return _NOTHING
        holders = self._resolve(node.value, scope)
        found = {f"{path.removesuffix('.__dict__')}.{text}" for path in holders if path.endswith(".__dict__")}
        if "sys.modules" in holders:
            found.add(text)
        if holders & _OWN_NAMES:
            found |= self._named(text, self.module)
        return frozenset(found)

    def _text_of(self, node: ast.expr, scope: Scope) -> str:
        """The text an expression certainly is, or nothing."""
        match node:
            case ast.Constant(value=str(text)):
                return text
            case ast.BinOp(op=ast.Add()):
                left, right = self._text_of(node.left, scope), self._text_of(node.right, scope)
                return left + right if left and right else ""
            case ast.JoinedStr():
                parts = [self._text_of(part, scope) for part in node.values]
                return "".join(parts) if all(parts) else ""
            case ast.FormattedValue():
                return self._text_of(node.value, scope)
            case ast.Name():
                home = scope.lookup(node.id)
                values = home.values.get(node.id, []) if home else []
                if len(values) == 1 and isinstance(values[0][0], ast.Constant):
                    return self._text_of(*values[0])
        return ""

    def _uses(self) -> Iterator[Use]:
        # Inner expressions first, so that a long chain is walked once and not once for each of its links.
        for node, scope in reversed(self.order):
            if isinstance(node, ast.expr):
                self._known[id(node)] = self._resolve(node, scope)
        for node, scope in self.order:
            if not isinstance(node, ast.Name | ast.Attribute | ast.Call | ast.Subscript):
                continue
            if isinstance(getattr(node, "ctx", None), ast.Store | ast.Del):
                continue
            for path in sorted(self._known[id(node)]):
                yield Use(_public(path), node, scope.qualname)


def _evaluated_outside(node: ast.AST) -> list[ast.AST]:
    """What is written inside a definition but evaluated where the definition stands."""
    if isinstance(node, ast.ClassDef):
        return [*node.decorator_list, *node.bases, *node.keywords]
    if isinstance(node, _Function):
        return [*node.decorator_list, *([node.returns] if node.returns else [])]
    if isinstance(node, ast.arguments):
        return [*node.defaults, *(value for value in node.kw_defaults if value is not None)]
    return []


def _is_comprehension(node: ast.AST) -> bool:
    return isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp)


def _root(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def _public(path: str) -> str:
    """The path people know: without `builtins`, and without private modules on the way."""
    if path.startswith(OWN):
        return path
    first, *rest = path.removeprefix("builtins.").split(".")
    middle = [part for part in rest[:-1] if not part.startswith("_") or part.startswith("__")]
    return ".".join([first, *middle, *rest[-1:]])
