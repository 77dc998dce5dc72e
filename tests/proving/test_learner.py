"""The learner proxy, over a loopback: what checks can do with a learner's code, and what happens when it misbehaves."""

import gc
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlestone.proving.learner import (
    ChildLost,
    Forgotten,
    Learner,
    LearnerClass,
    LearnerFunction,
    LearnerLacks,
    LearnerRaised,
    Loopback,
    Remote,
    RemoteFigure,
)
from mlestone.wire.codec import Unsendable
from mlestone.wire.values import pack, unpack

SOURCE = '''
import numpy as np

RATE = 0.5
TABLE = {"a": [1, 2]}

def softmax(x):
    """Row-wise probabilities."""
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)

def divide(a, b=1):
    return a / b

def add_one(numbers):
    numbers.append(1)
    return len(numbers)

def descend(f, x, steps=3, report=None):
    for step in range(steps):
        x = x - 0.1 * f(x)
        if report is not None:
            report(step, value=x)
    return x

def guarded(f):
    try:
        return f()
    except Exception as error:
        return type(error).__name__

def total(numbers):
    return sum(numbers)

def first(numbers):
    return next(iter(numbers))

def batches(x, size):
    for start in range(0, len(x), size):
        yield x[start:start + size]

def naturals():
    n = 0
    while True:
        yield n
        n += 1

async def fetch(n):
    return n + 1

def shout():
    print("hello")
    return "done"

def put(x):
    return "the learner's own put"

def same(x):
    return x

def compose(f, g):
    return lambda x: f(g(x))

class KMeans:
    """Clusters."""
    count = 0
    def __init__(self, k):
        self.k = k
    def __repr__(self):
        return f"KMeans({self.k})"
    def fit(self, X):
        self.centers_ = X[: self.k]
        return self
    def predict(self, X, *, far=False):
        return np.zeros(len(X), int)
    @classmethod
    def default(cls):
        return cls(8)
    @property
    def broken(self):
        return 1 / 0

class Vector:
    def __init__(self, *xs):
        self.xs = list(xs)
    def __repr__(self): return f"Vector{tuple(self.xs)}"
    def __str__(self): return "<" + " ".join(map(str, self.xs)) + ">"
    def __add__(self, other): return Vector(*(a + b for a, b in zip(self.xs, other.xs)))
    def __mul__(self, k): return Vector(*(k * x for x in self.xs))
    __rmul__ = __mul__
    def __matmul__(self, other): return sum(a * b for a, b in zip(self.xs, other.xs))
    def __neg__(self): return self * -1
    def __abs__(self): return sum(x * x for x in self.xs) ** 0.5
    def __eq__(self, other): return isinstance(other, Vector) and self.xs == other.xs
    def __lt__(self, other): return abs(self) < abs(other)
    def __len__(self): return len(self.xs)
    def __bool__(self): return any(self.xs)
    def __getitem__(self, i): return self.xs[i]
    def __setitem__(self, i, x): self.xs[i] = x
    def __delitem__(self, i): del self.xs[i]
    def __contains__(self, x): return x in self.xs
    def __iter__(self): return iter(self.xs)
    def __float__(self): return float(abs(self))
    def __int__(self): return int(abs(self))
    def __round__(self, digits=None): return Vector(*(round(x, digits) for x in self.xs))
    def __array__(self, dtype=None, copy=None): return np.array(self.xs)
    def __call__(self, x): return self.xs[0] * x

class Guard:
    def __enter__(self):
        self.log = ["in"]
        return self
    def __exit__(self, kind, error, traceback):
        self.log.append(kind and kind.__name__)
        return kind is ValueError

class Stack(list):
    def push(self, x):
        self.append(x)
        return self
'''


def new_learner(source: str = SOURCE) -> Learner:
    namespace: dict[str, Any] = {"__name__": "answer"}
    exec(compile(source, "answer.py", "exec"), namespace)
    return Learner(Loopback(namespace, source=source), source="the source")


@pytest.fixture
def learner() -> Learner:
    return new_learner()


# Calls and values


def test_a_call_gives_the_value_back(learner: Learner) -> None:
    probabilities = learner.softmax(np.zeros((2, 4)))
    assert type(probabilities) is np.ndarray
    assert probabilities.tolist() == [[0.25] * 4] * 2
    assert learner.divide(1, b=4) == 0.25


def test_values_of_the_module_come_by_value(learner: Learner) -> None:
    assert learner.RATE == 0.5
    learner.TABLE["a"].append(3)
    assert learner.TABLE == {"a": [1, 2]}


def test_a_global_can_be_set(learner: Learner) -> None:
    learner.RATE = 2
    assert learner.RATE == 2
    learner.divide = lambda a, b=1: 42
    assert learner.divide(1) == 42


def test_a_function_named_as_one_of_ours_is_reached_by_item(learner: Learner) -> None:
    assert learner["put"](1) == "the learner's own put"
    assert learner["softmax"].doc == "Row-wise probabilities."


def test_a_function_tells_its_signature_and_doc(learner: Learner) -> None:
    assert isinstance(learner.divide, LearnerFunction)
    signature = learner.divide.signature()
    assert signature.text == "(a, b=1)"
    assert signature.names == ("a", "b")
    assert [parameter.has_default for parameter in signature.parameters] == [False, True]
    assert learner.divide.doc == ""


def test_names_lists_what_the_module_made(learner: Learner) -> None:
    assert {"RATE", "softmax", "KMeans"} <= set(learner.names())
    assert "np" not in learner.names()
    assert "softmax" in dir(learner)


def test_a_watched_call_tells_which_arguments_changed(learner: Learner) -> None:
    assert learner.add_one.watched([1]) == (2, ("0",))
    assert learner.total.watched([1]) == (1, ())


def test_a_kept_result_stays_over_there(learner: Learner) -> None:
    kept = learner.softmax.kept(np.zeros((1, 2)))
    assert isinstance(kept, Remote)
    assert kept.shape == (1, 2)
    assert learner.softmax(kept).tolist() == [[0.5, 0.5]]


def test_a_value_is_put_once_and_used_often(learner: Learner) -> None:
    numbers = learner.put([1, 2])
    assert (learner.add_one(numbers), learner.add_one(numbers)) == (3, 4)
    assert list(numbers) == [1, 2, 1, 1]


def test_prints_are_kept_apart_until_asked_for(learner: Learner, capsys: pytest.CaptureFixture[str]) -> None:
    assert learner.shout() == "done"
    assert learner.printed() == "hello\n"
    assert learner.printed() == ""
    assert capsys.readouterr().out == ""


def test_what_is_printed_without_end_is_cut() -> None:
    learner = new_learner("def flood():\n    for _ in range(1000):\n        print('x' * 1000)\n")
    learner.flood()
    printed = learner.printed()
    assert len(printed) < 70_000
    assert printed.endswith("(the rest was cut)")


def test_cpu_time_goes_on(learner: Learner) -> None:
    before = learner.cpu_seconds()
    learner.total(list(range(100_000)))
    assert learner.cpu_seconds() > before


# What goes wrong


def test_an_exception_arrives_with_the_learner_s_line_and_the_call(learner: Learner) -> None:
    with pytest.raises(LearnerRaised) as caught:
        learner.divide(1, 0)
    assert caught.value.trouble.type == "ZeroDivisionError"
    assert caught.value.trouble.code == "return a / b"
    assert caught.value.call == "divide(1, 0)"
    assert str(caught.value) == "divide(1, 0) raised ZeroDivisionError: division by zero"


def test_a_missing_name_offers_the_nearest(learner: Learner) -> None:
    with pytest.raises(LearnerLacks, match=r"your code has no `sofmax`; did you mean `softmax`\?") as caught:
        learner.sofmax(1)
    assert (caught.value.missing, caught.value.nearest) == ("sofmax", ("softmax",))
    with pytest.raises(LearnerLacks, match="`KMeans` has no `centres_`"):
        _ = learner.KMeans(3).centres_


def test_hasattr_and_defaults_work(learner: Learner) -> None:
    assert hasattr(learner, "softmax")
    assert not hasattr(learner, "hardmax")
    assert getattr(learner, "hardmax", None) is None
    assert not hasattr(learner.KMeans(3), "centers_")


def test_what_cannot_be_sent_is_named_to_the_author(learner: Learner) -> None:
    with pytest.raises(Unsendable, match="object cannot be sent to the learner's code"):
        learner.same(object())


# Objects


def test_an_object_of_theirs_is_driven_by_attribute_and_method(learner: Learner) -> None:
    assert isinstance(learner.KMeans, LearnerClass)
    points = np.arange(10.0).reshape(5, 2)
    model = learner.KMeans(3)
    assert model.fit(points) is model
    assert model.centers_.tolist() == points[:3].tolist()
    assert model.predict(points, far=True).tolist() == [0] * 5
    assert (model.k, learner.KMeans.count, learner.KMeans.default().k) == (3, 0, 8)
    model.k = 5
    assert model.k == 5
    with pytest.raises(LearnerRaised, match=r"KMeans\(3\)\.broken raised ZeroDivisionError"):
        _ = model.broken


def test_an_object_is_always_the_same_remote(learner: Learner) -> None:
    model = learner.KMeans(3)
    assert learner.same(model) is model
    assert learner.same([model, {"m": model}])[1]["m"] is model


def test_an_instance_of_a_class_of_theirs_stays_even_if_it_is_a_list(learner: Learner) -> None:
    stack = learner.Stack()
    stack.push(1)
    stack.push(2)
    assert (len(stack), stack[-1], list(stack)) == (2, 2, [1, 2])
    assert learner.same(stack) is stack or learner.same(stack) == [1, 2]


def test_operators_are_theirs(learner: Learner) -> None:
    v, w = learner.Vector(3, 4), learner.Vector(1, 2)
    assert (v + w).xs == [4, 6]
    assert (v * 2).xs == (2 * v).xs == [6, 8]
    assert v @ w == 11
    assert (-v).xs == [-3, -4]
    assert (abs(v), float(v), int(v)) == (5.0, 5.0, 5)
    assert v == learner.Vector(3, 4)
    assert v != w
    assert w < v
    assert (len(v), bool(v), bool(learner.Vector(0)), 3 in v, 5 in v) == (2, True, False, True, False)
    assert list(v) == [3, 4]
    assert np.asarray(v).tolist() == [3, 4]
    assert round(learner.Vector(1.26), 1).xs == [1.3]
    assert v(10) == 30
    assert str(v) == "<3 4>"
    v[0] = 7
    assert v[0] == 7
    del v[0]
    assert v.xs == [4]


def test_a_remote_shows_how_it_came_about_without_asking(learner: Learner) -> None:
    model = learner.KMeans(3)
    before = len(learner.events)
    assert repr(model) == "<Remote KMeans(3)>"
    assert repr(model.fit) == "<LearnerFunction KMeans(3).fit>"
    assert len(learner.events) == before


def test_a_with_block_enters_and_leaves_theirs(learner: Learner) -> None:
    guard = learner.Guard()
    with guard as inside:
        assert inside is guard
    assert guard.log == ["in", None]
    with guard:
        learner.divide("theirs to swallow", int("x"))
    with pytest.raises(KeyError), guard:
        raise KeyError("not theirs")
    assert guard.log == ["in", "KeyError"]


def test_what_nobody_holds_any_more_is_dropped_over_there(learner: Learner) -> None:
    servant = learner._conversation.transport._servant  # type: ignore[attr-defined]
    for _ in range(300):
        learner.KMeans(3)
    kept = learner.KMeans(4)
    gc.collect()
    assert len(servant._held) < 200  # some wait to be dropped together, some were delivered last
    assert kept.k == 4


# Iteration and async


def test_a_generator_is_drawn_from_one_by_one(learner: Learner) -> None:
    assert [batch.tolist() for batch in learner.batches(np.arange(5), 2)] == [[0, 1], [2, 3], [4]]
    naturals = learner.naturals()
    assert [next(naturals) for _ in range(3)] == [0, 1, 2]


def test_an_async_function_is_awaited_on_request(learner: Learner) -> None:
    assert learner.fetch.awaited(3) == 4
    assert learner.fetch(3).result() == 4


# Functions of the checker's


def test_a_function_is_called_back(learner: Learner) -> None:
    points: list[float] = []

    def slope(x: float) -> float:
        points.append(x)
        return 2 * x

    assert learner.descend(slope, 1.0) == pytest.approx(0.512)
    assert points == pytest.approx([1.0, 0.8, 0.64])


def test_a_call_back_gets_keywords_and_objects(learner: Learner) -> None:
    seen: list[Any] = []
    learner.descend(lambda x: 1.0, 1.0, steps=2, report=lambda step, value: seen.append((step, round(value, 3))))
    assert seen == [(0, 0.9), (1, 0.8)]
    model = learner.KMeans(3)
    received = learner.compose(lambda m: m.k, lambda m: m)(model)
    assert received == 3


def test_functions_pass_through_both_ways(learner: Learner) -> None:
    double = lambda x: 2 * x  # noqa: E731
    assert learner.same(double) is double
    assert learner.compose(learner.total, double)([1, 2]) == 6
    assert learner.compose(np.sqrt, abs)(-16.0) == 4.0


def test_an_iterator_of_ours_is_drawn_from_lazily(learner: Learner) -> None:
    drawn: list[int] = []

    def numbers() -> Any:
        for n in range(3):
            drawn.append(n)
            yield n

    assert learner.first(numbers()) == 0
    assert drawn == [0]
    assert learner.total(iter([1, 2, 3])) == 6


def test_a_built_in_exception_of_a_call_back_is_part_of_the_play(learner: Learner) -> None:
    def fails() -> None:
        raise ValueError("too far")

    assert learner.guarded(fails) == "ValueError"
    assert learner.guarded(lambda: np.linalg.inv(np.zeros((2, 2)))) == "ValueError"
    with pytest.raises(LearnerRaised, match="ValueError: too far") as caught:
        learner.descend(lambda x: fails(), 1.0)
    assert caught.value.trouble.code == "x = x - 0.1 * f(x)"


def test_our_own_exception_in_a_call_back_comes_out_whatever_the_learner_catches(learner: Learner) -> None:
    class Unmet(Exception):
        pass

    def expects() -> None:
        raise Unmet

    with pytest.raises(Unmet):
        learner.guarded(expects)
    assert learner.divide(1) == 1
    with pytest.raises(Unsendable):
        learner.guarded(lambda: [object()])


def test_a_call_back_may_use_the_learner_s_code(learner: Learner) -> None:
    assert learner.descend(lambda x: learner.divide(x, 2), 1.0, steps=1) == 0.95
    assert learner.guarded(lambda: learner.divide(1, 0)) == "ZeroDivisionError"
    with pytest.raises(LearnerLacks):
        learner.guarded(lambda: learner.nothing)


def test_calls_and_call_backs_without_end_end(learner: Learner) -> None:
    def again() -> Any:
        return learner.guarded(again)

    assert learner.guarded(again) == "RecursionError"


# Events


def test_every_exchange_is_an_event_that_reads_as_a_call(learner: Learner) -> None:
    learner.softmax(np.array([[0.1, 2.3], [1, 2]]))
    with pytest.raises(LearnerRaised):
        learner.divide(1, b=0)
    model = learner.KMeans(2).fit(np.zeros((10, 3)))
    _ = model.centers_
    _ = learner.Vector(1) + learner.Vector(2)
    next(learner.batches([1, 2], 1))
    learner.add_one(learner.put([5]))
    learner.total(pd.Series([1, 2]))
    assert [event.text for event in learner.events] == [
        "softmax(array([[0.1, 2.3], [1, 2]]))",
        "divide(1, b=0)",
        "KMeans(2)",
        "KMeans(2).fit(array([[0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0…)",
        "KMeans(2).centers_",
        "Vector(1)",
        "Vector(2)",
        "Vector(1,) + Vector(2,)",
        "batches([1, 2], 1)",
        "next(batches([1, 2], 1))",
        "add_one([5])",
        "total(Series(2))",
    ]
    assert [event.target for event in learner.events[:3]] == ["softmax", "divide", "KMeans"]


def test_an_event_keeps_arguments_and_outcome_as_they_were(learner: Learner) -> None:
    numbers = [1]
    result = learner.same(numbers)
    result.append(2)
    numbers.append(3)
    event = learner.events[-1]
    assert event.arguments == ([[1]], {})
    assert event.outcome == [1]
    with pytest.raises(LearnerRaised):
        learner.divide(1, b=0)
    assert learner.events[-1].arguments == ([1], {"b": 0})
    assert learner.events[-1].trouble is not None
    assert learner.events[-1].outcome is None


def test_an_event_of_a_large_value_keeps_its_digest(learner: Learner) -> None:
    large = np.zeros(2**20)
    learner.same(large)
    learner.same(large)
    first, second = learner.events
    assert isinstance(first.arguments, Forgotten)
    assert first.outcome == second.outcome
    assert first.request_digest == second.request_digest
    assert first.text == "same(…)"


def test_the_event_that_delivered_a_value_is_found_by_identity(learner: Learner) -> None:
    first, second = learner.softmax(np.zeros((1, 2))), learner.softmax(np.zeros((1, 2)))
    assert learner.event_of(first) is learner.events[0]
    assert learner.event_of(second) is learner.events[1]
    assert learner.event_of(first.copy()) is None


def test_call_backs_are_events_too(learner: Learner) -> None:
    learner.descend(lambda x: 2 * x, 1.0, steps=1)
    asked, call = learner.events
    assert (asked.kind, asked.text, asked.arguments, asked.outcome) == ("call back", "<lambda>(1.0)", ([1.0], {}), 2.0)
    assert call.text == "descend(<lambda>, 1.0, steps=1)"


# Figures


def test_figures_are_seen_through_remotes_and_pyplot() -> None:
    learner = new_learner(
        "import matplotlib\n"
        "matplotlib.use('Agg')\n"
        "import matplotlib.pyplot as plt\n"
        "def plot(y):\n"
        "    fig, axes = plt.subplots(1, 2)\n"
        "    axes[0].plot(y, label='y')\n"
        "    axes[1].set_title('right')\n"
        "    return fig, axes\n"
    )
    figure, axes = learner.plot([1, 4])
    assert isinstance(figure, RemoteFigure)
    assert figure.figure().axes[0].lines[0].y.tolist() == [1, 4]
    assert axes.shape == (2,)
    assert axes[1].figure().axes[0].title == "right"
    assert [len(view.axes) for view in learner.figures()] == [2]
    learner.close_figures()
    assert learner.figures() == ()


# A far end that lies


class Liar:
    """Answers every request with the same message, or calls back with it first."""

    def __init__(self, *messages: bytes) -> None:
        self.messages = list(messages)

    def request(self, payload: bytes, call_back: Callable[[bytes], bytes]) -> bytes:
        for message in self.messages[:-1]:
            call_back(message)
        return self.messages[-1]

    def printed(self) -> str:
        return ""

    def cpu_seconds(self) -> float:
        return math.nan


@pytest.mark.parametrize(
    "reply",
    [
        5,
        [],
        ["value"],
        ["value", 1],
        ["value", 1, "notes"],
        ["stop", {}],
        ["raised", "everything", {}],
        ["raised", {"type": "E"}, {}],
        ["lacks", 5, [], ""],
        ["lacks", "x", [5], ""],
        ["cheat", 1, {}],
        {"value": 1},
    ],
    ids=repr,
)
def test_a_reply_that_is_none_loses_the_child(reply: object) -> None:
    with pytest.raises(ChildLost, match="protocol"):
        _ = Learner(Liar(pack(reply))).anything


@pytest.mark.parametrize(
    "message",
    [
        ["call back", 99, [], {}],
        ["call back", "1", [], {}],
        ["call back", 1, [], {5: 6}],
        ["call back", 1],
        ["value", 1, {}],
        7,
    ],
    ids=repr,
)
def test_a_call_back_that_is_none_loses_the_child(message: object) -> None:
    learner = Learner(Liar(pack(message), pack(["value", None, {}])))
    with pytest.raises(ChildLost, match="protocol"):
        learner.f = len


@pytest.mark.parametrize("answer", [None, "x", [1], {"a": 1}, -1, 2.5, [["t", ["k"], []]]], ids=repr)
def test_a_value_of_the_wrong_kind_loses_the_child_or_is_just_wrong(answer: object) -> None:
    from mlestone.wire.values import Handle

    handle = Handle(1, "T", "t", callable=True, kind="object")
    liar = Liar(pack(["value", handle, {}]))
    learner = Learner(liar)
    remote, function = learner.thing, LearnerFunction(learner._conversation, ["f"], "f")
    liar.messages = [pack(["value", answer, {"changed": answer}])]
    asking: list[Callable[[], object]] = [
        learner.names,
        learner.figures,
        lambda: len(remote),
        lambda: bool(remote),
        lambda: str(remote),
        lambda: float(remote),
        lambda: iter(remote),
        lambda: np.asarray(remote),
        lambda: 1 in remote,
        function.signature,
        lambda: function.doc,
        lambda: function.kept(1),
        lambda: function.watched(1),
        lambda: function.awaited(1),
        function._as_handle,
    ]
    for ask in asking:
        try:
            ask()
        except (ChildLost, ValueError) as error:
            assert isinstance(error, ChildLost) or "__len__" in str(error)


@given(st.binary(max_size=100))
def test_random_bytes_from_the_child_lose_it_or_are_a_reply(message: bytes) -> None:
    try:
        _ = Learner(Liar(message)).anything
    except (ChildLost, LearnerRaised, LearnerLacks):
        return


@given(st.data())
def test_a_damaged_reply_loses_the_child_or_is_a_reply(data: st.DataObject) -> None:
    namespace: dict[str, Any] = {"__name__": "answer"}
    exec(SOURCE, namespace)
    honest = Loopback(namespace)
    request = data.draw(
        st.sampled_from([["call", ["divide"], [1, 0], {}, False, True], ["get", ["KMeans"]], ["names"]])
    )
    message = bytearray(honest.request(pack(request), unpack))
    message[data.draw(st.integers(0, len(message) - 1))] = data.draw(st.integers(0, 255))
    learner = Learner(Liar(bytes(message)))
    try:
        repr(learner.anything)
        for event in learner.events:
            repr((event.text, event.outcome))
    except (ChildLost, LearnerRaised, LearnerLacks):
        return


def test_a_lost_child_is_reported_through_a_call_back(learner: Learner) -> None:
    def lost() -> None:
        raise ChildLost("time")

    with pytest.raises(ChildLost, match="time"):
        learner.guarded(lost)


def test_a_generator_can_be_made_a_list_at_once() -> None:
    namespace: dict[str, Any] = {}
    exec("def squares(n):\n    for k in range(n):\n        yield k * k\n", namespace)
    assert list(Learner(Loopback(namespace)).squares(4)) == [0, 1, 4, 9]
