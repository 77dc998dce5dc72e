"""Services of the checker's: found at their port by the learner's code, and out of its reach otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import HandIn, one_check, write_lab

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="machines are made of Linux")

CHECKS = '''"""Ask the bank

Write `pay.py`: it asks `http://127.0.0.1:9000/rate` for the rate and prints it, and serves it on port 8000.
"""
from mlestone.proving import check, expect, service

service("bank", port=9000, reach=8000)


@check("prints the rate")
def prints(lab, rng):
    done = lab.run("python pay.py")
    expect(done.output.strip()).equals("7")


@check("is reached by the bank, and only there")
def reached(lab, rng):
    lab.server("python -m http.server 8000", port=8000)
    lab.start("python -m http.server 8001")
    lab.until(lambda: 8001 in lab.listening(), 10)
    expect(lab.service("bank").get("/ask?port=8000").text).equals("200")
    expect(lab.service("bank").get("/ask?port=8001").text).equals("refused")


@check("finds nothing else of the bank's")
def alone(lab, rng):
    lab.start("python -m http.server 8002")
    expect(lab.until(lambda: lab.running() == ["python"] * 3, 10)).is_true("nothing runs but what was started here")
    expect(lab.exists("bank.py")).equals(False)
'''

BANK = """
import sys, urllib.error, urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Bank(BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"7"
        if self.path.startswith("/ask"):
            try:
                body = b"%d" % urllib.request.urlopen(f"http://127.0.0.1:{self.path[-4:]}/", timeout=5).status
            except urllib.error.URLError:
                body = b"refused"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Bank).serve_forever()
"""
PAY = "import urllib.request\nprint(urllib.request.urlopen('http://127.0.0.1:9000/rate').read().decode())\n"


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    answer = {"pay.py": f"# [answer] Ask for the rate.\n{PAY}# [/answer]\nNAME = 'pay'\n"}
    lab = write_lab(tmp_path_factory.mktemp("course") / "bank", CHECKS, answer)
    (lab / "services").mkdir()
    (lab / "services" / "bank.py").write_text(BANK)
    return lab


def test_a_service_of_the_labs_own_is_found_at_its_port(hand_in: HandIn, bank: Path) -> None:
    verdict = hand_in({"pay.py": PAY}, bank)
    assert verdict.passed, verdict


def test_a_service_is_not_taken_for_a_server_of_the_learners(hand_in: HandIn, tmp_path: Path) -> None:
    lab = one_check(
        tmp_path / "lab", 'lab.server("python given.py", port=8000, seconds=1)', 'service("bank", port=9000)'
    )
    (lab / "services").mkdir()
    (lab / "services" / "bank.py").write_text(BANK)
    verdict = hand_in({"given.py": "import time\ntime.sleep(60)\n"}, lab)
    assert str(verdict.checks[0].difference).endswith("within 1 seconds; nobody listens on any port")


def test_a_service_that_does_not_start_is_nobodys_failure(hand_in: HandIn, tmp_path: Path) -> None:
    lab = write_lab(tmp_path / "lab", CHECKS, {"pay.py": "# [answer] x\n1\n# [/answer]\n2\n"})
    (lab / "services").mkdir()
    (lab / "services" / "bank.py").write_text("raise SystemExit('out of money')")
    verdict = hand_in({"pay.py": PAY}, lab)
    assert verdict.status == "not_graded"
    assert "out of money" in str(verdict.author_detail)


def test_the_port_of_a_service_is_taken_before_the_learner_could(hand_in: HandIn, bank: Path) -> None:
    greedy = """
import socket
try:
    socket.create_server(("", 9000))
except OSError:
    pass
else:
    raise SystemExit(3)
"""
    assert hand_in({"pay.py": greedy + PAY}, bank).passed


def test_redis_is_known_by_name(hand_in: HandIn, tmp_path: Path) -> None:
    check = 'expect(lab.run("python ping.py").output).contains("PONG")'
    lab = one_check(tmp_path / "lab", check, 'service("redis", port=6379)')
    ping = """
import socket
line = socket.create_connection(("127.0.0.1", 6379))
line.sendall(b"PING\\r\\n")
print(line.recv(99))
"""
    assert hand_in({"ping.py": ping}, lab).passed
