"""What comes of handing in a lab: the answer, the starter, mistakes, and everything a service can do wrong honestly."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from mlestone.base.ids import KitName, ProofId
from mlestone.engine.engine import Engine
from mlestone.engine.job import Job
from mlestone.proving.labs import bundle
from mlestone.proving.labs.folder import read_lab
from mlestone.proving.verdict import Verdict

from .conftest import HandIn, one_check, write_lab
from .test_folders import sharing

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="machines are made of Linux")


def statuses(verdict: Verdict) -> list[str]:
    return [check.status for check in verdict.checks]


def test_the_answer_passes(hand_in: HandIn, lab_folder: Path) -> None:
    verdict = hand_in(read_lab(lab_folder).answer)
    assert verdict.passed, verdict
    assert verdict.kind == "lab"
    assert statuses(verdict) == ["passed"] * 4
    assert not any(check.printed for check in verdict.checks), "what a server prints differs from run to run"


def test_the_same_attempt_gives_the_same_verdict(hand_in: HandIn, lab_folder: Path) -> None:
    files = read_lab(lab_folder).answer
    assert hand_in(files) == hand_in(files)


def test_the_starter_is_no_attempt(hand_in: HandIn, lab_folder: Path) -> None:
    starter = read_lab(lab_folder).starter
    assert hand_in(starter).status == "not_attempted"
    assert hand_in({}).status == "not_attempted"
    assert hand_in({"service.py": starter["service.py"] + b"\n\n"}).status == "not_attempted"


def test_a_wrong_answer_is_told_by_its_request(hand_in: HandIn, lab_folder: Path) -> None:
    lab = read_lab(lab_folder)
    subtracts = next(mistake for mistake in lab.mistakes if mistake.name == "subtracts")
    verdict = hand_in(subtracts.over(lab.answer))
    assert verdict.status == "failed"
    assert statuses(verdict) == ["passed", "failed", "passed", "passed"]
    failed = verdict.checks[1]
    assert failed.call is not None
    assert failed.call.startswith('POST /add {"a":')
    assert failed.got is not None
    assert failed.expected is not None
    assert "at ['sum']" in str(failed.difference)


def test_a_service_on_loopback_alone_is_not_reached_from_outside(hand_in: HandIn, lab_folder: Path) -> None:
    lab = read_lab(lab_folder)
    shy = next(mistake for mistake in lab.mistakes if mistake.name == "shy")
    verdict = hand_in(shy.over(lab.answer))
    assert statuses(verdict) == ["passed", "passed", "failed", "passed"]
    assert "nobody listens on 10.77.0.1:8000" in str(verdict.checks[2].difference)


def test_a_service_that_does_not_start_shows_what_it_printed(hand_in: HandIn) -> None:
    verdict = hand_in({"service.py": "import nothing_of_that_name\n"})
    assert verdict.status == "failed"
    first, second, *_ = verdict.checks
    assert first.difference == "`python service.py` ended with exit code 1 before it listened on port 8000"
    assert "ModuleNotFoundError: No module named 'nothing_of_that_name'" in first.printed
    assert second.difference == first.difference, "it is not waited for a second time"


@pytest.mark.parametrize(
    ("program", "shown"),
    [
        ("print('seven')", "seven"),
        ("", "nothing was printed"),
        ("print('seven'); raise SystemExit('too late')", "exit code 1\nseven\ntoo late"),
    ],
)
def test_of_a_command_that_did_not_do_it_one_sees_what_it_printed(
    hand_in: HandIn, tmp_path: Path, program: str, shown: str
) -> None:
    lab = one_check(tmp_path / "lab", 'expect("8" in lab.run("python -u given.py").output).is_true("it prints 8")')
    got = hand_in({"given.py": program}, lab).checks[0].got
    assert got is not None
    assert (got.text, got.type) == (shown, "")


def test_of_an_answer_that_will_not_do_one_sees_its_status_and_its_body(hand_in: HandIn, tmp_path: Path) -> None:
    body = """server = lab.server("python given.py", port=8000, seconds=60)
answer = server.get("/nowhere")
expect(answer.status == 200).is_true("there is a page")"""
    lab = one_check(tmp_path / "lab", body)
    serves = "from http.server import *\nHTTPServer(('', 8000), SimpleHTTPRequestHandler).serve_forever()\n"
    got = hand_in({"given.py": serves}, lab).checks[0].got
    assert got is not None
    assert got.text.startswith("status 404\n")
    assert "File not found" in got.text


def test_a_command_that_is_not_there_is_told(hand_in: HandIn, tmp_path: Path) -> None:
    lab = one_check(tmp_path / "lab", 'lab.run("nosuch x")')
    verdict = hand_in({"a.py": "3"}, lab)
    assert verdict.checks[0].difference == "`nosuch x` cannot be started: No such file or directory"


def test_lines_are_typed_for_a_command_that_asks(hand_in: HandIn, tmp_path: Path) -> None:
    body = 'expect(lab.run("python given.py", seconds=60, typed=["Zoë", "12"]).output).equals("? Zoë 13\\n")'
    lab = one_check(tmp_path / "lab", body)
    asks = "name = input('? ')\nprint(name, int(input()) + 1)\n"
    verdict = hand_in({"given.py": asks}, lab)
    assert verdict.passed, verdict
    verdict = hand_in({"given.py": f"input()\n{asks}"}, lab)
    assert verdict.checks[0].call == "python given.py, typed: Zoë, 12"
    assert "EOFError" in verdict.checks[0].printed, "after the last line comes the end"


def test_more_than_can_wait_to_be_read_is_refused(hand_in: HandIn, tmp_path: Path) -> None:
    lab = one_check(tmp_path / "lab", 'lab.run("python given.py", typed=["x" * (1 << 16)])')
    verdict = hand_in({"given.py": "print(input())"}, lab)
    assert verdict.status == "not_graded"
    assert "give it a file" in str(verdict.author_detail)


def test_a_file_can_be_moved_to_another_folder(hand_in: HandIn, tmp_path: Path) -> None:
    """Landlock refuses that wherever rules do not allow it, and Git renames branches so."""
    lab = one_check(tmp_path / "lab", 'expect(lab.run("python move.py").log).equals("there\\n")')
    make = "import os\nos.makedirs('a/b')\nopen('a/b/c', 'w').write('there')\n"
    move = f"{make}os.rename('a/b/c', 'd')\nprint(open('d').read())\n"
    assert hand_in({"move.py": move}, lab).passed


def test_the_wrong_port_is_named(hand_in: HandIn, tmp_path: Path, lab_folder: Path) -> None:
    checks = (lab_folder / "checks.py").read_text().replace("seconds=20", "seconds=2")
    lab = write_lab(tmp_path / "lab", checks)
    answer = read_lab(lab).answer["service.py"].replace(b"8000", b"5000")
    verdict = hand_in({"service.py": answer}, lab)
    assert (
        verdict.checks[0].difference == "`python service.py` does not listen on port 8000 within 2 seconds, but on 5000"
    )


def test_the_time_of_a_lab_is_bounded(hand_in: HandIn, lab_folder: Path) -> None:
    verdict = hand_in({"service.py": "import time\ntime.sleep(1000)\n"}, seconds=1.5)
    assert (verdict.status, verdict.limit) == ("out_of_limits", "time")
    assert statuses(verdict) == ["failed", "not_run", "not_run", "not_run"]


def test_two_labs_on_one_port_do_not_meet(hand_in: HandIn, lab_folder: Path) -> None:
    files = read_lab(lab_folder).answer
    verdicts: list[Verdict] = []
    both = [threading.Thread(target=lambda: verdicts.append(hand_in(files))) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert [verdict.status for verdict in verdicts] == ["passed", "passed"]


def test_progress_is_told(hand_in: HandIn, lab_folder: Path) -> None:
    told: list[Any] = []
    hand_in(read_lab(lab_folder).answer, tell=told.append)
    said = [each.text for each in told if hasattr(each, "text")]
    assert said[0] == "starting python service.py"
    assert said[1].startswith("ready in ")


def test_a_broken_check_costs_nobody_an_attempt(hand_in: HandIn, tmp_path: Path, lab_folder: Path) -> None:
    lab = one_check(tmp_path / "lab", "1 / 0")
    verdict = hand_in(read_lab(lab_folder).answer, lab)
    assert verdict.status == "not_graded"
    assert "ZeroDivisionError" in str(verdict.author_detail)


def test_a_program_that_is_missing_is_nobodys_failure(hand_in: HandIn, tmp_path: Path, lab_folder: Path) -> None:
    lab = one_check(tmp_path / "lab", "pass", 'programs("nosuch-program")')
    verdict = hand_in(read_lab(lab_folder).answer, lab)
    assert verdict.status == "not_graded"
    assert "`sudo apt-get install nosuch-program`" in verdict.summary


def test_without_a_network_of_its_own_a_lab_is_not_graded(lab_folder: Path, hand_in: HandIn) -> None:

    with Engine(isolation="none") as engine:
        source = bundle.pack(dict(read_lab(lab_folder).answer))
        verdict = engine.grade(Job(ProofId("serving/adder"), lab_folder, KitName("core"), 1, source)).verdict
    assert verdict.status == "not_graded"
    assert "network of their own" in verdict.summary


@pytest.mark.parametrize("path", ["../outside", "/etc/passwd", "a/../../b", "", "a\\b", "a\nb"])
def test_files_stay_in_their_folder(hand_in: HandIn, path: str) -> None:
    verdict = hand_in({path: "x"})
    assert verdict.status == "crashed"
    assert "cannot be a file of the folder" in verdict.summary


def test_each_lab_has_the_memory_it_asks_for(hand_in: HandIn, tmp_path: Path, engine: Engine) -> None:
    if "memory" not in engine.walls(KitName("core")).raised:
        pytest.skip("no control group counts memory here")
    lab = one_check(tmp_path / "lab", 'expect(lab.run("python given.py", seconds=60).code).equals(0)')
    source = "held = b'x' * (1100 << 20)\n"
    assert hand_in({"given.py": source}, lab).passed
    assert hand_in({"given.py": source}, lab, memory=200 << 20).status == "failed"


def test_checks_drive_a_lab_with_what_labs_of_its_skill_share(hand_in: HandIn, tmp_path: Path) -> None:
    lab = sharing(tmp_path / "some-skill")
    answer = dict(read_lab(lab).answer)
    assert hand_in(answer, lab).passed
    assert hand_in(answer | {"model.py": b"RATE = 1\n"}, lab).status == "failed"
