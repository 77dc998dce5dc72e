"""What each expectation accepts, and what it says when it is not met."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from mlestone.proving import expect
from mlestone.proving.expect import Unmet
from mlestone.proving.learner import Learner, LearnerRaised, Loopback
from mlestone.proving.source import Source
from mlestone.proving.tolerance import Tolerance
from mlestone.proving.trial import LearnerSource, Trial, within

SOURCE = """
import numpy as np

def double(x):
    return [2 * v for v in x]

def spoils(x):
    x[0] = 0
    return len(x)

calls = []

def changes_its_mind(x):
    calls.append(x)
    return len(calls)

def fails(x):
    raise KeyError("no such key")

def calls_twice(f):
    return f(1) + f(2)

def says(text):
    print(text)

class Tree:
    def __init__(self):
        self.depth = 3
    def __len__(self):
        return 5
"""


@pytest.fixture
def learner() -> Learner:
    namespace: dict[str, Any] = {"__name__": "answer"}
    exec(compile(SOURCE, "answer.py", "exec"), namespace)
    return Learner(Loopback(namespace, source=SOURCE), LearnerSource(lambda: Source(SOURCE)))


Check = Callable[[], object]


class Torchs:
    """A dtype that writes itself as PyTorch's do."""

    def __str__(self) -> str:
        return "torch.float64"


TENSOR = SimpleNamespace(shape=(1,), dtype=Torchs())

MET: list[Check] = [
    lambda: expect(1.0).equals(1).close(1.0 + 1e-9),
    lambda: expect(np.ones((3, 4))).has_shape(3, 4).has_shape((3, 4)).has_shape(None, 4),
    lambda: expect(2.5).has_shape(()),
    lambda: (
        expect(np.ones(2)).has_dtype("float64").has_dtype(float).has_dtype(np.floating).has_dtype("int64", "float64")
    ),
    lambda: expect(TENSOR).has_dtype("float64").has_dtype(TENSOR.dtype),
    lambda: expect(np.int64(3)).is_a(int),
    lambda: expect(True).is_a(bool),
    lambda: expect(pd.DataFrame()).is_a("DataFrame"),
    lambda: expect([1]).is_a(list, tuple),
    lambda: expect(0.5).between(0, 1),
    lambda: expect(np.array([0, 1.0])).between(0, 1),
    lambda: expect([0.1, 0.2]).between(0, 1),
    lambda: expect(True).is_true("it is so"),
    lambda: expect(np.array([True, True])).is_true("it is so everywhere"),
    lambda: expect([1, 2]).satisfies(lambda v: v == sorted(v), "sorted"),
    lambda: expect("abc").contains("b").has_length(3),
    lambda: expect({"a": 1}).contains("a"),
    lambda: expect([1.0, 2.0]).contains(2),
    lambda: expect(np.array([[1, 2], [3, 4]])).contains(4),
    lambda: expect(" a \n b ").text("a b", spaces="folded"),
    lambda: expect("loss: 0.5").matches(r"loss: \d"),
    lambda: expect(pd.DataFrame({"a": [2, 1]})).frame(pd.DataFrame({"a": [1, 2]}), order="any", index=False),
    lambda: expect(100).close(101, rtol=0.1),
]

UNMET: list[tuple[Check, str]] = [
    (lambda: expect(1.5).close(2.0), "1.5 is not 2.0 (difference 0.5)"),
    (lambda: expect(np.ones((3, 1))).close(np.ones(3)), "shape is (3, 1), expected (3,)"),
    (lambda: expect(np.ones((3, 1))).has_shape(3), "shape is (3, 1), expected (3,)"),
    (lambda: expect(np.ones((3, 1))).has_shape(None, 2), "shape is (3, 1), expected (any, 2)"),
    (lambda: expect([1]).has_shape(1), "is a list, which has no shape"),
    (lambda: expect(np.ones(2)).has_dtype("int64"), "dtype is float64, expected int64"),
    (lambda: expect(np.ones(2)).has_dtype(np.integer, "bool"), "dtype is float64, expected integer or bool"),
    (lambda: expect([1]).has_dtype("int64"), "is a list, which has no dtype"),
    (lambda: expect(TENSOR).has_dtype("float32"), "dtype is torch.float64, expected float32"),
    (lambda: expect(True).is_a(int), "type is bool, expected int"),
    (lambda: expect((1,)).is_a(list, "ndarray"), "type is tuple, expected list or ndarray"),
    (lambda: expect(1.5).between(0, 1), "is 1.5, expected from 0 to 1"),
    (lambda: expect(float("nan")).between(0, 1), "is nan, expected from 0 to 1"),
    (lambda: expect("a").between(0, 1), "is 'a', expected from 0 to 1"),
    (lambda: expect(np.array([[0, 1.5]])).between(0, 1), "at [0, 1] it is 1.5, expected from 0 to 1"),
    (lambda: expect(False).is_true("every row sums to 1"), "it does not hold that every row sums to 1"),
    (lambda: expect(None).is_true("it is so"), "it does not hold that it is so"),
    (lambda: expect(False).is_true("`f` is called twice at most", "`f` was called 3 times"), "`f` was called 3 times"),
    (lambda: expect([2, 1]).satisfies(lambda v: v == sorted(v), "sorted"), "it is not sorted"),
    (lambda: expect("abc").contains("x"), "'x' is not in it"),
    (lambda: expect(3).contains(3), "3 is not in it"),
    (lambda: expect([1, 2]).has_length(3), "length is 2, expected 3"),
    (lambda: expect(2).has_length(3), "is a number, which has no length"),
    (lambda: expect("a b").text("a  b"), "'a b' is not 'a  b'"),
    (lambda: expect(None).text("a"), "is None, expected a text"),
    (lambda: expect("loss").matches(r"\d"), r"\d is not found in it"),
    (lambda: expect(None).matches(r"\d"), "is None, expected a text"),
    (lambda: expect(3).figure(), "is a number, expected a figure"),
    (lambda: expect(3).pure(1), "is a number, expected a function"),
    (
        lambda: expect(pd.DataFrame({"a": [1]})).frame(pd.DataFrame({"a": [2]})),
        "first differs in column 'a', row 0: 1, expected 2",
    ),
    (
        lambda: expect(pd.DataFrame({"a": [1.0]})).frame(pd.DataFrame({"a": [1]}), dtypes=True),
        "column 'a' has dtype float64, expected int64",
    ),
]


@pytest.mark.parametrize("check", MET)
def test_these_expectations_are_met(check: Check) -> None:
    check()


@pytest.mark.parametrize(("check", "text"), UNMET)
def test_an_unmet_expectation_says_what_is_wrong(check: Check, text: str) -> None:
    assert said_by(check) == text


def said_by(check: Check) -> str | None:
    with pytest.raises(Unmet) as caught:
        check()
    return caught.value.finding.difference


def test_the_tolerance_of_the_proof_is_the_default(learner: Learner) -> None:
    with within(Trial(learner, Tolerance(rtol=0.5))):
        expect(1.2).close(1.0)
        expect(np.array([1.2])).equals(np.array([1.0]))
        assert said_by(lambda: expect(1.2).close(1.0, rtol=0.1)) == "1.2 is not 1.0 (difference 0.2)"


def test_raising_is_demanded_by_name_or_type(learner: Learner) -> None:
    trouble = expect.raises("LookupError", lambda: learner.fails(1)).trouble
    assert (trouble.type, trouble.line, trouble.code) == ("KeyError", 18, 'raise KeyError("no such key")')
    expect.raises((ValueError, KeyError), lambda: learner.fails(1), message_contains="NO SUCH")


def test_an_exception_that_is_missing_or_another_is_told(learner: Learner) -> None:
    assert said_by(lambda: expect.raises(ValueError, lambda: learner.double([1]))) == (
        "nothing is raised, expected ValueError"
    )
    assert said_by(lambda: expect.raises(("ValueError", "TypeError"), lambda: learner.fails(1))) == (
        "raises KeyError, expected ValueError or TypeError"
    )
    assert said_by(lambda: expect.raises(KeyError, lambda: learner.fails(1), message_contains="colour")) == (
        "the message of the KeyError does not contain 'colour'"
    )


def test_an_author_s_own_exception_is_not_the_learner_s(learner: Learner) -> None:
    with pytest.raises(ZeroDivisionError):
        expect.raises(ZeroDivisionError, lambda: 1 // 0)


def test_calls_of_a_function_handed_in_are_counted(learner: Learner) -> None:
    counted = expect.counting(lambda v: v * 10)
    expect(learner.calls_twice(counted)).equals(30)
    assert counted.arguments == [((1,), {}), ((2,), {})]
    expect(counted).called(exactly=2, at_most=2, at_least=1)

    def loss(v: int) -> int:
        return v

    counted = expect.counting(loss)
    learner.calls_twice(counted)
    assert said_by(lambda: expect(counted).called(exactly=1)) == "`loss` was called twice, expected exactly once"
    assert said_by(lambda: expect(counted).called(at_most=1)) == "`loss` was called twice, expected at most once"
    assert said_by(lambda: expect(counted).called(at_least=3)) == "`loss` was called twice, expected at least 3 times"
    assert said_by(lambda: expect(counted).called(exactly=0)) == "`loss` was called twice, expected never"


def test_purity_is_unchanged_arguments_and_the_same_result_again(learner: Learner) -> None:
    expect(learner.double).pure([1, 2])
    assert said_by(lambda: expect(learner.spoils).pure(np.ones(3))) == "the call changes its first argument"
    assert said_by(lambda: expect(learner.spoils).leaves_unchanged(x=[1])) == "the call changes its argument `x`"
    assert said_by(lambda: expect(learner.changes_its_mind).pure(1)) == (
        "called again with the same arguments, it returns something else: 3 is not 2"
    )


def test_what_was_printed_in_the_check_is_compared(learner: Learner) -> None:
    with within(Trial(learner, Tolerance())):
        expect.printed("")
        learner.says("hello")
        expect.printed("hello")
        assert said_by(lambda: expect.printed("")) == "'hello' is printed, expected nothing"
        learner.says("you")
        expect.printed("hello\nyou")
        expect.printed("hello you", spaces="folded")
        assert said_by(lambda: expect.printed("hello\nworld")) == ("first differs in line 2: 'you', expected 'world'")


def test_source_rules_name_the_learner_s_line(learner: Learner) -> None:
    expect(learner.source).never_uses("numpy.linalg.svd").no_loops(in_="spoils")
    assert said_by(lambda: expect(learner.source).no_loops(in_="double")) == (
        "line 5: A comprehension, which is a loop too. `return [2 * v for v in x]`"
    )
    assert said_by(lambda: expect(learner.source).uses("numpy.einsum")) == "`numpy.einsum` is used nowhere."


def test_objects_that_stayed_there_are_never_equal_to_plain_values(learner: Learner) -> None:
    tree = learner.Tree()
    assert said_by(lambda: expect(tree).equals(3)) == "is a Tree, expected a number"
    expect(tree).is_a("Tree").has_length(5).equals(tree)
    expect(tree.depth).equals(3)
    assert said_by(lambda: expect(learner.double).has_length(2)) == "is a function, which has no length"


def test_figures_are_plain_values_to_be_expected_of(learner: Learner) -> None:
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    from matplotlib.figure import Figure

    def plot() -> Figure:
        figure = Figure()
        axes = figure.subplots()
        axes.plot([1, 2], [3, 4], label="loss")
        axes.set_title("Loss")
        return figure

    drawn = Learner(Loopback({"plot": plot}))
    axes = expect(drawn.plot()).figure().axes[0]
    expect(axes.title).equals("Loss")
    expect(axes.lines[0].y).close([3.0, 4.0])
    assert said_by(lambda: expect(axes.title).equals("Accuracy")) == "'Loss' is not 'Accuracy'"


SECRET: list[Callable[[Any, Any, str], object]] = [
    lambda got, secret, _: expect(got).equals(secret, show=False),
    lambda got, secret, _: expect(got).close(secret, show=False),
    lambda got, secret, _: expect({"a": [got]}).equals({"a": [secret]}, show=False),
    lambda got, secret, _: expect([got]).contains(secret, show=False),
    lambda got, secret, _: expect(np.array([0.0, 1.0])).close(np.array([0.0, secret]), show=False),
    lambda got, secret, _: expect(np.ones(3)).close(np.ones(secret), show=False),
    lambda got, secret, _: expect(np.ones(3)).has_shape(secret, show=False),
    lambda got, secret, _: expect([1]).has_shape(secret, show=False),
    lambda got, secret, _: expect([1]).has_length(secret, show=False),
    lambda got, secret, _: expect(got).between(secret, secret + 1, show=False),
    lambda got, secret, _: expect(got).satisfies(lambda v: v == secret, f"the number {secret}", show=False),
    lambda got, secret, _: expect(pd.DataFrame({"a": [1]})).frame(pd.DataFrame({"a": [secret]}), show=False),
    lambda got, secret, _: expect(pd.Series([1])).frame(pd.Series([1], index=[secret]), show=False),
    lambda got, _, text: expect("abc").equals(text, show=False),
    lambda got, _, text: expect("abc").text(text, show=False),
    lambda got, _, text: expect("abc").matches(text, show=False),
    lambda got, _, text: expect("abc").contains(text, show=False),
    lambda got, _, text: expect(np.ones(1)).has_dtype(f"S{len(text)}", text, show=False),
    lambda got, _, text: expect(got).is_a(text, show=False),
    lambda got, _, text: expect({"a": 1}).equals({text: 1}, show=False),
    lambda got, _, text: expect({"a"}).equals({text}, show=False),
    lambda got, _, text: expect(pd.DataFrame({"a": [1]})).frame(pd.DataFrame({text: [1]}), show=False),
    lambda got, _, text: expect.raises(text, lambda: got, show=False),
    lambda got, _, text: expect.raises("KeyError", lambda: failing().fails(1), message_contains=text, show=False),
    lambda got, _, text: expect.raises(text, lambda: failing().fails(1), show=False),
    lambda got, _, text: expect.printed(text, show=False),
]


def failing() -> Learner:
    def fails(x: object) -> None:
        raise KeyError("no such key")

    return Learner(Loopback({"fails": fails}))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("check", SECRET)
def test_no_unmet_expectation_gives_a_secret_away(check: Callable[[Any, Any, str], object], seed: int) -> None:
    rng = np.random.default_rng(seed)
    secret = int(rng.integers(40_000, 90_000))
    text = "".join(rng.choice(list("bcdfghjklmnpqrstvwxz"), 12))
    with pytest.raises(Unmet) as caught:
        check(-1, secret, text)
    finding = caught.value.finding
    shown = repr((finding.expected, finding.difference, finding.note, finding.where, finding.call))
    # Neither the secret nor its distance from what came back.
    assert not any(part in shown for part in (str(secret), str(secret + 1), str(secret - 1), text))
    assert finding.expected is None
    assert finding.where == ()


def test_what_is_said_of_a_secret_array_does_not_depend_on_where_it_differs() -> None:
    said = {said_by(lambda i=i: expect(np.zeros(4)).close(np.eye(4)[i], show=False)) for i in range(4)}  # type: ignore[misc]
    assert said == {"its value is not what is expected"}


def test_learner_raised_says_the_call(learner: Learner) -> None:
    with pytest.raises(LearnerRaised) as caught:
        learner.fails(3)
    assert caught.value.call == "fails(3)"


COSTS = '''
def linear(x):
    return sum(v * 2 for v in x)

def quadratic(x):
    count = 0
    for a in x:
        for b in x:
            count += a == b
    return count

def sorting(x):
    return sorted(x)[0]

def constant(x):
    return x[0]

def spoiling(x):
    """Insertion sort: quick the second time, on what it has sorted."""
    for i in range(len(x)):
        j = i
        while j and x[j - 1] > x[j]:
            x[j - 1], x[j] = x[j], x[j - 1]
            j -= 1
    return x
'''


@pytest.fixture(scope="module")
def costly() -> Learner:
    namespace: dict[str, Any] = {"__name__": "answer"}
    exec(compile(COSTS, "answer.py", "exec"), namespace)
    return Learner(Loopback(namespace))


def backwards(n: int) -> tuple[list[int]]:
    return (list(range(n, 0, -1)),)


@pytest.mark.parametrize("name", ["linear", "constant", "sorting"])
def test_honest_growth_is_never_accused(costly: Learner, name: str) -> None:
    for _ in range(20):
        expect(costly[name]).grows(at_most="n", make=backwards, sizes=(64, 20_000))


@pytest.mark.parametrize("name", ["quadratic", "spoiling"])
def test_growth_beyond_the_bound_is_always_caught(costly: Learner, name: str) -> None:
    for _ in range(3):
        said = said_by(lambda: expect(costly[name]).grows(at_most="n", make=backwards, sizes=(16, 20_000)))
        assert said == "the work grows faster than n as the input of size n grows"


def test_growth_where_there_should_be_none_is_caught(costly: Learner) -> None:
    expect(costly.constant).grows(at_most="1", make=backwards, sizes=(16, 50_000))
    said = said_by(lambda: expect(costly.linear).grows(at_most="1", make=backwards, sizes=(16, 50_000)))
    assert said == "the work grows with the size n of the input"


def test_cost_is_compared_with_the_author_s_version(costly: Learner) -> None:
    def reference(x: list[int]) -> int:
        return sum(v * 2 for v in x)

    args = (list(range(3_000)),)
    for _ in range(20):
        expect(costly.linear).costs(at_most=3, times=reference, args=args)
    said = said_by(lambda: expect(costly.quadratic).costs(at_most=3, times=reference, args=(list(range(300)),)))
    assert said == "the work is more than 3 times what the author's version does"


def test_measured_calls_are_no_events(costly: Learner) -> None:
    before = len(costly.events)
    expect(costly.constant).grows(at_most="1", make=backwards, sizes=(16, 1_000))
    assert len(costly.events) == before
