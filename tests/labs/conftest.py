"""A small lab whose service needs the standard library alone, and one warm engine for all tests of labs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mlestone.base.ids import KitName, ProofId
from mlestone.engine.engine import Engine
from mlestone.engine.job import Job
from mlestone.engine.limits import LAB
from mlestone.proving.labs import bundle
from mlestone.proving.verdict import Verdict

CHECKS = '''"""Add over HTTP

Write `service.py`: it listens on port 8000 of all addresses, answers `GET /health` with `{"status": "ok"}` and
`POST /add` of `{"a": 1, "b": 2}` with `{"sum": 3}`.
"""
from mlestone.proving import check, expect, hints, limits

hints("Which address do other machines reach?")
limits(seconds=60, disk=16)


def service(lab):
    return lab.server("python service.py", port=8000, seconds=20)


@check("answers /health")
def health(lab, rng):
    got = service(lab).get("/health", seconds=3)
    expect(got.status).equals(200)
    expect(got.json()).equals({"status": "ok"})


@check("adds two numbers")
def adds(lab, rng):
    a, b = rng.integers(1, 1_000_000, size=2).tolist()
    got = service(lab).post("/add", json={"a": a, "b": b}, seconds=3)
    expect(got.json()).equals({"sum": a + b})


@check("can be reached from another machine")
def reached(lab, rng):
    expect(service(lab).outside.get("/health", seconds=3).status).equals(200)


@check("ends when it is asked to")
def ends(lab, rng):
    service(lab).stop(grace=3)
'''

SERVICE = '''"""A service that adds."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        # [answer] Say that all is well.
        self.answer({"status": "ok"})
        # [/answer]

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        # [answer] Add the two numbers.
        self.answer({"sum": asked["a"] + asked["b"]})
        # [/answer]

    def answer(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


# [answer] Listen where other machines reach it.
ThreadingHTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
# [/answer]
'''

SUBTRACTS = """The second number is taken away. Which sign adds?

--- service.py
+++ service.py
@@
-        self.answer({"sum": asked["a"] + asked["b"]})
+        self.answer({"sum": asked["a"] - asked["b"]})
"""

SHY = """127.0.0.1 is the machine itself: nobody else reaches a service that listens there.

--- service.py
+++ service.py
@@
-ThreadingHTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
+ThreadingHTTPServer(("127.0.0.1", 8000), Handler).serve_forever()
"""

Write = Callable[..., Path]
HandIn = Callable[..., Verdict]


def write_lab(folder: Path, checks: str = CHECKS, answer: Mapping[str, str] | None = None, **mistakes: str) -> Path:
    """A lab's folder."""
    for name, text in (answer or {"service.py": SERVICE}).items():
        path = folder / "answer" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "checks.py").write_text(checks)
    (folder / "mistakes").mkdir(exist_ok=True)
    for name, text in mistakes.items():
        (folder / "mistakes" / f"{name}.diff").write_text(text)
    return folder


def one_check(folder: Path, body: str, declared: str = "") -> Path:
    """A lab of one check with this body, whose learner may hand in anything."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    head = '"""One check\n\nDo it.\n"""\nfrom mlestone.proving import check, expect, programs, service\n'
    checks = f'{head}{declared}\n@check("holds")\ndef holds(lab, rng):\n{lines}'
    return write_lab(folder, checks, {"given.py": "# [answer] Do it.\n1\n# [/answer]\n2\n"})


@pytest.fixture(scope="session")
def lab_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_lab(tmp_path_factory.mktemp("course") / "adder", subtracts=SUBTRACTS, shy=SHY)


@pytest.fixture(scope="session")
def engine(lab_folder: Path) -> Iterator[Engine]:
    with Engine(courses=(lab_folder.parent,)) as engine:
        yield engine


@pytest.fixture
def hand_in(engine: Engine, lab_folder: Path) -> HandIn:
    """Judge files, by name; `lab` is the folder of another lab, `limits` changes those of all labs."""

    def hand_in(
        files: Mapping[str, str | bytes], lab: Path = lab_folder, seed: int = 7, tell: Any = None, **limits: Any
    ) -> Verdict:
        given = {name: body.encode() if isinstance(body, str) else body for name, body in files.items()}
        job = Job(
            ProofId("serving/adder"), lab, KitName("core"), seed, bundle.pack(given), limits=replace(LAB, **limits)
        )
        return engine.grade(job, tell=tell).verdict

    return hand_in
