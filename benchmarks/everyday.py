"""How long the commands of every day take, from starting the process to its end, with long logs and a warm engine.

python benchmarks/everyday.py [--events 10000,1000000] [--runs 15]

Each log is made up, in a folder of its own: attempts at random proofs over two years. `watch` keeps an engine warm in
another process for the last figure. The first start after a log was filled reads all of it; it is shown apart.
"""

import argparse
import itertools
import os
import random
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mlestone.base.ids import ProofId
from mlestone.learning.events import Judged, Purpose, Submitted
from mlestone.store.log import Log
from mlestone.study.study import Study

MLESTONE = str(Path(sysconfig.get_path("scripts"), "mlestone"))
NEXT_MS = {10_000: 200, 1_000_000: 400}
CHECK_MS, WARM_MS = 1000, 300
PROOF = ProofId("python-functions/flexible-metric")
_BATCH = 1000
_YEARS = timedelta(days=730)


class EvenClock:
    """Two years in equal steps."""

    def __init__(self, steps: int) -> None:
        now = datetime.now(UTC)
        self._times = (now - _YEARS + _YEARS * step / steps for step in itertools.count())

    def now(self) -> datetime:
        return next(self._times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", default="10000,1000000", help="lengths of logs, with commas between")
    parser.add_argument("--runs", type=int, default=15)
    chosen = parser.parse_args()
    print(f"{'figure':48}{'target':>10}{'median':>10}{'slowest':>10}")
    for events in map(int, chosen.events.split(",")):
        with home() as env:
            fill(Path(env["MLESTONE_HOME"]), events)
            row(f"next, first start after {events:,} new entries", None, [seconds(["next"], env)])
            row(f"next, {events:,} entries", NEXT_MS.get(events), timed(["next"], env, chosen.runs))
    with home() as env:
        answer = right_answer(Path(env["MLESTONE_HOME"]))
        check = ["check", PROOF, str(answer)]
        seconds(check, env)  # the first one compiles and fills the disk's cache
        row("check of a small proof, cold", CHECK_MS, timed(check, env, chosen.runs))
        with warm(env, answer):
            row("check, `watch` running", WARM_MS, timed(check, env, chosen.runs))


@contextmanager
def home() -> Iterator[dict[str, str]]:
    """An environment in which everything MLestone keeps is in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        yield {**os.environ, "MLESTONE_HOME": folder}


def fill(folder: Path, events: int) -> None:
    chance = random.Random(7)
    proofs = list(Study.open().course.proofs)[:80]
    with Log.open(folder / "data" / "log.sqlite3", clock=EvenClock(events)) as log:
        for _ in range(0, events, 2 * _BATCH):
            submitted = log.append_all(
                Submitted(chance.choice(proofs), chance.randrange(1 << 50), Purpose.PROOF, "", 60.0)
                for _ in range(min(_BATCH, events // 2))
            )
            log.append_all(
                Judged(event.id, event.what.proof, Purpose.PROOF, chance.choice(("passed", "failed")), 1, 2)
                for event in submitted
                if isinstance(event.what, Submitted)
            )


def right_answer(folder: Path) -> Path:
    from mlestone.proving.sheet import read_sheet

    path = Study.open().course.proof(PROOF).path
    assert path is not None
    answer = folder / "answer.py"
    answer.write_text(read_sheet(path).reference, encoding="utf-8")
    return answer


@contextmanager
def warm(env: dict[str, str], answer: Path) -> Iterator[None]:
    """`watch` at work in another process, until it judges for others."""
    with subprocess.Popen(
        [MLESTONE, "watch", PROOF, str(answer)], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as watching:
        try:
            until = time.monotonic() + 60
            while not judged_elsewhere(env, answer):
                if time.monotonic() > until:
                    sys.exit("`mlestone watch` never judged for another process")
            yield
        finally:
            watching.kill()


def judged_elsewhere(env: dict[str, str], answer: Path) -> bool:
    command = [MLESTONE, "check", PROOF, str(answer), "--json"]
    told = subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout
    return '"warm": true' in told


def timed(arguments: list[str], env: dict[str, str], runs: int) -> list[float]:
    return [seconds(arguments, env) for _ in range(runs)]


def seconds(arguments: list[str], env: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run([MLESTONE, *arguments], env=env, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def row(figure: str, target: int | None, took: list[float]) -> None:
    aim = "" if target is None else f"{target} ms"
    slowest = "" if len(took) == 1 else f"{1000 * max(took):.0f} ms"
    print(f"{figure:48}{aim:>10}{f'{1000 * statistics.median(took):.0f} ms':>10}{slowest:>10}", flush=True)


if __name__ == "__main__":
    main()
