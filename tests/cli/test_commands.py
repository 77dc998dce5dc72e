"""Every other command: what it prints, for a newcomer and for someone who has begun; what it says to wrong names."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

AXIS = "numpy-shapes/axis-statistics"

Run = Callable[..., Any]

LOOKING = (
    (),
    ("next",),
    ("map",),
    ("map", "data"),
    ("map", "numpy-shapes"),
    ("progress",),
    ("roadmaps",),
    ("roadmaps", "hemansnation"),
    ("plan",),
    ("plan", "tracks"),
    ("review", "--list"),
    ("doctor",),
    ("kits", "list"),
    ("place",),
)


@pytest.fixture
def mine(used: Path, tmp_path: Path) -> Path:
    """A home that has been used, to write to."""
    return shutil.copytree(used, tmp_path / "mine")


@pytest.mark.parametrize("arguments", LOOKING, ids=" ".join)
def test_looking_changes_nothing_in_a_new_home(run: Run, home: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert "Traceback" not in done.err
    assert not (home / "data").exists()
    assert not (home / "workspace").exists()


@pytest.mark.parametrize("arguments", LOOKING, ids=" ".join)
def test_pages_keep_to_80_columns_without_colour_or_spaces_at_line_ends(
    run: Run, mine: Path, arguments: tuple[str, ...]
) -> None:
    lines = run(*arguments, at=mine).out.splitlines()
    assert lines
    paths = ("/", ":\\")  # a path is never broken, so that it can be copied
    assert [line for line in lines if len(line) > 80 and not any(sign in line for sign in paths)] == []
    assert [line for line in lines if line != line.rstrip()] == []
    assert not any("\x1b" in line for line in lines)


def test_next_says_what_to_do_why_and_what_to_type(run: Run, used: Path) -> None:
    done = run("next", at=used)
    assert done.code == 0
    assert f"mlestone start {AXIS}" in done.out
    assert "Data analyst to ML" in done.out


def test_mlestone_alone_tells_planned_from_written(run: Run) -> None:
    done = run()
    assert done.code == 0
    assert "260 skills in 19 regions" in done.out
    assert "planned" in done.out
    assert "mlestone start" in done.out


def test_the_map_has_a_mark_for_every_skill_and_a_legend(run: Run, used: Path) -> None:
    out = run("map", at=used).out
    states = json.loads(run("map", "--json", at=used).out)["states"]
    legend = [state for state, count in states.items() if count]
    assert sum(out.count(mark) for mark in "●◆◐◎○◌·") == 260 + len(legend)
    assert all(
        f"{mark} {state}" in out.replace("\N{NO-BREAK SPACE}", " ") for mark, state in (("●", "proved"), ("◎", "begun"))
    )


def test_a_skill_is_shown_with_its_neighbours_and_proofs(run: Run, used: Path) -> None:
    out = run("map", "numpy-shapes", at=used).out
    assert "numpy-arrays" in out
    assert AXIS in out
    assert "1 attempt" in out
    assert "1 hint" in out


def test_start_shows_what_is_asked_and_never_writes_over_a_file(run: Run, home: Path) -> None:
    first = run("start", AXIS)
    assert "Write four small functions" in first.out
    path = home / "workspace/numpy-shapes/axis_statistics.py"
    path.write_text("# mine\n")
    again = run("start", AXIS)
    assert path.read_text() == "# mine\n"
    assert "still" in again.out


def test_start_takes_a_skill_for_its_next_proof(run: Run, used: Path, mine: Path) -> None:
    opened = json.loads(run("start", "numpy-shapes", "--json", at=mine).out)
    assert opened["skill"] == "numpy-shapes"
    assert run("start", "t5", at=mine).err == "t5 is planned: none of its proofs is written yet.\n"


def test_start_without_a_name_begins_what_next_says(run: Run, mine: Path) -> None:
    step = json.loads(run("next", "--json", at=mine).out)["step"]
    assert json.loads(run("start", "--json", at=mine).out)["proof"] == step["proof"]


def test_reset_keeps_the_file_there_was(run: Run, home: Path) -> None:
    run("start", AXIS)
    path = home / "workspace/numpy-shapes/axis_statistics.py"
    path.write_text("# mine\n")
    opened = json.loads(run("reset", "--json").out)
    assert Path(opened["backup"]).read_text() == "# mine\n"
    assert date.today().isoformat() in opened["backup"]
    assert "def summarise" in path.read_text()


def test_hints_come_one_by_one(run: Run, home: Path) -> None:
    told = [run("hint", AXIS).out for _ in range(4)]
    assert [f"Hint {number} of 3" in out for number, out in zip((1, 2, 3, 3), told, strict=True)] == [True] * 4
    assert "no more" in told[3]


def test_the_answer_is_for_those_who_passed_or_give_up(run: Run, mine: Path) -> None:
    refused = run("solution", AXIS, at=mine)
    assert (refused.code, refused.out) == (1, "")
    assert f"mlestone solution {AXIS} --give-up" in refused.err
    given = run("solution", AXIS, "--give-up", at=mine)
    assert given.code == 0
    assert "def summarise" in given.out
    compile(given.out, "solution", "exec")
    assert run("solution", AXIS, at=mine).out == given.out  # it has been shown
    assert json.loads(run("solution", AXIS, "--json", at=mine).out)["gave_up"]
    assert "def " in run("solution", "python-functions/flexible-metric", at=mine).out


def test_a_plan_is_set_shown_exported_and_dropped(run: Run, home: Path, tmp_path: Path) -> None:
    set_ = ("plan", "set", "mlops-engineer", "--hours", "6", "--not-on", "sat,sun", "--off", "2030-12-24..2031-01-02")
    plan = json.loads(run(*set_, "--json").out)["plan"]
    assert (plan["track"], plan["hours_a_week"], plan["weekdays_off"]) == ("mlops-engineer", 6.0, [5, 6])
    assert (plan["days_off"][0], plan["days_off"][-1], len(plan["days_off"])) == ("2030-12-24", "2031-01-02", 10)
    assert "6 hours a week, not on Sat and Sun, 10 days off" in run("plan").out
    assert len(run("plan", "--all").out.splitlines()) > plan["skills"]
    file = tmp_path / "plan.ics"
    assert run("plan", "ical", file).code == 0
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert "already" in run("plan", "ical", file).err
    assert run("plan", "ical", file, "--force").code == 0
    assert run("plan", "drop").out == "The plan is dropped.\n"
    assert run("plan", "drop").out == "There was no plan.\n"
    assert json.loads(run("plan", "--json").out)["plan"] is None
    assert "no plan" in run("plan").err


def test_skills_can_be_a_goal_of_their_own(run: Run) -> None:
    plan = json.loads(run("plan", "set", "-s", "numpy-shapes", "-s", "gradient-descent", "--json").out)["plan"]
    assert (plan["track"], plan["targets"]) == (None, ["numpy-shapes", "gradient-descent"])


def test_export_and_import_carry_everything_to_another_home(run: Run, used: Path, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    exported = json.loads(run("export", file, "--json", at=used).out)
    assert run("export", at=used).out == file.read_text(encoding="utf-8")
    assert json.loads(run("import", file, "--json").out) == {"schema": 1, "new": exported["entries"], "known": 0}
    assert run("import", file).out == f"0 new entries, {exported['entries']} known already.\n"
    assert run("progress").out == run("progress", at=used).out
    assert run("export").out == file.read_text(encoding="utf-8")


def test_export_never_writes_over_a_file_unasked(run: Run, used: Path, tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    file.write_text("mine")
    assert "already" in run("export", file, at=used).err
    assert file.read_text() == "mine"
    assert "folder" in run("export", tmp_path, at=used).err
    assert "cannot be written" in run("export", tmp_path / "nowhere/log.jsonl", at=used).err
    assert run("export", file, "--force", at=used).code == 0
    assert [path.name for path in tmp_path.glob("*.jsonl")] == ["log.jsonl"]
    assert not list(tmp_path.glob(".log*"))


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "Line 1"), (b"no json\n", "Line 1"), (b"\xff\xfe\n", "UTF-8"), (b"{}\n", "Line 1")],
    ids=["empty", "no JSON", "not UTF-8", "no header"],
)
def test_import_refuses_what_export_did_not_write(run: Run, tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "log.jsonl"
    file.write_bytes(content)
    done = run("import", file)
    assert done.code == 1
    assert said in done.err
    assert "no file" in run("import", tmp_path / "nowhere").err
    assert "folder" in run("import", tmp_path).err


def test_a_placement_takes_one_step_at_a_time_where_nobody_can_be_asked(run: Run) -> None:
    first = json.loads(run("place", "--json").out)
    assert first["question"]["number"] == 1
    one = ("--placement", first["placement"])
    passed = json.loads(run("place", *one, "--skip", "--json").out)
    assert (passed["placement"], passed["answered"], passed["right"]) == (first["placement"], 1, None)
    assert json.loads(run("place", "--json").out)["question"] == passed["question"]  # it was left, and goes on
    ended = json.loads(run("place", "--end", "--json").out)
    assert ended["finished"]
    assert ended["question"] is None


def test_a_reply_that_cannot_be_read_counts_as_nothing(run: Run) -> None:
    question = json.loads(run("place", "--json").out)
    if question["question"]["form"] in ("number", "choice", "array"):
        done = run("place", "--placement", question["placement"], "--reply", "@@@", "--json")
        assert done.code == 1
        assert json.loads(done.out)["complaint"]
        assert json.loads(done.out)["answered"] == 0


def test_what_was_not_credited_cannot_be_contested(run: Run) -> None:
    done = run("contest", "numpy-shapes")
    assert done.code == 1
    assert "not credited" in done.err


def test_doctor_reports_every_wall_and_where_things_are(run: Run, used: Path) -> None:
    done = run("doctor", "--json", at=used)
    report = json.loads(done.out)
    named = {finding["name"] for finding in report["isolation"]}
    assert named >= {"user", "pid", "mount", "network", "landlock", "seccomp", "limits"}
    assert done.code == (0 if report["fully_isolated"] else 1)
    assert report["learner"]["log"] == str(used / "data/log.sqlite3")
    assert report["learner"]["entries"] > 5
    assert str(used) in run("doctor", at=used).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("start", "numpy-shape"), "'numpy-shapes'"),
        (("start", "numpy-shapes/axis"), f"'{AXIS}'"),
        (("hint", "x/y"), "`mlestone map SKILL` lists"),
        (("solution", "numpy-shapes/axis-statistic"), AXIS),
        (("reset", "nothing/here"), "no proof"),
        (("paper", AXIS), "asks no questions"),
        (("review", "numpy-shape"), "'numpy-shapes'"),
        (("contest", "numpy-shape"), "'numpy-shapes'"),
        (("map", "dat"), "'data"),
        (("map", "zzzz"), "`mlestone map` lists"),
        (("roadmaps", "hemans"), "'hemansnation'"),
        (("plan", "set", "mlop-engineer"), "'mlops-engineer'"),
        (("plan", "set", "zzzz"), "`mlestone plan tracks` lists"),
        (("plan", "set", "--skill", "numpy-shape"), "'numpy-shapes'"),
        (("plan", "ical"), "mlestone plan set"),
        (("hint",), "mlestone next"),
        (("place", "--file", "nowhere.py"), "no file"),
        (("kits", "install", "tabul"), "'tabular'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_name_that_does_not_exist_is_answered_with_the_way_out(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    done = run(*arguments)
    assert done.code == 1
    assert done.out == ""
    assert said in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nxt",), "'next'"),
        (("check", "a/b", "c", "d"), "unexpected extra argument"),
        (("check", "--sed", "3"), "--seed"),
        (("check", AXIS, "x.py", "--seed", "many"), "--seed"),
        (("plan", "set"), "give a TRACK"),
        (("plan", "set", "mlops-engineer", "--skill", "sql-queries"), "give a TRACK"),
        (("plan", "set", "mlops-engineer", "--not-on", "someday"), "someday"),
        (("plan", "set", "mlops-engineer", "--off", "tomorrow"), "tomorrow"),
        (("plan", "set", "mlops-engineer", "--off", "2027-03-02..2027-03-01"), "after the first"),
        (("plan", "set", "mlops-engineer", "--hours", "0"), "--hours"),
        (("place", "--skip", "--end"), "one of"),
        (("export", "--json"), "name a FILE"),
        (("next", "more"), "unexpected extra argument"),
        (("next", "--json", "--jsn"), "--jsn"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_line_that_is_not_understood_ends_with_two_and_the_reason(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert said in done.err
    assert "Traceback" not in done.err
