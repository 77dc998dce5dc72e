"""The simulated learners: that the fast beliefs are the product's, and that a seed makes the same people."""

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from mlestone.base.settings import builtin_course
from mlestone.course.load import load_course
from mlestone.course.model import Course
from mlestone.learning.placement import begin

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def benchmarks_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))


def part(name: str) -> ModuleType:
    return importlib.import_module(f"benchmarks.learners.{name}")


@cache
def course() -> Course:
    return load_course(builtin_course())


def answers(seed: int) -> Iterator[bool]:
    chance = np.random.default_rng(seed)
    while True:
        yield bool(chance.random() < 0.6)


def test_the_fast_beliefs_ask_and_believe_what_the_product_does() -> None:
    slow = begin(course(), course().skills)
    fast = part("swift").swift(slow)
    for right, _ in zip(answers(3), range(8), strict=False):
        question, same = slow.question(), fast.question()
        assert question is not None and same is not None
        assert (question.skill, question.tells) == (same.skill, same.tells)
        slow, fast = slow.answered(question.skill, right), fast.answered(question.skill, right)
        assert list(fast.beliefs().values()) == pytest.approx(list(slow.beliefs().values()), abs=1e-9)
    assert fast.outcome().credited == slow.outcome().credited


def test_a_number_and_a_seed_make_the_same_learner_alone_and_among_others() -> None:
    placing = part("placing")
    alone = placing.place(placing.Task(3, 9))
    placing.place(placing.Task(4, 9))
    assert placing.place(placing.Task(3, 9)) == alone


def test_strangers_know_something_and_not_everything() -> None:
    people, strangers = part("people"), part("strangers")
    made = strangers.Strangers(people.People(course()))
    for kind in strangers.Stranger:
        shares = [made.of_kind(kind, np.random.default_rng(number)).mean() for number in range(8)]
        assert 0.02 < min(shares) < max(shares) < 1


def test_a_seed_makes_the_same_people_in_every_process() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import numpy as np\n"
        "from benchmarks.learners.people import Kind, People\n"
        "from benchmarks.learners.strangers import Stranger, Strangers\n"
        "from mlestone.base.settings import builtin_course\n"
        "from mlestone.course.load import load_course\n"
        "people = People(load_course(builtin_course()))\n"
        "made = [people.of_kind(kind, np.random.default_rng(5)).knows for kind in Kind]\n"
        "made += [Strangers(people).of_kind(kind, np.random.default_rng(5)) for kind in Stranger]\n"
        "print(np.packbits(made).tobytes().hex())\n"
    )
    # Sets have another order in every process, unless told which.
    known = {
        subprocess.run(
            [sys.executable, "-c", code, str(ROOT)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(known) == 1
