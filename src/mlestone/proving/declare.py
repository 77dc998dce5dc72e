"""The words a proof file is written in: `@answer`, `@mistake`, `@check` and the rest.

They declare; they do nothing. What a file declares is read from its syntax tree (`layout`), so that its
prompt and starter can be shown without running it, and running it only supplies the objects. That is why each
word hands back exactly what it was given: an answer called by a check is the plain function its author wrote.
"""

# ruff: noqa: ARG001  (arguments are read from the syntax tree, not here)

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeVar, overload

from mlestone.proving.tolerance import Tolerance

Thing = TypeVar("Thing")
AnyFunction = TypeVar("AnyFunction", bound=Callable[..., Any])
_DEFAULT = Tolerance()


@overload
def answer(thing: Thing, /) -> Thing: ...
@overload
def answer(*, signature: bool) -> Callable[[Thing], Thing]: ...
def answer(thing: Any = None, /, *, signature: bool = True) -> Any:
    """What the learner is asked for: a function, a class, or `NAME = answer(value)`.

    Its signature and docstring are the starter; its source is shown to whoever has passed. With
    `@answer(signature=False)` the parameters are left to the learner too, as part of what is asked.
    """
    return _as_written if thing is None else thing


def given(thing: Thing, /) -> Thing:
    """What the learner is handed, whole: a function, a class, or `NAME = given(value)`."""
    return thing


def helper(thing: Thing, /) -> Thing:
    """A part of the answer that the learner need not have: not in the starter, but in the reference."""
    return thing


def mistake(target: object, sentence: str, /) -> Callable[[Thing], Thing]:
    """A wrong `target` someone really wrote, and the sentence that helps whoever wrote it."""
    return _as_written


def altered(changes: Mapping[str, str], /) -> Any:
    """The answer with a few of its pieces changed, as the value of a mistake: `mistake(f, "…")(altered({"<=": "<"}))`.

    Each piece has to be there once. Where the answer names itself, the mistake is meant.
    """


def bug(target: object, sentence: str, /) -> Callable[[Thing], Thing]:
    """The mistake a `debug` proof starts from: the starter holds it under the answer's name."""
    return _as_written


def check(sentence: str, /, *, sizes: Sequence[int] = ()) -> Callable[[AnyFunction], AnyFunction]:
    """A requirement: a function of `(learner, rng)` that drives the learner's code and expects something.

    With `sizes`, a function of `(learner, rng, size)` that is run for each of them in order, so that what a
    failing learner sees is the smallest case that fails.
    """
    return _as_written


@overload
def question(maker: Thing, /) -> Thing: ...
@overload
def question(*, times: int) -> Callable[[Thing], Thing]: ...
def question(maker: Any = None, /, *, times: int = 1) -> Any:
    """A function of `rng` that returns one `ask.…`; an attempt asks `times` different ones."""
    return _as_written if maker is None else maker


def data(maker: Thing, /) -> Thing:
    """A function of `rng` that returns the `challenge(inputs=…, hidden=…)` of one attempt."""
    return maker


def score(metric: str, /, *, better: Literal["lower", "higher"], bar: float) -> Callable[[AnyFunction], AnyFunction]:
    """A function of `(hidden, reply)` that returns the metric as a number.

    `bar` is how much of the way from the baseline's score to the answer's has to be covered, from 0 to 1.
    """
    return _as_written


def baseline(sentence: str, /) -> Callable[[AnyFunction], AnyFunction]:
    """The naive solution of a `data` proof, and what it does, in words."""
    return _as_written


def tolerance(*, rtol: float = _DEFAULT.rtol, atol: float = _DEFAULT.atol, dtype: bool = _DEFAULT.dtype) -> None:
    """How closely numbers have to agree in this file, and whether dtypes have to; the learner is told."""


def hints(*sentences: str) -> None:
    """What a stuck learner may ask for, one at a time: a question, a pointer, the key line's idea."""


def afterwards(*paragraphs: str) -> None:
    """What whoever has passed is told beside the answer, in Markdown: above all, what the library people use does."""


def equivalent(change: str, reason: str, /) -> None:
    """A change of the answer that leaves it right, and why: `mlestone author strength` no longer counts it.

    `change` is written as that command writes it: `"x.max(axis=1) -> x.min(axis=1)"`.
    """


def service(name: str, /, *, port: int, reach: int | None = None) -> None:
    """A program of the checker's that a lab's code finds running at 127.0.0.1:`port`.

    `name` is one MLestone knows (`"redis"`), or that of a Python file in the lab's folder `services`. The service
    reaches the learner's machine at one port only, `reach`, where it needs that.
    """


def programs(*names: str) -> None:
    """Programs the machine has to have for a lab, beside the kit's: `programs("git")`."""


def shared(*paths: str) -> None:
    """Files this lab's learner gets of those that labs of its skill have in common, in the folder `shared`."""


def limits(*, seconds: int = 120, memory: int = 1024, disk: int = 256) -> None:
    """What one attempt at a lab may use: seconds in all, MiB of memory, MiB of files."""


def _as_written(thing: Thing, /) -> Thing:
    return thing
