"""Rules for what a proof shows and says: title, prompt, hints, sentences, tolerance."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from mlestone.authoring.filler import fillers_in
from mlestone.authoring.lending import loans
from mlestone.authoring.rule import Fault, ProofRule
from mlestone.authoring.rules_of_lessons import TEMPLATE_MARK
from mlestone.authoring.seen import ProofSeen
from mlestone.base.parsing import parse
from mlestone.proving.layout import Layout
from mlestone.proving.sheet import Sheet

SHORTEST_TITLE, LONGEST_TITLE = 5, 60
HINTS = 3
WORDS_OF_A_HINT, WORDS_OF_A_MISTAKE = 3, 5
"""The fewest that say something."""
_FENCE = re.compile(r"^ *```", re.MULTILINE)
_PROGRAMS = frozenset({"code", "debug", "data"})


class IsReadable(ProofRule):
    code = "P101"
    name = "its file can be used"
    why = "A file that is half a proof is none: nobody can be asked what it asks."
    bad = '@mistake(softmx, "…")  # there is no answer of that name'
    good = '@mistake(softmax, "…")'

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        for problem in seen.problems:
            yield Fault(problem.line, problem.message, problem.hint)


class HasATitle(ProofRule):
    code = "P102"
    name = "its title is a short phrase"
    why = "Titles stand in lists, on the map and in calendars."
    bad = '"""Write a function that computes the softmax of a batch of logits in a numerically stable manner."""'
    good = '"""Softmax that survives large numbers'

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        _, sheet = _shown(seen)
        title = sheet.title
        if not SHORTEST_TITLE <= len(title) <= LONGEST_TITLE:
            message = f"the title has {len(title)} characters; {SHORTEST_TITLE} to {LONGEST_TITLE} fit in a list"
            yield Fault(1, message, "Name the thing; what is asked of it stands in the prompt.")
        elif title.endswith(".") or title[0].islower():
            yield Fault(1, f"the title {title!r} is not written as one", "Begin with a capital, without a full stop.")


class ShowsAnExample(ProofRule):
    code = "P103"
    name = "its prompt shows one worked example"
    why = "One call with its result settles more questions than a paragraph about shapes."
    bad = "Write `scale(x)`, which returns the scaled array."
    good = "scale(np.array([1.0, 3.0]))  # array([-1.0, 1.0])"
    kinds = _PROGRAMS

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        _, sheet = _shown(seen)
        if len(_FENCE.findall(sheet.prompt)) < 2:
            yield Fault(1, "the prompt has no worked example", "Show a call and its result between two lines of ```.")


class HasThreeHints(ProofRule):
    code = "P104"
    name = "it has three hints: a question, a pointer, the key line's idea"
    why = "Who is stuck asks for as little help as gets them on; fewer steps give too much away at once."
    bad = 'hints("Subtract the maximum.")'
    good = 'hints("What is exp(1000)?", "A constant can be taken off a whole row.", "Take off the largest.")'

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        layout, sheet = _shown(seen)
        if len(sheet.hints) != HINTS:
            message = f"the proof has {len(sheet.hints)} hints, not {HINTS}"
            yield Fault(_line_of_word(layout, "hints"), message, "A question, a pointer, the key line's idea.")


class SpeaksInSentences(ProofRule):
    code = "P105"
    name = "its hints and mistakes are sentences, its checks say what holds"
    why = "A check's line goes on where the name of what was asked for ends; a mistake's sentence is all the help."
    bad = '@mistake(softmax, "wrong axis")\n@check("Test 1.")'
    good = '@mistake(softmax, "The rows share one sum here: which axis is a sample?")\n@check("stays finite")'

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        layout, sheet = _shown(seen)
        for hint in sheet.hints:
            if fault := _not_a_sentence(hint, WORDS_OF_A_HINT):
                way_out = f"A capital, {WORDS_OF_A_HINT} words or more, a full stop or a question mark."
                yield Fault(_line_of_word(layout, "hints"), f"the hint {_short(hint)} {fault}", way_out)
        for item in layout.under("mistake", "bug"):
            if fault := _not_a_sentence(item.sentence, WORDS_OF_A_MISTAKE):
                way_out = f"A capital, {WORDS_OF_A_MISTAKE} words or more, a full stop: what goes wrong, and where."
                yield Fault(item.line, f"the sentence of `{item.name}` {fault}", way_out)
        for item in layout.under("check"):
            text = item.sentence
            if text.endswith(".") or text[:1].isupper() or len(text.split()) < 2:
                hint = 'Write what holds when it is met: "stays finite for large logits".'
                yield Fault(item.line, f"the check {_short(text)} does not say what holds", hint)


class StatesItsTolerance(ProofRule):
    code = "P106"
    name = "every tolerance that differs from the stated one is written where the learner reads it"
    why = "The learner is told how closely numbers have to agree; a check that asks for something else breaks its word."
    bad = '@check("converges")\n…close(minimum, atol=1e-3)'
    good = '@check("comes within 1e-3 of the minimum")\n…close(minimum, atol=1e-3)'

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        layout, sheet = _shown(seen)
        for item in layout.under("check"):
            for line, name, value in _own_tolerances(item.node):
                if not _says_number(f"{item.sentence} {sheet.prompt}", value):
                    hint = "Say it in the check's sentence or in the prompt, or use `tolerance(…)` for the whole file."
                    yield Fault(line, f"{name}={value:g} is a tolerance the learner is not told", hint)


class ForeseesMistakes(ProofRule):
    code = "P107"
    name = "it foresees at least one mistake"
    why = "A wrong answer that is told which way it is wrong is a lesson; one that is only wrong is a wall."
    bad = "A file with @answer and @check alone."
    good = '@mistake(softmax, "exp(1000) is inf, and inf/inf is nan.")'
    kinds = _PROGRAMS

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        layout, _ = _shown(seen)
        if not layout.under("mistake", "bug"):
            yield Fault(1, "the proof foresees no mistake", "What do people get wrong here? Write it as a @mistake.")


class IsFinished(ProofRule):
    code = "P108"
    name = "nothing of the template is left in it"
    why = "What `author new` writes is there to be replaced."
    bad = f'"""{TEMPLATE_MARK} the title'
    good = '"""Softmax that survives large numbers'

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        layout, _ = _shown(seen)
        for number, line in enumerate(layout.lines, 1):
            if TEMPLATE_MARK in line.lower():
                yield Fault(number, f"the template's words are still there: {line.strip()}", "Write your own.")


class SaysNoFiller(ProofRule):
    code = "P109"
    name = "it has no filler"
    why = "Whoever does not find it simple, obvious or easy is told that they should."
    bad = "Simply subtract the maximum."
    good = "Subtract the maximum."

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        layout, sheet = _shown(seen)
        for line, word in fillers_in(f"{sheet.title}\n\n{sheet.prompt}"):
            yield Fault(line + 1, f"{word!r} is filler", "Leave it out.")
        spoken = [(_line_of_word(layout, "hints"), hint) for hint in sheet.hints]
        spoken += [(item.line, item.sentence) for item in layout.under("mistake", "bug", "check")]
        for line, text in spoken:
            for _, word in fillers_in(text):
                yield Fault(line, f"{word!r} is filler", "Leave it out.")


class LendsNoAnswer(ProofRule):
    code = "P110"
    name = "its checks hand the answer to nobody"
    why = "A function that is passed to the learner's code can be called from there: it says what is right."
    bad = "expect(learner.minimise(loss, start)).close(minimise(loss, start))  # and `loss` is asked for too"
    good = "expect(learner.minimise(learner.loss, start)).close(minimise(loss, start))"
    kinds = _PROGRAMS

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        layout, _ = _shown(seen)
        for line, call in loans(layout):
            hint = "Pass the learner's own, something @given, or a function that does not use the answer."
            yield Fault(line, f"`{call}` is given a function with which it can ask the answer", hint)


class ExampleIsTrue(ProofRule):
    code = "P111"
    name = "what its worked example says is so"
    why = "The example is what everyone compares with first; one that is wrong costs hours, and trust."
    bad = "scale(np.array([1.0, 3.0]))  # array([-1.0, 2.0])"
    good = "scale(np.array([1.0, 3.0]))  # array([-1.0, 1.0])"
    kinds = _PROGRAMS

    def faults(self, seen: ProofSeen) -> Iterator[Fault]:
        for line, text, fault in seen.untrue:
            hint = "Numbers may be rounded. What is no Python literal, or no array as NumPy shows it, is not compared."
            yield Fault(line, f"the worked example is not true: {text.partition('#')[0].strip()} {fault}", hint)


SHEET_RULES: tuple[ProofRule, ...] = (
    IsReadable(),
    HasATitle(),
    ShowsAnExample(),
    HasThreeHints(),
    SpeaksInSentences(),
    StatesItsTolerance(),
    ForeseesMistakes(),
    IsFinished(),
    SaysNoFiller(),
    LendsNoAnswer(),
    ExampleIsTrue(),
)


def _shown(seen: ProofSeen) -> tuple[Layout, Sheet]:
    assert seen.layout is not None
    assert seen.sheet is not None
    return seen.layout, seen.sheet


def _line_of_word(layout: Layout, word: str) -> int:
    """The line of a call by itself, such as `hints(…)`; the first when there is none."""
    for node in parse(layout.text).body:
        call = node.value if isinstance(node, ast.Expr) else None
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == word:
            return node.lineno
    return 1


def _not_a_sentence(text: str, fewest: int) -> str:
    """What keeps a text from being a sentence, or nothing."""
    plain = text.strip()
    if not plain.rstrip("`)\"'”").endswith((".", "?", "!", "…")):
        return "does not end like a sentence"
    if plain[0].islower():
        # `exp(1000) is inf` may begin with code, and a name keeps its spelling.
        first = plain.split()[0]
        return "" if re.search(r"[^a-z',;:-]", first) else "does not begin like a sentence"
    return f"has fewer than {fewest} words" if len(plain.split()) < fewest else ""


def _own_tolerances(node: ast.AST) -> Iterator[tuple[int, str, float]]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "close":
            for keyword in call.keywords:
                value = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
                if keyword.arg in ("rtol", "atol") and isinstance(value, int | float) and value:
                    yield keyword.value.lineno, keyword.arg, float(value)


_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:e[+-]?\d+)?(?:\s*%)?", re.IGNORECASE)
_POWER = re.compile(r"10\^\{?(-?\d+)\}?")


def _says_number(text: str, value: float) -> bool:
    """Whether a text says a number, be it as 0.001, 1e-3, 0.1 % or $10^{-3}$."""
    said = [float(found.rstrip("% ")) / (100 if "%" in found else 1) for found in _NUMBER.findall(text)]
    said += [10.0 ** int(power) for power in _POWER.findall(text)]
    return any(abs(number - value) <= 1e-9 * abs(value) for number in said)


def _short(text: str) -> str:
    return repr(text if len(text) <= 50 else text[:49] + "…")
