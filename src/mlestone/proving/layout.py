"""What a proof file declares, read from its syntax tree: nothing is run and nothing it imports is imported.

`read_layout` never raises for what an author wrote: everything wrong is in `Layout.problems`, each with its
line, so that an author sees all of it at once.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from mlestone.base.errors import FileProblems, Problem
from mlestone.base.parsing import parse
from mlestone.proving import alteration
from mlestone.proving.names import Definition, bound_names, imported_names, used_names
from mlestone.proving.tolerance import Tolerance
from mlestone.proving.words import (
    DECLARING,
    MODULE,
    SETTING,
    WORDS,
    Complaint,
    Grammar,
    read_arguments,
    read_sentences,
)

ProofKind = Literal["code", "debug", "question", "data", "lab"]
_FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
Statement = Definition | ast.Assign | ast.AnnAssign


class BadProof(FileProblems):
    """A proof file that cannot be used; its author has to change it."""


@dataclass(frozen=True, slots=True)
class Declared:
    """One thing under one of the words: `word` says which, `arguments` what the word was called with."""

    word: str
    name: str
    line: int
    node: Statement
    marker: ast.expr
    """The decorator, or what is called with a value: what a learner never sees."""
    arguments: Mapping[str, object]
    altered: Definition | None = None
    """A mistake that is told as a change of the answer: what comes of the change."""

    @property
    def target(self) -> str:
        """The answer a mistake or bug is made of."""
        return str(self.arguments.get("target", ""))

    @property
    def sentence(self) -> str:
        return str(self.arguments.get("sentence", ""))

    @property
    def shows_signature(self) -> bool:
        """Whether an answer's starter has its parameters, or leaves them to the learner."""
        return self.arguments.get("signature") is not False

    @property
    def value(self) -> ast.expr:
        """The value inside `NAME = given(value)`."""
        assert not isinstance(self.node, Definition)
        assert isinstance(self.node.value, ast.Call)
        return self.node.value.args[0]


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A change of the answer that leaves it right, in an author's words."""

    change: str
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Service:
    """A program of the checker's that a lab's code finds running: its name, where, and what it may reach."""

    name: str
    port: int
    reach: int | None
    line: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A proof file, taken apart."""

    path: Path
    text: str
    lines: tuple[str, ...]
    title: str
    prompt: str
    kind: ProofKind
    declared: tuple[Declared, ...]
    imports: tuple[ast.Import | ast.ImportFrom, ...]
    """The file's imports at top level, without MLestone's."""
    modules: tuple[str, ...]
    """Every top-level module imported anywhere in the file, without MLestone."""
    hints: tuple[str, ...]
    afterwards: tuple[str, ...]
    tolerance: Tolerance
    equivalents: tuple[Equivalent, ...]
    services: tuple[Service, ...]
    programs: tuple[str, ...]
    shared: tuple[str, ...]
    """Files the lab has in common with others of its skill."""
    limits: Mapping[str, int]
    problems: tuple[Problem, ...]

    def under(self, *words: str) -> tuple[Declared, ...]:
        """What stands under these words, in the file's order."""
        return tuple(declared for declared in self.declared if declared.word in words)

    def bug_of(self, answer: Declared) -> Declared | None:
        """What the starter of a `debug` proof holds in the answer's place."""
        return next((bug for bug in self.under("bug") if bug.target == answer.name), None)


def read_layout(path: Path) -> Layout:
    """Read the proof file at `path`; problems are part of the value."""
    reader = _Reader(path)
    return reader.read()


class _Reader:
    """Collects one file's declarations and problems."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def read(self) -> Layout:
        text = self._text()
        module = self._module(text)
        self.nodes = tuple(ast.walk(module))  # walking takes longest: once is enough
        title, prompt = self._docstring(module, text)
        declared = self._altered(tuple(self._declared(module)), text.split("\n"))
        kind = "lab" if is_lab(self.path.parent) and self.path.name == CHECKS else _kind(declared)
        self._settings(module)
        self._imports(module)
        self._composition(kind, declared)
        self._closure(module, kind, declared)
        return Layout(
            path=self.path,
            text=text,
            lines=tuple(text.split("\n")),
            title=title,
            prompt=prompt,
            kind=kind,
            declared=declared,
            imports=tuple(_plain_imports(module)),
            modules=self._modules(),
            hints=self.hints,
            afterwards=self.afterwards,
            tolerance=self.tolerance,
            equivalents=tuple(self.equivalents),
            services=tuple(self.services),
            programs=self.programs,
            shared=self.shared,
            limits=MappingProxyType(self.limits),
            problems=tuple(self.problems),
        )

    def _complain(self, line: int, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.path, line, message, hint))

    def _text(self) -> str:
        try:
            # Universal newlines: columns and lines mean the same whoever saved the file.
            return self.path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            line = self.path.read_bytes().count(b"\n", 0, error.start) + 1
            self._complain(line, f"not UTF-8: {error.reason}", "Save the file as UTF-8.")
        except OSError as error:
            self._complain(1, f"cannot be read: {error.strerror}")
        return ""

    def _module(self, text: str) -> ast.Module:
        if self.problems:
            return ast.Module(body=[], type_ignores=[])
        try:
            return parse(text, str(self.path))
        except SyntaxError as error:
            self._complain(error.lineno or 1, f"not Python: {error.msg}")
        except (ValueError, RecursionError, MemoryError) as error:
            self._complain(1, f"not Python: {error}")
        return ast.Module(body=[], type_ignores=[])

    def _docstring(self, module: ast.Module, text: str) -> tuple[str, str]:
        if self.problems:
            return "", ""
        docstring = ast.get_docstring(module)
        if not docstring or not docstring.strip():
            hint = 'Begin with """Title, a blank line, then what is asked, in Markdown."""'
            self._complain(1, "lacks a docstring with title and prompt", hint)
            return "", ""
        node = module.body[0]
        lines = text.split("\n")[node.lineno - 1 : node.end_lineno]
        literal = "\n".join(lines)
        if "\\" in literal and literal[:1] not in "rR":
            self._complain(node.lineno, "the prompt holds a backslash", 'Make the docstring raw: r"""…""".')
        title, _, prompt = docstring.strip().partition("\n")
        if prompt and prompt.lstrip(" ")[:1] != "\n":
            self._complain(node.lineno, "the title is not alone in its paragraph", "Add a blank line after it.")
        if not prompt.strip():
            self._complain(node.lineno, "lacks a prompt", "Say below the title what is asked, in Markdown.")
        return title.strip(), prompt.strip()

    # Declarations

    def _declared(self, module: ast.Module) -> Iterator[Declared]:
        seen: dict[str, int] = {}
        for node in module.body:
            for name in _names_bound_by(node):
                if name in seen:
                    self._complain(node.lineno, f"`{name}` was already defined in line {seen[name]}")
                seen.setdefault(name, node.lineno)
            yield from self._definition(node) if isinstance(node, Definition) else self._value(node)
        self._out_of_place(module)

    def _definition(self, node: Definition) -> Iterator[Declared]:
        marked = [(marker, _word_of(marker)) for marker in node.decorator_list]
        words = [(marker, word) for marker, word in marked if word in DECLARING]
        for marker, word in marked:
            if word in WORDS and word not in DECLARING:
                self._complain(marker.lineno, f"`{word}` is not a decorator")
        if len(words) > 1:
            listed = " and ".join(f"@{word}" for _, word in words)
            self._complain(node.lineno, f"`{node.name}` is under {listed}: one word is enough")
        for marker, word in words[:1]:
            grammar = DECLARING[word]
            if isinstance(node, ast.ClassDef) and not grammar.on_class:
                self._complain(node.lineno, f"`{word}` is for a function; `{node.name}` is a class")
            arguments = self._arguments(word, marker, grammar)
            self._parameters(word, node, grammar)
            yield Declared(word, node.name, node.lineno, node, marker, arguments)

    def _value(self, node: ast.stmt) -> Iterator[Declared]:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or not isinstance(node.value, ast.Call):
            return
        call = node.value
        word = _word_of(call.func)
        if word not in DECLARING:
            return
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        name = targets[0].id if len(targets) == 1 and isinstance(targets[0], ast.Name) else ""
        grammar = DECLARING[word]
        bare = not isinstance(call.func, ast.Call)
        example = f"NAME = {grammar.example.removeprefix('@')}(value)"
        if not grammar.on_value:
            self._complain(node.lineno, f"`{word}` stands above a function", f"Write {grammar.example}.")
        elif not name or bare is not grammar.bare or len(call.args) != 1 or call.keywords:
            self._complain(node.lineno, f"`{word}` takes one value and names it", f"Write {example}.")
        else:
            arguments = self._arguments(word, call.func, grammar)
            yield Declared(word, name, node.lineno, node, call.func, arguments)

    def _altered(self, declared: tuple[Declared, ...], lines: Sequence[str]) -> tuple[Declared, ...]:
        """The same, with what comes of changes of the answers."""
        answers = {item.name: item for item in declared if item.word == "answer"}
        return tuple(self._with_changes(item, answers.get(item.target), lines) for item in declared)

    def _with_changes(self, item: Declared, answer: Declared | None, lines: Sequence[str]) -> Declared:
        changes = None if isinstance(item.node, Definition) else alteration.changes_in(item.value)
        if changes is None or answer is None:
            return item
        try:
            if not isinstance(answer.node, Definition):
                raise alteration.DoesNotFit(f"`{answer.name}` is neither a function nor a class")
            made = alteration.definition(item.name, changes, answer.node, answer.marker, lines)
        except alteration.DoesNotFit as error:
            self._complain(changes.lineno, str(error), f"Write it like this: {alteration.EXAMPLE}")
            return item
        return replace(item, altered=made)

    def _arguments(self, word: str, marker: ast.expr, grammar: Grammar) -> Mapping[str, object]:
        if not isinstance(marker, ast.Call):
            if not grammar.bare:
                self._complain(marker.lineno, f"`{word}` needs arguments", f"Write {grammar.example}.")
            return MappingProxyType({})
        if grammar.bare and not (grammar.keywords or grammar.positional):
            self._complain(marker.lineno, f"`{word}` takes no arguments", f"Write {grammar.example}.")
            return MappingProxyType({})
        arguments, complaints = read_arguments(word, marker, grammar)
        for complaint in complaints:
            self._complain(*complaint)
        return MappingProxyType(arguments)

    def _parameters(self, word: str, node: Definition, grammar: Grammar) -> None:
        if isinstance(node, ast.ClassDef) or not grammar.parameters:
            return
        spec = node.args
        names = tuple(arg.arg for arg in (*spec.posonlyargs, *spec.args))
        if names in grammar.parameters and not (spec.vararg or spec.kwarg or spec.kwonlyargs):
            return
        wanted = " or ".join(f"({', '.join(names)})" for names in grammar.parameters)
        self._complain(node.lineno, f"`{node.name}` under @{word} has to take {wanted}")

    def _out_of_place(self, module: ast.Module) -> None:
        top = set(map(id, module.body))
        for node in self.nodes:
            if not isinstance(node, Definition) or id(node) in top:
                continue
            for marker in node.decorator_list:
                if (word := _word_of(marker)) in DECLARING:
                    self._complain(marker.lineno, f"@{word} works only at the top level of the file")

    # What stands beside them

    def _settings(self, module: ast.Module) -> None:
        self.hints: tuple[str, ...] = ()
        self.afterwards: tuple[str, ...] = ()
        self.tolerance = Tolerance()
        self.equivalents: list[Equivalent] = []
        self.services: list[Service] = []
        self.programs: tuple[str, ...] = ()
        self.shared: tuple[str, ...] = ()
        self.limits: dict[str, int] = {}
        seen: set[str] = set()
        for node in module.body:
            if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
                continue
            call = node.value
            word = _word_of(call)
            if word in seen and word not in ("equivalent", "service"):
                self._complain(node.lineno, f"`{word}` is there twice")
            seen.update([word] if word else [])
            if word == "hints":
                self.hints, complaints = read_sentences(word, call)
            elif word == "afterwards":
                self.afterwards, complaints = read_sentences(word, call)
            elif word == "tolerance":
                self.tolerance, complaints = _tolerance(call)
            elif word == "equivalent":
                values, complaints = read_arguments(word, call, SETTING[word])
                change, reason = (str(values.get(name, "")) for name in ("change", "reason"))
                self.equivalents.append(Equivalent(change, reason, node.lineno))
            elif word in ("programs", "shared", "service", "limits"):
                complaints = self._for_labs(word, call)
            else:
                complaints = ()
            for complaint in complaints:
                self._complain(*complaint)

    def _for_labs(self, word: str, call: ast.Call) -> tuple[Complaint, ...]:
        if word == "programs":
            self.programs, complaints = read_sentences(word, call)
            return complaints
        if word == "shared":
            self.shared, complaints = read_sentences(word, call)
            return complaints
        values, complaints = read_arguments(word, call, SETTING[word])
        numbers = {name: value for name, value in values.items() if isinstance(value, int)}
        if word == "limits":
            self.limits = numbers
        elif "port" in numbers:
            name = str(values.get("name", ""))
            self.services.append(Service(name, numbers["port"], numbers.get("reach"), call.lineno))
        return complaints

    def _imports(self, module: ast.Module) -> None:
        imported: set[str] = set()
        for node in module.body:
            if isinstance(node, ast.Import) and "mlestone" in _roots(node):
                self._complain(node.lineno, "MLestone is imported whole", f"Write: from {MODULE} import …")
            elif isinstance(node, ast.ImportFrom) and node.module == MODULE:
                imported |= self._imported_words(node)
        bound = {name for node in module.body for name in _names_bound_by(node)}
        for marker in _markers(module):
            word = _word_of(marker)
            if word and word not in imported | bound:
                self._complain(marker.lineno, f"`{word}` is not imported", f"Write: from {MODULE} import {word}")
                imported.add(word)

    def _imported_words(self, node: ast.ImportFrom) -> set[str]:
        for alias in node.names:
            if alias.asname and alias.asname != alias.name:
                self._complain(node.lineno, f"`{alias.name}` is renamed", "Proofs read alike: keep its name.")
            if alias.name == "*":
                self._complain(node.lineno, f"everything is imported from {MODULE}", "Name what you use.")
                return set(WORDS)
        return {alias.name for alias in node.names}

    def _modules(self) -> tuple[str, ...]:
        imports = (node for node in self.nodes if isinstance(node, ast.Import | ast.ImportFrom))
        found = {root for node in imports for root in _roots(node)}
        return tuple(sorted(found - {"mlestone", "__future__"}))

    # What has to be there

    def _composition(self, kind: ProofKind, declared: tuple[Declared, ...]) -> None:
        if self.problems and not declared:
            return
        counts = {word: sum(item.word == word for item in declared) for word in DECLARING}
        for word, (least, most) in _COMPOSITION[kind].items():
            if counts[word] < least:
                self._complain(1, f"a {kind} proof needs {_how_many(least, most)} @{word}")
            elif most is not None and counts[word] > most:
                extra = [item for item in declared if item.word == word][most]
                where = "has no" if most == 0 else f"has {_how_many(least, most)}"
                self._complain(extra.line, f"a {kind} proof {where} @{word}")
        self._answers(kind, declared)
        self._unique_sentences(declared)
        self._drives(kind, declared)

    def _drives(self, kind: ProofKind, declared: tuple[Declared, ...]) -> None:
        """A lab's checks drive a `lab`, all others a `learner`."""
        right, wrong = ("lab", "learner") if kind == "lab" else ("learner", "lab")
        for item in declared:
            node = item.node
            given = node.args.args if isinstance(node, _FUNCTION) else []
            if item.word == "check" and given and given[0].arg == wrong:
                self._complain(item.line, f"a check of a {kind} proof drives `{right}`, not `{wrong}`")

    def _answers(self, kind: ProofKind, declared: tuple[Declared, ...]) -> None:
        answers = {item.name: item for item in declared if item.word == "answer"}
        for item in answers.values():
            if not item.shows_signature and not isinstance(item.node, _FUNCTION):
                self._complain(item.line, f"`{item.name}` is no function, so it has no signature to leave out")
            if isinstance(item.node, Definition) and not ast.get_docstring(item.node):
                hint = "The learner reads it in the starter: say what goes in and what comes out."
                self._complain(item.line, f"the answer `{item.name}` lacks a docstring", hint)
        bugs: dict[str, str] = {}
        for item in declared:
            if item.word not in ("mistake", "bug") or not item.target:
                continue
            if item.target not in answers:
                self._complain(item.line, f"`{item.name}` is a {item.word} of `{item.target}`, which is no answer")
            elif item.word == "bug" and item.target in bugs:
                hint = "The starter holds one of them: make the other a @mistake."
                self._complain(item.line, f"`{item.target}` already has the bug `{bugs[item.target]}`", hint)
            elif item.word == "bug":
                bugs[item.target] = item.name
                self._same_form(item, answers[item.target])
        if kind == "debug":
            for name, item in answers.items():
                if name not in bugs:
                    hint = "If nothing is wrong with it, mark it @given."
                    self._complain(item.line, f"the answer `{name}` has no @bug to start from", hint)

    def _same_form(self, bug: Declared, answer: Declared) -> None:
        if isinstance(bug.node, ast.ClassDef) is not isinstance(answer.node, ast.ClassDef):
            self._complain(bug.line, f"`{bug.name}` and `{answer.name}` are not both functions or both classes")

    def _unique_sentences(self, declared: tuple[Declared, ...]) -> None:
        seen: dict[str, int] = {}
        for item in declared:
            if item.word == "check" and item.sentence:
                if item.sentence in seen:
                    self._complain(item.line, f"the check in line {seen[item.sentence]} has the same sentence")
                seen.setdefault(item.sentence, item.line)

    def _closure(self, module: ast.Module, kind: ProofKind, declared: tuple[Declared, ...]) -> None:
        """What a learner is shown has to run by itself, so it may use only what is shown with it."""
        at_top = {name for node in module.body for name in _names_bound_by(node)}
        words = {item.name: item.word for item in declared}
        imports = {name for node in _plain_imports(module) for name in imported_names(node)}
        for item in declared:
            if item.word not in _SHOWN_WITH:
                continue
            allowed, marks = _SHOWN_WITH[item.word]
            for name, line in used_names(item.node, without=(item.marker,)).items():
                if name in at_top - imports and words.get(name) not in allowed:
                    message = f"`{item.name}` uses `{name}`, which is not shown with it"
                    self._complain(line, message, f"Mark it {marks}.")
            if item.word == "answer" and kind != "debug" and item.shows_signature:
                self._interface(item, at_top - imports, words)

    def _interface(self, item: Declared, at_top: set[str], words: Mapping[str, str]) -> None:
        if not isinstance(item.node, Definition):
            return
        for name, line in interface_names(item.node).items():
            if name in at_top and words.get(name) == "helper":
                message = f"the signature of `{item.name}` uses the helper `{name}`, which is not in the starter"
                self._complain(line, message, "Mark it @given.")


_IN_STARTER = (("answer", "given", "bug"), "@given")
_IN_REFERENCE = (
    ("answer", "given", "helper"),
    "@given (the learner gets it) or @helper (only the reference has it)",
)
_SHOWN_WITH = {"given": _IN_STARTER, "bug": _IN_STARTER, "answer": _IN_REFERENCE, "helper": _IN_REFERENCE}


def interface_names(node: Definition) -> dict[str, int]:
    """The names that the starter of an answer uses: in signatures, bases and annotated fields."""
    if isinstance(node, ast.ClassDef):
        parts: list[ast.AST] = [*node.bases, *node.keywords]
        names = used_names(*parts)
        for inner in node.body:
            if isinstance(inner, ast.AnnAssign):
                names |= used_names(inner)
            elif isinstance(inner, Definition):
                names |= interface_names(inner)
        return names
    returns = [node.returns] if node.returns else []
    return used_names(node.args, *returns)


_Bounds = tuple[int, int | None]
_NONE: _Bounds = (0, 0)
_ANY: _Bounds = (0, None)
_SOME: _Bounds = (1, None)
_ONE: _Bounds = (1, 1)

_COMPOSITION: Mapping[ProofKind, Mapping[str, _Bounds]] = MappingProxyType(
    {
        "code": {"answer": _SOME, "check": _SOME, "score": _NONE, "baseline": _NONE},
        "debug": {"answer": _SOME, "check": _SOME, "score": _NONE, "baseline": _NONE},
        "question": {word: _SOME if word == "question" else _NONE for word in DECLARING if word != "helper"},
        "data": {
            "answer": _ONE,
            "data": _ONE,
            "score": _ONE,
            "baseline": _ONE,
            "check": _ANY,
            "question": _NONE,
            "bug": _NONE,
        },
        "lab": {word: _SOME if word == "check" else _NONE for word in DECLARING},
    }
)


CHECKS = "checks.py"
"""What is called so beside a folder `answer` holds the prompt and the checks of a lab."""


def is_lab(folder: Path) -> bool:
    return (folder / "answer").is_dir()


def _how_many(least: int, most: int | None) -> str:
    return "exactly one" if (least, most) == _ONE else "at least one"


def _kind(declared: Iterable[Declared]) -> ProofKind:
    words = {item.word for item in declared}
    if "data" in words or "score" in words:
        return "data"
    if "bug" in words:
        return "debug"
    return "question" if "question" in words else "code"


def _markers(module: ast.Module) -> Iterator[ast.expr]:
    """Everything at the top level that may be one of the words."""
    for node in module.body:
        if isinstance(node, Definition):
            yield from node.decorator_list
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr) and isinstance(node.value, ast.Call):
            yield node.value.func


def _word_of(marker: ast.expr) -> str:
    while isinstance(marker, ast.Call):
        marker = marker.func
    return marker.id if isinstance(marker, ast.Name) and marker.id in WORDS else ""


def _tolerance(call: ast.Call) -> tuple[Tolerance, tuple[tuple[int, str, str], ...]]:
    values, complaints = read_arguments("tolerance", call, SETTING["tolerance"])
    return Tolerance(**values), complaints  # type: ignore[arg-type]


def _names_bound_by(node: ast.stmt) -> tuple[str, ...]:
    if isinstance(node, Definition):
        return (node.name,)
    if isinstance(node, ast.Import | ast.ImportFrom):
        return imported_names(node)
    if isinstance(node, ast.Assign | ast.AnnAssign):
        return tuple(sorted(bound_names(node)))
    return ()


def _plain_imports(module: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    for node in module.body:
        if isinstance(node, ast.Import | ast.ImportFrom) and "mlestone" not in _roots(node):
            yield node


def _roots(node: ast.Import | ast.ImportFrom) -> tuple[str, ...]:
    if isinstance(node, ast.Import):
        return tuple(alias.name.split(".")[0] for alias in node.names)
    return ((node.module or "").split(".")[0],) if not node.level else ()  # what labs of a skill share is no library
