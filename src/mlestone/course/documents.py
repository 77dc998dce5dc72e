"""Files of a course as text and plain data, with the line of everything in them on demand.

Reading is quick because a file that is right is parsed once, without positions. Only when something has to
be said about a file is it composed again, to find the line. Faults are collected, never raised: an author
gets all of them at once.
"""

import os
import re
from collections import Counter
from collections.abc import Hashable
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from mlestone.base.errors import Problem, did_you_mean, nearest_names

# The C parser is ten times faster; a PyYAML built without it still works.
_BaseLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Place = tuple[str | int, ...]
"""Where something is in a document: keys and indices from the top."""

LONGEST_LINE = 120  # wraps in no side-by-side diff
SPELLING = "Use lower-case words joined by hyphens."

_TEXT_FAULTS = re.compile(rf"\t|[ ]$|^.{{{LONGEST_LINE + 1}}}", re.MULTILINE)
_LOCAL_PATH = re.compile(r"(?:^|[\s\"'(`])(/(?:home|root|tmp|work|mnt|Users)\b)", re.MULTILINE)


class Faults:
    """Everything found wrong so far."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, path: Path, line: int, message: str, hint: str = "") -> None:
        self.problems.append(Problem(path, line, message, hint))


class Document:
    """One YAML text (a file, or the front matter of one) that was read, as far as it could be.

    `data` is what it holds, `None` when it could not be parsed. `lossy` says that part of it could not be
    read: what it seems to lack may then be written in it all the same.
    """

    def __init__(self, path: Path, text: str, faults: Faults) -> None:
        self.path = path
        self.text = text
        self.data: object = None
        self.lossy = False
        self._faults = faults

    @property
    def unread(self) -> bool:
        """Nothing at all could be read."""
        return self.lossy and not isinstance(self.data, dict)

    def fault(self, at: Place, message: str, hint: str = "") -> None:
        self.fault_on_line(self.line_of(at), message, hint)

    def fault_on_line(self, line: int, message: str, hint: str = "") -> None:
        self._faults.add(self.path, line, message, hint)

    def may_hold(self, name: str) -> bool:
        """Whether `name` may be in this text, although it was not found in what could be read of it."""
        if self.unread and not self.text.strip("-~ \n"):
            return True  # emptied: it may have held anything
        return self.lossy and re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", self.text) is not None

    def line_of(self, at: Place) -> int:
        """The line of the key or entry at a place; of the nearest thing around it when there is none."""
        node, line = self._composed, 1
        if node is not None:
            line = _line(node)
        for step in at:
            if isinstance(node, yaml.MappingNode):
                found = next(((k, v) for k, v in node.value if k.value == step), None)
                if found is None:
                    return line
                line, node = _line(found[0]), found[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = _line(node)
            else:
                return line
        return line

    @cached_property
    def _composed(self) -> yaml.Node | None:
        try:
            composed: yaml.Node | None = yaml.compose(self.text, Loader=_BaseLoader)
        except (yaml.YAMLError, RecursionError):
            return None
        return composed

    def parse(self) -> None:
        """Fill `data`, or report why it cannot be."""
        tabs = self._check_text()
        loader = _Loader(self.text)
        try:
            self.data = loader.get_single_data()
        except yaml.YAMLError as error:
            self.lossy = True
            line = _error_line(error, self.text)
            if line not in tabs:
                self.fault_on_line(line, f"not valid YAML: {_error_text(error)}")
        except RecursionError:
            self.lossy = True
            self.fault_on_line(1, "not valid YAML: nested too deeply")
        finally:
            loader.dispose()
        if loader.repeats_a_key and self._composed is not None:
            self._report_repeated_keys(self._composed)

    def _check_text(self) -> set[int]:
        """Report what no YAML parser minds; return the lines that hold a tab."""
        tabs: set[int] = set()
        seen: set[tuple[int, str]] = set()
        for match in _TEXT_FAULTS.finditer(self.text):
            line = self.text.count("\n", 0, match.start()) + 1
            if match[0] == "\t":
                tabs.add(line)
                message, hint = "a tab", "Indent with spaces."
            elif match[0] == " ":
                message, hint = "a space at the end of the line", ""
            else:
                message, hint = f"longer than {LONGEST_LINE} characters", "Fold long text with `>-`."
            if (line, message) not in seen:
                seen.add((line, message))
                self.fault_on_line(line, message, hint)
        for match in _LOCAL_PATH.finditer(self.text):
            line = self.text.count("\n", 0, match.start(1)) + 1
            self.fault_on_line(line, f"names a folder of one machine: {match[1]}")
        return tabs

    def _report_repeated_keys(self, node: yaml.Node) -> None:
        if isinstance(node, yaml.SequenceNode):
            for entry in node.value:
                self._report_repeated_keys(entry)
        elif isinstance(node, yaml.MappingNode):
            first: dict[str, int] = {}
            for key, value in node.value:
                if key.value in first:
                    self.fault_on_line(
                        _line(key),
                        f"the key {key.value!r} is written twice",
                        f"First on line {first[key.value]}.",
                    )
                first.setdefault(key.value, _line(key))
                self._report_repeated_keys(value)


class Fields:
    """A mapping in a document, read key by key. What is missing or wrong is reported, and read as `None`."""

    def __init__(self, document: Document, at: Place, values: dict[Hashable, object]) -> None:
        self.document = document
        self.at = at
        self._values = values
        self._misspelled: set[str] = set()

    def fault(self, key: str | int, message: str, hint: str = "") -> None:
        self.document.fault((*self.at, key), message, hint)

    def allow(self, *keys: str) -> None:
        """Report keys other than these, and an order other than this one."""
        present = list(self._values)
        if present == [key for key in keys if key in self._values]:
            return
        unknown = [key for key in present if key not in keys]
        for key in unknown:
            self.document.lossy = True  # it may be a known key misspelled
            near = nearest_names(str(key), keys)
            self._misspelled.update(near)
            guess = did_you_mean(near)
            self.fault(str(key), f"unknown key {key!r}.{guess}", f"Known keys: {', '.join(keys)}.")
        if not unknown:
            wanted = [key for key in keys if key in self._values]
            odd = next(key for key, right in zip(present, wanted, strict=True) if key != right)
            self.fault(str(odd), f"the key {odd!r} is out of order", f"The order is {', '.join(wanted)}.")

    def has(self, key: str) -> bool:
        return key in self._values

    def is_true(self, key: str) -> bool:
        return self._values.get(key) is True

    def text(self, key: str) -> str | None:
        """One line or paragraph of text, not empty."""
        value = self._values.get(key)
        if isinstance(value, str) and value.strip():
            return value
        self._wrong(key, value, "text")
        return None

    def whole_number(self, key: str) -> int | None:
        value = self._values.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self._wrong(key, value, "a whole number")
        return None

    def names(self, key: str) -> tuple[str, ...] | None:
        """A list of texts without repetition; may be empty."""
        value = self._values.get(key)
        if not isinstance(value, list):
            self._wrong(key, value, "a list", "Write [] when there is nothing to list." if key in self._values else "")
            return None
        right = True
        for index, entry in enumerate(value):
            if not isinstance(entry, str) or not entry:
                self.document.fault((*self.at, key, index), f"`{key}` must list texts, not {entry!r}")
                right = False
                self.document.lossy = True
        if not right:
            return None
        if len(set(value)) < len(value):
            for name, times in Counter(value).items():
                if times > 1:
                    second = value.index(name, value.index(name) + 1)
                    self.document.fault((*self.at, key, second), f"`{key}` lists {name!r} {times} times")
        return tuple(dict.fromkeys(value))

    def mappings(self, key: str) -> "list[Fields] | None":
        """A list of mappings, not empty."""
        value = self._values.get(key)
        if not isinstance(value, list) or not value:
            self._wrong(key, value, "a list that is not empty")
            return None
        found: list[Fields] = []
        for index, entry in enumerate(value):
            at = (*self.at, key, index)
            if isinstance(entry, dict):
                found.append(Fields(self.document, at, entry))
            else:
                self.document.lossy = True
                self.document.fault(at, f"`{key}` must list mappings (`key: value`), not {entry!r}")
        return found

    def named(self, key: str) -> "list[tuple[str, Fields]] | None":
        """A mapping from names to mappings, not empty."""
        value = self._values.get(key)
        if not isinstance(value, dict) or not value:
            self._wrong(key, value, "a mapping that is not empty")
            return None
        found: list[tuple[str, Fields]] = []
        for name, entry in value.items():
            at = (*self.at, key, str(name))
            if isinstance(name, str) and isinstance(entry, dict):
                found.append((name, Fields(self.document, at, entry)))
            else:
                self.document.lossy = True
                self.document.fault(at, f"{name!r} in `{key}` must be a mapping (`key: value`)")
        return found

    def _wrong(self, key: str, value: object, wanted: str, hint: str = "") -> None:
        self.document.lossy = self.document.lossy or value != []
        if key not in self._values:
            # One that is there under a wrong name was reported under that name.
            if key not in self._misspelled:
                self.document.fault(self.at, f"`{key}` is missing", hint)
        elif value is None or value in ("", []):
            self.fault(key, f"`{key}` is empty; it must be {wanted}", hint)
        else:
            self.fault(key, f"`{key}` must be {wanted}, not {value!r}", hint)


def read_text(path: Path, faults: Faults) -> str | None:
    """The text of a file with `\\n` line ends; `None`, and a fault, when there is none or it is not UTF-8."""
    try:
        content = path.read_bytes()
    except OSError as error:
        faults.add(path, 1, f"cannot be read: {error.strerror}")
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start]
        faults.add(path, line, f"not UTF-8: byte 0x{byte:02x}", "Save the file as UTF-8.")
        return None
    # Windows' line ends, and the mark its editors put in front.
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def remains(path: Path) -> str:
    """Whatever can be made out of a file that `read_text` refused, to look for names in."""
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def entries_of(folder: Path) -> list[os.DirEntry[str]]:
    """What is in a folder, without what editors, Python and version control put there."""
    with os.scandir(folder) as entries:
        return [entry for entry in entries if not entry.name.startswith((".", "_"))]


def read_yaml(path: Path, faults: Faults) -> Document:
    """The document in a file; one without data when the file cannot be read."""
    text = read_text(path, faults)
    document = Document(path, text or "", faults)
    if text is None:
        document.lossy = True
        document.text = remains(path)
    else:
        document.parse()
    return document


def top(document: Document) -> Fields | None:
    """The mapping that a document is; reports one that is something else."""
    if isinstance(document.data, dict):
        return Fields(document, (), document.data)
    if not document.lossy:
        document.lossy = True
        document.fault((), "must be a mapping (`key: value` lines)")
    return None


class _Loader(_BaseLoader):  # type: ignore[misc]  # the C loader is untyped
    """Builds plain data, and notices a key written twice, which YAML's own loader lets pass."""

    repeats_a_key = False

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        if len(mapping) < len(node.value):
            self.repeats_a_key = True
        return mapping


def _line(node: yaml.Node) -> int:
    line: int = node.start_mark.line
    return line + 1


def _error_line(error: yaml.YAMLError, text: str) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if re.search("quoted|flow", getattr(error, "context", None) or ""):
        # Something is never closed: where it opens says more than where the parser gave up.
        mark = getattr(error, "context_mark", None) or mark
    if mark is not None:
        # A document that ends too early is reported after its last line.
        return min(int(mark.line) + 1, max(1, len(text.splitlines())))
    position = getattr(error, "position", None)
    return text.count("\n", 0, position) + 1 if isinstance(position, int) else 1


def _error_text(error: yaml.YAMLError) -> str:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error).splitlines()[0]
    context = getattr(error, "context", None)
    return f"{problem} ({context})" if context else str(problem)
