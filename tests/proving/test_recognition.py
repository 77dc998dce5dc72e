"""Mistakes are recognised by what code does: results, exceptions, objects, call backs, changes, prints."""

import gc
import signal
import sys
import time
from collections.abc import Callable

import pytest

from mlestone.proving.patience import Waited, with_patience
from mlestone.proving.proof import Proof
from mlestone.proving.verdict import Verdict

MakeProof = Callable[[str], Proof]
Judged = Callable[..., Verdict]

SEVERAL = '''
@answer
def mean(x: np.ndarray) -> float:
    """Return the mean."""
    return float(np.mean(x))

@answer
def first_even(numbers: list) -> int:
    """Return the first even number; raise ValueError if there is none."""
    for n in numbers:
        if n % 2 == 0:
            return n
    raise ValueError("no even number")

@answer
def descend(slope, x: float, steps: int) -> float:
    """Take `steps` steps of 0.1 against `slope`."""
    for _ in range(steps):
        x = x - 0.1 * slope(x)
    return x

@answer
def countdown(n: int):
    """Yield n, n - 1, …, 1."""
    while n > 0:
        yield n
        n -= 1

@answer
def scale(x: np.ndarray) -> np.ndarray:
    """Return x / 2, and leave x alone."""
    return x / 2

@answer
class Scaler:
    """Centres columns."""
    def fit(self, x):
        """Learn the means."""
        self.mean_ = x.mean(axis=0)
        return self
    def transform(self, x):
        """Subtract them."""
        return x - self.mean_

@mistake(mean, "A sum is no mean.")
def total(x):
    return float(np.sum(x))

@mistake(mean, "The median is another thing.")
def median(x):
    return float(np.median(x))

@mistake(mean, "It prints what it should return.")
def prints(x):
    print(np.mean(x))

@mistake(first_even, "Nothing found is not None here: raise.")
def returns_none(numbers):
    return next((n for n in numbers if n % 2 == 0), None)

@mistake(first_even, "Which exception?")
def raises_another(numbers):
    return [n for n in numbers if n % 2 == 0][0]

@mistake(descend, "Upwards!")
def ascends(slope, x, steps):
    for _ in range(steps):
        x = x + 0.1 * slope(x)
    return x

@mistake(descend, "The slope is asked for twice in every step.")
def asks_twice(slope, x, steps):
    for _ in range(steps):
        slope(x)
        x = x - 0.1 * slope(x)
    return x

@mistake(countdown, "One too many: 0 does not belong.")
def down_to_zero(n):
    while n >= 0:
        yield n
        n -= 1

@mistake(scale, "That changes x for the caller too.")
def in_place(x):
    x /= 2
    return x

@mistake(scale, "Half the precision is gone.")
def single(x):
    return (x / 2).astype("float32")

@mistake(Scaler, "The means are those of the data to transform, not of the data to fit.")
class Refits(Scaler):
    def transform(self, x):
        return x - x.mean(axis=0)

@mistake(Scaler, "fit returns nothing, so calls cannot be chained.")
class Unchained(Scaler):
    def fit(self, x):
        super().fit(x)

@check("the mean is right")
def mean_right(learner, rng):
    expect(learner.mean(rng.normal(size=7))).close(0, atol=10)
    x = rng.normal(size=7) + 3
    expect(learner.mean(x)).close(mean(x))

@check("finds the first even number")
def finds(learner, rng):
    expect(learner.first_even([3, 4, 6])).equals(4)

@check("says when there is none")
def finds_none(learner, rng):
    expect.raises("ValueError", lambda: learner.first_even([3, 5]))

@check("goes downhill")
def downhill(learner, rng):
    slope = expect.counting(lambda x: 2 * x)
    expect(learner.descend(slope, 1.0, 5)).close(0.8**5)
    expect(slope).called(exactly=5)

@check("counts down to one")
def counts(learner, rng):
    expect([n for n in learner.countdown(3)]).equals([3, 2, 1])

@check("scales a copy")
def scales(learner, rng):
    expect(learner.scale).pure(rng.normal(size=3))
    expect(learner.scale(np.ones(2))).has_dtype("float64").equals([0.5, 0.5])

@check("centres with the means it was fitted on")
def centres(learner, rng):
    x, new = rng.normal(size=(5, 2)), rng.normal(size=(3, 2))
    scaler = learner.Scaler().fit(x)
    expect(scaler.transform(new)).close(new - x.mean(axis=0))
'''


@pytest.fixture
def several(make_proof: MakeProof) -> Proof:
    return make_proof(SEVERAL)


def recognised(verdict: Verdict) -> dict[str, str]:
    """The mistake recognised in each check."""
    return {check.sentence: check.mistake.name for check in verdict.checks if check.mistake is not None}


# What a learner wrote, in their own way, and the mistake it amounts to.
WRITTEN: list[tuple[str, str, str]] = [
    ("def mean(x):\n    s = 0.0\n    for v in x: s += v\n    return s", "the mean is right", "total"),
    ("def mean(x):\n    return sorted(x)[len(x) // 2]", "the mean is right", "median"),
    ("def mean(x):\n    print('the mean is', sum(x) / len(x))", "the mean is right", "prints"),
    (
        "def first_even(numbers):\n    for n in numbers:\n        if not n % 2: return n",
        "says when there is none",
        "returns_none",
    ),
    (
        "def first_even(numbers):\n    i = 0\n    while numbers[i] % 2: i += 1\n    return numbers[i]",
        "says when there is none",
        "raises_another",
    ),
    (
        "def descend(slope, x, steps):\n    return x if steps == 0 else descend(slope, x + slope(x) / 10, steps - 1)",
        "goes downhill",
        "ascends",
    ),
    (
        "def descend(slope, x, steps):\n    for _ in range(steps):\n"
        "        if slope(x) == slope(x): x -= 0.1 * 2 * x\n    return x",
        "goes downhill",
        "asks_twice",
    ),
    ("def countdown(n):\n    yield from range(n, -1, -1)", "counts down to one", "down_to_zero"),
    ("def countdown(n):\n    return iter(range(n, -1, -1))", "counts down to one", "down_to_zero"),
    ("def scale(x):\n    x[:] = x * 0.5\n    return x", "scales a copy", "in_place"),
    ("import numpy as np\ndef scale(x):\n    return np.float32(0.5) * np.float32(x)", "scales a copy", "single"),
    (
        "class Scaler:\n    def fit(self, x):\n        return self\n"
        "    def transform(self, x):\n        return x - x.sum(axis=0) / len(x)",
        "centres with the means it was fitted on",
        "Refits",
    ),
    (
        "class Scaler:\n    def fit(self, x):\n        self.m = x.mean(axis=0)\n"
        "    def transform(self, x):\n        return x - self.m",
        "centres with the means it was fitted on",
        "Unchained",
    ),
]


@pytest.mark.parametrize(("source", "sentence", "name"), WRITTEN)
def test_a_mistake_is_recognised_however_it_is_written(
    several: Proof, judged: Judged, source: str, sentence: str, name: str
) -> None:
    verdict = judged(several, f"{several.sheet.reference}\n\n{source}\n")
    assert recognised(verdict) == {sentence: name}
    assert verdict.mistake is not None
    assert verdict.summary == verdict.mistake.sentence


# Wrong in a way nobody foresaw.
UNFORESEEN = [
    "def mean(x):\n    return float(x[0])",
    "def mean(x):\n    raise ValueError('no')",
    "def mean(x):\n    return mean",
    "def first_even(numbers):\n    return 2",
    "def descend(slope, x, steps):\n    return 0.0",
    "def countdown(n):\n    return [0]",
    "def scale(x):\n    return x / 3",
    "class Scaler:\n    def fit(self, x): return self\n    def transform(self, x): return x",
    "class Scaler:\n    pass",
    "del mean",
]


@pytest.mark.parametrize("source", UNFORESEEN)
def test_what_nobody_foresaw_is_not_mistaken_for_something_else(several: Proof, judged: Judged, source: str) -> None:
    verdict = judged(several, f"{several.sheet.reference}\n\n{source}\n")
    assert verdict.status == "failed"
    assert verdict.mistake is None


def test_another_answer_s_failure_does_not_hide_a_mistake(several: Proof, judged: Judged) -> None:
    source = "def mean(x):\n    return float(x.sum())\ndef scale(x):\n    return x / 3"
    verdict = judged(several, f"{several.sheet.reference}\n\n{source}\n")
    assert recognised(verdict) == {"the mean is right": "total"}


def test_only_what_was_asked_of_the_target_counts(make_proof: MakeProof, judged: Judged) -> None:
    proof = make_proof("""
        @answer
        def double(x: float) -> float:
            \"\"\"Return 2x.\"\"\"
            return 2 * x

        @answer
        def half(x: float) -> float:
            \"\"\"Return x/2.\"\"\"
            return x / 2

        @mistake(half, "Rounded down.")
        def floors(x):
            return float(x // 2)

        @check("there and back")
        def back(learner, rng):
            learner.double(3.0)
            expect(learner.half(learner.double(1.5))).close(1.5)
    """)
    # `double` is wrong in its own way on an input whose result is thrown away.
    source = "def double(x):\n    return 7.0 if x == 3 else 2 * x\ndef half(x):\n    return float(int(x) // 2)"
    assert recognised(judged(proof, source)) == {"there and back": "floors"}
    # Here `half` is given something the mistake is not given: nothing can be said.
    source = "def double(x):\n    return 5.0\ndef half(x):\n    return float(int(x) // 2)"
    assert recognised(judged(proof, source)) == {}


def test_the_mistake_that_explains_most_is_named(make_proof: MakeProof, judged: Judged) -> None:
    proof = make_proof("""
        @answer
        def power(x: float, n: int) -> float:
            \"\"\"Return x to the n.\"\"\"
            return x ** n

        @mistake(power, "Twice, not to the second.")
        def always_two(x, n):
            return 2 * x

        @mistake(power, "Times n, not to the n.")
        def times(x, n):
            return x * n

        @check("squares")
        def squares(learner, rng):
            expect(learner.power(5.0, 2)).equals(25.0)

        @check("cubes")
        def cubes(learner, rng):
            expect(learner.power(5.0, 3)).equals(125.0)
    """)
    verdict = judged(proof, "def power(x, n):\n    return n * x")
    assert recognised(verdict) == {"squares": "times", "cubes": "times"}
    assert verdict.summary == "Times n, not to the n."


def test_a_mistake_that_gives_what_the_answer_gives_is_not_recognised(make_proof: MakeProof, judged: Judged) -> None:
    proof = make_proof("""
        @answer
        def absolute(x: float) -> float:
            \"\"\"Return |x|.\"\"\"
            return abs(x)

        @mistake(absolute, "Negative numbers stay negative.")
        def unchanged(x):
            return x

        @check("two values")
        def two(learner, rng):
            expect(learner.absolute(1.0)).equals(1.0)
            expect(learner.absolute(-1.0)).equals(1.0)
    """)
    assert recognised(judged(proof, "def absolute(x):\n    return x")) == {"two values": "unchanged"}
    assert recognised(judged(proof, "def absolute(x):\n    return 3.0")) == {}
    # Right where the mistake is right, and wrong elsewhere in another way.
    assert recognised(judged(proof, "def absolute(x):\n    return x if x > 0 else 7.0")) == {}


def test_rounding_does_not_hide_a_mistake(several: Proof, judged: Judged) -> None:
    source = "def mean(x):\n    return float(sum(x)) * (1 + 1e-12)"
    verdict = judged(several, f"{several.sheet.reference}\n\n{source}\n")
    assert recognised(verdict) == {"the mean is right": "total"}


def test_an_endless_mistake_only_is_not_recognised(make_proof: MakeProof, judged: Judged) -> None:
    proof = make_proof("""
        @answer
        def f(x: int) -> int:
            \"\"\"Double x.\"\"\"
            return 2 * x

        @mistake(f, "It never ends.")
        def endless(x):
            while True:
                pass

        @mistake(f, "It never ends, and holds on to that.")
        def stubborn(x):
            while True:
                try:
                    while True:
                        pass
                except BaseException:
                    pass

        @mistake(f, "A square.")
        def square(x):
            return x * x

        @check("one")
        def one(learner, rng):
            expect(learner.f(3)).equals(6)

        @check("two")
        def two(learner, rng):
            expect(learner.f(4)).equals(8)
    """)
    started = time.process_time()
    verdict = judged(proof, "def f(x):\n    return x ** 2")
    # Each is waited for once, not in every check.
    assert time.process_time() - started < 2.5
    assert recognised(verdict) == {"one": "square", "two": "square"}


def test_patience_ends_a_loop_and_leaves_no_timer() -> None:
    def endless() -> None:
        while True:
            pass

    assert with_patience(0.01, endless, __file__) == Waited(None, is_over=True)
    assert with_patience(0.01, lambda: 3, __file__) == Waited(3)
    started = time.process_time()
    while time.process_time() - started < 0.1:
        pass


def test_patience_does_not_interrupt_what_watches_the_garbage_collector() -> None:
    def watch(phase: str, _: dict[str, int]) -> None:
        for _step in range(10_000):
            pass

    def wasteful() -> None:
        while True:
            gc.collect(0)

    gc.callbacks.append(watch)
    try:
        assert with_patience(0.1, wasteful, __file__).is_over  # an interruption in `watch` would be lost, and warned of
        assert watch in gc.callbacks
    finally:
        gc.callbacks.remove(watch)


def test_patience_does_not_interrupt_what_is_being_thrown_away() -> None:
    ended = []

    class Careful:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGVTALRM)  # time is up just now: what is raised here would be lost
            ended.append("whole")

    def careless() -> int:
        Careful()
        return 3

    assert with_patience(60, careless, __file__) == Waited(3)
    assert ended == ["whole"]


def test_patience_ends_a_loop_that_swallows_whatever_interrupts_it() -> None:
    def stubborn() -> None:
        while True:
            try:
                while True:
                    pass
            except BaseException:  # noqa: BLE001
                continue

    tracing = sys.gettrace()
    # pytest rewrites the file's code, whose own name is what counts.
    assert with_patience(0.01, stubborn, stubborn.__code__.co_filename).is_over
    assert sys.gettrace() is tracing
