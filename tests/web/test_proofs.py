"""A proof in the page: its file, hints, attempts, the answer. Judged by the real engine."""

from __future__ import annotations

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from mlestone.study.learner import Learner
from mlestone.web import workers

from .conftest import PRODUCT, RIGHT, events_of

ADD = "/api/proofs/adding/add-two"
ENDLESS = "def add(a, b):\n    while True: pass\n"
SLOW = f"import time\ntime.sleep(0.5)\n{RIGHT}"
SUMS = "/api/proofs/adding/sums"


def file_of(client: httpx.Client, proof: str = ADD) -> Path:
    return Path(client.get(proof).json()["path"])


def rightly(paper: dict[str, Any]) -> dict[str, str]:
    """Right replies to a paper of sums."""
    found = {each["number"]: re.findall(r"\d+", each["text"]) for each in paper["questions"]}
    return {number: str(int(a) + int(b)) for number, (a, b) in found.items()}


class TestPage:
    def test_it_shows_the_prompt_and_the_starter_and_makes_no_file(self, client: httpx.Client) -> None:
        page = client.get(ADD).json()
        assert page["standing"]["state"] == "untouched"
        assert '<span class="math">a</span>' in page["prompt_html"]
        assert page["source"] == page["starter"]
        assert (page["begun"], page["stamp"], page["file"]) == (False, "", "add_two.py")
        assert page["next"] == {"proof": "adding/sums", "title": "Sums in your head", "kind": "question"}
        assert not Path(page["path"]).exists()

    def test_neither_the_answer_nor_a_mistake_is_in_it(self, client: httpx.Client) -> None:
        text = client.get(ADD).text
        assert "return a + b" not in text
        assert "That is the product" not in text

    @pytest.mark.parametrize("path", ["/api/proofs/adding/nothing", "/api/proofs/nothing/add-two"])
    def test_a_proof_nobody_knows_is_not_found(self, client: httpx.Client, path: str) -> None:
        assert client.get(path).json()["error"]["kind"] == "unknown"

    def test_a_planned_one_says_so(self, client: httpx.Client) -> None:
        answer = client.get("/api/proofs/dividing/divide")
        assert (answer.status_code, answer.json()["error"]["kind"]) == (409, "planned")

    @pytest.mark.parametrize(
        "name",
        ["../counting/next_number.txt", "add_two.txt", "sums.txt", "notes.py", "/etc/passwd", "..", "",
         "add_two.before-2026-01-01.py", "..\\x.py"],
    )  # fmt: skip
    def test_no_other_file_is_reached_through_it(self, client: httpx.Client, name: str) -> None:
        for answer in (
            client.get(ADD, params={"file": name}),
            client.put(f"{ADD}/source", params={"file": name}, json={"source": "x", "stamp": ""}),
        ):
            assert answer.status_code == 404


class TestSaving:
    def test_the_first_pause_makes_an_ordinary_file_and_a_note_in_the_log(
        self, client: httpx.Client, learner: Learner
    ) -> None:
        saved = client.put(f"{ADD}/source", json={"source": "x = 1\n", "stamp": ""})
        assert saved.status_code == 200
        assert file_of(client).read_text() == "x = 1\n"
        assert learner.proof("adding/add-two").standing.state == "begun"
        page = client.get(ADD).json()
        assert (page["source"], page["stamp"], page["begun"]) == ("x = 1\n", saved.json()["stamp"], True)

    def test_a_first_check_and_the_first_autosave_may_come_together(self, client: httpx.Client) -> None:
        """Both make the file, and neither takes the other's starter for somebody else's edit."""
        with ThreadPoolExecutor(2) as at_once:
            saves = [
                at_once.submit(client.put, f"{ADD}/source", json={"source": RIGHT, "stamp": ""}),
                at_once.submit(client.post, f"{ADD}/attempts", json={"source": RIGHT, "stamp": ""}),
            ]
        assert [save.result().status_code for save in saves] == [200, 200]
        assert file_of(client).read_text(encoding="utf-8") == RIGHT

    def test_each_save_goes_on_from_the_one_before(self, client: httpx.Client) -> None:
        stamp = ""
        for number in range(3):
            stamp = client.put(f"{ADD}/source", json={"source": f"x = {number}", "stamp": stamp}).json()["stamp"]
        assert file_of(client).read_text() == "x = 2"
        assert sorted(path.name for path in file_of(client).parent.iterdir()) == ["add_two.py"]

    def test_what_somebody_else_wrote_is_never_written_over(self, client: httpx.Client) -> None:
        stamp = client.put(f"{ADD}/source", json={"source": "mine", "stamp": ""}).json()["stamp"]
        file_of(client).write_text("theirs")
        answer = client.put(f"{ADD}/source", json={"source": "mine too", "stamp": stamp})
        assert answer.status_code == 409
        told = answer.json()
        assert (told["error"]["kind"], told["source"]) == ("edited-outside", "theirs")
        assert file_of(client).read_text() == "theirs"
        assert client.put(f"{ADD}/source", json={"source": "both", "stamp": told["stamp"]}).status_code == 200
        assert file_of(client).read_text() == "both"

    def test_of_two_tabs_the_slower_one_is_told(self, client: httpx.Client) -> None:
        stamp = client.put(f"{ADD}/source", json={"source": "first", "stamp": ""}).json()["stamp"]
        assert client.put(f"{ADD}/source", json={"source": "tab one", "stamp": stamp}).status_code == 200
        assert client.put(f"{ADD}/source", json={"source": "tab two", "stamp": stamp}).status_code == 409

    def test_the_same_text_twice_is_no_conflict(self, client: httpx.Client) -> None:
        stamp = client.put(f"{ADD}/source", json={"source": "same", "stamp": ""}).json()["stamp"]
        again = client.put(f"{ADD}/source", json={"source": "same", "stamp": "old"})
        assert again.json()["stamp"] == stamp

    def test_a_file_that_was_deleted_elsewhere_is_not_brought_back_unasked(self, client: httpx.Client) -> None:
        stamp = client.put(f"{ADD}/source", json={"source": "x", "stamp": ""}).json()["stamp"]
        file_of(client).unlink()
        answer = client.put(f"{ADD}/source", json={"source": "xy", "stamp": stamp})
        assert (answer.status_code, answer.json()["stamp"]) == (409, "")
        assert client.put(f"{ADD}/source", json={"source": "xy", "stamp": ""}).status_code == 200
        assert file_of(client).read_text() == "xy"

    def test_a_linked_file_stays_a_link_and_keeps_its_mode(self, client: httpx.Client, tmp_path: Path) -> None:
        elsewhere = tmp_path / "elsewhere.py"
        elsewhere.write_text("old")
        elsewhere.chmod(0o640)
        path = file_of(client)
        path.parent.mkdir(parents=True)
        path.symlink_to(elsewhere)
        stamp = client.get(ADD).json()["stamp"]
        client.put(f"{ADD}/source", json={"source": "new", "stamp": stamp})
        assert path.is_symlink()
        assert elsewhere.read_text() == "new"
        assert elsewhere.stat().st_mode & 0o777 == 0o640

    def test_a_file_that_is_no_text_is_left_alone(self, client: httpx.Client) -> None:
        path = file_of(client)
        path.parent.mkdir(parents=True)
        path.write_bytes(b"\xff\xfe")
        assert client.get(ADD).json()["error"]["kind"] == "no-file"
        assert client.put(f"{ADD}/source", json={"source": "x", "stamp": ""}).status_code == 409
        assert path.read_bytes() == b"\xff\xfe"

    def test_reset_keeps_what_was_there(self, client: httpx.Client) -> None:
        client.put(f"{ADD}/source", json={"source": "old work", "stamp": ""})
        page = client.post(f"{ADD}/reset").json()
        assert page["source"] == page["starter"]
        assert Path(page["backup"]).read_text() == "old work"


class TestAttempts:
    def test_a_right_answer_passes_and_says_what_comes_next(self, client: httpx.Client, learner: Learner) -> None:
        checked = client.post(f"{ADD}/attempts", json={"source": RIGHT, "stamp": ""}).json()
        assert checked["verdict"]["status"] == "passed"
        assert checked["news"]["first_pass"]
        assert checked["next"]["proof"] == "adding/sums"
        assert file_of(client).read_text() == RIGHT
        assert learner.proof("adding/add-two").standing.state == "passed"

    def test_a_recognised_mistake_gets_its_sentence(self, client: httpx.Client) -> None:
        checked = client.post(f"{ADD}/attempts", json={"source": PRODUCT}).json()
        assert checked["verdict"]["mistake"]["sentence"] == "That is the product."
        assert checked["next"] is None

    def test_without_a_stamp_the_file_is_left_alone(self, client: httpx.Client) -> None:
        client.post(f"{ADD}/attempts", json={"source": PRODUCT})
        assert not file_of(client).exists()

    def test_with_nothing_the_file_is_judged_as_it_is(self, client: httpx.Client) -> None:
        client.put(f"{ADD}/source", json={"source": RIGHT, "stamp": ""})
        assert client.post(f"{ADD}/attempts", json={}).json()["verdict"]["status"] == "passed"

    def test_an_error_is_told_with_its_line(self, client: httpx.Client) -> None:
        checked = client.post(f"{ADD}/attempts", json={"source": "def add(a, b):\n    return a + c\n"}).json()
        assert checked["lines"] == [{"line": 2, "message": "NameError: name 'c' is not defined", "check": 0}]

    def test_a_save_that_would_undo_somebody_elses_judges_nothing(self, client: httpx.Client) -> None:
        client.put(f"{ADD}/source", json={"source": "theirs", "stamp": ""})
        answer = client.post(f"{ADD}/attempts", json={"source": RIGHT, "stamp": "old"})
        assert answer.json()["error"]["kind"] == "edited-outside"
        assert client.get(f"{ADD}/attempts").json() == {"attempts": []}

    def test_it_can_be_followed_as_it_goes_on(self, client: httpx.Client) -> None:
        answer = client.post(
            f"{ADD}/attempts", json={"source": RIGHT, "stamp": ""}, headers={"Accept": "text/event-stream"}
        )
        names = [name for name, _ in events_of(answer.text)]
        assert names[0] == "saved"
        told = [(name, what) for name, what in events_of(answer.text)[1:-2] if name != "judging"]
        assert names[-2:] == ["verdict", "end"]
        verdict = dict(events_of(answer.text))["verdict"]
        (begun, first), (ended, came) = told
        assert (begun, first) == ("begun", {"check": 0, "of": 1, "sentence": "adds two numbers"})
        assert (ended, came) == ("ended", {"check": 0, "result": verdict["verdict"]["checks"][0]})
        assert verdict["verdict"]["status"] == "passed"
        assert dict(events_of(answer.text))["saved"]["stamp"] == client.get(ADD).json()["stamp"]

    def test_it_can_be_stopped_and_then_costs_nothing(self, client: httpx.Client) -> None:
        body, text = {"source": ENDLESS}, ""
        headers = {"Accept": "text/event-stream"}
        with client.stream("POST", f"{ADD}/attempts", json=body, headers=headers) as answer:
            for piece in answer.iter_text():
                text += piece
                if "event: begun" in piece:
                    name = dict(events_of(text))["judging"]["judging"]
                    assert client.post(f"/api/judging/{name}/stop").json() == {}
        assert [name for name, _ in events_of(text)][-2:] == ["stopped", "end"]
        (attempt,) = client.get(f"{ADD}/attempts").json()["attempts"]
        assert attempt["status"] == "stopped"
        assert client.get(ADD).json()["standing"]["attempts"] == 0
        assert client.get("/api/today").json()["unjudged"] == []
        over = client.post(f"/api/judging/{name}/stop")
        assert (over.status_code, over.json()["error"]["kind"]) == (404, "over")
        assert client.post(f"{ADD}/attempts", json={"source": RIGHT}).json()["verdict"]["status"] == "passed"

    def test_one_that_waits_for_its_turn_is_taken_out_of_the_queue(self, client: httpx.Client) -> None:
        """Nobody has begun to judge it, so nothing of it is in the log."""
        headers, texts = {"Accept": "text/event-stream"}, [""] * (workers._JUDGING + 1)
        begun = threading.Barrier(workers._JUDGING + 1, timeout=60)

        def hand_in(number: int) -> None:
            with client.stream("POST", f"{ADD}/attempts", json={"source": ENDLESS}, headers=headers) as answer:
                for piece in answer.iter_text():
                    texts[number] += piece
                    if texts[number] == piece:
                        begun.wait()

        def stop(number: int) -> None:
            client.post(f"/api/judging/{dict(events_of(texts[number]))['judging']['judging']}/stop")

        threads = [threading.Thread(target=hand_in, args=(number,)) for number in range(workers._JUDGING)]
        for thread in threads:
            thread.start()
        begun.wait()
        with client.stream("POST", f"{ADD}/attempts", json={"source": RIGHT}, headers=headers) as answer:
            for piece in answer.iter_text():
                texts[-1] += piece
                if "event: judging" in piece:
                    stop(-1)
        for number, thread in enumerate(threads):
            stop(number)
            thread.join()
        assert [name for name, _ in events_of(texts[-1])] == ["judging", "stopped", "end"]
        assert len(client.get(f"{ADD}/attempts").json()["attempts"]) == workers._JUDGING

    def test_a_verdict_nobody_waited_for_is_in_the_log(self, client: httpx.Client) -> None:
        headers = {"Accept": "text/event-stream"}
        with client.stream("POST", f"{ADD}/attempts", json={"source": SLOW}, headers=headers) as answer:
            next(answer.iter_text())
        until = time.monotonic() + 60
        while [each["status"] for each in client.get(f"{ADD}/attempts").json()["attempts"]] != ["passed"]:
            assert time.monotonic() < until
            time.sleep(0.05)

    def test_what_goes_wrong_is_told_in_the_stream(self, client: httpx.Client) -> None:
        headers = {"Accept": "text/event-stream"}
        answer = client.post("/api/proofs/dividing/divide/attempts", json={"source": RIGHT}, headers=headers)
        assert events_of(answer.text)[-1][0] == "error"
        assert events_of(answer.text)[-1][1]["error"]["kind"] == "planned"

    def test_all_are_kept_with_source_and_verdict(self, client: httpx.Client) -> None:
        for source in (PRODUCT, RIGHT):
            client.post(f"{ADD}/attempts", json={"source": source})
        attempts = client.get(f"{ADD}/attempts").json()["attempts"]
        assert [attempt["status"] for attempt in attempts] == ["passed", "failed"]
        page = client.get(f"{ADD}/attempts/{attempts[1]['id']}").json()
        assert page["source"] == PRODUCT
        assert page["verdict"]["mistake"]["name"] == "multiplies"
        assert client.get(f"{SUMS}/attempts/{attempts[1]['id']}").status_code == 404


class TestHelp:
    def test_hints_come_one_by_one(self, client: httpx.Client) -> None:
        first, second, third = (client.post(f"{ADD}/hint").json() for _ in range(3))
        assert (first["number"], first["of"], first["fresh"]) == (1, 2, True)
        assert second["html"] == "<p><code>a + b</code>.</p>\n"
        assert third["fresh"] is False
        assert client.get(ADD).json()["hints_html"] == ["<p>Which sign adds?</p>\n", "<p><code>a + b</code>.</p>\n"]

    def test_the_answer_is_for_those_who_passed_or_give_up(self, client: httpx.Client) -> None:
        refused = client.post(f"{ADD}/solution", json={})
        assert (refused.status_code, refused.json()["error"]["kind"]) == (409, "not-passed-yet")
        assert "return a + b" not in refused.text
        assert "return a + b" in client.post(f"{ADD}/solution", json={"give_up": True}).json()["source"]


class TestQuestions:
    def test_starting_draws_a_paper(self, client: httpx.Client) -> None:
        before = client.get(SUMS).json()
        assert (before["begun"], before["paper"]) == (False, None)
        page = client.post(f"{SUMS}/start").json()
        assert page["file"] == "sums.txt"
        first = page["paper"]["questions"][0]
        assert (first["number"], first["form"]) == ("1", "number")
        assert "right" not in first
        assert client.post(f"{SUMS}/start").json()["paper"] == page["paper"]

    def test_replies_are_saved_into_the_paper_and_marked(self, client: httpx.Client) -> None:
        page = client.post(f"{SUMS}/start").json()
        replies = rightly(page["paper"])
        saved = client.put(f"{SUMS}/replies", json={"replies": {"1": replies["1"]}, "stamp": page["stamp"]}).json()
        assert client.get(SUMS).json()["paper"]["replies"] == {"1": replies["1"]}
        checked = client.post(f"{SUMS}/attempts", json={"replies": replies, "stamp": saved["stamp"]}).json()
        assert checked["verdict"]["status"] == "passed"
        assert f"2: {replies['2']}" in Path(page["path"]).read_text()

    def test_a_reply_cannot_write_other_lines(self, client: httpx.Client) -> None:
        page = client.post(f"{SUMS}/start").json()
        client.put(f"{SUMS}/replies", json={"replies": {"1": "7\nseed: 1"}, "stamp": page["stamp"]})
        paper = client.get(SUMS).json()["paper"]
        assert paper["replies"] == {"1": "7 seed: 1"}
        assert paper["seed"] == page["paper"]["seed"]

    def test_a_paper_with_gaps_is_sent_back_unmarked(self, client: httpx.Client) -> None:
        page = client.post(f"{SUMS}/start").json()
        answer = client.post(f"{SUMS}/attempts", json={"replies": {"1": "12"}, "stamp": page["stamp"]})
        assert (answer.status_code, answer.json()["error"]["kind"]) == (409, "not-filled-in")

    def test_a_paper_is_marked_once(self, client: httpx.Client) -> None:
        page = client.post(f"{SUMS}/start").json()
        wrong = dict.fromkeys(rightly(page["paper"]), "0")
        assert client.post(f"{SUMS}/attempts", json={"replies": wrong, "stamp": page["stamp"]}).status_code == 200
        again = client.post(f"{SUMS}/attempts", json={})
        assert again.json()["error"]["kind"] == "already-marked"
        assert client.post(f"{SUMS}/reset").json()["paper"]["seed"] != page["paper"]["seed"]


def test_nothing_waits_for_an_endless_loop(client: httpx.Client) -> None:
    ended = threading.Event()

    def loop() -> None:
        client.post(f"{ADD}/attempts", json={"source": "def add(a, b):\n    while True: pass\n"})
        ended.set()

    loops = [threading.Thread(target=loop) for _ in range(4)]
    for thread in loops:
        thread.start()
    paths = ("/api/today", "/api/map", ADD, "/api/skills/adding", "/api/progress")
    answers = [client.get(path) for path in paths]
    saved = client.put(f"{ADD}/source", json={"source": "x = 1", "stamp": ""})
    assert not ended.is_set()
    assert all(answer.status_code == 200 for answer in (*answers, saved))
    for thread in loops:
        thread.join()
