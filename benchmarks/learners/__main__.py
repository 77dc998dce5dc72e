"""Places and accompanies simulated learners, and prints what was promised beside what came of it."""

import argparse
import json
import os
from collections.abc import Callable, Iterable
from functools import partial
from multiprocessing import Pool
from typing import TypeVar

from benchmarks.learners.living import live
from benchmarks.learners.placing import Task, place
from benchmarks.learners.strangers import Stranger
from benchmarks.learners.table import Simulated, as_plain, as_text, figures

One = TypeVar("One")
Result = TypeVar("Result")

# Everything else about a run follows from this number. What was tried out was tried out with others.
SEED = 2026
LEARNERS = 1_000
QUICK = 40
# Letting the two others ask costs as much as several placements: every fourth learner is enough for a curve.
COMPARED = 4
# The harder cases show a tendency, not a promise: every fourth learner again.
HARDER = 4


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="learners.py", description=__doc__)
    made.add_argument("--quick", action="store_true", help=f"{QUICK} learners: shows that it works, says little")
    made.add_argument("--learners", type=int, default=LEARNERS, metavar="N", help=f"how many (default {LEARNERS})")
    made.add_argument("--seed", type=int, default=SEED, help=f"which ones (default {SEED})")
    made.add_argument("--processes", type=int, default=os.cpu_count() or 1, metavar="N", help="how many at a time")
    made.add_argument("--json", action="store_true", help="print plain data instead of tables")
    return made


def main(arguments: list[str] | None = None) -> None:
    chosen = parser().parse_args(arguments)
    count = QUICK if chosen.quick else chosen.learners
    done = simulated(count, chosen.seed, chosen.processes)
    found = figures(done)
    if chosen.json:
        print(json.dumps(as_plain(found), indent=2))
    else:
        print(as_text(found, count, chosen.seed))


def simulated(count: int, seed: int, processes: int) -> Simulated:
    numbers = range(count)
    few, fewer = numbers[::HARDER], numbers[:: HARDER * len(Stranger)]
    with Pool(processes) as pool:
        over = partial(_over, pool.imap_unordered)
        return Simulated(
            placed=over(place, [Task(number, seed, compare=number % COMPARED == 0) for number in numbers]),
            today=over(place, [Task(number, seed, today=True) for number in few]),
            lawless=over(place, [Task(number, seed, leniency=1.0) for number in few]),
            careless=over(place, [Task(number, seed, slip=0.2, guess=0.3) for number in few]),
            strangers=over(place, [Task(number, seed, stranger=kind) for kind in Stranger for number in fewer]),
            lived=[life for life in over(partial(live, seed=seed), list(numbers)) if life is not None],
        )


def _over(
    spread: Callable[[Callable[[One], Result], Iterable[One]], Iterable[Result]],
    do: Callable[[One], Result],
    each: list[One],
) -> list[Result]:
    return list(spread(do, each))


if __name__ == "__main__":
    main()
