"""Cost is judged by growth and ratio: what breaks a bound is always caught, what keeps it never is."""

import random
from collections.abc import Callable

import pytest

from mlestone.proving.cost import GROWTHS, Bound, Sizes, costs_more, outgrows

LAWS: dict[Bound, Callable[[float], float]] = {name: growth.at for name, growth in GROWTHS.items()}


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


MACHINES = [(unit, fixed) for unit in (1e-8, 1e-7, 1e-6) for fixed in (1e-5, 1e-3)]
"""Seconds for one unit of work, and for every call whatever its size."""
SEEDS = range(20)


@pytest.mark.parametrize(("unit", "fixed"), MACHINES)
@pytest.mark.parametrize("bound", ["1", "log n", "n", "n log n", "n**2", "n**3"])
def test_who_keeps_the_bound_is_never_accused(bound: Bound, unit: float, fixed: float) -> None:
    for seed in SEEDS:
        assert not outgrows(bound, Machine(LAWS[bound], unit, fixed, seed), Sizes()), seed


# 2 ms more at the largest size, on top of 1 ms that varies by as much, cannot be seen.
LOST_IN_NOISE = (1e-8, 1e-3)


@pytest.mark.parametrize(
    ("bound", "law", "unit", "fixed"),
    [
        (bound, law, *machine)
        for bound, law in [("1", "n"), ("log n", "n"), ("n", "n**2"), ("n log n", "n**2"), ("n**2", "n**3")]
        for machine in MACHINES
        if law != "n" or machine != LOST_IN_NOISE
    ],
)
def test_who_breaks_the_bound_is_always_caught(bound: Bound, law: Bound, unit: float, fixed: float) -> None:
    for seed in SEEDS:
        assert outgrows(bound, Machine(LAWS[law], unit, fixed, seed), Sizes()), seed


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


@pytest.mark.parametrize(("ratio", "accused"), [(0.5, False), (1.0, False), (2.5, False), (6.0, True), (20.0, True)])
def test_a_ratio_is_judged_in_the_same_weather(ratio: float, accused: bool) -> None:
    for seed in SEEDS:
        mine = Machine(LAWS["1"], 1e-3 * ratio, 0, seed)
        theirs = Machine(LAWS["1"], 1e-3, 0, seed + 100)
        assert costs_more(3.0, lambda m=mine: m(1), lambda t=theirs: t(1)) is accused, seed  # type: ignore[misc]


@pytest.mark.parametrize("lost_at", range(30))
def test_a_reading_that_lost_time_accuses_nobody(lost_at: int) -> None:
    """Virtual machines now and then count less CPU time than was used; whoever is compared with looks fast then."""

    def losing(machine: Machine) -> Callable[[int], float]:
        readings = iter(range(10**6))
        return lambda n: machine(n) if next(readings) != lost_at else -1e-3

    mine, theirs = Machine(LAWS["1"], 1e-3, 0, 0), losing(Machine(LAWS["1"], 1e-3, 0, 1))
    assert not costs_more(3.0, lambda: mine(1), lambda: theirs(1))
    assert not outgrows("n", losing(Machine(LAWS["n"], 1e-6, 1e-3, 2)), Sizes())
