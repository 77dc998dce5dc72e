"""Attempts that are told of while they go on, and ended when nobody wants to wait for them: nothing of them is left."""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from mlestone.base.ids import KitName, ProofId
from mlestone.engine.engine import Engine
from mlestone.engine.examiner import _Aloud
from mlestone.engine.job import Job
from mlestone.engine.stopping import Stop, Stopped
from mlestone.proving.progress import CheckBegun, CheckEnded, Progress, Said, progress_of_plain

from .conftest import RIGHT
from .test_walls import LEFT_BEHIND

TALKING = '''"""Scale the values

Write `scale(x, factor=2)`: every value of the array `x` times `factor`.
"""
import time

import numpy as np
from mlestone.proving import answer, check, expect, mistake, say


@answer
def scale(x, factor=2):
    """Return `x` times `factor`."""
    return x * factor


@mistake(scale, "The factor is added here.")
def adds(x, factor=2):
    return x + factor


@check("doubles by default")
def doubles(learner, rng):
    say("starting", "slowly\\n")
    x = rng.normal(size=7)
    expect(learner.scale(x)).close(scale(x))
    say("never said where the check has failed before")


@check("takes any factor")
def any_factor(learner, rng):
    say("long " * 100)
    expect(learner.scale(3.0, factor=1)).close(3.0)


@check("tells of more than anybody would read")
def talks(learner, rng):
    for number in range(3000):
        say("line", number)
    learner.scale(1)
'''


@pytest.fixture(scope="session")
def talking(tmp_path_factory: pytest.TempPathFactory, job: Job) -> Job:
    path = tmp_path_factory.mktemp("talking") / "scale.py"
    path.write_text(TALKING)
    return replace(job, proof=ProofId("arrays/talking"), path=path)


def heard(engine: Engine, job: Job) -> list[Progress]:
    told: list[Progress] = []
    engine.grade(job, tell=told.append)
    return told


# ---- telling ------------------------------------------------------------------------------------------------


def test_each_check_is_told_when_it_begins_and_when_it_has_ended(engine: Engine, job: Job) -> None:
    right = replace(job, source=RIGHT.encode())
    verdict = engine.grade(right).verdict
    assert heard(engine, right) == [
        CheckBegun(0, 2, "doubles by default"),
        CheckEnded(0, verdict.checks[0]),
        CheckBegun(1, 2, "takes any factor"),
        CheckEnded(1, verdict.checks[1]),
    ]


def test_the_verdict_is_the_same_whatever_was_told(engine: Engine, talking: Job) -> None:
    for source in (RIGHT, "def scale(x, factor=2):\n    return x + factor\n", "def scale(x): return x", "1 / 0"):
        attempt = replace(talking, source=source.encode())
        assert engine.grade(attempt, tell=lambda _: None).verdict == engine.grade(attempt).verdict


def test_a_result_is_told_whole_but_for_the_mistake_which_only_all_checks_show(engine: Engine, talking: Job) -> None:
    wrong = replace(talking, source=b"def scale(x, factor=2):\n    print('hm')\n    return x + factor\n")
    verdict = engine.grade(wrong).verdict
    results = [each.result for each in heard(engine, wrong) if isinstance(each, CheckEnded)]
    assert results == [replace(check, mistake=None) for check in verdict.checks]
    assert verdict.checks[0].mistake is not None
    assert results[0].got is not None


def test_what_a_check_says_comes_in_lines_of_bounded_length_and_number(engine: Engine, talking: Job) -> None:
    said = [each for each in heard(engine, replace(talking, source=RIGHT.encode())) if isinstance(each, Said)]
    assert said[:2] == [
        Said(0, "starting slowly"),
        Said(0, "never said where the check has failed before"),
    ]
    assert said[2].check == 1
    assert len(said[2].text) == 300
    assert len(said) == 500
    assert said[-1] == Said(2, "line 496")


def test_mistakes_that_are_played_again_say_nothing(engine: Engine, talking: Job) -> None:
    wrong = replace(talking, source=b"def scale(x, factor=2):\n    return x + factor\n")
    texts = [each.text for each in heard(engine, wrong) if isinstance(each, Said) and each.check == 0]
    assert texts == ["starting slowly"]


def test_nobody_waits_for_whoever_hears_slowly() -> None:
    """The learner's time runs while a check tells something: a full pipe must not hold it up."""
    heard, told = os.pipe()
    aloud = _Aloud(told)
    many = [Said(0, f"{number} {'x' * 280}") for number in range(2000)]
    for said in many:
        aloud.tell(said)  # nobody reads
    with ThreadPoolExecutor(1) as reader, os.fdopen(heard, "rb") as pipe:
        text = reader.submit(pipe.read)
        aloud.finish()
        os.close(told)
        assert [progress_of_plain(json.loads(line)) for line in text.result().splitlines()] == many


# ---- stopping -----------------------------------------------------------------------------------------------


def body_of(code: str) -> bytes:
    """A function that runs this and does not come back."""
    lines = "\n".join(f"    {line}" for line in f"print('at work', flush=True)\n{code.strip()}".splitlines())
    return f"def scale(x, factor=2):\n{lines}\n    while True: pass\n".encode()


def stopped_once(engine: Engine, job: Job, begun: Callable[[Progress], bool]) -> None:
    """Judge it, and stop it when `begun` says so; fails unless it is stopped."""
    stop = Stop()

    def tell(progress: Progress) -> None:
        if begun(progress):
            threading.Timer(0.1, stop.call).start()

    with pytest.raises(Stopped):
        engine.grade(replace(job, limits=replace(job.limits, seconds=300.0)), tell=tell, stop=stop)


STUBBORN = {name: LEFT_BEHIND[name] for name in ("a daemon that forked twice", "a child that ignores every signal")}


@pytest.mark.skipif(not Path("/proc").exists(), reason="processes are counted in /proc")
@pytest.mark.usefixtures("nothing_is_left")
@pytest.mark.parametrize("code", ["pass", *STUBBORN.values()], ids=["an endless loop", *STUBBORN])
def test_nothing_is_left_of_an_attempt_that_was_stopped(engine: Engine, job: Job, code: str) -> None:
    stopped_once(engine, replace(job, source=body_of(code)), lambda progress: isinstance(progress, CheckBegun))


@pytest.mark.usefixtures("nothing_is_left")
def test_a_source_that_never_ends_is_stopped_before_any_check(engine: Engine, job: Job) -> None:
    stop = Stop()
    threading.Timer(0.2, stop.call).start()
    endless = replace(job, source=b"while True: pass\n", limits=replace(job.limits, seconds=300.0))
    with pytest.raises(Stopped):
        engine.grade(endless, stop=stop)


@pytest.mark.usefixtures("nothing_is_left")
def test_a_check_that_hangs_is_stopped_too(engine: Engine, talking: Job, tmp_path: Path) -> None:
    path = tmp_path / "scale.py"
    path.write_text(
        TALKING.replace("    talks", "    while True: pass\n    talks").replace("range(3000)", "range(10**12)")
    )
    hanging = replace(talking, path=path, source=RIGHT.encode())
    stopped_once(engine, hanging, lambda progress: isinstance(progress, CheckBegun) and progress.check == 2)


def test_what_is_to_be_stopped_before_it_begins_never_begins(engine: Engine, job: Job) -> None:
    stop, told = Stop(), list[Progress]()
    stop.call()
    with pytest.raises(Stopped):
        engine.grade(replace(job, source=RIGHT.encode()), tell=told.append, stop=stop)
    engine.settle()


def test_an_attempt_that_waits_for_room_can_be_stopped(proof_file: Path, job: Job) -> None:
    with Engine(courses=(proof_file.parent,), children=1) as engine, engine.session(KitName("core")):
        stop = Stop()
        threading.Timer(0.2, stop.call).start()
        with pytest.raises(Stopped):
            engine.grade(replace(job, source=RIGHT.encode()), stop=stop)


def test_an_attempt_that_waits_for_its_kit_can_be_stopped(proof_file: Path, job: Job) -> None:
    with Engine(courses=(proof_file.parent,)) as engine:
        stop = Stop()
        stop.call()
        with pytest.raises(Stopped):
            engine.grade(replace(job, source=RIGHT.encode()), stop=stop)
        assert engine.grade(replace(job, source=RIGHT.encode())).verdict.passed


def test_a_verdict_that_was_there_first_stands(engine: Engine, job: Job) -> None:
    stop = Stop()
    assert engine.grade(replace(job, source=RIGHT.encode()), stop=stop).verdict.passed
    stop.call()
    assert stop.called


def test_a_plain_process_is_stopped_as_well(proof_file: Path, job: Job) -> None:
    with Engine(courses=(proof_file.parent,), isolation="none") as engine:
        stop = Stop()
        threading.Timer(0.5, stop.call).start()
        endless = replace(job, source=b"while True: pass\n", limits=replace(job.limits, seconds=300.0))
        with pytest.raises(Stopped):
            engine.grade(endless, stop=stop)
        engine.settle()
        assert engine.grade(replace(job, source=RIGHT.encode())).verdict.passed


def test_ctrl_c_ends_what_runs(engine: Engine, job: Job) -> None:
    """The exception is raised in the thread that waits, from whatever it is told; what runs has to go with it."""

    def tell(_: Progress) -> None:
        raise KeyboardInterrupt

    with contextlib.suppress(KeyboardInterrupt):
        engine.grade(replace(job, source=body_of("pass"), limits=replace(job.limits, seconds=300.0)), tell=tell)
        pytest.fail("it was not ended")
    engine.settle()
    assert engine.grade(replace(job, source=RIGHT.encode())).verdict.passed
