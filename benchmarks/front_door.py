"""The app as a learner starts it, for the benchmarks that measure it from outside."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mlestone.base.settings import HOME_VARIABLE


@contextmanager
def server(home: Path) -> Iterator[tuple[str, str, int]]:
    """The command, as a learner types it: its address, the one that lets a browser in, and the process."""
    command = [sys.executable, "-m", "mlestone", "--no-browser", "--port", "0"]
    environment = {**os.environ, HOME_VARIABLE: str(home)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        door = re.search(r"http://\S+", process.stdout.readline())
        if door is None:
            raise SystemExit("The server did not say where it is.")
        try:
            yield door[0].partition("/?")[0], door[0], process.pid
        finally:
            process.terminate()
