"""Labs: how long from handing in to the learner's first process, and to the verdict on each answer.

    python benchmarks/labs.py [SKILL/PROOF … | --all] [--times 10] [--busy]

The first figure is taken with a lab whose one command is `date`: it prints when it was started. Then come verdicts on
the answers of labs, in their own kits, each time on other random numbers: without names those that have a target.
`--busy` keeps every core at work meanwhile. Each answer has to pass, each time.
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
from mlestone.base.settings import builtin_course
from mlestone.course.load import load_course
from mlestone.course.model import Kind, ProofEntry
from mlestone.engine.engine import Engine
from mlestone.engine.job import Job
from mlestone.engine.labs.limits import limits_of
from mlestone.engine.limits import LAB
from mlestone.proving.labs import bundle
from mlestone.proving.labs.folder import read_lab

TARGETS = {  # seconds
    "fastapi-serving/typed-service": 6,
    "experiment-tracking/mlflow-runs": 20,
    "service-metrics/prometheus-metrics": 20,
}
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
    course = load_course(builtin_course())
    names = options.labs or TARGETS
    if options.all:
        names = [entry.id for entry in course.proofs.values() if entry.kind is Kind.LAB and not entry.planned]
    passed = True
    with Engine() as engine, _busy(options.busy):
        engine.warm(KitName("core"), 0)
        overhead = [_overhead(engine) for _ in range(options.times + 1)][1:]
        print(f"{'to the first process':36}  150 ms  {_figures(overhead, 1000, 'ms')}")
        for name in names:
            entry = course.proof(name)
            passed &= _verdicts(engine, entry, course.skill(entry.skill).kit, options.times)
    return 0 if passed else 1


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


def _verdicts(engine: Engine, entry: ProofEntry, kit: KitName, times: int) -> bool:
    """Whether all of them were passed."""
    assert entry.path is not None
    engine.warm(kit, 0)
    files, limits = bundle.pack(read_lab(entry.path).answer), limits_of(entry.path)
    graded = [engine.grade(Job(entry.id, entry.path, kit, seed, files, limits=limits)) for seed in range(times)]
    failed = [each.verdict for each in graded if not each.verdict.passed]
    figures = _figures([each.seconds for each in graded], 1, "s")
    target = f"{TARGETS[entry.id]} s" if entry.id in TARGETS else ""
    print(f"{entry.id:36}  {target:6}  {figures}; passed {times - len(failed)} of {times}", flush=True)
    for verdict in failed:
        print(f"  seed {verdict.seed}: {verdict.summary}", file=sys.stderr)
    return not failed


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
    parser.add_argument("labs", nargs="*", metavar="SKILL/PROOF")
    parser.add_argument("--all", action="store_true", help="every lab that is written")
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--busy", action="store_true", help="keep every core at work meanwhile")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
