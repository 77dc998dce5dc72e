"""A course of a few small skills, a learner of it with a clock that is set by hand, and a warm engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mlestone.base.settings import HOME_VARIABLE
from mlestone.course.load import load_course
from mlestone.study.learner import Learner
from mlestone.study.study import Study
from mlestone.study.views import Checked

ADD = '''"""Add two numbers

Write `add(a, b)`.
"""
from mlestone.proving import answer, check, expect, hints, mistake

hints("Which sign adds?", "Return it.", "`a + b`.")


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


@check("adds nothing")
def adds_nothing(learner, rng):
    a = int(rng.integers(10, 99))
    expect(learner.add(a, 0)).equals(a)
'''

SUMS = '''"""Sums in your head

Reply to each question.
"""
from mlestone.proving import ask, hints, question

hints("Count on.", "Carry.", "Put the two heaps together.")


@question(times=2)
def total(rng):
    a, b = (int(n) for n in rng.integers(10, 99, size=2))
    return ask.number(f"What is {a} + {b}?", right=a + b, mistakes={a * b: "That is the product."})
'''

COUNTS = SUMS.replace("Sums in your head", "What comes next").replace(
    'f"What is {a} + {b}?", right=a + b, mistakes={a * b: "That is the product."}', 'f"After {a} comes?", right=a + 1'
)


def lesson(title: str, needs: str, covers: str, proofs: str, body: str = "\nText.\n") -> str:
    return f"""---
title: {title}
outcome: You can do it.
needs: [{needs}]
covers: [{covers}]
minutes: 30
tools: [python]
{"" if covers else "implied: true"}
proofs:
{proofs}---
{body}"""


def proof(name: str, kind: str) -> str:
    return f"  - id: {name}\n    kind: {kind}\n    idea: Something about {name} that takes more than a few words.\n"


FILES = {
    "ids.txt": """\
region basics
skill counting
skill adding
skill doubling
skill dividing
proof counting/next-number
proof counting/count-up
proof adding/add-two
proof adding/sums
proof doubling/double
proof doubling/double-lab
proof dividing/divide
proof dividing/share
track arithmetic
track roadmap-numbers
roadmap numbers
item numbers.whole
item numbers.whole.counting
item numbers.whole.adding
item numbers.whole.dividing
""",
    "kits.yaml": """\
kits:
  core:
    title: Numbers
    tools: [python, numpy]
""",
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
    targets: [counting, adding, dividing]
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
        name: Counting
      - id: numbers.whole.adding
        name: Adding
      - id: numbers.whole.dividing
        name: Dividing
""",
    "basics/region.yaml": """\
title: Basics
order: 1
colour: "#c13c3b"
about: Where it begins.
kit: core
skills: [counting, adding, doubling, dividing]
""",
    "basics/counting/lesson.md": lesson(
        "Counting", "", "numbers.whole.counting", proof("next-number", "question") + proof("count-up", "code")
    ),
    "basics/counting/next_number.py": COUNTS,
    "basics/adding/lesson.md": lesson(
        "Adding", "counting", "numbers.whole.adding", proof("add-two", "code") + proof("sums", "question")
    ),
    "basics/adding/add_two.py": ADD,
    "basics/adding/sums.py": SUMS,
    "basics/doubling/lesson.md": lesson("Doubling", "adding", "", proof("double", "code") + proof("double-lab", "lab")),
    "basics/doubling/double.py": ADD.replace("Add two numbers", "Double a number"),
    "basics/dividing/lesson.md": lesson(
        "Dividing", "doubling", "numbers.whole.dividing", proof("divide", "code") + proof("share", "code"), body=""
    ),
}


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    def pass_(self, **time: float) -> None:
        self.time += timedelta(**time)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for everything MLestone keeps, the sockets of warm engines included."""
    home = tmp_path / "home"
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    monkeypatch.delenv("MLESTONE_WORKSPACE", raising=False)
    return home


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime.now(UTC).replace(microsecond=0))


@pytest.fixture(scope="session")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    root = tmp_path_factory.mktemp("small")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    with Study(load_course(root)) as study:
        yield study


OpenLearner = Callable[..., Learner]


@pytest.fixture
def open_learner(study: Study, clock: SetClock, home: Path) -> Iterator[OpenLearner]:
    """Opens the learner as another process or another day would: nothing but files is shared."""
    opened: list[Learner] = []

    def open_learner(**options: object) -> Learner:
        options = {"clock": clock, "local": UTC, "shared": False, **options}
        opened.append(Learner.open(study, **options))  # type: ignore[arg-type]
        return opened[-1]

    yield open_learner
    for learner in opened:
        learner.close()


@pytest.fixture
def learner(open_learner: OpenLearner) -> Learner:
    return open_learner()


PassQuestions = Callable[[Learner, str], Checked]


@pytest.fixture
def pass_questions() -> PassQuestions:
    """Starts a question proof (or goes on with it), replies rightly to all of it, hands it in."""

    def pass_questions(learner: Learner, proof: str) -> Checked:
        path = learner.start(proof).path
        path.write_text(filled_in(path.read_text()))
        checked = learner.check(proof)
        assert checked.verdict.passed, checked.verdict
        return checked

    return pass_questions


def filled_in(paper: str) -> str:
    """A paper of the small course with every reply right."""
    sums = re.findall(r"# \d\. What is (\d+) \+ (\d+)\?", paper)
    counts = re.findall(r"# \d\. After (\d+) comes\?", paper)
    replies = [int(a) + int(b) for a, b in sums] or [int(a) + 1 for a in counts]
    for number, reply in enumerate(replies, 1):
        paper = paper.replace(f"\n{number}: \n", f"\n{number}: {reply}\n")
    return paper
