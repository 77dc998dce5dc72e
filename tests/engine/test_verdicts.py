"""From a job to a verdict: every status an attempt can end in."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from mlestone.base.ids import KitName
from mlestone.engine.engine import Engine, WallsMissing
from mlestone.engine.job import Job, imports_of

from ..processes import family, kit_process
from .conftest import PROOF, RIGHT, Grade


def test_a_right_answer_passes_every_check(grade: Grade) -> None:
    verdict = grade(RIGHT)
    assert verdict.status == "passed", verdict
    assert [check.status for check in verdict.checks] == ["passed", "passed"]
    assert (verdict.proof, verdict.kind, verdict.seed) == ("arrays/scale", "code", 7)


def test_a_mistake_is_recognised_by_name(grade: Grade) -> None:
    verdict = grade("def scale(x, factor=2):\n    return [v + factor for v in x] if x.ndim == 1 else x + factor\n")
    assert verdict.status == "failed"
    assert verdict.mistake is not None
    assert verdict.mistake.name == "adds"
    assert "added" in verdict.summary


def test_the_same_attempt_gives_the_same_verdict_to_the_bit(grade: Grade) -> None:
    wrong = "def scale(x, factor=2):\n    return x * factor + {1e-3, 2e-3}.pop()\n"
    assert grade(wrong).as_dict() == grade(wrong).as_dict()
    assert grade(wrong, seed=8).as_dict() != grade(wrong).as_dict()


@pytest.mark.parametrize(
    ("source", "status", "said"),
    [
        ("", "not_attempted", ""),
        ("# later\n", "not_attempted", ""),
        ("def scale(x, factor=2):\n    ...\n", "not_attempted", ""),
        ("def scale(x:\n    return x\n", "crashed", "Line 1"),
        ("import nothing_of_that_name\n" + RIGHT, "crashed", "nothing_of_that_name"),
        ("raise ValueError('at import')\n", "crashed", "at import"),
        ("import sys\nsys.exit(0)\n", "crashed", "SystemExit"),
        ("import os\nos._exit(0)\n", "crashed", ""),
        ("print('hello'); x = 1\n", "failed", "scale"),
        (RIGHT.encode() + b"\n# \xe9\n", "crashed", "UTF-8"),
        (b"\x00" * 100, "crashed", ""),
        (b"x = 1\n" * 900_000, "out_of_limits", ""),
    ],
)
def test_bad_input_gets_the_verdict_that_fits(grade: Grade, source: str | bytes, status: str, said: str) -> None:
    verdict = grade(source)
    assert verdict.status == status, verdict
    assert said in verdict.summary + str(verdict.trouble)


@pytest.mark.parametrize(
    ("body", "limit"),
    [
        ("while True: pass", "time"),
        ("import time; time.sleep(1000)", "time"),
        ("while True: print('x' * 10_000)", "output"),
        ("return bytearray(30 << 30)", None),
    ],
)
def test_limits_are_kept_from_outside(grade: Grade, body: str, limit: str | None) -> None:
    verdict = grade(f"def scale(x, factor=2):\n    {body}\n", seconds=1.0)
    assert (verdict.status, verdict.limit) == (("out_of_limits", limit) if limit else ("failed", None)), verdict
    if limit is None:
        assert verdict.checks[0].trouble is not None
        assert verdict.checks[0].trouble.type == "MemoryError"
        assert verdict.checks[0].trouble.line == 2


def test_a_crash_in_one_check_leaves_the_others_not_run(grade: Grade) -> None:
    verdict = grade("import os, signal\ndef scale(x, factor=2):\n    import ctypes; ctypes.string_at(0)\n")
    assert verdict.status == "crashed"
    assert [check.status for check in verdict.checks] == ["failed", "not_run"]


def test_a_zygote_that_dies_is_started_again(engine: Engine, grade: Grade) -> None:
    assert grade(RIGHT).passed
    host = engine._host(KitName("core"))
    os.kill(host._process.pid, signal.SIGKILL)  # type: ignore[union-attr]
    assert grade(RIGHT).passed


def at_the_same_time(engine: Engine, job: Job, meanwhile: Callable[[], None] = lambda: None) -> None:
    """Many right and wrong attempts at once; each gets the verdict it deserves."""
    verdicts: dict[int, tuple[str, str | None]] = {}

    def attempt(number: int) -> None:
        wrong = number % 2
        source = RIGHT if not wrong else f"def scale(x, factor=2):\n    return x * {number}0\n"
        verdict = engine.grade(replace(job, source=source.encode(), seed=number)).verdict
        verdicts[number] = (verdict.status, verdict.author_detail)

    threads = [threading.Thread(target=attempt, args=(number,)) for number in range(24)]
    for thread in threads:
        thread.start()
    meanwhile()
    for thread in threads:
        thread.join()
    assert verdicts == {number: ("failed" if number % 2 else "passed", None) for number in range(24)}


def test_attempts_at_the_same_time_do_not_meet(engine: Engine, job: Job) -> None:
    at_the_same_time(engine, job)


@pytest.mark.parametrize("whose", ["the kit's process", "one of its zygotes"])
def test_no_attempt_is_lost_to_a_process_of_the_kit_that_dies_under_it(engine: Engine, job: Job, whose: str) -> None:
    """Not even those that find a zygote gone before anybody has noticed that the kit is."""
    for _ in range(3):
        engine.warm(job.kit)
        kit = kit_process(engine)
        victim = kit if whose == "the kit's process" else min(family(kit) - {kit})
        at_the_same_time(engine, job, partial(os.kill, victim, signal.SIGKILL))


def test_our_own_fault_is_not_graded_and_shows_nothing_of_the_check(engine: Engine, job: Job, tmp_path: Path) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text(PROOF.replace("    expect(learner.scale(x)).close(scale(x))", "    secret = 91827 / 0"))
    verdict = engine.grade(replace(job, path=broken, source=RIGHT.encode())).verdict
    assert verdict.status == "not_graded"
    assert "91827" not in str(verdict.as_dict())


def test_isolation_that_is_demanded_and_missing_is_refused(job: Job) -> None:
    class Bare(Engine):
        def _start(self, kit, imports):  # type: ignore[no-untyped-def]
            from mlestone.engine.plain import PlainHost

            return PlainHost(kit)

    with Bare(isolation="full") as engine, pytest.raises(WallsMissing, match="network"):
        engine.grade(replace(job, source=RIGHT.encode()))


def test_without_walls_the_verdicts_are_the_same(job: Job, grade: Grade) -> None:
    wrong = "def scale(x, factor=2):\n    return x + factor\n"
    with Engine(isolation="none") as plain:
        for source in (RIGHT, wrong, "def scale(x):\n    raise KeyError('k')\n", "import os\nos._exit(3)\n"):
            there = plain.grade(replace(job, source=source.encode())).verdict
            assert there.as_dict() == grade(source).as_dict()


@pytest.mark.parametrize(
    ("text", "modules"),
    [
        ("import numpy as np", {"numpy"}),
        ("import os, sys", {"os", "sys"}),
        ("from pandas.core import frame", {"pandas"}),
        ("def f():\n    import scipy.stats", {"scipy"}),
        ("name = 'import torch'", set()),
    ],
)
def test_imports_are_guessed_from_the_text_alone(text: str, modules: set[str]) -> None:
    assert imports_of(text) == modules
