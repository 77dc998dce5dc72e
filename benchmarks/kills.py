"""Kill those who write to a log, at random moments, and count what is missing of what they were told is safe.

    python benchmarks/kills.py [--kills 200] [--seed 0] [--where ADDRESS] [--json]

Each kill is a process of its own that opens the log, appends, and reports every entry on a pipe once `append` has
returned; it is ended by SIGKILL while it opens, while it makes the tables, or in the middle of writing. All the time a
second window appends to the same log. Every twentieth kill is followed by a new log: beginnings are hit as well.

It says nothing of power cuts: what a killed process has handed to the kernel is written whatever becomes of it.
"""

import argparse
import json
import os
import random
import select
import signal
import sqlite3
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import NoReturn

from mlestone.learning.events import Event, Unknown
from mlestone.store.log import Log

KILLS_A_LOG = 20
TOGETHER = 3  # entries of one transaction


@dataclass
class Tally:
    kills: int = 0
    acknowledged: int = 0
    not_acknowledged: int = 0
    """There, though the writer was killed before it could say so: allowed."""
    lost: int = 0
    twice: int = 0
    torn: int = 0
    """Entries of one transaction of which some are there and some are not; or an entry with another's text."""
    out_of_order: int = 0
    unsound: int = 0
    """Logs that SQLite finds fault with, or that miscount themselves."""
    seconds: float = 0.0

    @property
    def right(self) -> bool:
        return self.lost + self.twice + self.torn + self.out_of_order + self.unsound == 0


@dataclass
class Writer:
    """A child that appends until it is killed, as the parent sees it."""

    name: str
    pid: int
    pipe: int
    reported: list[str] = field(default_factory=list)
    """Ids in the order they were acknowledged."""
    _rest: bytes = b""

    def hear(self, seconds: float) -> bool:
        """Wait for a report; False when there came none, or none can come any more."""
        ready, _, _ = select.select([self.pipe], [], [], seconds)
        return bool(ready) and self._read()

    def _read(self) -> bool:
        received = os.read(self.pipe, 1 << 16)
        *whole, self._rest = (self._rest + received).split(b"\n")
        self.reported += [line.decode() for line in whole]
        return bool(received)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        while self._read():
            pass
        os.close(self.pipe)
        _, status = os.waitpid(self.pid, 0)
        if not os.WIFSIGNALED(status):
            raise SystemExit(f"{self.name} ended by itself; what it said is above")


def main() -> None:
    arguments = parser().parse_args()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="mlestone-kills-") as folder:
        tally = kill_writers(Path(folder), arguments.kills, random.Random(arguments.seed), arguments.where)
    tally.seconds = round(time.perf_counter() - started, 1)
    print(json.dumps(asdict(tally)) if arguments.json else as_text(tally))
    sys.exit(0 if tally.right else 1)


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    found.add_argument("--kills", type=int, default=200)
    found.add_argument("--seed", type=int, default=0)
    found.add_argument("--where", help="a PostgreSQL address; without it, files of SQLite in a temporary folder")
    found.add_argument("--json", action="store_true")
    return found


def kill_writers(folder: Path, kills: int, rng: random.Random, address: str | None) -> Tally:
    tally = Tally()
    while tally.kills < kills:
        number = tally.kills // KILLS_A_LOG
        where, learner = (address, f"log {number}") if address else (str(folder / f"{number}.sqlite3"), "me")
        written = [start_writer("the other window", where, learner)]
        for _ in range(min(KILLS_A_LOG, kills - tally.kills)):
            written.append(start_writer(f"writer {tally.kills}", where, learner))
            await_the_moment(written[-1], rng)
            written[-1].kill()
            tally.kills += 1
        written[0].kill()
        judge(tally, where, learner, written)
        say(f"{tally.kills} of {kills} killed")
    return tally


def await_the_moment(writer: Writer, rng: random.Random) -> None:
    """Some are killed soon after they began, some after so many entries and a moment."""
    if rng.random() < 0.4:
        time.sleep(rng.uniform(0, 0.03))
        return
    for _ in range(rng.randint(1, 4)):
        if not writer.hear(20):
            break
    time.sleep(rng.uniform(0, 0.004))


# ---- the child ---------------------------------------------------------------------------------------------------


def start_writer(name: str, where: str, learner: str) -> Writer:
    reading, writing = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        write_for_ever(name, where, learner, writing)
    os.close(writing)
    return Writer(name, pid, reading)


def write_for_ever(name: str, where: str, learner: str, pipe: int) -> NoReturn:
    try:
        log = Log.open(where, learner=learner)
        for number, entries in enumerate(endless(log, name)):
            os.write(pipe, "".join(f"{entry.id}\n" for entry in entries).encode())
            if name == "the other window":
                time.sleep(0.001 * (number % 5))  # otherwise nobody else has a turn
    except BaseException:  # noqa: BLE001 - the boundary of a process: nobody above would say so
        traceback.print_exc()
    finally:
        os._exit(1)


def endless(log: Log, name: str) -> Iterator[tuple[Event, ...]]:
    number = 0
    while True:
        what = {"by": name, "number": number}
        if number % 3:
            yield (log.append(Unknown("written", {**what, "part": 0}), attached={"source": text_of(name, number)}),)
        else:
            yield log.append_all(Unknown("written", {**what, "part": part}) for part in range(TOGETHER))
        number += 1


def text_of(name: str, number: int) -> str:
    return f"{name} {number} " * (1 + number * 37 % 200)


# ---- what is there -----------------------------------------------------------------------------------------------


def judge(tally: Tally, where: str, learner: str, written: list[Writer]) -> None:
    with Log.open(where, learner=learner) as log:
        entries = list(log.events(attached=True))
        tally.unsound += log.count() != len(entries)
    if "://" not in where:
        with closing(sqlite3.connect(where)) as connection:
            tally.unsound += connection.execute("PRAGMA integrity_check").fetchone() != ("ok",)
    reported = {identity for writer in written for identity in writer.reported}
    there = {entry.id for entry in entries}
    tally.acknowledged += len(reported)
    tally.lost += len(reported - there)
    tally.not_acknowledged += len(there - reported)
    tally.out_of_order += sum(writer.reported != sorted(writer.reported) for writer in written)
    parts = Counter(facts(entry) for entry in entries)
    tally.twice += sum(count - 1 for count in parts.values())
    transactions = Counter((by, number) for by, number, _part in parts)
    tally.torn += sum(count != (1 if number % 3 else TOGETHER) for (_by, number), count in transactions.items())
    tally.torn += sum(not is_whole(entry) for entry in entries)


def facts(entry: Event) -> tuple[str, int, int]:
    assert isinstance(entry.what, Unknown)
    return entry.what.data["by"], entry.what.data["number"], entry.what.data["part"]


def is_whole(entry: Event) -> bool:
    by, number, _part = facts(entry)
    return entry.attached == ({"source": text_of(by, number)} if number % 3 else {})


# ---- telling -----------------------------------------------------------------------------------------------------


def as_text(tally: Tally) -> str:
    rows = [
        ("figure", "target", "measured"),
        ("writers killed", "200", f"{tally.kills:,}"),
        ("entries acknowledged", "", f"{tally.acknowledged:,}"),
        ("  of these missing", "0", f"{tally.lost:,}"),
        ("entries that are there twice", "0", f"{tally.twice:,}"),
        ("entries or transactions torn", "0", f"{tally.torn:,}"),
        ("writers whose ids went back", "0", f"{tally.out_of_order:,}"),
        ("logs unsound or miscounted", "0", f"{tally.unsound:,}"),
        ("there, though not acknowledged", "", f"{tally.not_acknowledged:,}"),
        ("kills a second", "", f"{tally.kills / tally.seconds:.1f}"),
    ]
    return "\n".join(f"{name:32}{target:>12}{measured:>12}" for name, target, measured in rows)


def say(text: str) -> None:
    """Progress is for people at a terminal, not for files."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{text}")


if __name__ == "__main__":
    main()
