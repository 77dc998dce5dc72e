"""The run: everything is measured side by side, in turns, so that a busy minute of the machine is everybody's."""

import os
import statistics
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import perf_counter

from benchmarks.peers import exercise
from benchmarks.peers.environments import progress
from benchmarks.peers.hostile import Attempt
from benchmarks.peers.memory import PeakMemory
from benchmarks.peers.seats import NoMarks, Seat, Tool

CORES = os.cpu_count() or 1


def load() -> float | None:
    """How many processes were busy in the last minute, by the system's count."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is done for the figures."""

    rounds: int
    throughput_seconds: float  # about so long all cores are kept busy, per tool
    attempts: Sequence[Attempt]


@dataclass(slots=True)
class Row:
    """What was measured of one tool."""

    tool: Tool
    seconds: list[float] = field(default_factory=list)
    per_second: float = 0.0
    peak_mb: float | None = None
    fooled: dict[str, bool] = field(default_factory=dict)  # name of the attempt -> whether it earned full marks

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.seconds, n=20, method="inclusive")[-1]


def measure(tools: Iterable[Tool], effort: Effort, folder: Path) -> list[Row]:
    rows = [Row(tool) for tool in tools]
    seats = _Seats(folder)
    _in_turns(rows, effort.rounds, seats)
    for row in rows:
        _all_cores(row, effort.throughput_seconds, seats)
    for row in rows:
        if row.tool.cheats:
            _cheat(row, effort.attempts, seats)
    progress("\n")
    return rows


class _Seats:
    """Hands out folders that nobody has used yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()

    def next(self) -> Path:
        return self._folder / "seats" / str(next(self._numbers))


def _in_turns(rows: list[Row], rounds: int, seats: _Seats) -> None:
    """One round after another: every tool grades, none twice in a row. Memory is looked at afterwards, apart."""
    with ExitStack() as stack:
        taken = [stack.enter_context(row.tool.seat(seats.next())) for row in rows]
        for row, seat in zip(rows, taken, strict=True):
            progress(f"{row.tool.name.strip()}: does it tell right from wrong?")
            _is_a_grader(row.tool, seat)
        for number in range(rounds):
            for row, seat in zip(rows, taken, strict=True):
                progress(f"latency, round {number + 1} of {rounds}: {row.tool.name.strip()}")
                row.seconds += (_right(row.tool, seat) for _ in range(row.tool.a_round))
        for row, seat in zip(rows, taken, strict=True):
            progress(f"memory: {row.tool.name.strip()}")
            with PeakMemory(seat.pids) as peak:
                for _ in range(row.tool.a_round):
                    _right(row.tool, seat)
            row.peak_mb = peak.megabytes


def _is_a_grader(tool: Tool, seat: Seat) -> None:
    """Nothing is timed that does not give the right answer full marks, and the wrong ones less."""
    _right(tool, seat)
    for what, source in (("a wrong answer", exercise.WRONG), ("the untouched starter", exercise.UNTOUCHED)):
        if _full_marks(seat, source):
            raise SystemExit(f"Nothing to measure: {tool.name.strip()} gives {what} full marks.")


def _right(tool: Tool, seat: Seat, times: int = 1) -> float:
    try:
        graded = seat.grade(exercise.ANSWER, times)
    except NoMarks as error:
        raise SystemExit(f"Nothing to measure: {tool.name.strip()} did not grade the right answer. {error}") from None
    if not graded.full:
        found = f"{graded.points:g} of {graded.of:g} points"
        raise SystemExit(f"Nothing to measure: {tool.name.strip()} gives the right answer {found}.")
    return graded.seconds


def _full_marks(seat: Seat, source: str) -> bool:
    try:
        return seat.grade(source).full
    except NoMarks:
        return False


def _all_cores(row: Row, seconds: float, seats: _Seats) -> None:
    """As many seats as cores, each with its own share of a class; a tool that uses all cores by itself has one."""
    progress(f"all {CORES} cores: {row.tool.name.strip()}")
    side_by_side = CORES if row.tool.several else 1
    share = max(2, round(seconds / row.median)) * (CORES // side_by_side)
    with ExitStack() as stack:
        taken = [stack.enter_context(row.tool.seat(seats.next())) for _ in range(side_by_side)]
        with ThreadPoolExecutor(side_by_side) as pool:
            # The first verdict of a seat starts what is kept warm afterwards.
            list(pool.map(lambda seat: _right(row.tool, seat), taken))
            started = perf_counter()
            list(pool.map(lambda seat: _right(row.tool, seat, share), taken))
            row.per_second = share * side_by_side / (perf_counter() - started)


def _cheat(row: Row, attempts: Sequence[Attempt], seats: _Seats) -> None:
    """Each attempt in a seat of its own, except where a tool promises that one attempt cannot harm the next."""
    tried = count(1)

    def alone(attempt: Attempt) -> bool:
        with row.tool.seat(seats.next()) as seat:
            return tell(attempt, _full_marks(seat, attempt.source))

    def tell(attempt: Attempt, full: bool) -> bool:
        progress(f"hostile attempts, {next(tried)} of {len(attempts)}: {row.tool.name.strip()}")
        row.fooled[attempt.name] = full
        return full

    if not row.tool.lasting:
        with ThreadPoolExecutor(CORES) as pool:
            list(pool.map(alone, attempts))
        return
    with row.tool.seat(seats.next()) as seat:
        for attempt in attempts:
            tell(attempt, _full_marks(seat, attempt.source))
            _right(row.tool, seat)  # the next honest attempt passes, whatever came before it
