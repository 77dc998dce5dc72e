"""A small course that is right in every way, for tests that plant one fault and look at what is said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mlestone.base.errors import CourseProblems, Problem
from mlestone.course.load import load_course
from mlestone.course.model import Course

FILES = {
    "ids.txt": """\
# Every id of the small course.
region basics
region further
skill counting
skill adding
skill dividing
proof counting/count-up
proof counting/count-down
proof adding/add-two
proof adding/add-many
proof dividing/divide
proof dividing/divide-by-zero
track arithmetic
track roadmap-numbers
roadmap numbers
item numbers.whole
item numbers.whole.counting
item numbers.whole.sums
item numbers.whole.adding
skill abacus retired -> counting: nobody has one
""",
    "kits.yaml": """\
kits:
  core:
    title: Numbers
    tools: [python, numpy]
  deep:
    title: Networks
    includes: [core]
    tools: [torch]
machine: ["debian:git"]
""",
    "tracks.yaml": """\
tracks:
  - id: arithmetic
    title: Arithmetic
    description: All there is.
    targets: [adding, dividing]
  - id: roadmap-numbers
    title: The roadmap
    description: In its own order.
    roadmap: numbers
    targets: [adding, counting]
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
      - id: numbers.whole.sums
        name: Sums
        items:
          - id: numbers.whole.adding
            name: Adding
""",
    "basics/region.yaml": """\
title: Basics
order: 1
colour: "#c13c3b"
about: Where it begins.
kit: core
skills: [counting, adding]
""",
    "further/region.yaml": """\
title: Further
order: 2
colour: "#df6424"
about: Where it goes.
kit: core
""",
    "basics/counting/lesson.md": """\
---
title: Counting
outcome: You can count.
needs: []
covers: [numbers.whole.counting]
minutes: 30
tools: [python]
proofs:
  - id: count-up
    kind: code
    idea: Count upwards from one to a number given by the checker.
  - id: count-down
    kind: lab
    idea: Count downwards with a program that the checker starts for real.
---
""",
    "basics/adding/lesson.md": """\
---
title: Adding
outcome: You can add numbers.
needs: [counting]
covers: [numbers.whole.adding]
minutes: 30
tools: [python, "debian:git"]
proofs:
  - id: add-two
    kind: code
    idea: Add two random numbers and say what came of it.
  - id: add-many
    kind: question
    idea: Predict the sum of many numbers that nobody has seen before.
---

Two and two.
""",
    "further/dividing/lesson.md": """\
---
title: Dividing
outcome: You can divide one number by another.
needs: [adding]
covers: []
minutes: 40
tools: [torch]
kit: deep
implied: true
proofs:
  - id: divide
    kind: code
    idea: Divide a number by another one, both drawn by the checker.
  - id: divide-by-zero
    kind: debug
    idea: Find out why the program stops and mend what is wrong.
---
""",
}


class SmallCourse:
    """The files of the small course, and ways to spoil them."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def write_all(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            self.write(name, text)

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def register(self, *lines: str) -> None:
        self.write(
            "ids.txt",
            (self.root / "ids.txt").read_text(encoding="utf-8") + "".join(f"{line}\n" for line in lines),
        )

    def load(self, *beside: Path) -> Course:
        return load_course(self.root, beside)

    def problems(self, *beside: Path) -> list[Problem]:
        with pytest.raises(CourseProblems) as caught:
            self.load(*beside)
        return list(caught.value.problems)

    def said(self, *beside: Path) -> list[str]:
        """Each problem as `path:line: message`, the path from the course's folder."""
        return [problem.shown(relative_to=self.root).split("\n")[0] for problem in self.problems(*beside)]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallCourse]:
    course = SmallCourse(tmp_path / "small")
    course.write_all(FILES)
    yield course


@pytest.fixture
def other(tmp_path: Path) -> SmallCourse:
    """An empty second course folder."""
    (tmp_path / "other").mkdir()
    return SmallCourse(tmp_path / "other")
