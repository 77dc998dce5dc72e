"""Cost is judged by growth and ratio: what breaks a bound is always caught, what keeps it never is."""

import random
from collections.abc import Callable

import pytest

from mlestone.proving.cost import GROWTHS, Bound, Sizes, costs_more, outgrows

LAWS: dict[Bound, Callable[[float], float]] = {name: growth.at for name, growth in GROWTHS.items()}
ORDER: list[Bound] = ["1", "n", "n**2", "n**3"]


class Machine:
    """Plays a computer: calls take what a law says plus a fixed part, and noise only ever adds."""

    def __init__(self, law: Callable[[float], float], unit: float, fixed: float, seed: int) -> None:
        self.law, self.unit, self.fixed = law, unit, fixed
        self.random = random.Random(seed)

    def __call__(self, n: int) -> float:
        seconds = self.fixed + self.unit * self.law(n)
        if self.random.random() < 0.15:  # someone else used the cache, or the processor
            seconds *= self.random.uniform(1, 3)
        return seconds * self.random.uniform(1, 1.2)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("unit", [1e-8, 1e-7, 1e-6])
@pytest.mark.parametrize("fixed", [1e-5, 1e-3])
@pytest.mark.parametrize("bound", ["1", "log n", "n", "n log n", "n**2", "n**3"])
def test_who_keeps_the_bound_is_never_accused(bound: Bound, fixed: float, unit: float, seed: int) -> None:
    assert not outgrows(bound, Machine(LAWS[bound], unit, fixed, seed), Sizes())


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("unit", [1e-8, 1e-7, 1e-6])
@pytest.mark.parametrize("fixed", [1e-5, 1e-3])
@pytest.mark.parametrize(
    ("bound", "law"), [("1", "n"), ("log n", "n"), ("n", "n**2"), ("n log n", "n**2"), ("n**2", "n**3")]
)
def test_who_breaks_the_bound_is_always_caught(
    bound: Bound, law: Bound, fixed: float, unit: float, seed: int
) -> None:
    if law == "n" and unit == 1e-8 and fixed == 1e-3:
        pytest.skip("what grows by 2 ms in all, on top of 1 ms, is lost in the noise")
    assert outgrows(bound, Machine(LAWS[law], unit, fixed, seed), Sizes())


def test_a_remembered_result_does_not_hide_the_work() -> None:
    work = Machine(LAWS["n**2"], 1e-7, 1e-5, 0)
    seen: set[int] = set()

    def remembering(n: int) -> float:
        if n in seen:
            return 1e-6
        seen.add(n)
        return work(n)

    assert outgrows("n", remembering, Sizes())


def test_the_search_for_a_size_ends_when_every_call_is_slow() -> None:
    calls = []

    def slow(n: int) -> float:
        calls.append(n)
        return 2.0

    assert not outgrows("n", slow, Sizes())
    assert len(calls) < 20


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(
    ("ratio", "accused"), [(0.5, False), (1.0, False), (2.5, False), (6.0, True), (20.0, True)]
)
def test_a_ratio_is_judged_in_the_same_weather(ratio: float, accused: bool, seed: int) -> None:
    mine = Machine(LAWS["1"], 1e-3 * ratio, 0, seed)
    theirs = Machine(LAWS["1"], 1e-3, 0, seed + 100)
    assert costs_more(3.0, lambda: mine(1), lambda: theirs(1)) is accused
