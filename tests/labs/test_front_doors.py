"""A lab from the learner's side and from the author's: its folder, handing it in, the page's data, the rules."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
import uvicorn

from mlestone.authoring.beginning import begin_proof
from mlestone.authoring.labs import LabPlaces, examine_lab, learn_symptoms
from mlestone.authoring.rules_of_labs import lab_findings
from mlestone.base.errors import MlestoneError
from mlestone.base.ids import KitName, ProofId
from mlestone.base.settings import HOME_VARIABLE
from mlestone.course.load import load_course
from mlestone.engine.kit import find_kit
from mlestone.proving.labs.folder import read_lab
from mlestone.proving.layout import BadProof
from mlestone.study.learner import Learner
from mlestone.study.study import Study
from mlestone.study.workspace import NoSuchFile
from mlestone.web.app import create_app

from .conftest import CHECKS, SHY, SUBTRACTS, write_lab

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="machines are made of Linux")

TOKEN = "a-token-for-tests"
LAB = ProofId("serving/adder")
COURSE = {
    "ids.txt": "region systems\nskill serving\nproof serving/adder\nproof serving/later\ntrack all\n"
    "track roadmap-numbers\nroadmap numbers\nitem numbers.whole\nitem numbers.whole.serving\n",
    "kits.yaml": "kits:\n  core:\n    title: Numbers\n    tools: [python, numpy]\n",
    "tracks.yaml": """\
tracks:
  - id: all
    title: All
    description: All there is.
    targets: [serving]
  - id: roadmap-numbers
    title: The roadmap
    description: In its own order.
    roadmap: numbers
    targets: [serving]
""",
    "roadmaps/numbers.yaml": """\
id: numbers
title: Numbers
source_file: numbers.txt
sections:
  - id: numbers.whole
    title: Whole numbers
    items:
      - id: numbers.whole.serving
        name: Serving
""",
    "systems/region.yaml": """\
title: Systems
order: 1
colour: "#c13c3b"
about: What runs.
kit: core
skills: [serving]
""",
    "systems/serving/lesson.md": """\
---
title: Serving
outcome: You can serve numbers.
needs: []
covers: [numbers.whole.serving]
minutes: 30
tools: [python]
proofs:
  - id: adder
    kind: lab
    idea: Something about adding over HTTP that takes more than a few words.
  - id: later
    kind: code
    idea: Something about later that takes more than a few words.
---

Text.
""",
}
THREE_HINTS = 'hints("Which address do others reach?", "Look at the server.", "All addresses are 0.0.0.0.")'


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    monkeypatch.delenv("MLESTONE_WORKSPACE", raising=False)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    root = tmp_path_factory.mktemp("small")
    for name, text in COURSE.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    checks = CHECKS.replace('hints("Which address do other machines reach?")', THREE_HINTS)
    write_lab(root / "systems" / "serving" / "adder", checks, subtracts=SUBTRACTS, shy=SHY)
    with Study(load_course(root)) as study:
        yield study


@pytest.fixture
def learner(study: Study) -> Iterator[Learner]:
    with Learner.open(study, shared=False) as learner:
        yield learner


def answer(study: Study) -> dict[str, bytes]:
    entry = study.course.proofs[LAB]
    assert entry.path is not None
    return dict(read_lab(entry.path).answer)


def test_a_lab_is_begun_as_a_folder_and_handed_in_as_one(learner: Learner, study: Study) -> None:
    opened = learner.start(LAB)
    assert (opened.path.name, opened.kind, opened.created) == ("adder", "lab", True)
    assert b"Your part" in (opened.path / "service.py").read_bytes()
    assert learner.check(LAB).verdict.status == "not_attempted"
    (opened.path / "service.py").write_bytes(answer(study)["service.py"])
    checked = learner.check()
    assert checked.verdict.passed, checked.verdict
    assert checked.file == opened.path
    assert learner.start(LAB).created is False
    kept = json.loads(str(learner.attempt(str(checked.attempt)).source))
    assert list(kept["files"]) == ["service.py"]


def test_what_is_typed_in_a_terminal_leads_into_the_folder_with_the_kit_s_programs(
    learner: Learner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLESTONE_WORKSPACE", str(tmp_path / "work of mine"))
    opened = learner.start(LAB)
    assert opened.programs == Path(sys.executable).parent
    *lines, check = opened.terminal
    script = "; ".join([*lines, "pwd", "command -v python"])
    shown = subprocess.run(
        ["sh", "-c", script], env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=True
    )
    assert shown.stdout.splitlines() == [str(opened.path), str(opened.programs / "python")]
    assert check == f"mlestone check {LAB}"
    assert learner.check(str(opened.path)).proof == LAB


def test_a_lab_whose_kit_is_not_here_is_worked_on_without_its_programs(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mlestone.study.terminal.find_kit", lambda name: find_kit(KitName("serving")))
    opened = learner.start(LAB)
    assert opened.programs is None
    assert opened.terminal == (f"cd {opened.path}", f"mlestone check {LAB}")


def test_a_lab_can_be_begun_again(learner: Learner) -> None:
    opened = learner.start(LAB)
    (opened.path / "notes.txt").write_text("mine")
    again = learner.reset(LAB)
    assert again.backup is not None
    assert (again.backup / "notes.txt").read_text() == "mine"
    assert not (again.path / "notes.txt").exists()


def test_a_file_where_the_folder_should_be_is_told(learner: Learner) -> None:
    path = learner.start(LAB).path
    for file in path.iterdir():
        file.unlink()
    path.rmdir()
    path.write_text("x")
    with pytest.raises(NoSuchFile, match="no folder"):
        learner.start(LAB)


def test_a_folder_that_is_too_large_is_refused_in_words(learner: Learner) -> None:
    path = learner.start(LAB).path
    (path / "big.bin").write_bytes(b"x" * (3 << 20))
    with pytest.raises(MlestoneError, match=r"the largest is big\.bin"):
        learner.check(LAB)


@contextlib.contextmanager
def served(study: Study, static: Path) -> Iterator[httpx.Client]:
    """The app for real, on a free port, and a program that knows its token."""
    app = create_app(study, lambda: Learner.open(study, shared=False), token=TOKEN, static=static, warm=False)
    with socket.create_server(("127.0.0.1", 0)) as door:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none", timeout_graceful_shutdown=2))
        thread = threading.Thread(target=server.run, args=([door],), daemon=True)
        thread.start()
        headers = {"Authorization": f"Bearer {TOKEN}"}
        base = f"http://127.0.0.1:{door.getsockname()[1]}"
        with httpx.Client(base_url=base, headers=headers, timeout=60) as client:
            yield client
        server.should_exit = True
        thread.join()


def test_the_page_has_the_files_and_judges_files(study: Study, tmp_path: Path) -> None:
    here = f"/api/proofs/{LAB}"
    with served(study, tmp_path) as client:
        page = client.get(here).json()
        assert (page["kind"], page["begun"], list(page["files"])) == ("lab", False, ["service.py"])
        started = client.post(f"{here}/start").json()
        assert (started["begun"], started["file"]) == (True, "adder")
        assert client.put(f"{here}/source", json={"source": "x", "stamp": ""}).status_code == 409
        right = {"files": {name: body.decode() for name, body in answer(study).items()}}
        judged = client.post(f"{here}/attempts", json=right).json()
        assert judged["verdict"]["status"] == "passed"
        assert client.post(f"{here}/attempts", json={}).json()["verdict"]["status"] == "not_attempted"


def test_the_rules_find_nothing_in_a_sound_lab_and_everything_in_one_that_is_not(study: Study) -> None:
    entry = study.course.proofs[LAB]
    assert entry.path is not None
    with ThreadPoolExecutor(2) as graders:
        places = LabPlaces(study.engine, graders)
        fresh = lab_findings(examine_lab(entry, KitName("core"), places))
        assert [finding.rule for finding in fresh] == ["P406"], "its symptoms were never learned"
        learned = learn_symptoms(entry, KitName("core"), places)
        assert set(learned.looks) == {"shy", "subtracts"}
        assert lab_findings(examine_lab(entry, KitName("core"), places)) == ()
        service = entry.path / "answer" / "service.py"
        sound = service.read_text()
        service.write_text(sound.replace('asked["a"] + asked["b"]', 'asked["a"] - asked["b"]'))
        (entry.path / "mistakes" / "subtracts.diff").unlink()
        found = {finding.rule for finding in lab_findings(examine_lab(entry, KitName("core"), places))}
        service.write_text(sound)
        (entry.path / "mistakes" / "subtracts.diff").write_text(SUBTRACTS)
    assert found == {"P402", "P406"}


def test_nothing_is_learnt_of_a_mistake_that_fits_no_longer(study: Study) -> None:
    entry = study.course.proofs[LAB]
    assert entry.path is not None
    service, kept = entry.path / "answer" / "service.py", entry.path / "symptoms.json"
    sound, before = service.read_text(), kept.read_bytes() if kept.is_file() else None
    service.write_text(sound.replace('asked["a"] + asked["b"]', 'sum([asked["a"], asked["b"]])'))
    with ThreadPoolExecutor(2) as graders, pytest.raises(BadProof, match="subtracts"):
        learn_symptoms(entry, KitName("core"), LabPlaces(study.engine, graders))
    service.write_text(sound)
    assert (kept.read_bytes() if kept.is_file() else None) == before


def test_a_mistake_is_told_its_sentence(learner: Learner, study: Study) -> None:
    entry = study.course.proofs[LAB]
    assert entry.path is not None
    with ThreadPoolExecutor(2) as graders:
        learn_symptoms(entry, KitName("core"), LabPlaces(study.engine, graders))
    lab = read_lab(entry.path)
    for mistake in lab.mistakes:
        path = learner.start(LAB).path
        for name, body in mistake.over(lab.answer).items():
            (path / name).write_bytes(body)
        verdict = learner.check(LAB).verdict
        assert verdict.mistake is not None
        assert (verdict.mistake.name, verdict.summary) == (mistake.name, mistake.sentence)


def test_a_lab_is_begun_from_a_template_that_works(study: Study, tmp_path: Path) -> None:
    for name, text in COURSE.items():
        path = tmp_path / "course" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    folder = begin_proof(load_course(tmp_path / "course"), "serving", "adder")
    entry = load_course(tmp_path / "course").proofs[LAB]
    assert entry.path == folder
    with ThreadPoolExecutor(2) as graders:
        places = LabPlaces(study.engine, graders)
        assert set(learn_symptoms(entry, KitName("core"), places).looks) == {"shy"}
        findings = lab_findings(examine_lab(entry, KitName("core"), places))
    assert {finding.rule for finding in findings} == {"P108"}, "what is to be replaced, and nothing else"
