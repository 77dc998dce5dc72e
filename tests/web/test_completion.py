"""Names for the editor, from a process that runs nothing."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from mlestone.web import completion as asking
from mlestone.web.completion import LATER, Completion


@pytest.fixture(scope="module")
def completion() -> Iterator[Completion]:
    completion = Completion()
    yield completion
    completion.close()


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that tests on all its cores reads libraries slowly."""
    monkeypatch.setattr(asking, "_AT_ONCE", 60.0)


def names(completion: Completion, source: str) -> list[str]:
    lines = source.split("\n")
    told = asyncio.run(completion.ask("names", "core", source, len(lines), len(lines[-1])))
    return [] if told is None else [each["name"] for each in told]


def test_it_knows_the_names_of_the_source_and_of_libraries(completion: Completion) -> None:
    assert names(completion, "heap_of_sand = 1\nheap_") == ["heap_of_sand"]
    assert "sqrt" in names(completion, "import math\nmath.sq")


def test_public_names_come_first_and_there_is_an_end_to_them(completion: Completion) -> None:
    found = names(completion, "import os\nos.")
    assert len(found) == 60
    assert not found[0].startswith("_")


def test_it_knows_how_a_function_is_called(completion: Completion) -> None:
    source = "def add(a, b: int | None=None, *more: str):\n    'Adds.'\nadd(1, "
    told = asyncio.run(completion.ask("signature", "core", source, 3, 7))
    assert told == {
        "signature": "add(a, b: int | None=None, *more: str)",
        "name": "add",
        "parameters": ["a", "b=None", "*more"],
        "doc": "Adds.",
        "parameter": 1,
    }


def test_what_a_source_imports_is_read_before_somebody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_USUAL", "")
    completion = Completion()
    try:
        completion.warm("core", "import decimal\nfrom fractions import Fraction\nimport os, sys\n  import json\n")
        completion.warm("core", "import decimal\n")
        assert completion._read == {("core", "import decimal"), ("core", "from fractions import Fraction")}
        assert "Decimal" in names(completion, "import decimal\ndecimal.D")
        while completion._to_read:  # a library is read whenever nobody asks
            time.sleep(0.01)
    finally:
        completion.close()


def test_a_cache_that_was_cut_off_is_thrown_away(home: Path) -> None:
    fresh = Completion()
    assert "sqrt" in names(fresh, "import math, fractions\nfractions.Fr\nmath.sq")
    assert names(fresh, "import fractions\nfractions.Fraction.from_fl") == ["from_float"]
    fresh.close()
    kept = list((home / "cache" / "jedi").rglob("*.pkl"))
    assert kept
    for path in kept:
        path.write_bytes(b"")
    again = Completion()
    assert names(again, "import fractions\nfractions.Fraction.from_fl") == ["from_float"]
    again.close()


def test_half_a_text_a_place_outside_and_an_unknown_kit_are_answered_with_nothing(completion: Completion) -> None:
    assert names(completion, "def (((:\n  x.") == []
    assert asyncio.run(completion.ask("names", "core", "x", 99, 99)) is None
    assert asyncio.run(completion.ask("signature", "nothing", "x = 1", 1, 0)) is None


def test_nothing_is_run(completion: Completion, tmp_path: Path) -> None:
    trace = tmp_path / "ran"
    source = f"import pathlib\npathlib.Path({str(trace)!r}).touch()\npathlib.Pa"
    assert "Path" in names(completion, source)
    assert not trace.exists()


def test_a_process_that_died_is_replaced(completion: Completion) -> None:
    names(completion, "x = 1\nx")
    assert completion._process is not None
    completion._process.kill()
    names(completion, "y")  # the question that finds out
    assert names(completion, "heaps = 1\nhea") == ["heaps"]


def test_a_process_that_holds_much_begins_anew_and_misses_no_question() -> None:
    counts = "import os; os.environ['BEGUN'] = str(int(os.environ.get('BEGUN', '0')) + 1)"
    holds_little = f"{counts}; from mlestone.web import completer; completer._ENOUGH = 1; completer.main()"
    command = [sys.executable, "-P", "-c", holds_little]
    wanted = {b"BEGUN=2", b"BEGUN=3"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for name in ("heaps", "piles", "towers"):
            asked = {"ask": "names", "python": sys.executable, "source": f"{name} = 1\n{name[:3]}"}
            process.stdin.write(json.dumps({**asked, "line": 2, "column": 3}).encode() + b"\n")
            process.stdin.flush()
            assert [each["name"] for each in json.loads(process.stdout.readline())] == [name]
        settings: set[bytes] = set()
        for _ in range(1000):  # it may be beginning anew at this very moment
            settings = set(Path(f"/proc/{process.pid}/environ").read_bytes().split(b"\0"))
            if wanted & settings:
                break
            time.sleep(0.01)
        process.stdin.close()
    assert wanted & settings


def test_the_page_gets_them_with_the_column_they_begin_at(client: httpx.Client) -> None:
    told = client.post("/api/complete", json={"source": "heaps = 1\nx = hea", "line": 2, "column": 7}).json()
    assert told == {"names": [{"name": "heaps", "type": "statement", "from": 4}]}
    assert client.post("/api/describe", json={"source": "heaps", "line": 1, "column": 0}).json() is None


def test_nobody_waits_for_a_library_that_is_being_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_AT_ONCE", 0.001)
    reading = Completion()

    async def asked_until_known() -> list[object]:
        answers: list[object] = []
        while not answers or answers[-1] is LATER:
            answers.append(await reading.ask("names", "core", "import pandas as pd\npd.read_cs", 2, 10))
        return answers

    try:
        *before, last = asyncio.run(asked_until_known())
        assert set(before) == {LATER}
        assert last == [{"name": "read_csv", "type": "function", "from": 3}]
    finally:
        reading.close()


def test_the_page_is_told_to_ask_again(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_AT_ONCE", 0.0)
    typed = {"source": "heaps = 1\nhea", "line": 2, "column": 3}
    assert client.post("/api/complete", json=typed).json() == {"later": True}
    assert client.post("/api/describe", json=typed).json() == {"later": True}


def test_whoever_waits_when_it_ends_hears_that_there_is_none() -> None:
    ending = Completion()

    async def ask() -> object:
        waiting = asyncio.ensure_future(ending.ask("names", "core", "import pandas as pd\npd.", 2, 3))
        await asyncio.sleep(0)
        ending.leave_off()
        return await waiting, await ending.ask("names", "core", "a = 1\na", 2, 1)

    try:
        assert asyncio.run(ask()) == (None, None)
    finally:
        ending.close()
