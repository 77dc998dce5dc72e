"""The grammar of a proof file's words: where each may stand and what it takes, as a table.

Everything a word takes is written out in the file (a literal), so that titles, sentences and numbers can be
read without running it.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

MODULE = "mlestone.proving"

Complaint = tuple[int, str, str]
"""A line, what is wrong there, and a hint."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of argument: in words, and how to tell."""

    words: str
    fits: Callable[[object], bool]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_size(value: object) -> bool:
    return value == 0 or _is_count(value)


TARGET = Kind("the name of an answer", lambda value: isinstance(value, str))
SENTENCE = Kind(
    "a sentence in quotes",
    lambda value: isinstance(value, str) and bool(value.strip()) and not has_lost_backslash(value),
)
COUNT = Kind("a whole number from 1", _is_count)
SIZES = Kind(
    "a tuple of whole numbers",
    lambda value: isinstance(value, tuple | list) and bool(value) and all(map(_is_size, value)),
)
SHARE = Kind("a number from 0 to 1", lambda value: _is_number(value) and 0 <= value <= 1)  # type: ignore[operator]
BETTER = Kind('"lower" or "higher"', lambda value: value in ("lower", "higher"))
ALLOWANCE = Kind("a number from 0", lambda value: _is_number(value) and value >= 0)  # type: ignore[operator]
SWITCH = Kind("True or False", lambda value: isinstance(value, bool))


def has_lost_backslash(text: str) -> bool:
    """Whether text holds a control character, as `"\\frac"` does when it is not a raw string."""
    return any(char in "\a\b\f\r\t\v\0" for char in text)


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a word is written: `example` says it to authors, the rest to the reader."""

    example: str
    positional: Mapping[str, Kind] = field(default_factory=dict)
    keywords: Mapping[str, Kind] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    bare: bool = False
    on_class: bool = False
    on_value: bool = False
    parameters: tuple[tuple[str, ...], ...] = ()
    """The parameter lists a function under this word may have; empty: any."""


_WRONG: Mapping[str, Kind] = {"target": TARGET, "sentence": SENTENCE}

DECLARING: Mapping[str, Grammar] = MappingProxyType(
    {
        "answer": Grammar("@answer", {}, {"signature": SWITCH}, bare=True, on_class=True, on_value=True),
        "given": Grammar("@given", bare=True, on_class=True, on_value=True),
        "helper": Grammar("@helper", bare=True, on_class=True, on_value=True),
        "mistake": Grammar('@mistake(the_answer, "A sentence.")', _WRONG, on_class=True, on_value=True),
        "bug": Grammar('@bug(the_answer, "A sentence.")', _WRONG, on_class=True),
        "check": Grammar(
            '@check("a sentence")',
            {"sentence": SENTENCE},
            {"sizes": SIZES},
            parameters=(("learner", "rng"), ("learner", "rng", "size"), ("lab", "rng"), ("lab", "rng", "size")),
        ),
        "question": Grammar("@question(times=2)", {}, {"times": COUNT}, bare=True, parameters=(("rng",),)),
        "data": Grammar("@data", bare=True, parameters=(("rng",),)),
        "score": Grammar(
            '@score("root mean squared error", better="lower", bar=0.5)',
            {"metric": SENTENCE},
            {"better": BETTER, "bar": SHARE},
            required=("better", "bar"),
            parameters=(("hidden", "reply"),),
        ),
        "baseline": Grammar('@baseline("what it does, in words")', {"sentence": SENTENCE}),
    }
)

SETTING: Mapping[str, Grammar] = MappingProxyType(
    {
        "tolerance": Grammar(
            "tolerance(rtol=1e-6, atol=1e-8, dtype=False)",
            {},
            {"rtol": ALLOWANCE, "atol": ALLOWANCE, "dtype": SWITCH},
        ),
        "equivalent": Grammar(
            'equivalent("x.max() -> x.min()", "Why the answer stays right.")',
            {"change": SENTENCE, "reason": SENTENCE},
        ),
        "hints": Grammar('hints("A question.", "A pointer.", "The key line\'s idea.")'),
        "afterwards": Grammar('afterwards("`scipy.special.softmax(x, axis=1)` does the same, for any axes.")'),
        "programs": Grammar('programs("git", "redis-server")'),
        "shared": Grammar('shared("model.py", "data/pumps.csv")'),
        "service": Grammar(
            'service("redis", port=6379)', {"name": SENTENCE}, {"port": COUNT, "reach": COUNT}, required=("port",)
        ),
        "limits": Grammar(
            "limits(seconds=120, memory=1024, disk=256)", {}, {"seconds": COUNT, "memory": COUNT, "disk": COUNT}
        ),
    }
)

WORDS = frozenset(DECLARING) | frozenset(SETTING)


def read_arguments(word: str, call: ast.Call, grammar: Grammar) -> tuple[dict[str, object], tuple[Complaint, ...]]:
    """What `word` was called with, by name, and everything that is wrong with it."""
    found: dict[str, object] = {}
    complaints: list[Complaint] = []
    hint = f"Write it like this: {grammar.example}"
    for name, kind, node in _bind(call, grammar):
        if kind is None:
            complaints.append((node.lineno, f"`{word}` does not take {name}", hint))
            continue
        try:
            value = node.id if kind is TARGET and isinstance(node, ast.Name) else ast.literal_eval(node)
        except ValueError:
            complaints.append((node.lineno, f"`{word}`: {name} is not written out as {kind.words}", hint))
            continue
        if kind.fits(value):
            found[name] = tuple(value) if isinstance(value, list) else value
        else:
            complaints.append((node.lineno, f"`{word}`: {name} is not {kind.words}", _raw_hint(value) or hint))
    wanted = (*grammar.positional, *grammar.required)
    given = {name for name, _, _ in _bind(call, grammar)}
    complaints += [(call.lineno, f"`{word}` lacks its {name}", hint) for name in wanted if name not in given]
    return found, tuple(complaints)


def read_sentences(word: str, call: ast.Call) -> tuple[tuple[str, ...], tuple[Complaint, ...]]:
    """The sentences of a word that takes any number of them, as `hints` does."""
    sentences: list[str] = []
    complaints: list[Complaint] = []
    for node in (*call.args, *(keyword.value for keyword in call.keywords)):
        if isinstance(node, ast.Constant) and SENTENCE.fits(node.value):
            sentences.append(str(node.value))
        else:
            value = node.value if isinstance(node, ast.Constant) else None
            hint = _raw_hint(value) or f"Write it like this: {SETTING[word].example}"
            complaints.append((node.lineno, f"`{word}` takes {SENTENCE.words}, written out", hint))
    return tuple(sentences), tuple(complaints)


def _bind(call: ast.Call, grammar: Grammar) -> Iterator[tuple[str, Kind | None, ast.expr]]:
    names = list(grammar.positional.items())
    for index, node in enumerate(call.args):
        if index < len(names):
            yield *names[index], node
        else:
            yield f"a {_ordinal(index + 1)} argument", None, node
    for keyword in call.keywords:
        name = keyword.arg or "**"
        yield name, grammar.keywords.get(name) or grammar.positional.get(name), keyword.value


def _ordinal(number: int) -> str:
    return {1: "first", 2: "second", 3: "third"}.get(number, f"{number}th")


def _raw_hint(value: object) -> str:
    if isinstance(value, str) and has_lost_backslash(value):
        return 'A backslash was eaten: make the string raw, r"…".'
    return ""
