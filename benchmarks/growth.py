"""How the cost of a verdict grows with the work: calls in an attempt, size of arrays, attempts that wait.

    python benchmarks/growth.py [--quick] [--json]

Each table says what every further unit costs: (this time - the time before) / (this size - the size before). Cost grows
linearly when the last two of these agree within a factor of two; small sizes are left out, they are all fixed cost.
Arrays are passed to the learner's function, come back changed, and are compared.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from mlestone.base.ids import KitName, ProofId
from mlestone.engine.engine import Engine
from mlestone.engine.job import Job
from mlestone.engine.limits import MIB, Limits

CORE = KitName("core")
CALLS: tuple[int, ...] = (1, 10, 100, 1_000)
KILOBYTES: tuple[int, ...] = (1, 10, 100, 1_000, 10_000, 100_000)
QUEUED: tuple[int, ...] = (1, 10, 100, 1_000, 10_000)
# As many as a classroom's web server would let in at once; the engine decides how many children live.
THREADS = 64
# The largest array is held several times over: as sent, as received, as returned.
ROOMY = Limits(seconds=120.0, memory=4096 * MIB)
# Costs per further unit this much apart are not the same cost.
FACTOR = 2.0

SOURCE = b"def negate(x):\n    return -x\n"
PROOF = '''"""Negate

Write `negate(x)`: the array `x` with all signs changed.
"""

import numpy as np

from mlestone.proving import answer, check, expect


@answer
def negate(x):
    """Return `x` with all signs changed."""
    return -x


@check("changes all signs")
def all_signs(learner, rng):
    x = np.arange({values}, dtype=float)
    for _ in range({calls}):
        expect(learner.negate(x)).close(-x)
'''


@dataclass(frozen=True, slots=True)
class Step:
    """One size, and the seconds it took."""

    size: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Growth:
    """How the time grows with one kind of size."""

    title: str
    unit: str
    steps: Sequence[Step]

    def further(self) -> list[float]:
        """Seconds per further unit, from each size to the next."""
        pairs = zip(self.steps, self.steps[1:], strict=False)
        return [(after.seconds - before.seconds) / (after.size - before.size) for before, after in pairs]

    def sentence(self) -> str:
        if len(self.steps) < 3:
            return "too few sizes to say how it grows"
        *_, before, last = self.further()
        if before <= 0 or last <= 0:
            return f"cannot be told apart from fixed cost: a further {self.unit} costs {_short(last)} in the last step"
        word = "linearly" if 1 / FACTOR <= last / before <= FACTOR else ("faster" if last > before else "slower")
        how = word if word == "linearly" else f"{word} than linearly"
        return f"grows {how}: a further {self.unit} costs {_short(last)}, one step before {_short(before)}"


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="growth.py", description=(__doc__ or "").partition("\n")[0])
    made.add_argument("--quick", action="store_true", help="leave out the largest sizes, measure twice")
    made.add_argument("--json", action="store_true", help="print plain data instead of tables")
    return made


def main(arguments: list[str] | None = None) -> None:
    chosen = parser().parse_args(arguments)
    with tempfile.TemporaryDirectory() as name, Engine(courses=(Path(name),)) as engine:
        folder = Path(name)
        engine.warm(CORE)
        plain = []
        for growth in measured(engine, folder, quick=chosen.quick):
            plain.append(as_plain(growth))
            if not chosen.json:
                print(as_text(growth), flush=True)
    if chosen.json:
        print(json.dumps(plain, indent=2))


def measured(engine: Engine, folder: Path, *, quick: bool) -> Iterator[Growth]:
    calls, kilobytes, queued, rounds = (CALLS, KILOBYTES, QUEUED, 7)
    if quick:
        calls, kilobytes, queued, rounds = (CALLS[:3], KILOBYTES[:5], QUEUED[:3], 2)
    yield by_calls(engine, folder, calls, rounds)
    yield by_bytes(engine, folder, kilobytes, rounds)
    yield by_queue(engine, folder, queued)


def by_calls(engine: Engine, folder: Path, sizes: Sequence[int], rounds: int) -> Growth:
    jobs = {size: job(folder, calls=size, values=10) for size in sizes}
    return Growth("calls in one attempt", "call", in_turns(engine, jobs, rounds))


def by_bytes(engine: Engine, folder: Path, sizes: Sequence[int], rounds: int) -> Growth:
    jobs = {size: job(folder, calls=1, values=size * 1000 // 8) for size in sizes}
    return Growth("kilobytes there and back", "kB", in_turns(engine, jobs, rounds))


def by_queue(engine: Engine, folder: Path, sizes: Sequence[int]) -> Growth:
    one = job(folder, calls=1, values=10)
    steps = []
    for size in sizes:
        steps.append(Step(size, took(partial(at_once, engine, one, size))))
        say(f"{size} attempts at once: {steps[-1].seconds:.1f} s")
    return Growth(f"attempts at once, {THREADS} threads, {os.cpu_count()} cores", "attempt", steps)


def at_once(engine: Engine, one: Job, size: int) -> None:
    """All handed over before the first is judged, as far as the threads go; ends count as work."""
    with ThreadPoolExecutor(THREADS) as pool:
        for _ in pool.map(judged, [engine] * size, [one] * size):
            pass
    engine.settle()


def in_turns(engine: Engine, jobs: dict[int, Job], rounds: int) -> list[Step]:
    """The median for each size; all sizes take turns, so that a busy moment is not one size's alone."""
    seconds: dict[int, list[float]] = {size: [] for size in jobs}
    for number in range(rounds + 1):
        for size, one in jobs.items():
            taken = took(partial(judged, engine, one))
            if number:  # the first round fills caches
                seconds[size].append(taken)
        say(f"round {number} of {rounds}")
    return [Step(size, statistics.median(taken)) for size, taken in seconds.items()]


def job(folder: Path, *, calls: int, values: int) -> Job:
    path = folder / f"negate_{calls}_{values}.py"
    path.write_text(PROOF.format(calls=calls, values=values), encoding="utf-8")
    return Job(ProofId("benchmark/negate"), path, CORE, seed=0, source=SOURCE, limits=ROOMY)


def judged(engine: Engine, one: Job) -> None:
    verdict = engine.grade(one).verdict
    if not verdict.passed:
        raise SystemExit(f"{one.path.stem} was {verdict.status}: {verdict.summary} {verdict.author_detail or ''}")


def took(do: Callable[[], object]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def as_text(growth: Growth) -> str:
    further = ["", *map(_short, growth.further())]
    unit = growth.unit
    lines = [f"{growth.title:>40}{'in all':>14}{f'per {unit}':>14}{f'per further {unit}':>22}"]
    for step, cost in zip(growth.steps, further, strict=True):
        lines.append(f"{step.size:>40,}{_short(step.seconds):>14}{_short(step.seconds / step.size):>14}{cost:>22}")
    return "\n".join([*lines, f"  {growth.sentence()}", ""])


def as_plain(growth: Growth) -> dict[str, object]:
    steps = [asdict(step) for step in growth.steps]
    return {"title": growth.title, "unit": growth.unit, "steps": steps, "verdict": growth.sentence()}


def _short(seconds: float) -> str:
    if abs(seconds) >= 1:
        return f"{seconds:.2f} s"
    return f"{1e3 * seconds:.2f} ms" if abs(seconds) >= 1e-3 else f"{1e6 * seconds:.1f} µs"


def say(text: str) -> None:
    """Progress is for people at a terminal, not for files."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{text}")


if __name__ == "__main__":
    main()
