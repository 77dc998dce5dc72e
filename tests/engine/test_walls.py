"""What a child cannot do, and that nothing of it is left. Each attempt is followed by an honest one that passes."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

from mlestone.base.ids import KitName
from mlestone.engine.engine import FULL, Engine

from .conftest import RIGHT, Grade

pytestmark = [
    pytest.mark.skipif(not Path("/proc").exists(), reason="walls are made of Linux"),
    pytest.mark.usefixtures("nothing_is_left"),
]


def told(grade: Grade, code: str, **options: float) -> str:
    """What the learner's code prints when `code` runs inside a checked call."""
    body = "\n".join(f"    {line}" for line in code.strip().splitlines())
    verdict = grade(f"def scale(x, factor=2):\n{body}\n", **options)
    return verdict.checks[0].printed + str(verdict.checks[0].trouble)


def test_this_machine_has_every_wall(engine: Engine) -> None:
    walls = engine.walls(KitName("core"))
    assert walls.raised >= FULL, walls.missing


@pytest.mark.parametrize(
    "path",
    ["/etc/shadow", "~/.ssh", "{repository}/curriculum", "{package}/engine", "{package}/../../curriculum", "/root"],
)
def test_the_course_and_the_home_folder_are_not_there(grade: Grade, path: str) -> None:
    import mlestone

    package = Path(mlestone.__file__).parent
    place = path.format(repository=package.parents[1], package=package).replace("~", str(Path.home()))
    said = told(
        grade,
        f"import os\nprint('SE' + 'EN', os.listdir({place!r}) if os.path.isdir({place!r}) else open({place!r}).read())",
    )
    assert "SEEN" not in said
    assert "Error" in said


def test_the_proof_file_cannot_be_read_by_any_path(grade: Grade, proof_file: Path) -> None:
    assert "Error" in told(grade, f"print('SE' + 'EN', open({str(proof_file)!r}).read())")


SEARCH = """
import re, sys
modules = [name for name in sys.modules if name.startswith(("mlestone.course", "mlestone.proving"))]
pattern = re.compile(rb"{pattern}")  # written so that it does not find itself
found = looked = 0
for line in open("/proc/self/maps"):
    span, rights, *_ = line.split()
    start, end = (int(part, 16) for part in span.split("-"))
    if rights.startswith("rw"):
        with open("/proc/self/mem", "rb", 0) as memory:
            memory.seek(start)
            try: content = memory.read(end - start)
            except OSError: continue
            looked += len(content)
            found += len(pattern.findall(content))
print("MODULES", modules, "FOUND", found, "LOOKED", looked > 10_000_000)
"""


@pytest.mark.parametrize(("pattern", "found"), [("The fact[o]r is ad[d]ed here", 0), ("self[_]evidence", 1)])
def test_nothing_of_the_course_is_in_memory(grade: Grade, pattern: str, found: int) -> None:
    said = told(
        grade, SEARCH.replace("{pattern}", pattern) + ("'self' '_evidence'" if not found else "'self_evidence'")
    )
    assert "MODULES []" in said
    assert "LOOKED True" in said
    # The second search is for something that is there: it shows that the search finds.
    assert ("FOUND 0" in said) == (found == 0)


@pytest.mark.parametrize(
    "code",
    [
        "import socket\nsocket.create_connection(('192.0.2.1', 80), 1)",
        "import socket\nsocket.socket(40, 1)",
        "import ctypes, os\nr = ctypes.CDLL(None, use_errno=True).ptrace(16, 1, 0, 0)\nassert r == 0, 'refused'",
        "import ctypes\nassert ctypes.CDLL(None).unshare(0x10000000) == 0, 'refused'",
        "import ctypes\nassert ctypes.CDLL(None).mount(b'x', b'/scratch', b'tmpfs', 0, None) == 0, 'refused'",
        "open('/usr/lib/mine', 'w')",
        "import os\nos.setuid(0)",
        "import os\nos.kill(os.getppid() or 4_000_000, 9)",
        "import time\ntime.clock_settime(time.CLOCK_REALTIME, 0)",
        "import os\nos.link('/etc/passwd', '/scratch/p')",
        "open('/proc/1/environ' if __import__('os').getpid() != 1 else '/proc/2/environ').read()",
    ],
)
def test_what_reaches_out_is_refused(grade: Grade, code: str) -> None:
    said = told(grade, f"{code}\nprint('REA' + 'CHED')")
    assert "REACHED" not in said
    assert "Error" in said or "refused" in said


def test_a_server_of_its_own_can_be_reached_on_loopback(grade: Grade) -> None:
    said = told(
        grade,
        """
import socket
server = socket.create_server(("127.0.0.1", 0))
socket.create_connection(server.getsockname()).sendall(b"x")
print("REACHED", server.accept()[0].recv(1))
""",
    )
    assert "REACHED b'x'" in said


LEFT_BEHIND = {
    "a daemon that forked twice": """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(1000)
    os._exit(0)
""",
    "a child that ignores every signal": """
import os, signal, time
if os.fork() == 0:
    for number in range(1, 65):
        try: signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError): pass
    while True: time.sleep(1)
""",
    "a fork bomb": """
import os
while True:
    try: os.fork()
    except OSError: pass
""",
    "a thread that never ends": """
import threading, time
threading.Thread(target=lambda: time.sleep(1000)).start()
""",
    "a full disk": """
with open("/scratch/big", "wb") as file:
    while True: file.write(b"x" * 1_000_000)
""",
    "every inode": """
for number in range(10**6): open(f"/scratch/{number}", "w").close()
""",
    "every descriptor and pipe": """
import os
held = []
while True:
    held.append(os.pipe())
    os.set_blocking(held[-1][1], False)
    os.write(held[-1][1], b"x" * 65536)
""",
    "all memory, slowly": """
held = []
while True: held.append(bytearray(8 << 20))
""",
    "memory in many processes": """
import os, time
for _ in range(20):
    if os.fork() == 0:
        held = []
        while True:
            try: held.append(bytearray(b"x" * (8 << 20)))
            except MemoryError: time.sleep(1)
time.sleep(1000)
""",
    "shared memory": """
import mmap
held = []
while True:
    held.append(mmap.mmap(-1, 64 << 20))
    held[-1].write(b"x" * (64 << 20))
""",
    "deep recursion": """
import sys
sys.setrecursionlimit(10**9)
def deeper(n): return deeper(n + 1) + 1
deeper(0)
""",
    "exit hooks": """
import atexit, os
atexit.register(lambda: os.fork())
raise SystemExit(0)
""",
}


@pytest.mark.parametrize("bomb", LEFT_BEHIND.values(), ids=LEFT_BEHIND.keys())
def test_nothing_outlives_an_attempt(grade: Grade, bomb: str) -> None:
    body = "\n".join(f"    {line}" for line in bomb.strip().splitlines())
    verdict = grade(f"def scale(x, factor=2):\n{body}\n", seconds=1.5)
    assert verdict.status in ("failed", "crashed", "out_of_limits"), verdict
    assert not verdict.passed


def test_memory_of_a_whole_family_is_one_limit(engine: Engine, grade: Grade) -> None:
    if "memory" not in engine.walls(KitName("core")).raised:
        pytest.fail("this machine made no control group; the watch on resident memory is tested elsewhere")
    body = "\n".join(f"    {line}" for line in LEFT_BEHIND["memory in many processes"].strip().splitlines())
    verdict = grade(f"def scale(x, factor=2):\n{body}\n", seconds=8.0)
    assert verdict.status == "out_of_limits"


def test_no_scratch_folder_or_control_group_is_left(engine: Engine, grade: Grade) -> None:
    before = set(Path(tempfile.gettempdir()).glob("mlestone-*"))
    grade("open('/scratch/x', 'w').write('y')\n" + RIGHT)
    engine.settle()
    assert set(Path(tempfile.gettempdir()).glob("mlestone-*")) <= before
    groups = groups_of_mine()
    with Engine() as other:
        other.warm(KitName("core"), 0)
    assert groups_of_mine() == groups


def groups_of_mine() -> set[str]:
    return {path.name for path in Path("/sys/fs/cgroup").rglob(f"mlestone-{os.getpid()}-*")}


def test_pip_settings_of_the_environment_are_blank(engine: Engine, grade: Grade) -> None:
    settings = Path(sys.prefix, "pip.conf")
    if settings.exists():
        assert "SEEN ''" in told(grade, f"print('SE' + 'EN', repr(open({str(settings)!r}).read()))")
        return
    settings.write_text("[global]\nindex-url = sentinel\n")
    try:
        with Engine() as other:
            other.warm(KitName("core"), 0)
            with other.session(KitName("core")) as session:
                shown = "".join(str(happening) for happening in session.run(f"open({str(settings)!r}).read()"))
        assert "sentinel" not in shown
        assert "text='\"\"'" in shown or "\"''\"" in shown or "PermissionError" in shown
    finally:
        settings.unlink()
