"""A course of a few small skills, a learner of it, and the server in front of them: in this process, or for real."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from mlestone.base.settings import HOME_VARIABLE
from mlestone.course.load import load_course
from mlestone.study.learner import Learner
from mlestone.study.study import Study
from mlestone.web.app import create_app
from mlestone.web.reception import Reception

TOKEN = "a-token-for-tests"
HOST = "127.0.0.1:8765"
ORIGIN = f"http://{HOST}"

ADD = '''"""Add two numbers

Write `add(a, b)`, which adds $a$ and $b$.
"""
from mlestone.proving import answer, check, expect, hints, mistake

hints("Which sign adds?", "`a + b`.")


@answer
def add(a, b):
    """Return the sum of `a` and `b`."""
    return a + b


@mistake(add, "That is the product.")
def multiplies(a, b):
    return a * b


@check("adds two numbers")
def adds(learner, rng):
    a, b = (int(n) for n in rng.integers(10, 99, size=2))
    expect(learner.add(a, b)).equals(add(a, b))
'''

SUMS = '''"""Sums in your head

Reply to each question.
"""
from mlestone.proving import ask, hints, question

hints("Count on.")


@question(times=2)
def total(rng):
    a, b = (int(n) for n in rng.integers(10, 99, size=2))
    return ask.number(f"What is {a} + {b}?", right=a + b)
'''

LESSON = """\

## What adding is

Two heaps: $a + b$.

```python
a = 2
print("a is", a)
```

```python
b = 3
a + b
```

### What it is not

```python fails
a + "b"
```

```python demo
def heap(n: range(1, 31) = 5, loud: bool = False):
    if loud:
        print("loud")
    return a + n
```

## What adding is

Again.
"""


def lesson(title: str, needs: str, proofs: str, body: str = "\nText.\n") -> str:
    return f"""---
title: {title}
outcome: You can *do* it.
needs: [{needs}]
covers: []
minutes: 30
tools: [python]
implied: true
proofs:
{proofs}---
{body}"""


def proof(name: str, kind: str) -> str:
    return f"  - id: {name}\n    kind: {kind}\n    idea: Something about {name} that takes more than a few words.\n"


FILES = {
    "ids.txt": """\
region basics
region beyond
skill counting
skill adding
skill dividing
proof counting/next-number
proof counting/count-up
proof adding/add-two
proof adding/sums
proof dividing/divide
proof dividing/share
track arithmetic
track roadmap-numbers
roadmap numbers
item numbers.whole
item numbers.whole.counting
""",
    "kits.yaml": "kits:\n  core:\n    title: Numbers\n    tools: [python, numpy]\n",
    "tracks.yaml": """\
tracks:
  - id: arithmetic
    title: Arithmetic
    description: All there is.
    targets: [dividing]
  - id: roadmap-numbers
    title: The roadmap
    description: In its own order.
    roadmap: numbers
    targets: [counting]
""",
    "roadmaps/numbers.yaml": """\
id: numbers
title: Numbers
source_file: numbers.txt
sections:
  - id: numbers.whole
    title: Whole numbers
    items:
      - id: numbers.whole.counting
        name: Counting sheep
""",
    "basics/region.yaml": """\
title: Basics
order: 1
colour: "#c13c3b"
about: Where it begins.
kit: core
skills: [counting, adding]
""",
    "beyond/region.yaml": """\
title: Beyond
order: 2
colour: "#0ea2a3"
about: Where it goes.
kit: core
skills: [dividing]
""",
    "basics/counting/lesson.md": lesson("Counting", "", proof("next-number", "question") + proof("count-up", "code"))
    .replace("implied: true\n", "")
    .replace("covers: []", "covers: [numbers.whole.counting]"),
    "basics/counting/next_number.py": SUMS.replace("Sums in your head", "What comes next"),
    "basics/adding/lesson.md": lesson(
        "Adding", "counting", proof("add-two", "code") + proof("sums", "question"), body=LESSON
    ),
    "basics/adding/add_two.py": ADD,
    "basics/adding/sums.py": SUMS,
    "beyond/dividing/lesson.md": lesson(
        "Dividing", "adding", proof("divide", "code") + proof("share", "code"), body=""
    ),
}

RIGHT = "def add(a, b):\n    return a + b\n"
PRODUCT = "def add(a, b):\n    return a * b\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for everything MLestone keeps."""
    home = tmp_path / "home"
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    monkeypatch.delenv("MLESTONE_WORKSPACE", raising=False)
    return home


@pytest.fixture(scope="session")
def course_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("small")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def study(course_folder: Path) -> Iterator[Study]:
    with Study(load_course(course_folder)) as study:
        yield study


@pytest.fixture
def open_learner(study: Study) -> Callable[[], Learner]:
    return lambda: Learner.open(study, shared=False)


@pytest.fixture
def learner(open_learner: Callable[[], Learner]) -> Iterator[Learner]:
    """The learner as another program on this machine sees it."""
    with open_learner() as learner:
        yield learner


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page that has been built."""
    folder = tmp_path_factory.mktemp("static")
    (folder / "assets").mkdir()
    (folder / "index.html").write_text('<meta name="style-nonce" content="__STYLE_NONCE__"><title>App</title>')
    (folder / "assets" / "app-1a2b.js").write_text("let x = 1;\n" * 400)
    (folder / "icon.svg").write_text("<svg/>")
    (folder / ".stamp").write_text("hidden")
    return folder


@pytest.fixture
def app(study: Study, open_learner: Callable[[], Learner], built: Path) -> Reception:
    return create_app(study, open_learner, token=TOKEN, static=built, warm=False)


@pytest.fixture
def stranger(app: Reception) -> Iterator[httpx.Client]:
    """Somebody with nothing but the address. It is asked for by the name and port a learner would see."""
    with running(app) as client:
        del client.headers["Authorization"]
        client.headers["Host"] = HOST
        yield client


@pytest.fixture
def client(stranger: httpx.Client) -> httpx.Client:
    """A page of this server's: it has the cookie, and says where it is from."""
    stranger.headers.update({"Cookie": f"mlestone-8765={TOKEN}", "Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"})
    return stranger


@contextlib.contextmanager
def running(app: Reception) -> Iterator[httpx.Client]:
    """The server for real, on a free port, and a program that knows its token."""
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    door.bind(("127.0.0.1", 0))
    door.listen()
    config = uvicorn.Config(app, log_level="warning", access_log=False, ws="none", timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([door],), daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{door.getsockname()[1]}"
    try:
        with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=60) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()
        door.close()


def events_of(text: str) -> list[tuple[str, Any]]:
    """The events of a stream that has ended, without heartbeats."""
    events = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if "event" in lines:
            events.append((lines["event"], json.loads(lines["data"])))
    return events


class Listening:
    """An open stream of events, read one by one."""

    def __init__(self, response: httpx.Response) -> None:
        self._lines = response.iter_lines()

    def next(self, wanted: str) -> Any:
        """What the next event of this name says."""
        name = ""
        for line in self._lines:
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: ") and name == wanted:
                return json.loads(line.removeprefix("data: "))
        raise AssertionError(f"the stream ended before {wanted!r} came")
