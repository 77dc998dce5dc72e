"""The first lab of the course, played with the FastAPI that MLestone itself runs on: that takes no further kit."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mlestone.base.ids import KitName, ProofId
from mlestone.base.settings import builtin_course
from mlestone.engine.engine import Engine
from mlestone.engine.job import Job
from mlestone.engine.labs.limits import limits_of
from mlestone.proving.labs import bundle
from mlestone.proving.labs.folder import read_lab
from mlestone.proving.verdict import Verdict

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="machines are made of Linux")

FOLDER = builtin_course() / "mlops" / "fastapi-serving" / "typed_service"


def test_its_folder_can_be_used_and_its_symptoms_are_of_this_version() -> None:
    lab = read_lab(FOLDER)
    assert lab.problems == ()
    assert lab.symptoms.content == lab.content, "mlestone author symptoms fastapi-serving/typed-service"
    assert set(lab.symptoms.looks) == {mistake.name for mistake in lab.mistakes}
    compile(lab.starter["service.py"], "service.py", "exec")


def test_the_answer_passes_and_every_mistake_fails_for_its_own_reason(engine: Engine) -> None:
    lab = read_lab(FOLDER)
    plays = {"": dict(lab.answer), **{mistake.name: mistake.over(lab.answer) for mistake in lab.mistakes}}

    def judged(name: str) -> tuple[str, Verdict]:
        files = bundle.pack(plays[name])
        job = Job(
            ProofId("fastapi-serving/typed-service"), FOLDER, KitName("core"), 11, files, limits=limits_of(FOLDER)
        )
        return name, engine.grade(job).verdict

    with ThreadPoolExecutor(2) as graders:
        verdicts = dict(graders.map(judged, plays))
    assert verdicts.pop("").passed
    assert {name: verdict for name, verdict in verdicts.items() if verdict.status != "failed"} == {}
    named = {name: verdict.mistake and verdict.mistake.name for name, verdict in verdicts.items()}
    assert named == {name: name for name in verdicts}
