"""Reviews, placement and the plan."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from mlestone.study.learner import Learner
from mlestone.study.study import Study

from .conftest import RIGHT

SUMS = "/api/proofs/adding/sums"


class SetClock:
    """A clock that can be moved."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def open_learner(study: Study, clock: SetClock) -> Callable[[], Learner]:
    return lambda: Learner.open(study, clock=clock, local=UTC, shared=False)


def prove_adding(client: httpx.Client) -> None:
    assert client.post("/api/proofs/adding/add-two/attempts", json={"source": RIGHT}).status_code == 200
    page = client.post(f"{SUMS}/start").json()
    checked = client.post(f"{SUMS}/attempts", json={"replies": sums(page), "stamp": page["stamp"]}).json()
    assert checked["news"]["proved"] == ["adding"]


def sums(page: dict[str, Any]) -> dict[str, str]:
    found = {each["number"]: re.findall(r"\d+", each["text"]) for each in page["paper"]["questions"]}
    return {number: str(int(a) + int(b)) for number, (a, b) in found.items()}


class TestReview:
    def test_without_anything_due_there_is_none(self, client: httpx.Client) -> None:
        assert client.get("/api/review").json() == {"due": [], "coming": None}
        assert client.post("/api/review", json={}).json() is None

    def test_while_nothing_is_due_the_next_one_is_told(self, client: httpx.Client, clock: SetClock) -> None:
        prove_adding(client)
        answer = client.get("/api/review").json()
        assert answer["due"] == []
        coming = answer["coming"]
        assert coming["title"] in ("Adding", "Counting")
        assert datetime.fromisoformat(coming["due"]) > clock.now()

    def test_starting_a_review_over_leaves_the_proof_s_own_file_alone(
        self, client: httpx.Client, clock: SetClock
    ) -> None:
        prove_adding(client)
        client.put("/api/proofs/adding/add-two/source", json={"source": RIGHT, "stamp": ""})
        own = client.get("/api/proofs/adding/add-two").json()
        clock.ahead = timedelta(days=60)
        opened = client.post("/api/review", json={"skill": "adding"}).json()
        path, params = f"/api/proofs/{opened['proof']}", {"file": opened["file"]}
        page = client.get(path, params=params).json()
        assert page["source"] == Path(opened["path"]).read_text()
        fresh = client.post(f"{path}/reset", params=params).json()
        assert (fresh["purpose"], fresh["file"]) == ("review", opened["file"])
        assert Path(fresh["backup"]).read_text() == page["source"]
        assert client.get("/api/proofs/adding/add-two").json()["source"] == own["source"]

    def test_what_was_proved_comes_back_as_a_fresh_variant(self, client: httpx.Client, clock: SetClock) -> None:
        prove_adding(client)
        clock.ahead = timedelta(days=60)
        due = client.get("/api/review").json()["due"]
        assert [each["skill"] for each in due] == ["adding"] or {each["skill"] for each in due} >= {"adding"}
        opened = client.post("/api/review", json={"skill": "adding"}).json()
        assert opened["purpose"] == "review"
        path = f"/api/proofs/{opened['proof']}"
        page = client.get(path, params={"file": opened["file"]}).json()
        assert (page["purpose"], page["file"], page["begun"]) == ("review", opened["file"], True)
        body = {"replies": sums(page)} if page["paper"] else {"source": RIGHT}
        answer = client.post(f"{path}/attempts", params={"file": opened["file"]}, json={**body, "stamp": page["stamp"]})
        assert (answer.json()["purpose"], answer.json()["verdict"]["status"]) == ("review", "passed")
        assert Path(opened["path"]).exists()
        assert "adding" not in [each["skill"] for each in client.get("/api/review").json()["due"]]


class TestReading:
    PATH = "/api/skills/adding/reading"

    def test_time_spent_on_a_lesson_counts(self, client: httpx.Client) -> None:
        assert client.post(self.PATH, json={"seconds": 40}).json() == {"seconds": 40.0}
        assert client.post(self.PATH, json={"seconds": 20.5}).json() == {"seconds": 60.5}
        progress = client.get("/api/progress").json()
        assert (progress["seconds"], progress["reading"]) == (60.5, 60.5)
        assert (progress["active_days"], progress["streak"]) == (1, 1)

    @pytest.mark.parametrize("seconds", [0, -3, 901, "long", None])
    def test_what_nobody_can_have_measured_is_refused(self, client: httpx.Client, seconds: Any) -> None:
        assert client.post(self.PATH, json={"seconds": seconds}).status_code == 422
        assert client.get("/api/progress").json()["seconds"] == 0

    def test_a_lesson_that_is_not_written_is_not_read(self, client: httpx.Client) -> None:
        answer = client.post("/api/skills/dividing/reading", json={"seconds": 40})
        assert (answer.status_code, answer.json()["error"]["kind"]) == (400, "refused")


class TestPlacement:
    def test_it_asks_marks_and_credits(self, client: httpx.Client) -> None:
        placing = client.post("/api/placement").json()
        question = placing["question"]
        assert question["number"] == 1
        assert question["text_html"].startswith("<p>")
        assert client.post("/api/placement").json()["placement"] != "" and "right" not in str(question.keys())
        path = f"/api/placement/{placing['placement']}"
        unread = client.post(f"{path}/answer", json={"reply": "many"}).json()
        if question["form"] == "number":
            assert unread["complaint"]
            assert unread["answered"] == 0
        skipped = client.post(f"{path}/skip").json()
        assert skipped["answered"] >= 1
        over = client.post(f"{path}/end").json()
        assert over["finished"] is True
        assert over["credited_titles"] == []

    def test_it_goes_on_where_it_was_left(self, client: httpx.Client) -> None:
        assert client.get("/api/placement").json() == {"answered": None}
        placing = client.post("/api/placement").json()
        on = client.post(f"/api/placement/{placing['placement']}/skip").json()
        if not on["finished"]:
            assert client.get("/api/placement").json() == {"answered": 1}
            again = client.post("/api/placement").json()
            assert (again["placement"], again["answered"]) == (placing["placement"], 1)
            assert again["question"]["text"] == on["question"]["text"]

    def test_a_credit_can_be_given_back_only_where_there_is_one(self, client: httpx.Client) -> None:
        answer = client.post("/api/skills/adding/contest")
        assert (answer.status_code, answer.json()["error"]["kind"]) == (400, "refused")


class TestPlan:
    def test_it_is_set_shown_and_dropped(self, client: httpx.Client) -> None:
        assert client.get("/api/plan").json() is None
        goal = {"track": "arithmetic", "hours_a_week": 4, "days_off": ["2030-01-01"], "weekdays_off": [6]}
        plan = client.put("/api/plan", json=goal).json()
        assert plan["title"] == "Arithmetic"
        assert plan["weekdays_off"] == [6]
        assert [leg["skill"] for leg in plan["path"]] == ["counting", "adding", "dividing"]
        assert client.get("/api/plan").json()["targets"] == ["dividing"]
        assert client.get("/api/map").json()["plan"] == ["counting", "adding", "dividing"]
        calendar = client.get("/api/plan.ics")
        assert calendar.headers["content-type"].startswith("text/calendar")
        assert calendar.text.startswith("BEGIN:VCALENDAR\r\n")
        assert client.delete("/api/plan").json() == {"dropped": True}
        assert client.delete("/api/plan").json() == {"dropped": False}
        assert client.get("/api/plan.ics").json()["error"]["kind"] == "no-plan"

    def test_a_goal_that_makes_no_sense_is_refused_in_words(self, client: httpx.Client) -> None:
        for goal in ({}, {"track": "arithmetic", "skills": ["adding"]}, {"track": "arithmetic", "hours_a_week": -1}):
            answer = client.put("/api/plan", json=goal)
            assert (answer.status_code, answer.json()["error"]["kind"]) == (400, "refused"), goal
        assert client.put("/api/plan", json={"track": "nothing"}).status_code == 404
