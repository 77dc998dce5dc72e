"""Killed processes lose nothing that was acknowledged: the benchmark's own figures, held to what was promised."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from .postgres import Server

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "kills.py"
FAULTS = ("lost", "twice", "torn", "out_of_order", "unsound")


def kill(*arguments: str) -> dict[str, float]:
    command = [sys.executable, str(SCRIPT), "--json", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    tally: dict[str, float] = json.loads(done.stdout)
    return tally


def test_two_hundred_kills_lose_nothing() -> None:
    tally = kill("--kills", "200", "--seed", "1")
    assert {fault: tally[fault] for fault in FAULTS} == dict.fromkeys(FAULTS, 0)
    assert tally["kills"] == 200
    assert tally["acknowledged"] > 200


def test_kills_of_a_servers_clients_lose_nothing(server: Server) -> None:
    tally = kill("--kills", "20", "--seed", "2", "--where", server.create("killed"))
    assert {fault: tally[fault] for fault in FAULTS} == dict.fromkeys(FAULTS, 0)
    assert tally["kills"] == 20
    assert tally["acknowledged"] > 20


FORGETFUL = f"""
import runpy, sys
from datetime import UTC, datetime
from mlestone.learning.events import Event, event_id
from mlestone.store.log import Log

def append(log, what, *, attached):
    log.__dict__.setdefault("waiting", []).append((what, attached))
    if len(log.waiting) == 3:
        log._append(log.waiting)
        log.waiting = []
    return Event(event_id(datetime.now(UTC), 1), datetime.now(UTC), what)

Log.append = append
sys.argv = ["kills.py", "--json", "--kills", "5"]
runpy.run_path({str(SCRIPT)!r}, run_name="__main__")
"""


def test_a_log_that_acknowledges_before_it_writes_is_found_out() -> None:
    done = subprocess.run([sys.executable, "-c", FORGETFUL], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["lost"] > 0
