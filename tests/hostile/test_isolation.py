"""Attempts know nothing of each other, neither those before them nor those beside them; and nothing of the machine."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest

from mlestone.engine.engine import FULL, Engine
from mlestone.proving.verdict import Verdict

from .conftest import CORE, HONEST, Grade, said

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="walls are made of Linux")

# Each leaves what the other could find, then looks for a second whether the other did.
NEIGHBOUR = """
import contextlib
import os
import signal
import socket
import time

NAME = os.urandom(8).hex()
FOUND = set()
held = [socket.socket(socket.AF_UNIX), socket.create_server(("127.0.0.1", 0))]
held[0].bind("\\0neighbour-" + NAME)
held[0].listen()
for folder in ("/scratch", "/tmp", "/dev/shm"):
    with contextlib.suppress(PermissionError):  # /tmp shows libraries where MLestone itself was installed below it
        open(f"{folder}/neighbour-{NAME}", "w").close()
until = time.monotonic() + 1.0
while time.monotonic() < until:
    FOUND |= {pid for pid in os.listdir("/proc") if pid.isdigit() and int(pid) != os.getpid()}
    for folder in ("/scratch", "/tmp", "/dev/shm"):
        FOUND |= {name for name in os.listdir(folder) if name.startswith("neighbour-") and NAME not in name}
    with open("/proc/net/unix") as file:
        FOUND |= {line for line in file if "neighbour-" in line and NAME not in line}
    with open("/proc/net/tcp") as file:
        listening = [line.split()[1] for line in file if " 0A " in line]
        FOUND |= {place for place in listening if int(place.split(":")[1], 16) != held[1].getsockname()[1]}
    for pid in range(2, 100):
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
            FOUND.add(pid)
    time.sleep(0.05)
print("alone:", not FOUND, FOUND)


def summarise(table, axis):
    return None
"""

LEAVES = """
import atexit
import builtins
import os
import random
import sys

import numpy as np

builtins.left = np.left = sys.left = "left behind"
os.environ["LEFT"] = "left behind"
np.mean = np.stack = None
random.seed(1)
np.random.seed(1)
os.umask(0)
os.nice(5)
sys.setrecursionlimit(60)
open("/scratch/left", "w").write("left behind")


def summarise(table, axis):
    return None
"""

LOOKS = """
import builtins
import os
import sys

import numpy as np

found = [holder for holder in (builtins, np, sys) if hasattr(holder, "left")]
found += [name for name in ("LEFT",) if name in os.environ]
found += [path for path in ("/scratch/left", "/tmp/left") if os.path.exists(path)]
print("clean:", not found, os.umask(18) == 0, os.nice(0), sys.getrecursionlimit())
"""


@pytest.fixture(scope="module", autouse=True)
def every_wall_is_up(engine: Engine) -> None:
    walls = engine.walls(CORE)
    if missing := FULL - walls.raised:
        pytest.skip(f"this machine lacks walls: {', '.join(sorted(missing))}")


def test_attempts_at_the_same_time_do_not_find_each_other(grade: Grade) -> None:
    verdicts: list[Verdict] = []
    threads = [threading.Thread(target=lambda: verdicts.append(grade(NEIGHBOUR))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [verdict.status for verdict in verdicts] == ["failed"] * 2
    for verdict in verdicts:
        assert "alone: True" in verdict.printed, said(verdict)


def test_nothing_an_attempt_changes_reaches_the_next(grade: Grade) -> None:
    fresh = grade(LOOKS + HONEST["summaries"])
    for _ in range(3):  # more than one child is warm
        assert grade(LEAVES).status == "failed"
        after = grade(LOOKS + HONEST["summaries"])
        assert after.passed
        assert after.printed == fresh.printed
        assert after.printed.startswith("clean: True")


def test_an_attempt_beside_a_bomb_passes(grade: Grade) -> None:
    bomb = "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\n"
    ended = threading.Event()

    def explode() -> None:
        grade(bomb, seconds=1.0)
        ended.set()

    thread = threading.Thread(target=explode)
    thread.start()
    beside = [grade(HONEST["summaries"]).status]
    while not ended.is_set():
        beside.append(grade(HONEST["summaries"]).status)
    thread.join()
    assert set(beside) == {"passed"}


def test_servers_of_the_machine_cannot_be_reached(grade: Grade, tmp_path: Path) -> None:
    """Sockets that do exist, of each kind a server of the machine may have."""
    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(socket.AF_UNIX) as named,
        socket.socket(socket.AF_UNIX) as abstract,
    ):
        named.bind(str(tmp_path / "socket"))
        abstract.bind(f"\0mlestone-test-{tcp.getsockname()[1]}")
        for server in (named, abstract):
            server.listen()
        places = [
            (socket.AF_INET, tcp.getsockname()),
            (socket.AF_UNIX, named.getsockname()),
            (socket.AF_UNIX, "\0" + abstract.getsockname()[1:].decode()),
        ]
        for family, place in places:
            with socket.socket(family) as probe:
                probe.connect(place)  # from here it can be
            code = (
                f"import socket\ntry:\n    socket.socket({int(family)}).connect({place!r})\n    print('rea' + 'ched')\n"
                "except OSError as error:\n    print('refused:', error)\n"
            )
            assert grade(code).printed.startswith("refused:")
