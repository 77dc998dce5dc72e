"""Questions: what an author asks, the paper a learner gets, and the key that marks their replies.

A paper is a function of the proof and a seed alone. Right replies are in the `Key` and nowhere in the
`Paper`, which is what leaves the examiner.
"""

# ruff: noqa: ARG002  (the forms share one interface; only choices are shuffled)

import hashlib
import math
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from mlestone.base.errors import Problem
from mlestone.base.ids import ProofId
from mlestone.proving.layout import BadProof
from mlestone.proving.replies import (
    Nested,
    Number,
    Unreadable,
    flat,
    folded,
    label,
    read_array,
    read_choice,
    read_number,
    read_text,
    shape_of,
)
from mlestone.proving.verdict import Reply

if TYPE_CHECKING:
    import numpy as np

    from mlestone.proving.proof import Proof

Form = Literal["number", "choice", "text", "array"]

# A variant is drawn again when it repeats an earlier one, or when chance made a decoy right.
_MOST_DRAWS = 50


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """One question as the learner sees it."""

    number: str
    form: Form
    text: str
    choices: tuple[str, ...]
    """What there is to choose from, in the order of the letters a, b, c…"""
    unit: str
    note: str
    """How to reply, in words."""

    def complaint(self, reply: str) -> str:
        """What keeps this reply from being read, or nothing: to be asked before an attempt is spent on it."""
        try:
            _READERS[self.form](reply, self)
        except Unreadable as problem:
            return str(problem)
        return ""


@dataclass(frozen=True, slots=True)
class Paper:
    """The questions of one attempt."""

    proof: ProofId
    seed: int
    questions: tuple[PaperQuestion, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """Whether a reply is right, and what it gives away when it is not."""

    right: bool
    got: str
    sentence: str | None = None


@dataclass(frozen=True, slots=True)
class AskedNumber:
    text: str
    right: Number
    rtol: float
    atol: float
    unit: str
    mistakes: tuple[tuple[Number, str], ...]
    is_usable = True

    def on_paper(self, number: str, rng: "np.random.Generator") -> PaperQuestion:
        return PaperQuestion(number, "number", self.text, (), self.unit, self._note())

    def mark(self, reply: str, question: PaperQuestion) -> Marked:
        got = read_number(reply, self.unit, self.text)
        shown = f"{got} {self.unit}".strip()
        if self._equal(got, self.right):
            return Marked(True, shown)
        recognised = (sentence for value, sentence in self.mistakes if self._equal(got, value))
        return Marked(False, shown, next(recognised, None) or self._nearly(got))

    def _equal(self, got: Number, wanted: Number) -> bool:
        return _close(got, wanted, self.rtol, self.atol)

    def _nearly(self, got: Number) -> str | None:
        """What is to be said of a number that was found, and then written down another way than asked for."""
        if self.unit == "%" and self._equal(got * 100, self.right):
            return "That is a share of 1; asked for is a number in %."
        if isinstance(self.right, float) and math.isfinite(self.right) and _is_rounded(got, self.right):
            return "That is rounded too far: write down more digits."
        return None

    def _note(self) -> str:
        unit = f" in {self.unit}" if self.unit else ""
        if isinstance(self.right, int) and not self.rtol and not self.atol:
            return f"A whole number{unit}."
        return f"A number{unit}{_allowance(self.rtol, self.atol)}."


@dataclass(frozen=True, slots=True)
class AskedChoice:
    text: str
    right: str
    decoys: tuple[tuple[str, str], ...]
    wanted: int
    """How many decoys the author wrote; chance may have made some of them right or alike."""

    @property
    def is_usable(self) -> bool:
        return len(self.decoys) >= min(2, self.wanted)

    def on_paper(self, number: str, rng: "np.random.Generator") -> PaperQuestion:
        choices = [self.right, *(decoy for decoy, _ in self.decoys)]
        shuffled = tuple(choices[index] for index in rng.permutation(len(choices)))
        last = label(len(choices) - 1)
        return PaperQuestion(number, "choice", self.text, shuffled, "", f"One letter, a to {last}.")

    def mark(self, reply: str, question: PaperQuestion) -> Marked:
        chosen = question.choices[read_choice(reply, question.choices)]
        return Marked(chosen == self.right, chosen, dict(self.decoys).get(chosen))


@dataclass(frozen=True, slots=True)
class AskedText:
    text: str
    right: tuple[str, ...]
    fold: bool
    mistakes: tuple[tuple[str, str], ...]
    is_usable = True

    def on_paper(self, number: str, rng: "np.random.Generator") -> PaperQuestion:
        note = "A short text." if self.fold else "A short text, spelled exactly."
        return PaperQuestion(number, "text", self.text, (), "", note)

    def mark(self, reply: str, question: PaperQuestion) -> Marked:
        got = read_text(reply)
        spelled = self._spelled(got)
        if spelled in map(self._spelled, self.right):
            return Marked(True, got)
        recognised = (words for wrong, words in self.mistakes if spelled == self._spelled(wrong))
        return Marked(False, got, next(recognised, None))

    def _spelled(self, text: str) -> str:
        return folded(text) if self.fold else text.strip()


@dataclass(frozen=True, slots=True)
class AskedArray:
    text: str
    right: Nested
    rtol: float
    atol: float
    mistakes: tuple[tuple[Nested, str], ...]
    is_usable = True

    def on_paper(self, number: str, rng: "np.random.Generator") -> PaperQuestion:
        note = f"An array, like [[1, 2], [3, 4]]{_allowance(self.rtol, self.atol)}."
        return PaperQuestion(number, "array", self.text, (), "", note)

    def mark(self, reply: str, question: PaperQuestion) -> Marked:
        got = read_array(reply)
        if self._equal(got, self.right):
            return Marked(True, str(got))
        recognised = next((sentence for wrong, sentence in self.mistakes if self._equal(got, wrong)), None)
        if recognised is None and shape_of(got) != shape_of(self.right):
            recognised = f"Your array has shape {shape_of(got)}; the right one has another."
        return Marked(False, str(got), recognised)

    def _equal(self, got: Nested, wanted: Nested) -> bool:
        return shape_of(got) == shape_of(wanted) and all(
            _close(mine, theirs, self.rtol, self.atol) for mine, theirs in zip(flat(got), flat(wanted), strict=True)
        )


Asked = AskedNumber | AskedChoice | AskedText | AskedArray
"""One drawn question, with its right reply. `is_usable` is false when chance made it pointless."""


class Ask:
    """`ask.number`, `ask.choice`, `ask.text`, `ask.array`: what a function under `@question` returns.

    All take the question in Markdown first. A reply that equals one of `mistakes` (or a decoy) is answered
    with its sentence, unless it is right as well.
    """

    def number(
        self,
        text: str,
        *,
        right: float,
        rtol: float | None = None,
        atol: float = 0.0,
        unit: str = "",
        mistakes: Mapping[float, str] | Iterable[tuple[float, str]] = (),
    ) -> AskedNumber:
        """A number. A whole one has to be exact, others to half a percent, unless `rtol` says else."""
        plain = _number_of(right)
        allowed = (0.0 if isinstance(plain, int) else 0.005) if rtol is None else rtol
        wrong = tuple((_number_of(value), sentence) for value, sentence in _pairs(mistakes))
        return AskedNumber(text, plain, allowed, atol, unit, wrong)

    def choice(self, text: str, *, right: object, decoys: Mapping[Any, str]) -> AskedChoice:
        """One of several, shuffled; every decoy comes with the sentence for whoever chose it.

        A decoy that chance made equal to the right reply is left out.
        """
        kept = {str(decoy): sentence for decoy, sentence in decoys.items() if str(decoy) != str(right)}
        return AskedChoice(text, str(right), tuple(kept.items()), len(decoys))

    def text(
        self,
        text: str,
        *,
        right: str | Sequence[str],
        fold: bool = True,
        mistakes: Mapping[str, str] | Iterable[tuple[str, str]] = (),
    ) -> AskedText:
        """A short text; `right` may list several. With `fold`, case, spacing and quotes do not matter."""
        accepted = (right,) if isinstance(right, str) else tuple(right)
        return AskedText(text, accepted, fold, tuple(_pairs(mistakes)))

    def array(
        self,
        text: str,
        *,
        right: Any,
        rtol: float | None = None,
        atol: float = 0.0,
        mistakes: Iterable[tuple[Any, str]] = (),
    ) -> AskedArray:
        """An array of numbers, compared with its shape; tolerances as for numbers."""
        nested = _nested_of(right)
        whole = all(isinstance(value, int) for value in flat(nested))
        allowed = (0.0 if whole else 0.005) if rtol is None else rtol
        wrong = tuple((_nested_of(value), sentence) for value, sentence in mistakes)
        return AskedArray(text, nested, allowed, atol, wrong)


ask = Ask()


@dataclass(frozen=True, slots=True)
class QuestionMaker:
    """A function under `@question`: makes `times` different questions for one attempt."""

    name: str
    times: int
    function: Callable[["np.random.Generator"], object]
    line: int


@dataclass(frozen=True, slots=True)
class Key:
    """The right replies of a paper: stays in the examiner."""

    paper: Paper
    asked: tuple[Asked, ...]

    def mark(self, replies: Mapping[str, str]) -> tuple[Reply, ...]:
        """All replies marked, in the paper's order; one that is missing or unreadable is not right."""
        pairs = zip(self.paper.questions, self.asked, strict=True)
        return tuple(_marked(question, asked, replies.get(question.number, "")) for question, asked in pairs)


def no_replies(replies: Mapping[str, str]) -> bool:
    """Whether a question proof was not attempted."""
    return not any(reply.strip() for reply in replies.values())


def draw(proof: "Proof", seed: int) -> Key:
    """The questions of one attempt; `Key.paper` is for the learner. Raises `BadProof` if one is broken."""
    drawn: list[tuple[PaperQuestion, Asked]] = []
    for maker in proof.questions:
        seen: set[str] = set()
        for variant in range(maker.times):
            number = str(len(drawn) + 1)
            question, asked = _draw_one(proof, maker, (seed, variant), number, seen)
            drawn.append((question, asked))
    paper = Paper(proof.id, seed, tuple(question for question, _ in drawn))
    return Key(paper, tuple(asked for _, asked in drawn))


def _draw_one(
    proof: "Proof", maker: QuestionMaker, origin: tuple[int, int], number: str, seen: set[str]
) -> tuple[PaperQuestion, Asked]:
    """A usable question whose text is not in `seen`, to which it is added."""
    for attempt in range(_MOST_DRAWS):
        rng = _rng(proof.id, maker.name, *origin, attempt)
        asked = _ask(proof, maker, rng)
        identity = f"{asked.text}\0{asked!r}"
        if asked.is_usable and identity not in seen:
            seen.add(identity)
            return asked.on_paper(number, rng), asked
    message = f"`{maker.name}` made no {_ordinal(origin[1] + 1)} usable question in {_MOST_DRAWS} draws"
    hint = "Vary more, lower `times`, or write decoys that chance seldom makes right."
    raise BadProof([Problem(proof.path, maker.line, message, hint)])


def _ask(proof: "Proof", maker: QuestionMaker, rng: "np.random.Generator") -> Asked:
    try:
        asked = maker.function(rng)
    except Exception as error:  # a proof's own code: whatever it raises is the proof's problem
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno or maker.line for frame in frames if frame.filename == str(proof.path)]
        message = f"`{maker.name}` raised {type(error).__name__}: {error}"
        raise BadProof([Problem(proof.path, lines[-1] if lines else maker.line, message)]) from error
    if isinstance(asked, Asked):
        return asked
    message = f"`{maker.name}` returned {type(asked).__name__}, which is no question"
    raise BadProof(
        [
            Problem(
                proof.path,
                maker.line,
                message,
                "Return ask.number(…), ask.choice(…), ask.text(…) or ask.array(…).",
            )
        ]
    )


def _marked(question: PaperQuestion, asked: Asked, reply: str) -> Reply:
    try:
        marked = asked.mark(reply, question)
    except Unreadable as problem:
        return Reply(question.number, False, reply.strip()[:200], str(problem))
    return Reply(question.number, marked.right, marked.got, marked.sentence)


_READERS: Mapping[Form, Callable[[str, PaperQuestion], object]] = {
    "number": lambda reply, question: read_number(reply, question.unit, question.text),
    "choice": lambda reply, question: read_choice(reply, question.choices),
    "text": lambda reply, _: read_text(reply),
    "array": lambda reply, _: read_array(reply),
}


def _rng(*origin: object) -> "np.random.Generator":
    import numpy as np

    digest = hashlib.sha256("\0".join(map(str, origin)).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "big"))


def _close(got: Number, wanted: Number, rtol: float, atol: float) -> bool:
    if got == wanted or (got != got and wanted != wanted):  # noqa: PLR0124  (nan is what differs from itself)
        return True
    if isinstance(got, int) and isinstance(wanted, int) and not rtol and not atol:
        return False
    try:
        difference = float(abs(got - wanted))
    except OverflowError:  # whole numbers beyond all floats
        return False
    return math.isfinite(difference) and difference <= atol + rtol * abs(wanted)


def _is_rounded(got: Number, exact: float) -> bool:
    """Whether `got` is `exact` rounded to the digits behind the point that `got` has, or cut off behind them."""
    exponent = Decimal(repr(got)).as_tuple().exponent
    if not isinstance(exponent, int) or exponent > 0 or abs(got - exact) > abs(exact) / 10:
        return False
    return abs(got - exact) <= 10.0**exponent * (1.0 if exponent else 0.5)


def _number_of(value: Any) -> Number:
    """A plain number from whatever the author computed, NumPy's scalars included."""
    plain = value.item() if hasattr(value, "item") else value
    if isinstance(plain, bool) or not isinstance(plain, int | float):
        raise TypeError(f"a number is needed, not {type(plain).__name__}")
    return plain


def _nested_of(value: Any) -> Nested:
    plain = value.tolist() if hasattr(value, "tolist") else value
    if isinstance(plain, list | tuple):
        return [_nested_of(inner) for inner in plain]
    return _number_of(plain)


def _pairs(mistakes: Mapping[Any, str] | Iterable[tuple[Any, str]]) -> Iterable[tuple[Any, str]]:
    return mistakes.items() if isinstance(mistakes, Mapping) else mistakes


def _allowance(rtol: float, atol: float) -> str:
    parts = [f"{rtol * 100:g} %"] * bool(rtol) + [f"{atol:g}"] * bool(atol)
    return f"; {' plus '.join(parts)} off is close enough" if parts else ""


def _ordinal(number: int) -> str:
    return {1: "first", 2: "second", 3: "third"}.get(number, f"{number}th")
