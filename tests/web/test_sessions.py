"""Cells and demos, run by the real engine."""

from __future__ import annotations

import os
import secrets
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from mlestone.engine.engine import Engine
from mlestone.study.study import Study
from mlestone.web import outputs
from mlestone.web.outputs import Outputs
from mlestone.web.sessions import Sessions

from .conftest import events_of

SLEEP = "import time\nprint('begun')\ntime.sleep(50)"


class Tab:
    """A page with a session of its own."""

    def __init__(self, client: httpx.Client, skill: str = "adding") -> None:
        self._client = client
        self.session = client.post("/api/sessions", json={"skill": skill}).json()["session"]

    def run(self, code: str, name: str = "scratch", **options: Any) -> list[tuple[str, Any]]:
        return events_of(self.post("run", name=name, code=code, **options).text)

    def printed(self, code: str, name: str = "scratch", **options: Any) -> str:
        return "".join(told["text"] for what, told in self.run(code, name, **options) if what == "printed")

    def demo(self, **settings: Any) -> dict[str, Any]:
        told: dict[str, Any] = self.post("demo", function="heap", settings=settings).json()
        return told

    def post(self, what: str, **body: Any) -> httpx.Response:
        return self._client.post(f"/api/sessions/{self.session}/{what}", json=body)


@pytest.fixture
def tab(client: httpx.Client) -> Tab:
    return Tab(client)


def test_a_cell_tells_what_happens_in_order(tab: Tab) -> None:
    events = tab.run("print('one')\n1 + 1", "cell-1")
    assert [what for what, _ in events] == ["started", "printed", "displayed", "ended", "end"]
    told = dict(events)
    assert told["printed"] == {"text": "one\n"}
    assert told["displayed"] == {"kind": "text", "text": "2"}
    assert told["ended"]["failed"] is False


def test_cells_share_their_names(tab: Tab) -> None:
    tab.run("x = 41")
    assert tab.printed("print(x + 1)") == "42\n"


def test_sessions_share_nothing(client: httpx.Client) -> None:
    first, second = Tab(client), Tab(client)
    first.run("x = 1")
    assert dict(second.run("x"))["displayed"]["type"] == "NameError"


def test_a_failing_cell_shows_its_error_and_the_session_lives_on(tab: Tab) -> None:
    events = dict(tab.run("x = 5\nx / 0"))
    assert events["displayed"]["kind"] == "error"
    assert events["displayed"]["type"] == "ZeroDivisionError"
    assert events["displayed"]["line"] == 2
    assert events["ended"]["failed"] is True
    assert tab.printed("print(x)") == "5\n"


def test_output_comes_while_the_cell_runs(client: httpx.Client, tab: Tab) -> None:
    path = f"/api/sessions/{tab.session}/run"
    with client.stream("POST", path, json={"code": SLEEP}) as answer:
        for line in answer.iter_lines():
            if "begun" in line:
                break
        assert client.post(f"/api/sessions/{tab.session}/stop").status_code == 200


def test_a_cell_can_be_stopped_and_what_ran_before_is_not_lost(client: httpx.Client, tab: Tab) -> None:
    tab.run("x = 7", "cell-1")
    path = f"/api/sessions/{tab.session}/run"
    with client.stream("POST", path, json={"code": SLEEP, "name": "cell-2"}) as answer:
        text = ""
        for piece in answer.iter_text():
            if "begun" in piece:
                client.post(f"/api/sessions/{tab.session}/stop")
            text += piece
    told = dict(events_of(text))
    assert told["displayed"]["message"] == "Stopped."
    assert told["ended"]["lost"] is True
    events = tab.run("print(x)", "cell-3")
    assert ("revived", {"cells": 1}) in events
    assert ("printed", {"text": "7\n"}) in events


def test_a_cell_that_ends_python_is_told_so(tab: Tab) -> None:
    told = dict(tab.run("import os\nos._exit(3)"))
    assert "ended Python itself" in told["displayed"]["message"]
    assert tab.printed("print('still there')") == "still there\n"


def test_what_stands_before_a_cell_is_run_first_if_asked(tab: Tab) -> None:
    events = tab.run("print(a + b)", "cell-2", before=True)
    assert dict(events)["displayed"]["type"] == "NameError"  # b is of the cell itself, a of the one before
    assert tab.printed("print(a)") == "2\n"


def test_a_demo_runs_what_it_needs_by_itself(tab: Tab) -> None:
    told = tab.demo(n=4, loud=True)
    assert told["displayed"] == [{"kind": "text", "text": "6"}]
    assert told["printed"] == "loud\n"
    assert (told["failed"], told["cached"]) == (False, False)


def test_what_a_demo_showed_is_kept(tab: Tab) -> None:
    first = tab.demo(n=4, loud=False)
    assert tab.demo(n=4, loud=False) == {**first, "cached": True}
    assert tab.demo(n=5, loud=False)["displayed"][0]["text"] == "7"


def test_a_cell_that_was_changed_changes_the_demo(tab: Tab) -> None:
    tab.demo(n=4, loud=False)
    tab.run("a = 100", "cell-1")
    assert tab.demo(n=4, loud=False)["displayed"][0]["text"] == "104"


def test_a_demo_that_fails_says_why_and_is_not_kept(tab: Tab) -> None:
    told = tab.demo(n="x", loud=False)
    assert told["failed"]
    assert told["displayed"][0]["type"] == "TypeError"
    assert tab.demo(n="x", loud=False)["cached"] is False


def test_of_many_slider_positions_only_the_newest_that_wait_is_shown(client: httpx.Client, tab: Tab) -> None:
    answers: dict[int, httpx.Response] = {}

    def ask(number: int) -> None:
        path = f"/api/sessions/{tab.session}/demo"
        answers[number] = client.post(path, json={"function": "heap", "settings": {"n": number}})

    tab.run("import time\nheap = lambda n: time.sleep(0.5) or n", "demo-1")
    threads = []
    for number in range(4):
        threads.append(threading.Thread(target=ask, args=(number,)))
        threads[-1].start()
        time.sleep(0.1)
    for thread in threads:
        thread.join()
    assert answers[3].json()["displayed"] == [{"kind": "text", "text": "3"}]
    overtaken = [number for number, answer in answers.items() if answer.status_code == 409]
    assert overtaken in ([1, 2], [2])
    assert all(answers[number].json()["error"]["kind"] == "overtaken" for number in overtaken)


def test_figures_are_drawn_for_the_theme_of_the_page(client: httpx.Client, tab: Tab) -> None:
    draw = "import matplotlib.pyplot as plt\n_ = plt.plot([1, 2])"
    light = dict(tab.run(draw))["displayed"]
    assert (light["kind"], light["format"], light["theme"]) == ("figure", "svg", "light")
    assert "<svg" in light["data"]
    client.put(f"/api/sessions/{tab.session}/theme", json={"theme": "dark"})
    dark = dict(tab.run(draw))["displayed"]
    assert dark["theme"] == "dark"
    assert dark["data"] != light["data"]


def test_a_session_that_is_gone_says_so(client: httpx.Client, tab: Tab) -> None:
    client.delete(f"/api/sessions/{tab.session}")
    answer = tab.post("run", code="1")
    assert (answer.status_code, answer.json()["error"]["kind"]) == (410, "lost")


def test_a_page_that_closes_ends_what_runs(client: httpx.Client, tab: Tab) -> None:
    path = f"/api/sessions/{tab.session}/run"
    with client.stream("POST", path, json={"code": SLEEP}) as answer:
        for piece in answer.iter_text():
            if "begun" in piece:
                assert client.post(f"/api/sessions/{tab.session}/close").status_code == 200
    assert tab.post("run", code="1").status_code == 410


def test_a_skill_nobody_knows_has_no_sessions(client: httpx.Client) -> None:
    assert client.post("/api/sessions", json={"skill": "addng"}).json()["error"]["nearest"] == ["adding"]


class TestKept:
    """What was shown before is shown again at once, and never instead of what would come now."""

    CELLS = (("cell-1", 'a = 2\nprint("a is", a)\n'), ("cell-2", "b = 3\na + b\n"))

    def shown(self, events: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
        return [(what, value) for what, value in events if what in ("printed", "displayed")]

    @pytest.fixture
    def first(self, tab: Tab) -> list[list[tuple[str, Any]]]:
        """What the lesson's cells show when they run for the first time."""
        return [self.shown(tab.run(code, name)) for name, code in self.CELLS]

    def test_a_lesson_reopened_shows_its_outputs_without_running_anything(
        self, client: httpx.Client, first: list[list[tuple[str, Any]]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Engine, "session", lambda *_, **__: pytest.fail("something ran"))
        again = Tab(client)
        for (name, code), shown in zip(self.CELLS, first, strict=True):
            events = again.run(code, name, before=True, kept=True)
            assert self.shown(events) == shown
            assert [what for what, _ in events[-2:]] == ["ended", "end"]

    def test_the_next_server_shows_them_too(self, first: list[list[tuple[str, Any]]], study: Study) -> None:
        key = Outputs().key(study.course.skill("adding").kit, [], "light", "cell", *self.CELLS[0])
        assert [tuple(each) for each in Outputs().get(key)][:-1] == first[0]

    def test_whoever_asks_for_a_run_gets_one(self, client: httpx.Client, first: list[list[tuple[str, Any]]]) -> None:
        name, code = self.CELLS[0]
        Tab(client).run(code, name, kept=True)
        assert "cached" not in str(first)
        counted = "import time\ntime.perf_counter_ns()"
        one, other = (self.shown(Tab(client).run(counted, name)) for _ in range(2))
        assert one != other

    def test_what_was_not_run_here_is_run_before_what_needs_it(
        self, client: httpx.Client, first: list[list[tuple[str, Any]]]
    ) -> None:
        again = Tab(client)
        for name, code in self.CELLS:
            again.run(code, name, before=True, kept=True)
        assert first
        assert again.printed("print(a * b)") == "6\n"
        assert again.demo(n=1, loud=False)["displayed"][0]["text"] == "3"

    def test_another_cell_before_it_makes_another_output(
        self, client: httpx.Client, first: list[list[tuple[str, Any]]]
    ) -> None:
        again = Tab(client)
        again.run("a = 40", "cell-1")
        name, code = self.CELLS[1]
        assert first[1] == [("displayed", {"kind": "text", "text": "5"})]
        assert self.shown(again.run(code, name, before=True, kept=True)) == [
            ("displayed", {"kind": "text", "text": "43"})
        ]

    def test_a_cell_run_again_counts_for_those_after_it(self, tab: Tab) -> None:
        counting = "n = globals().get('n', 0) + 1\nn"
        texts = [dict(tab.run(counting, "cell-1"))["displayed"]["text"] for _ in range(3)]
        assert texts == ["1", "2", "3"]
        assert dict(tab.run("n * 10", "cell-2", kept=True))["displayed"]["text"] == "30"

    def test_what_is_no_lesson_as_written_stays_in_memory(self, tab: Tab, home: Path) -> None:
        tab.run("x = 'private'\nx", "cell-1")
        tab.run("'private'", "scratch")
        assert not list((home / "cache" / "outputs").rglob("*"))

    def test_a_demo_is_drawn_ahead_where_nothing_else_is_to_be_done(self, client: httpx.Client, tab: Tab) -> None:
        tab.demo(n=4, loud=False)
        assert tab.post("demo", function="heap", settings={"n": 5, "loud": False}, ahead=True).json() is None
        assert tab.demo(n=5, loud=False)["cached"] is True  # asked for after it: the answer was there, or on its way

    def test_a_session_without_a_child_gets_none_for_what_may_come(self, tab: Tab) -> None:
        assert tab.post("demo", function="heap", settings={"n": 5}, ahead=True).json() is None
        assert tab.demo(n=5)["cached"] is False


class TestOutputs:
    """Where they are kept."""

    def test_what_was_not_wanted_for_longest_goes_first(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(outputs, "_LOOK_EVERY", 3000)
        kept = Outputs(tmp_path, on_disk=20_000)
        noise = {number: secrets.token_hex(1000) for number in range(40)}
        for number, text in noise.items():
            kept.keep(f"{number:032}", text, for_good=True)
            path = tmp_path / "00" / f"{number:030}"
            if number:  # the first one was wanted just now
                os.utime(path, ns=(number * 10**9, number * 10**9))
        fresh = Outputs(tmp_path)
        there = [number for number in noise if fresh.get(f"{number:032}") == noise[number]]
        assert there[0] == 0
        assert there[-1] == 39
        assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) <= 20_000

    @pytest.mark.parametrize("found", [b"", b"garbage", zlib.compress(b"{")])
    def test_what_cannot_be_read_is_as_if_it_were_not_there(self, tmp_path: Path, found: bytes) -> None:
        Outputs(tmp_path).keep("0" * 32, [1], for_good=True)
        (path,) = (path for path in tmp_path.rglob("*") if path.is_file())
        path.write_bytes(found)
        assert Outputs(tmp_path).get("0" * 32) is None

    def test_a_folder_that_cannot_be_written_is_no_obstacle(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        kept = Outputs(tmp_path / "file")
        kept.keep("0" * 32, [1], for_good=True)
        assert kept.get("0" * 32) == [1]

    def test_what_is_very_large_is_not_kept(self, tmp_path: Path) -> None:
        kept = Outputs(tmp_path)
        kept.keep("0" * 32, secrets.token_hex(3 << 20), for_good=True)
        assert kept.get("0" * 32) is None


class TestFewChildren:
    """More sessions than there may be children."""

    @pytest.fixture
    def sessions(self, study: Study) -> Iterator[Sessions]:
        sessions = Sessions(lambda: study.engine, children=1)
        yield sessions
        sessions.close()

    async def run(self, sessions: Sessions, identity: str, code: str, name: str) -> list[tuple[str, Any]]:
        told = [piece async for piece in sessions.get(identity).run(name, code, before=False)]
        return events_of(b"".join(told).decode())

    def test_one_that_rests_gives_way_and_comes_back_as_it_was(self, study: Study, sessions: Sessions) -> None:
        import asyncio

        async def two_pages() -> None:
            skill = study.course.skill("adding")
            first, second = sessions.open(skill, "light"), sessions.open(skill, "light")
            await self.run(sessions, first, "x = 1", "cell-1")
            await self.run(sessions, second, "x = 2", "cell-1")
            events = await self.run(sessions, first, "x", "cell-2")
            assert ("revived", {"cells": 1}) in events
            assert ("displayed", {"kind": "text", "text": "1"}) in events
            again = await self.run(sessions, first, "x", "cell-2")
            assert "revived" not in dict(again)

        asyncio.run(two_pages())

    def test_pages_that_all_run_at_once_take_turns(self, study: Study, sessions: Sessions) -> None:
        import asyncio

        async def many_pages() -> list[list[tuple[str, Any]]]:
            skill = study.course.skill("adding")
            pages = [sessions.open(skill, "light") for _ in range(5)]
            runs = [self.run(sessions, page, f"{number} * 10", "cell-1") for number, page in enumerate(pages)]
            return await asyncio.gather(*runs)

        shown = [dict(events)["displayed"]["text"] for events in asyncio.run(many_pages())]
        assert shown == ["0", "10", "20", "30", "40"]

    def test_one_that_has_to_wait_is_told_so_and_can_be_stopped(self, study: Study, sessions: Sessions) -> None:
        import asyncio

        async def three_pages() -> tuple[list[tuple[str, Any]], list[tuple[str, Any]]]:
            skill = study.course.skill("adding")
            long, patient, impatient = (sessions.open(skill, "light") for _ in range(3))
            busy = sessions.get(long).run("cell-1", "print('at work')\nwhile True: pass", before=False)
            async for piece in busy:
                if b"at work" in piece:
                    break
            given_up: list[tuple[str, Any]] = []
            async for piece in sessions.get(impatient).run("cell-1", "1", before=False):
                given_up += events_of(piece.decode())
                if b"waiting" in piece:
                    sessions.get(impatient).stop()
            waited: list[tuple[str, Any]] = []
            async for piece in sessions.get(patient).run("cell-1", "1", before=False):
                waited += events_of(piece.decode())
                if b"waiting" in piece:
                    sessions.get(long).stop()
            return given_up, waited

        given_up, waited = asyncio.run(three_pages())
        assert ("waiting", {"pages": 1}) in given_up
        assert dict(given_up)["displayed"]["message"] == "Stopped."
        assert ("waiting", {"pages": 1}) in waited
        assert dict(waited)["displayed"] == {"kind": "text", "text": "1"}
