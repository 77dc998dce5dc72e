"""Grades the same exercise with MLestone, otter-grader and nbgrader, side by side, and prints one table.

The peers are installed once, below MLestone's cache folder (about 600 MB, a minute each). Hostile attempts run in the
peers without walls, as any submission does there; those that are tried here harm nothing outside of their own folder.
"""

import argparse
import json
import tempfile
from pathlib import Path

from benchmarks.peers.hostile import ATTEMPTS, QUICK
from benchmarks.peers.measure import Effort, load, measure
from benchmarks.peers.table import as_plain, as_text
from benchmarks.peers.tools import all_tools

FULL_RUN = Effort(rounds=10, throughput_seconds=10.0, attempts=ATTEMPTS)
QUICK_RUN = Effort(rounds=2, throughput_seconds=1.0, attempts=QUICK)


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="peers.py", description=__doc__)
    made.add_argument("--quick", action="store_true", help="two rounds and a few hostile attempts: shows that it works")
    made.add_argument("--json", action="store_true", help="print plain data instead of the table")
    return made


def main(arguments: list[str] | None = None) -> None:
    chosen = parser().parse_args(arguments)
    effort = QUICK_RUN if chosen.quick else FULL_RUN
    with tempfile.TemporaryDirectory(prefix="mlestone-peers-") as name:
        folder = Path(name)
        tools = all_tools(folder)
        before = load()  # others' work: ours has not begun
        rows = measure(tools, effort, folder)
    if chosen.json:
        print(json.dumps(as_plain(rows, effort.attempts, before), indent=2))
    else:
        print(as_text(rows, effort.attempts, before))


if __name__ == "__main__":
    main()
