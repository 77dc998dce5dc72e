"""Submissions made to fool or to break the checks: each fails cleanly, and afterwards nothing of it runs or listens."""

from __future__ import annotations

import json
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlestone.base.ids import KitName
from mlestone.engine.engine import Engine
from mlestone.proving.labs.folder import read_lab

from ..processes import at_rest
from .conftest import CHECKS, SERVICE, HandIn, one_check, write_lab

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="machines are made of Linux")

ANSWER = SERVICE.replace("        # [answer]", "        #").replace("        # [/answer]\n", "")
ANSWER = ANSWER.replace("# [answer]", "#").replace("# [/answer]\n", "")
RAW = """
import socket, threading
def serve(talk):
    door = socket.create_server(("0.0.0.0", 8000))
    def one(line):
        try:
            line.recv(65536)
            talk(line)
        except OSError:
            pass
        line.close()
    while True:
        line, _ = door.accept()
        threading.Thread(target=one, args=(line,), daemon=True).start()
"""


def answering(talk: str) -> str:
    return RAW + f"import time\ndef talk(line):\n    {talk}\nserve(talk)\n"


@pytest.fixture(scope="module")
def resting(engine: Engine) -> int:
    """How many processes there are before any attempt."""
    engine.warm(KitName("core"))
    return at_rest(engine)


@pytest.fixture(autouse=True)
def nothing_is_left(engine: Engine, resting: int) -> Iterator[None]:
    mounts = Path("/proc/self/mountinfo").read_text()
    folders = set(Path(tempfile.gettempdir()).glob("mlestone*/mlestone-lab-*"))
    yield
    assert at_rest(engine, resting) <= resting
    assert Path("/proc/self/mountinfo").read_text() == mounts
    assert set(Path(tempfile.gettempdir()).glob("mlestone*/mlestone-lab-*")) <= folders


@pytest.fixture
def first_check(tmp_path: Path) -> Path:
    """The small lab with its first check alone, which waits a second for an answer."""
    head = CHECKS.partition('@check("adds')[0]
    return write_lab(tmp_path / "first", head.replace("seconds=3", "seconds=1"))


# What a service may do, and what is said of its first check.
NO_ANSWERS = {
    "never_answers": (answering("time.sleep(1000)"), "the request got no answer in time"),
    "closes_without_a_word": (answering("pass"), "the request got no answer: the connection was closed"),
    "answers_garbage": (answering(r"line.sendall(bytes(range(256)) * 9)"), "something back that is no HTTP"),
    "answers_with_headers_without_end": (
        answering(r"[line.sendall(b'HTTP/1.1 200 OK\r\n' + b'X: y\r\n' * 500) for _ in range(10**6)]"),
        "something back that is no HTTP",
    ),
    "drips": (
        answering(
            r"line.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n'); [(line.sendall(b'x'), time.sleep(.1)) "
            "for _ in range(9999)]"
        ),
        "the request got no answer in time",
    ),
    "answers_without_end": (
        answering(r"line.sendall(b'HTTP/1.1 200 OK\r\n\r\n'); [line.sendall(b'x' * 99999) for _ in range(10**6)]"),
        "got an answer of more than 8 MiB",
    ),
    "promises_a_petabyte": (
        answering(r"line.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 1000000000000000\r\n\r\nx')"),
        "got an answer that broke off before its end",
    ),
    "packs_a_bomb": (
        "import gzip\nBODY = gzip.compress(b'0' * 50_000_000)\n"
        + answering(
            r"line.sendall(b'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n' % len(BODY)+BODY)"
        ),
        "is no JSON",
    ),
    "nests_without_end": (
        answering(r"line.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n' + b'[' * 200000)"),
        "is no JSON",
    ),
    "sends_elsewhere": (
        answering(r"line.sendall(b'HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0\r\n\r\n')"),
        "302 is not 200",
    ),
    "dies_of_a_request": (answering("__import__('os').kill(0, 9)"), "was killed"),
}


@pytest.mark.parametrize("name", NO_ANSWERS)
def test_what_is_no_answer_fails(hand_in: HandIn, first_check: Path, name: str) -> None:
    source, said = NO_ANSWERS[name]
    verdict = hand_in({"service.py": source}, first_check)
    assert verdict.status == "failed", verdict
    assert said in str(verdict.checks[0].difference)


def test_the_request_sent_back_is_no_answer(hand_in: HandIn) -> None:
    echoing = ANSWER.replace('self.answer({"sum": asked["a"] + asked["b"]})', "self.answer(asked)")
    verdict = hand_in({"service.py": echoing})
    assert [check.status for check in verdict.checks] == ["passed", "failed", "passed", "passed"]


def test_the_checks_cannot_be_told_from_a_plain_client(hand_in: HandIn, tmp_path: Path, lab_folder: Path) -> None:
    """A service that writes down whatever it is asked, headers and all, finds nothing of ours in it."""
    noting = ANSWER.replace(
        "    def answer(self, value):\n",
        "    def answer(self, value):\n        with open('seen.txt', 'a') as file:\n"
        "            print(sorted(self.headers.items()), file=file)\n",
    )
    checks = (lab_folder / "checks.py").read_text()
    checks += '\n\n@check("tells")\ndef tells(lab, rng):\n    expect(lab.text("seen.txt")).equals("")\n'
    verdict = hand_in({"service.py": noting}, write_lab(tmp_path / "lab", checks))
    seen = verdict.checks[4].got
    assert seen is not None
    assert "python-httpx" in seen.text
    assert "mlestone" not in seen.text.lower()
    assert "check" not in seen.text.lower()


@pytest.mark.parametrize(
    "code",
    [
        "open('/proc/1/mem', 'rb').read(1)",
        "open('/proc/1/environ', 'rb').read(1)",
        "open('/proc/1/maps', 'rb').read(1)",
        "os.listdir('/proc/1/fd')",
        "os.readlink('/proc/1/exe')",
        "ctypes.CDLL(None, use_errno=True).ptrace(16, 1, 0, 0) and 1 / 0",
        "open('{course}/checks.py').read()",
        "os.listdir('{course}')",
        "socket.create_connection(('127.0.0.1', {host}), 1)",
        "socket.create_connection(('192.0.2.1', 80), 1)",
        "[os.fstat(fd) for fd in range(3, 9)]",
    ],
)
def test_nothing_of_the_checker_or_the_host_is_reached(
    hand_in: HandIn, tmp_path: Path, lab_folder: Path, code: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as host:
        code = code.format(course=lab_folder, host=host.getsockname()[1])
        source = f"import ctypes, os, socket\ntry:\n    {code}\nexcept Exception:\n    raise SystemExit(7)\n"
        lab = one_check(tmp_path / "lab", 'expect(lab.run("python try.py").code).equals(7)')
        assert hand_in({"try.py": source}, lab).passed


A_DAEMON = """
import os
for _ in range(2):
    if os.fork():
        os._exit(0)
    os.setsid()
"""
A_HUNDRED_CHILDREN = """
import os, time
for _ in range(100):
    if os.fork() == 0:
        os.setsid()
        time.sleep(999)
"""
DEAF_CHILDREN = """
import os, signal
for number in range(1, 32):
    if number not in (9, 19):
        signal.signal(number, signal.SIG_IGN)
os.fork()
"""
FORKS_WITHOUT_END = """
import os, time
def forks():
    while True:
        try:
            if os.fork() == 0:
                forks()
        except OSError:
            time.sleep(0.01)
forks()
"""
KILLS_ALL_IT_CAN = """
import os
for pid in (1, -1):
    try:
        os.kill(pid, 9)
    except OSError:
        pass
"""
EVERY_PORT = """
import socket, time
held = []
for port in range(8000, 65536):
    try:
        held.append(socket.create_server(("", port)))
    except OSError:
        break
time.sleep(999)
"""
LEFT_BEHIND = {
    "a_daemon": A_DAEMON + ANSWER,
    "a_hundred_children": A_HUNDRED_CHILDREN + ANSWER,
    "children_that_ignore_everything": DEAF_CHILDREN + ANSWER,
    "forks_without_end": FORKS_WITHOUT_END,
    "kills_all_it_can": KILLS_ALL_IT_CAN,
    "every_port": EVERY_PORT,
}


@pytest.mark.parametrize("name", LEFT_BEHIND)
def test_whatever_was_started_ends_with_the_verdict(hand_in: HandIn, name: str) -> None:
    verdict = hand_in({"service.py": LEFT_BEHIND[name]}, seconds=4.0)
    assert verdict.status != "not_graded", "some of these do answer rightly meanwhile; none costs us anything"
    assert hand_in({"service.py": ANSWER}).passed, "nor does it spoil what comes after"


def test_not_ending_when_asked_to_is_said(hand_in: HandIn) -> None:
    deaf = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + ANSWER
    verdict = hand_in({"service.py": deaf})
    assert [check.status for check in verdict.checks] == ["passed", "passed", "passed", "failed"]
    assert "was asked to end (SIGTERM) and still ran 3 seconds later" in str(verdict.checks[3].difference)


def test_a_full_disk_is_the_learners_own(hand_in: HandIn) -> None:
    filling = "with open('big', 'wb') as file:\n    while True:\n        file.write(b'x' * 1_000_000)\n"
    verdict = hand_in({"service.py": filling}, scratch=16 << 20)
    assert verdict.status == "failed"
    assert "No space left on device" in verdict.checks[0].printed or "File too large" in verdict.checks[0].printed


def test_printing_without_end_is_bounded(hand_in: HandIn) -> None:
    verdict = hand_in({"service.py": "while True:\n    print('x' * 10_000)\n"}, output=4 << 20)
    assert (verdict.status, verdict.limit) == ("out_of_limits", "output")


def test_too_much_memory_is_said(hand_in: HandIn, engine: Engine) -> None:
    if "memory" not in engine.walls(KitName("core")).raised:
        pytest.skip("no control group counts memory here")
    verdict = hand_in({"service.py": "held = []\nwhile True:\n    held.append(bytearray(50_000_000))\n"})
    assert verdict.status == "failed", verdict
    assert "needed more memory" in str(verdict.checks[0].difference)


@pytest.mark.parametrize(
    "make", ["os.symlink('/etc/passwd', 'out.json')", "os.mkfifo('out.json')", "os.symlink('out.json', 'out.json')"]
)
def test_a_file_that_is_none_keeps_nobody_waiting(hand_in: HandIn, tmp_path: Path, make: str) -> None:
    check = 'lab.run("python make.py")\nexpect(lab.text("out.json")).equals("{}")'
    lab = one_check(tmp_path / "lab", check)
    assert hand_in({"make.py": f"import os\n{make}\n"}, lab).status == "failed"


def test_files_of_hostile_names_stay_in_the_copy(hand_in: HandIn, tmp_path: Path) -> None:
    check = 'lab.run("python make.py")\nnames = [path.name for path in lab.fetch().rglob("*")]\n'
    lab = one_check(tmp_path / "lab", f'{check}expect(names).contains("fine.txt")')
    source = "open('fine.txt', 'w').write('x')\nopen(b'\\xff\\xfe', 'w').write('x')\nopen('a\\nb', 'w').write('x')\n"
    assert hand_in({"make.py": source}, lab).passed


def test_what_is_handed_in_may_be_anything(engine: Engine, lab_folder: Path) -> None:
    from mlestone.base.ids import ProofId
    from mlestone.engine.job import Job
    from mlestone.engine.limits import LAB

    for source in (b"", b"\xff\xfe", b"[]", b"{}", b'{"files": []}', b'{"files": {"a": 1}}', b"[" * 100_000):
        verdict = engine.grade(
            Job(ProofId("serving/adder"), lab_folder, KitName("core"), 1, source, limits=LAB)
        ).verdict
        assert verdict.status == "crashed", (source[:20], verdict)
    huge = json.dumps({"files": {"a": "x" * (5 << 20)}}).encode()
    verdict = engine.grade(Job(ProofId("serving/adder"), lab_folder, KitName("core"), 1, huge, limits=LAB)).verdict
    assert (verdict.status, verdict.limit) == ("out_of_limits", "source")


def test_the_answer_used_here_is_the_labs(lab_folder: Path) -> None:
    assert read_lab(lab_folder).answer["service.py"].decode().count("self.answer(") == 2
