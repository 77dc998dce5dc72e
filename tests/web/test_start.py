"""`python -m mlestone.web` as a process: how it begins, what it loads, how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

Start = Callable[..., subprocess.Popen[str]]

# As `sitecustomize`: tells at the end which libraries the process of the server itself holds.
SPY = """
import atexit, json, os, sys
from pathlib import Path
_server = os.getpid()

@atexit.register
def tell():
    if os.getpid() == _server and "mlestone.web.app" in sys.modules:
        loaded = sorted({name.partition(".")[0] for name in sys.modules})
        Path(os.environ["SPY"]).write_text(json.dumps(loaded))
"""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started = []

    def start(*options: str, **environment: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "mlestone.web", "--no-browser", *options]
        started.append(
            subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                env={**os.environ, **environment},
                cwd=tmp_path,
            )
        )
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def address(server: subprocess.Popen[str]) -> httpx.URL:
    assert server.stdout is not None
    found = re.fullmatch(r"MLestone is at (http://127\.0\.0\.1:\d+/\?token=\S+)\n", server.stdout.readline())
    assert found is not None
    return httpx.URL(found[1])


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port


def test_the_address_it_tells_opens_the_page_and_ctrl_c_ends_it(start: Start, tmp_path: Path) -> None:
    (tmp_path / "spy").mkdir()
    (tmp_path / "spy" / "sitecustomize.py").write_text(SPY)
    spied = tmp_path / "loaded.json"
    server = start(PYTHONPATH=str(tmp_path / "spy"), SPY=str(spied))
    told = address(server)
    with httpx.Client(timeout=60, headers={"Origin": f"http://{told.netloc.decode()}"}) as browser:
        first = browser.get(told)
        assert first.status_code == 303
        assert "token" not in first.headers["location"]
        today = browser.get(told.join("/api/today"))
        assert today.status_code == 200
        proof = told.join("/api/proofs/python-functions/flexible-metric")
        assert "def " in browser.get(proof).json()["starter"]
        checked = browser.post(f"{proof}/attempts", json={"source": "1 / 0\n"})
        assert checked.json()["verdict"]["status"] == "crashed"
        session = browser.post(told.join("/api/sessions"), json={"skill": "numpy-shapes"}).json()["session"]
        ran = browser.post(told.join(f"/api/sessions/{session}/run"), json={"code": "import numpy\nprint(numpy.pi)"})
        assert "3.14159" in ran.text
    server.send_signal(signal.SIGINT)
    _, complaints = server.communicate(timeout=60)
    assert (server.returncode, complaints) == (0, "")
    loaded = set(json.loads(spied.read_text()))
    assert "fastapi" in loaded
    assert not loaded & {"numpy", "pandas", "scipy", "matplotlib", "sklearn", "torch", "jedi", "IPython"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_without_a_word_while_a_page_listens(start: Start, number: signal.Signals) -> None:
    server = start("--port", "0")
    with httpx.Client(follow_redirects=True, timeout=60) as page:
        door = address(server)
        page.get(door)
        with page.stream("GET", door.copy_with(path="/api/events", query=None)) as events:
            assert next(events.iter_lines())
            server.send_signal(number)
            _, complaints = server.communicate(timeout=60)
    assert (server.returncode, complaints) == (0, "")


def test_each_start_has_a_token_of_its_own(start: Start) -> None:
    tokens = {address(start("--port", "0")).params["token"] for _ in range(2)}
    assert len(tokens) == 2
    assert all(len(token) >= 32 for token in tokens)


def test_a_port_that_is_taken_is_named(start: Start) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        server = start("--port", str(port))
        _, complaints = server.communicate(timeout=60)
    assert server.returncode == 1
    assert complaints == (
        f"Port {port} cannot be used: another program has it. Name another with --port, or none, and a free one is "
        "found.\n"
    )


def test_the_port_can_be_chosen(start: Start) -> None:
    port = free_port()
    assert address(start("--port", str(port))).port == port


def test_a_second_start_leads_to_the_server_that_runs(start: Start) -> None:
    first = address(start("--port", str(free_port())))
    second = start()
    told, _ = second.communicate(timeout=60)
    assert second.returncode == 0
    assert told.startswith(f"MLestone is running already, at {first}\n")


def test_who_asks_for_another_port_gets_another_server(start: Start) -> None:
    first = address(start("--port", str(free_port())))
    second = address(start("--port", str(free_port())))
    assert first.port != second.port


def test_another_course_is_shown_by_a_server_of_its_own(start: Start, course_folder: Path) -> None:
    address(start("--port", str(free_port())))
    assert address(start("--course", str(course_folder)))


def test_a_server_that_was_killed_is_not_taken_for_one_that_runs(start: Start, home: Path) -> None:
    port = free_port()
    first = start("--port", str(port))
    address(first)
    first.kill()
    first.wait()
    assert [note.name for note in (home / "cache" / "servers").iterdir()] == [f"{port}.json"]
    assert address(start())
    assert not (home / "cache" / "servers" / f"{port}.json").exists()


def test_the_note_with_the_token_is_its_owner_s_alone_and_goes_with_the_server(start: Start, home: Path) -> None:
    server = start("--port", "0")
    told = address(server)
    (note,) = (home / "cache" / "servers").iterdir()
    assert told.params["token"] in note.read_text()
    assert note.stat().st_mode & 0o077 == 0
    server.send_signal(signal.SIGINT)
    server.communicate(timeout=60)
    assert not note.exists()


def test_somebody_else_at_the_port_of_a_note_is_not_believed(start: Start, home: Path) -> None:
    first = start("--port", "0")
    address(first)
    (note,) = (home / "cache" / "servers").iterdir()
    told = json.loads(note.read_text())
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))  # bound, and not listening: nothing is let in
        note.write_text(json.dumps({**told, "port": stranger.getsockname()[1]}))
        assert address(start())


def test_a_course_that_cannot_be_read_is_told_and_ends_it(start: Start, tmp_path: Path) -> None:
    server = start("--port", "0", "--course", str(tmp_path / "nothing"))
    _, complaints = server.communicate(timeout=60)
    assert server.returncode == 1
    assert "nothing" in complaints
    assert "Traceback" not in complaints


def test_other_processes_are_judged_by_its_engine_while_it_runs(start: Start) -> None:
    told = address(start("--port", "0"))
    headers = {"Authorization": f"Bearer {told.params['token']}"}
    with httpx.Client(timeout=60, headers=headers) as program:
        with program.stream("GET", told.join("/api/events")) as events:
            for line in events.iter_lines():
                if '"engine":"ready"' in line or '"state":"ready"' in line:
                    break
        ask = "from mlestone.study.study import Study; from mlestone.study.learner import Learner; "
        ask += "print(Learner.open(Study.open()).status().warm)"
        asked = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert asked.stdout == "True\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_as_well_before_it_is_loaded(start: Start, number: signal.Signals) -> None:
    server = start("--port", "0")
    address(server)
    server.send_signal(number)
    server.communicate(timeout=60)
    assert server.poll() is not None
