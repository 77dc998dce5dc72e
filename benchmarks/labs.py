"""Labs: how long from handing in to the learner's first process, and to the verdict.

    python benchmarks/labs.py [--times 20] [--kit serving]

The first figure is taken with a lab whose one command is `date`: it prints when it was started. The second is
the verdict on the answer of `fastapi-serving/typed-service`, which starts two services; `--busy` keeps every core at
work meanwhile. Each answer has to pass, each time.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mlestone.base.ids import KitName, ProofId
from mlestone.engine.engine import Engine
from mlestone.engine.job import Job
from mlestone.engine.labs.limits import limits_of
from mlestone.engine.limits import LAB
from mlestone.proving.labs import bundle
from mlestone.proving.labs.folder import read_lab

TYPED_SERVICE = Path(__file__).parents[1] / "curriculum/mlops/fastapi-serving/typed_service"
CHECKS = '''"""When

Print it.
"""
from mlestone.proving import check, expect


@check("runs")
def runs(lab, rng):
    expect(lab.run("date +%s.%N").output).equals("")
'''


def main() -> int:
    options = _options()
    with Engine(courses=(TYPED_SERVICE.parents[3],)) as engine, _busy(options.busy):
        engine.warm(KitName("core"), 0)
        overhead = [_overhead(engine) for _ in range(options.times + 1)][1:]
        print(f"to the learner's first process: {_figures(overhead, 1000, 'ms')}")
        engine.warm(KitName(options.kit), 0)
        verdicts = [_verdict(engine, options.kit, seed) for seed in range(options.times)]
    failed = sum(not passed for passed, _ in verdicts)
    print(f"verdict on typed-service:       {_figures([seconds for _, seconds in verdicts], 1, 's')}")
    print(f"passed {len(verdicts) - failed} of {len(verdicts)}")
    return 1 if failed else 0


def _overhead(engine: Engine) -> float:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "when")
        (folder / "answer").mkdir(parents=True)
        (folder / "checks.py").write_text(CHECKS)
        (folder / "answer" / "a.txt").write_text("# [answer] Say it.\nx\n# [/answer]\ny\n")
        begun = time.time()
        verdict = engine.grade(
            Job(ProofId("lab/when"), folder, KitName("core"), 1, bundle.pack({"a.txt": b"x"}), limits=LAB)
        ).verdict
    shown = verdict.checks[0].got
    assert shown is not None, verdict
    return float(shown.text.strip("'\\n")) - begun


def _verdict(engine: Engine, kit: str, seed: int) -> tuple[bool, float]:
    files = bundle.pack(read_lab(TYPED_SERVICE).answer)
    job = Job(ProofId("lab/x"), TYPED_SERVICE, KitName(kit), seed, files, limits=limits_of(TYPED_SERVICE))
    graded = engine.grade(job)
    if not graded.verdict.passed:
        print(graded.verdict.summary, file=sys.stderr)
    return graded.verdict.passed, graded.seconds


def _figures(values: list[float], times: float, unit: str) -> str:
    scaled = sorted(value * times for value in values)
    return f"median {statistics.median(scaled):.1f} {unit}, from {scaled[0]:.1f} to {scaled[-1]:.1f}"


@contextmanager
def _busy(wanted: bool) -> Iterator[None]:
    """Every core at work, if that is wanted."""
    workers = [multiprocessing.Process(target=_work, daemon=True) for _ in range((os.cpu_count() or 1) * wanted)]
    for worker in workers:
        worker.start()
    yield
    for worker in workers:
        worker.kill()


def _work() -> None:
    while True:
        sum(range(10**6))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How long labs take.")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--kit", default="serving", help="the kit the service runs in; `core` will do")
    parser.add_argument("--busy", action="store_true", help="keep every core at work meanwhile")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
