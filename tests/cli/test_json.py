"""docs/cli.md is the promise made to programs: every field a command prints is in it, in that order, of that type."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from mlestone.cli.commands import COMMANDS
from mlestone.proving.verdict import Verdict

AXIS = "numpy-shapes/axis-statistics"
DOCUMENT = Path(__file__).parents[2] / "docs" / "cli.md"

Run = Callable[..., Any]
Fields = dict[str, str]


def rows(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        if line.startswith("| ") and not line.startswith("| ---"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def documented() -> dict[str, Fields]:
    """For each value, its fields in order with what each is."""
    values: dict[str, Fields] = {}
    for section in DOCUMENT.read_text(encoding="utf-8").split("\n### ")[1:]:
        name, _, body = section.partition("\n")
        fields: Fields = {}
        for names, is_, _ in list(rows(body))[1:]:
            fields |= dict.fromkeys(re.findall(r"`(\w+)`", names), is_)
        values[name] = fields
    return values


def printed() -> dict[str, str]:
    """For each command, the value it prints."""
    text = DOCUMENT.read_text(encoding="utf-8").partition("\n## JSON")[2].partition("\n### ")[0]
    found: dict[str, str] = {}
    for commands, value in list(rows(text))[1:]:
        found |= dict.fromkeys(re.findall(r"`([^`]+)`", commands), value.strip("`"))
    return found


VALUES, PRINTED = documented(), printed()

LINES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("next", ("next",)),
    ("start", ("start", "numpy-shapes/broadcasting-tasks")),
    ("reset", ("reset", AXIS)),
    ("check", ("check", AXIS)),
    ("hint", ("hint", AXIS)),
    ("solution", ("solution", AXIS, "--give-up")),
    ("paper", ("paper", "numpy-shapes/shape-puzzles")),
    ("review", ("review",)),
    ("place", ("place",)),
    ("contest", ("contest", "python-loops")),
    ("map", ("map",)),
    ("map REGION", ("map", "python")),
    ("map SKILL", ("map", "numpy-shapes")),
    ("progress", ("progress",)),
    ("roadmaps", ("roadmaps",)),
    ("roadmaps ROADMAP", ("roadmaps", "hemansnation")),
    ("plan", ("plan",)),
    ("plan set", ("plan", "set", "--skill", "numpy-shapes")),
    ("plan drop", ("plan", "drop")),
    ("plan tracks", ("plan", "tracks")),
    ("plan ical", ("plan", "ical")),
    ("plan ical FILE", ("plan", "ical", "{tmp}/plan.ics")),
    ("export FILE", ("export", "{tmp}/log.jsonl")),
    ("import", ("import", "{tmp}/other.jsonl")),
    ("doctor", ("doctor",)),
    ("kits list", ("kits", "list")),
)


def assert_holds(value: Any, is_: str, where: str) -> None:
    """Whether a value is what the document says it is."""
    if is_.endswith(" or null"):
        if value is not None:
            assert_holds(value, is_.removesuffix(" or null"), where)
    elif is_.startswith("list of "):
        assert isinstance(value, list), where
        for each in value:
            assert_holds(each, is_.removeprefix("list of "), where)
    elif is_.startswith("`"):
        assert_is(value, is_.strip("`"), where)
    elif is_ == "time":
        assert datetime.fromisoformat(value).tzinfo is not None, where
        assert value.endswith("+00:00"), where
    elif is_ == "day":
        date.fromisoformat(value)
    elif is_ == "verdict":
        Verdict.from_dict(value)
    else:
        kinds: dict[str, Any] = {"text": str, "true or false": bool, "number": (int, float)}
        kinds |= {"true, false or null": (bool, type(None)), "numbers by name": dict}
        assert isinstance(value, kinds[is_]), f"{where}: {value!r} is not {is_}"
        assert is_ != "number" or not isinstance(value, bool), where


def assert_is(value: Any, name: str, where: str) -> None:
    """Whether an object has the fields of a documented value, in their order."""
    assert list(value) == list(VALUES[name]), f"{where}: {name}"
    for field, is_ in VALUES[name].items():
        assert_holds(value[field], is_, f"{where}.{field}")


@pytest.mark.parametrize(("command", "arguments"), LINES, ids=[command for command, _ in LINES])
def test_a_command_prints_what_is_documented(
    command: str, arguments: tuple[str, ...], run: Run, used: Path, tmp_path: Path
) -> None:
    mine = shutil.copytree(used, tmp_path / "mine")
    if command == "import":
        run("export", tmp_path / "other.jsonl", at=used)
    done = run(*(part.format(tmp=tmp_path) for part in arguments), "--json", at=mine)
    if command == "contest" and done.code == 1:
        pytest.fail(done.err)
    told = json.loads(done.out)
    assert told.pop("schema") == 1
    assert_is(told, PRINTED[command], command)


def test_every_documented_line_is_tried_and_every_value_is_used() -> None:
    assert {command for command, _ in LINES} | {"watch"} == set(PRINTED)
    used = {name for fields in VALUES.values() for is_ in fields.values() for name in re.findall(r"`(\w+)`", is_)}
    assert used | set(PRINTED.values()) == set(VALUES)


def test_every_command_is_documented() -> None:
    table = DOCUMENT.read_text(encoding="utf-8").partition("## Commands")[2].partition("\n## ")[0]
    named = [name for row in list(rows(table))[1:] for name in re.findall(r"`([a-z]+)[^`]*`", row[0])]
    assert sorted(named) == sorted(command.name for command in COMMANDS)


def test_data_is_whole_where_the_encoding_is_not_utf_8(mlestone: Run) -> None:
    plain = {"PYTHONIOENCODING": "ascii"}
    assert json.loads(mlestone("plan", "tracks", "--json", **plain).out) == json.loads(
        mlestone("plan", "tracks", "--json").out
    )
