"""`mlestone` alone: the app in the browser.

The server is a program of its own (`python -m mlestone.web`), and this process becomes it: front doors do not know each
other, and Ctrl-C then reaches the server itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn


def wants_app(port: int | None, no_browser: bool) -> bool:
    """Whether `mlestone` alone opens the app: for a person at a terminal, or when it was asked for by an option."""
    return port is not None or no_browser or sys.stdout.isatty()


def open_app(course: Sequence[Path] = (), port: int | None = None, no_browser: bool = False) -> NoReturn:
    """Become the server of the app."""
    command = [sys.executable, "-P", "-m", "mlestone.web"]
    command += [] if port is None else ["--port", str(port)]
    command += ["--no-browser"] if no_browser else []
    for folder in course:
        command += ["--course", str(folder)]
    if os.name == "nt":  # where one process cannot become another
        sys.exit(subprocess.call(command))
    sys.stdout.flush()
    os.execv(command[0], command)
