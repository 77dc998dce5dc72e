"""How quickly the engine judges: a kit becoming warm, one verdict after another, and all cores busy.

    python benchmarks/verdicts.py [attempts]

The proof is written to a temporary course for the occasion: ten checks with two calls each, on small NumPy arrays, so
that the figure is the engine's and not an exercise's. Every verdict is asked to be `passed`: nothing is timed that
did not do the work.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from mlestone.base.ids import KitName, ProofId
from mlestone.engine.engine import Engine
from mlestone.engine.job import Job
from mlestone.engine.kit import find_kit

CORE = KitName("core")
CHECKS = 10  # of two calls each

HEAD = '''"""Standard scores

Write `standardise(x)`: each column of the array `x` less its mean, over its standard deviation.
"""

import numpy as np

from mlestone.proving import answer, check, expect


@answer
def standardise(x):
    """Return `x` with columns of mean 0 and standard deviation 1."""
    return (x - x.mean(axis=0)) / x.std(axis=0)

'''

CHECK = """
@check("agrees with the definition, part {number}")
def part_{number}(learner, rng):
    x, y = rng.normal(size=(8, 5)), rng.uniform(size=(100, 3))
    expect(learner.standardise(x)).close(standardise(x))
    expect(learner.standardise(y)).close(standardise(y))

"""

SOURCE = b"""
import numpy as np

def standardise(x):
    centred = x - np.mean(x, axis=0)
    return centred / np.sqrt((centred ** 2).mean(axis=0))
"""


def main() -> None:
    attempts = int(sys.argv[1]) if sys.argv[1:] else 200
    with tempfile.TemporaryDirectory() as folder:
        proof = Path(folder, "standard_scores.py")
        proof.write_text(HEAD + "".join(CHECK.format(number=n) for n in range(CHECKS)), encoding="utf-8")
        job = Job(ProofId("benchmark/standard-scores"), proof, CORE, seed=0, source=SOURCE)
        row("figure", "target", "measured")
        with Engine(courses=(proof.parent,)) as engine:
            warm_up(engine)
            one_after_another(engine, job, attempts)
            all_at_once(engine, job, attempts)
            missing = engine.walls(CORE).missing
        print(f"walls missing here: {', '.join(sorted(missing))}" if missing else "all walls stand")


def warm_up(engine: Engine) -> None:
    last = len(find_kit(CORE).tiers) - 1
    started = time.perf_counter()
    engine.warm(CORE, 0)
    row("core ready for NumPy proofs", "", f"{time.perf_counter() - started:.2f} s")
    engine.warm(CORE, last)
    row("core warm as a whole", "4 s", f"{time.perf_counter() - started:.2f} s")


def one_after_another(engine: Engine, job: Job, attempts: int) -> None:
    for seed in range(10):
        judged(engine, job, seed)
    milliseconds = [1000 * took(partial(judged, engine, job, seed)) for seed in range(attempts)]
    row("from job to verdict, median", "20 ms", f"{statistics.median(milliseconds):.1f} ms")
    row("  95th percentile", "40 ms", f"{statistics.quantiles(milliseconds, n=20)[-1]:.1f} ms")


def all_at_once(engine: Engine, job: Job, attempts: int) -> None:
    """Two jobs a core, so that no core waits for the next one to be handed out; ends count as work."""
    cores = os.cpu_count() or 1

    def all_judged() -> None:
        with ThreadPoolExecutor(2 * cores) as pool:
            list(pool.map(lambda seed: judged(engine, job, seed), range(attempts * cores)))
        engine.settle()

    engine.settle()
    rate = attempts / took(all_judged)
    row(f"verdicts a second and core ({cores} cores)", "60", f"{rate:.0f}")


def judged(engine: Engine, job: Job, seed: int) -> None:
    verdict = engine.grade(replace(job, seed=seed)).verdict
    if verdict.status != "passed":
        raise SystemExit(f"Nothing to measure: the verdict was {verdict.status}. {verdict.summary}")


def took(do: Callable[[], None]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def row(figure: str, target: str, measured: str) -> None:
    print(f"{figure:44}{target:>10}{measured:>12}", flush=True)


if __name__ == "__main__":
    main()
