"""`expect`: what a check demands of what the learner's code did.

    expect(learner.softmax(x)).has_shape((8, 5)).close(softmax(x))
    expect.raises("ValueError", lambda: learner.softmax(np.ones(3)))

An expectation that is met returns itself, so that several can follow each other; one that is not raises `Unmet`,
which ends the check and holds, as data, what the learner is shown. With `show=False` what was expected is
secret: neither it nor where it differs is shown, in any form.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NoReturn

from mlestone.proving import shown
from mlestone.proving.compare import Rules, difference
from mlestone.proving.cost import GROWTHS, Bound, Sizes, costs_more, outgrows
from mlestone.proving.difference import SHAPE, TYPE, VALUE, Difference
from mlestone.proving.learner import LearnerFunction, LearnerRaised, Loopback, Proxy, Remote, RemoteFigure
from mlestone.proving.measure import call_seconds
from mlestone.proving.shown import Shown, Where, words
from mlestone.proving.source import Findings, Source
from mlestone.proving.tables import TableOrder, TableRules
from mlestone.proving.tolerance import Tolerance
from mlestone.proving.trial import LearnerSource, current_trial
from mlestone.wire.figures import FigureView, describe

NOTHING: Any = object()
"""Stands for a value that is not there, where None is one."""

COMPUTED = "This was computed by the check from what came back."


@dataclass(frozen=True, slots=True)
class Finding:
    """What an unmet expectation found. Facts only: the judge makes words and a check's result of them."""

    value: Any = NOTHING
    where: Where = ()
    expected: Shown | None = None
    difference: str | None = None
    note: str | None = None
    call: str | None = None
    raised: LearnerRaised | None = None
    is_result: bool = False
    """The value is what a call returned, though it may not be that very object."""


class Unmet(Exception):
    """An expectation that is not met."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.difference or "an expectation is not met")
        self.finding = finding


class Counted:
    """A function to hand to the learner's code, which notes how it is called."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self.__name__ = getattr(function, "__name__", "function")
        self.arguments: list[tuple[tuple[Any, ...], dict[str, Any]]] = []

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.arguments.append((args, kwargs))
        return self._function(*args, **kwargs)

    @property
    def calls(self) -> int:
        return len(self.arguments)


class Expectation:
    """What is expected of one value."""

    def __init__(self, value: Any) -> None:
        self._value = value

    # Values

    def equals(self, expected: Any, *, show: bool = True) -> "Expectation":
        """The same, however deep; floats may differ by the proof's tolerance, integers may not."""
        return self._same(expected, Rules(_tolerance()), show)

    def close(
        self,
        expected: Any,
        *,
        rtol: float | None = None,
        atol: float | None = None,
        dtype: bool | None = None,
        show: bool = True,
    ) -> "Expectation":
        """Equal within a tolerance, integers too: the proof's, where none is given here."""
        usual = _tolerance()
        tolerance = Tolerance(
            usual.rtol if rtol is None else rtol,
            usual.atol if atol is None else atol,
            usual.dtype if dtype is None else dtype,
        )
        return self._same(expected, Rules(tolerance, exact_integers=False), show)

    def has_shape(self, *shape: int | tuple[int | None, ...] | None, show: bool = True) -> "Expectation":
        """`has_shape(3, 4)` or `has_shape((3, 4))`; None stands for any length."""
        wanted = shape[0] if len(shape) == 1 and isinstance(shape[0], tuple) else shape
        text = str(tuple(wanted)).replace("None", "any")
        got = _shape_of(self._value)
        if got is None:
            said = Difference(f"is {shown.a_kind(self._value)}, which has no shape", TYPE)
            self._fail(said, f"shape {text}", show)
        if len(got) != len(wanted) or any(w not in (None, g) for g, w in zip(got, wanted, strict=True)):
            self._fail(Difference(f"shape is {got}, expected {text}", SHAPE), f"shape {text}", show)
        return self

    def has_dtype(self, *dtypes: Any, show: bool = True) -> "Expectation":
        """One of `dtypes`: names ("float64"), NumPy types, or NumPy's families (`np.floating`)."""
        text = " or ".join(_dtype_name(dtype) for dtype in dtypes)
        got = getattr(self._value, "dtype", None) if not isinstance(self._value, Proxy) else None
        if got is None:
            said = Difference(f"is {shown.a_kind(self._value)}, which has no dtype", TYPE)
            self._fail(said, f"dtype {text}", show)
        if not any(_is_dtype(got, dtype) for dtype in dtypes):
            bare = "its dtype is not what is expected"
            self._fail(Difference(f"dtype is {got}, expected {text}", bare), f"dtype {text}", show)
        return self

    def is_a(self, *kinds: type | str, show: bool = True) -> "Expectation":
        """An instance of one of `kinds`: types, or their names (`"DataFrame"`, a class of the learner's).

        NumPy's integers are `int`, its floats `float`, its truth values `bool`; a bool is no `int`.
        """
        if not any(_is_a(self._value, kind) for kind in kinds):
            text = " or ".join(kind if isinstance(kind, str) else kind.__name__ for kind in kinds)
            found = f"type is {shown.type_name(self._value)}, expected {text}"
            self._fail(Difference(found, TYPE), f"a value of type {text}", show)
        return self

    def between(self, low: float, high: float, *, show: bool = True) -> "Expectation":
        """From `low` to `high`, both included; of an array, a list or a column: all that is in it."""
        text = f"from {shown.number(low)} to {shown.number(high)}"
        found = _first_outside(self._value, low, high)
        if found is not None:
            where, value = found
            at = f"at {list(where)} it is " if where else "is "
            said = Difference(f"{at}{shown.inline(value, 60)}, expected {text}", VALUE, (where,) if where else ())
            self._fail(said, text, show)
        return self

    def is_true(self, sentence: str, otherwise: str = "") -> "Expectation":
        """True (of an array: everywhere). `sentence` says what then holds; `otherwise` says what was found instead."""
        if not _holds(self._value):
            trial = current_trial()
            event = trial.last_event() if trial is not None else None
            value = event.outcome if event is not None and event.trouble is None else NOTHING
            said = otherwise or f"it does not hold that {sentence}"
            raise Unmet(Finding(value, expected=words(sentence), difference=said, is_result=True))
        return self

    def satisfies(self, predicate: Callable[[Any], Any], sentence: str, *, show: bool = True) -> "Expectation":
        """`predicate(value)` is true. `sentence` says what the predicate asks for: "sorted from low to high"."""
        if not _holds(predicate(self._value)):
            self._fail(Difference(f"it is not {sentence}", VALUE), sentence, show)
        return self

    # Containers and texts

    def contains(self, expected: Any, *, show: bool = True) -> "Expectation":
        """A part of a text, a key of a dict, an element (compared as by `equals`) of anything else."""
        if not _contains(self._value, expected):
            text = shown.inline(expected, 80)
            bare = "something that is expected is missing"
            self._fail(Difference(f"{text} is not in it", bare), f"something that contains {text}", show)
        return self

    def has_length(self, length: int, *, show: bool = True) -> "Expectation":
        """`len(value)` is `length`."""
        if isinstance(self._value, Proxy) and not isinstance(self._value, Remote):
            self._fail(Difference(f"is {shown.a_kind(self._value)}, which has no length", TYPE), "", show)
        try:
            got = len(self._value)
        except TypeError:
            said = Difference(f"is {shown.a_kind(self._value)}, which has no length", TYPE)
            self._fail(said, f"length {length}", show)
        if got != length:
            bare = "its length is not what is expected"
            self._fail(Difference(f"length is {got}, expected {length}", bare), f"length {length}", show)
        return self

    def text(self, expected: str, *, spaces: Literal["exact", "folded"] = "exact", show: bool = True) -> "Expectation":
        """A text. With folded `spaces`, any run of white space equals one space and none counts at the ends."""
        got = self._value
        if spaces == "folded" and isinstance(got, str):
            found = difference(" ".join(got.split()), " ".join(expected.split()))
        else:
            found = difference(got, expected)
        if found is not None:
            self._fail(found, shown.show(expected, found.where), show)
        return self

    def matches(self, pattern: str, *, show: bool = True) -> "Expectation":
        """A text in which the regular expression is found."""
        if not isinstance(self._value, str):
            said = Difference(f"is {shown.a_kind(self._value)}, expected a text", TYPE)
            self._fail(said, "a text", show)
        if re.search(pattern, self._value) is None:
            text = f"a text that matches {pattern}"
            self._fail(Difference(f"{pattern} is not found in it", VALUE), text, show)
        return self

    # Tables and figures

    def frame(
        self,
        expected: Any,
        *,
        order: TableOrder = "rows",
        index: bool = True,
        dtypes: bool = False,
        show: bool = True,
    ) -> "Expectation":
        """A table (or column). `order` says what has to stand in order: rows, columns, both, or any will do."""
        usual = _tolerance()
        tolerance = Tolerance(usual.rtol, usual.atol, dtypes)
        return self._same(expected, Rules(tolerance, table=TableRules(order, index)), show)

    def figure(self, like: Any = None) -> FigureView:
        """What the figure (or axes) shows, as plain values that can be given to `expect` again.

        A verdict draws it where the check fails, and beside it the author's own, if that is given as `like`.
        """
        if not isinstance(self._value, RemoteFigure):
            self._fail(Difference(f"is {shown.a_kind(self._value)}, expected a figure", TYPE), "a figure", True)
        view = self._value.figure()
        trial = current_trial()
        if trial is not None and not trial.replayed:
            trial.figure = view
            trial.figure_expected = None if like is None else FigureView.from_plain(describe(like))
        return view

    # Functions

    def called(
        self, *, exactly: int | None = None, at_most: int | None = None, at_least: int | None = None
    ) -> "Expectation":
        """How often a function made by `expect.counting` was called."""
        calls = self._value.calls
        limits = [
            (exactly, exactly is None or calls == exactly, "exactly "),
            (at_most, at_most is None or calls <= at_most, "at most "),
            (at_least, at_least is None or calls >= at_least, "at least "),
        ]
        for limit, kept, adverb in limits:
            if not kept and limit is not None:
                name = self._value.__name__
                text = f"{adverb}{shown.plural(limit, 'call')} of `{name}`" if limit else f"no call of `{name}`"
                said = f"`{name}` was called {_times(calls)}, expected {adverb if limit else ''}{_times(limit)}"
                raise Unmet(Finding(expected=words(text), difference=said))
        return self

    def leaves_unchanged(self, *args: Any, **kwargs: Any) -> "Expectation":
        """Calling it with these arguments leaves them as they were.

        Looked at is what its process received: the check's own arguments are copied on their way and never change.
        """
        function = self._function()
        _, changed = function.watched(*args, **kwargs)
        if changed:
            names = ", ".join(_argument(label) for label in changed)
            said = f"the call changes {names}"
            raise Unmet(Finding(expected=words("arguments left as they were"), difference=said))
        return self

    def repeats(self, *args: Any, **kwargs: Any) -> "Expectation":
        """Called again with the same arguments, it returns the same."""
        function = self._function()
        first, second = function(*args, **kwargs), function(*args, **kwargs)
        found = difference(second, first, Rules(Tolerance(0.0, 0.0)))
        if found is not None:
            said = f"called again with the same arguments, it returns something else: {found.text}"
            said = said.replace("expected", "before it was")
            raise Unmet(Finding(second, found.where, words("the same result again"), said))
        return self

    def pure(self, *args: Any, **kwargs: Any) -> "Expectation":
        """Leaves its arguments as they were, and returns the same when called again."""
        return self.leaves_unchanged(*args, **kwargs).repeats(*args, **kwargs)

    def grows(
        self,
        *,
        at_most: Bound,
        make: Callable[[int], tuple[Any, ...]],
        sizes: tuple[int, int] = (64, 200_000),
    ) -> "Expectation":
        """The cost of a call grows no faster than `at_most`: "1", "log n", "n", "n log n", "n**2" or "n**3".

        `make(n)` makes the arguments of size n. `sizes` are the smallest and the largest n that make sense; any n
        between may be used.
        """
        function = self._function()
        if not _is_replayed():
            seconds = call_seconds(function)
            if outgrows(at_most, lambda n: seconds(make(n), {}), Sizes(*sizes)):
                wanted = f"work that grows {GROWTHS[at_most].words}"
                said = f"the work grows faster than {at_most} as the input of size n grows"
                if at_most == "1":
                    wanted, said = "work that does not depend on n", "the work grows with the size n of the input"
                raise Unmet(Finding(expected=words(wanted), difference=said, call=function._text()))
        return self

    def costs(
        self,
        *,
        at_most: float,
        times: Callable[..., Any],
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> "Expectation":
        """A call costs at most `at_most` times what the function `times` costs with the same arguments."""
        function = self._function()
        if not _is_replayed():
            named = dict(kwargs or {})
            mine, theirs = call_seconds(function), call_seconds(_played(times))
            if costs_more(at_most, lambda: mine(args, named), lambda: theirs(args, named)):
                wanted = f"work of at most {at_most:g} times what the author's version does"
                said = f"the work is more than {at_most:g} times what the author's version does"
                raise Unmet(Finding(expected=words(wanted), difference=said, call=function._text()))
        return self

    # Source

    def no_loops(self, *, in_: str | None = None, comprehensions: bool = True) -> "Expectation":
        """No loop in the function `in_` and what it calls, or anywhere.

        Nor, unless `comprehensions` is False, a comprehension, `map`, `reduce`, `numpy.vectorize` and their like.
        """
        return self._rule(lambda source: source.no_loops(in_=in_, comprehensions=comprehensions))

    def never_uses(self, *names: str) -> "Expectation":
        """None of these, under whatever name it is imported.

        `numpy.linalg` is the module and all in it, `numpy.linalg.*` all in it, `eval` the built-in, `.sort` any
        attribute of that name.
        """
        return self._rule(lambda source: source.never_uses(*names))

    def uses(self, *names: str) -> "Expectation":
        """Each of these somewhere, written as for `never_uses`."""
        return self._rule(lambda source: source.uses(*names))

    def calls_itself(self, name: str) -> "Expectation":
        """The function `name` is recursive: itself, through others, or by a function it uses."""
        return self._rule(lambda source: source.calls_itself(name))

    def at_most_lines(self, number: int, *, in_: str | None = None) -> "Expectation":
        """At most so many lines of code, of the function `in_` or of all; comments and docstrings are free."""
        return self._rule(lambda source: source.at_most_lines(number, in_=in_))

    def only_imports(self, *modules: str) -> "Expectation":
        """No other modules than these are imported: `only_imports("numpy", "math")`."""
        return self._rule(lambda source: source.only_imports(*modules))

    # How it is done

    def _same(self, expected: Any, rules: Rules, show: bool) -> "Expectation":
        found = difference(self._value, expected, rules)
        if found is not None:
            self._fail(found, shown.show(expected, found.where) if show else "", show)
        return self

    def _fail(self, found: Difference, expected: Shown | str, show: bool) -> NoReturn:
        if not show:
            raise Unmet(Finding(self._value, difference=found.bare))
        text = words(expected) if isinstance(expected, str) else expected
        raise Unmet(Finding(self._value, found.where, text if text.text else None, found.text))

    def _function(self) -> LearnerFunction:
        if not isinstance(self._value, LearnerFunction):
            said = Difference(f"is {shown.a_kind(self._value)}, expected a function", TYPE)
            self._fail(said, "a function", True)
        return self._value

    def _rule(self, rule: Callable[[Source], Findings]) -> "Expectation":
        if _is_replayed():
            return self
        source = self._value if isinstance(self._value, Source | LearnerSource) else Source(str(self._value))
        findings = rule(source)  # type: ignore[arg-type]
        if findings:
            first, others = findings[0], len(findings) - 1
            place = f"line {first.line}: {first.message} `{first.code}`" if first.line else first.message
            more = f"There {'is' if others == 1 else 'are'} {others} more of this kind." if others else None
            raise Unmet(Finding(difference=place, note=more, call=""))
        return self


class _Expect:
    """The word `expect`, and what follows it after a dot."""

    def __call__(self, value: Any) -> Expectation:
        return Expectation(value)

    def raises(
        self,
        kinds: type[BaseException] | str | tuple[type[BaseException] | str, ...],
        call: Callable[[], Any],
        *,
        message_contains: str | None = None,
        show: bool = True,
    ) -> LearnerRaised:
        """`call` makes the learner's code raise one of `kinds`, or what inherits from one: types or their names.

        It is called by `expect`: `expect.raises(ValueError, lambda: learner.f(x))`.
        """
        several = kinds if isinstance(kinds, tuple) else (kinds,)
        names = [kind if isinstance(kind, str) else kind.__name__ for kind in several]
        wanted = " or ".join(names)
        try:
            value = call()
        except LearnerRaised as raised:
            if not any(raised.trouble.is_a(name) for name in names):
                said = f"raises {raised.trouble.type}, expected {wanted}" if show else "another exception is expected"
                expected = words(f"{wanted} raised") if show else None
                raise Unmet(Finding(expected=expected, difference=said, raised=raised)) from None
            return _with_message(raised, message_contains, show)
        said = f"nothing is raised, expected {wanted}" if show else "an exception is expected, none is raised"
        raise Unmet(Finding(value, expected=words(f"{wanted} raised") if show else None, difference=said))

    def printed(self, expected: str, *, spaces: Literal["exact", "folded"] = "exact", show: bool = True) -> Expectation:
        """What the learner's code printed in this check so far is `expected`; white space at its end is free."""
        trial = current_trial()
        got = trial.printed() if trial is not None else ""
        if show and got.strip() and not expected.strip():
            said = f"{shown.inline(got.strip(), 60)} is printed, expected nothing"
            raise Unmet(Finding(expected=words("nothing printed"), difference=said))
        return Expectation(got.rstrip()).text(expected.rstrip(), spaces=spaces, show=show)

    def counting(self, function: Callable[..., Any]) -> Counted:
        """A function that does what `function` does and counts its calls, to be handed to the learner's code."""
        return Counted(function)


expect = _Expect()


def _with_message(raised: LearnerRaised, part: str | None, show: bool) -> LearnerRaised:
    if part is None or part.casefold() in raised.trouble.message.casefold():
        return raised
    said = f"the message of the {raised.trouble.type} does not contain {part!r}"
    if not show:
        said = f"the message of the {raised.trouble.type} is not what is expected"
    expected = words(f"a message that contains {part!r}") if show else None
    raise Unmet(Finding(expected=expected, difference=said, raised=raised))


def _tolerance() -> Tolerance:
    trial = current_trial()
    return trial.tolerance if trial is not None else Tolerance()


def _is_replayed() -> bool:
    trial = current_trial()
    return trial is not None and trial.replayed


def _played(function: Callable[..., Any]) -> LearnerFunction:
    """One of the author's functions behind the same proxy, so that it is measured the same way."""
    from mlestone.proving.learner import Learner

    played: LearnerFunction = Learner(Loopback({"reference": function}))["reference"]
    return played


def _shape_of(value: Any) -> tuple[int, ...] | None:
    if isinstance(value, Proxy):
        return None
    if shown.is_number(value) and not hasattr(value, "shape"):
        return ()
    shape = getattr(value, "shape", None)
    return tuple(int(n) for n in shape) if shape is not None else None


def _dtype_name(dtype: Any) -> str:
    return dtype if isinstance(dtype, str) else str(getattr(dtype, "__name__", dtype))


def _is_dtype(got: Any, wanted: Any) -> bool:
    import numpy as np

    if _dtype_name(wanted) in (str(got), str(got).removeprefix("torch.")):
        return True
    if isinstance(wanted, type) and issubclass(wanted, np.generic) and isinstance(got, np.dtype):
        return bool(np.issubdtype(got, wanted))
    try:
        return bool(got == np.dtype(wanted))
    except TypeError:  # a dtype of another library
        return str(got) == str(wanted)


_FAMILIES = {bool: "bool", int: "integer", float: "floating", complex: "complexfloating"}


def _is_a(value: Any, kind: type | str) -> bool:
    if isinstance(kind, str):
        return kind == shown.type_name(value) or any(c.__name__ == kind for c in type(value).__mro__)
    if isinstance(value, bool):
        return kind in (bool, object)
    return isinstance(value, kind) or (kind in _FAMILIES and shown.is_numpy(value, _FAMILIES[kind]))


def _first_outside(value: Any, low: float, high: float) -> tuple[tuple[int, ...], Any] | None:
    """Where the first number not from `low` to `high` is, and what is there."""
    import numpy as np

    if shown.is_number(value):
        return None if low <= value <= high else ((), value)
    if shown.is_array(value) or shown.is_series(value) or isinstance(value, list | tuple):
        array = np.asarray(value)
        if array.dtype.kind in "biuf":
            with np.errstate(all="ignore"):
                outside = ~((array >= low) & (array <= high))
            if not outside.any():
                return None
            first = tuple(int(i) for i in np.unravel_index(int(np.argmax(outside)), outside.shape))
            return first, array[first]
    return (), value


def _holds(value: Any) -> bool:
    if shown.is_array(value):
        return bool(value.all())
    if shown.is_series(value) or shown.is_frame(value):
        return bool(value.to_numpy().all())
    return bool(value)


def _contains(value: Any, expected: Any) -> bool:
    if isinstance(value, str):
        return isinstance(expected, str) and expected in value
    if isinstance(value, bytes):
        return isinstance(expected, bytes) and expected in value
    if isinstance(value, Mapping):
        return expected in value
    if isinstance(value, Remote):
        return expected in value
    if shown.is_array(value):
        value = value.ravel().tolist()
    if shown.is_series(value) or shown.is_index(value):
        value = value.tolist()
    if not isinstance(value, list | tuple | set | frozenset | range):
        return False
    rules = Rules(_tolerance())
    return any(difference(element, expected, rules) is None for element in value)


def _argument(label: str) -> str:
    ordinals = ("first", "second", "third", "fourth", "fifth", "sixth")
    if not label.isdigit():
        return f"its argument `{label}`"
    place = int(label)
    return f"its {ordinals[place] if place < len(ordinals) else f'{place + 1}th'} argument"


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")
