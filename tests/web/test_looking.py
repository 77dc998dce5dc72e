"""What the page shows: the course, today, the map, a skill with its lesson, search."""

from __future__ import annotations

import gzip

import httpx
import pytest

from mlestone.course.load import load_course
from mlestone.study.learner import Learner
from mlestone.study.study import Study

from .conftest import RIGHT


def test_the_course_says_what_there_is_and_where_it_stands(client: httpx.Client, study: Study) -> None:
    course = client.get("/api/course").json()
    assert [region["id"] for region in course["regions"]] == ["basics", "beyond"]
    assert [skill["id"] for skill in course["skills"]] == ["counting", "adding", "dividing"]
    assert course["skills"][2]["written"] is False
    # Skills are named by their number, needs by the lines that are drawn for them.
    needs = {(edge[0], edge[1]) for edge in course["layout"]["edges"]}
    order = list(study.course.graph.order)
    assert needs == {
        (order.index(need), order.index(skill)) for skill in order for need in study.course.skills[skill].needs
    }
    assert course["tracks"][0]["targets"] == [2]
    assert all(0 < skill["x"] < course["layout"]["width"] for skill in course["skills"])
    details = client.get("/api/course/details").json()["skills"]["adding"]
    assert details["outcome"] == "You can *do* it."
    assert [proof["id"] for proof in details["proofs"]] == ["adding/add-two", "adding/sums"]


def test_what_has_not_changed_is_not_sent_again(client: httpx.Client, learner: Learner) -> None:
    for path in ("/api/course", "/api/map", "/api/today"):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
    before = client.get("/api/map").headers["etag"]
    learner.set_plan(track="arithmetic")
    assert client.get("/api/map", headers={"If-None-Match": before}).status_code == 200


def test_long_answers_are_packed_for_those_who_can_unpack_them(client: httpx.Client) -> None:
    with client.stream("GET", "/api/progress", headers={"Accept-Encoding": "gzip"}) as packed:
        body = b"".join(packed.iter_raw())
    plain = client.get("/api/progress", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == plain.content
    assert "content-encoding" not in plain.headers


def test_today_names_the_first_step(client: httpx.Client, learner: Learner) -> None:
    today = client.get("/api/today").json()
    assert today["step"] == learner.next().step.as_dict()
    assert today["step"]["skill"] == "counting"
    assert today["unjudged"] == []


def test_the_map_follows_what_another_program_writes(client: httpx.Client, learner: Learner) -> None:
    assert "adding" not in client.get("/api/map").json()["skills"], "it is ahead, as the course says"
    assert learner.check("adding/add-two", source=RIGHT.encode()).verdict.passed
    shown = client.get("/api/map").json()
    assert shown["skills"]["adding"] == "begun"
    assert shown["regions"]["basics"] == {"done": 0, "written": 2, "total": 2}


def test_progress_and_roadmaps_are_those_of_the_learner(client: httpx.Client, learner: Learner) -> None:
    learner.check("adding/add-two", source=RIGHT.encode())
    assert client.get("/api/progress", params={"days": 7}).json() == learner.progress(7).as_dict()
    assert client.get("/api/roadmaps").json()["roadmaps"] == [road.as_dict() for road in learner.roadmaps()]


def test_a_skill_comes_with_its_lesson_in_blocks(client: httpx.Client) -> None:
    page = client.get("/api/skills/adding").json()
    assert page["standing"]["id"] == "adding"
    assert page["outcome_html"] == "You can <em>do</em> it."
    lesson = page["lesson"]
    assert [block["kind"] for block in lesson["blocks"]] == [
        "html", "cell", "cell", "html", "cell", "demo", "html",
    ]  # fmt: skip
    assert [block["name"] for block in lesson["blocks"] if block["kind"] == "cell"] == ["cell-1", "cell-2", "cell-3"]
    assert [block["fails"] for block in lesson["blocks"] if block["kind"] == "cell"] == [False, False, True]
    demo = lesson["blocks"][5]
    assert (demo["name"], demo["function"]) == ("demo-1", "heap")
    assert demo["controls"] == [
        {"kind": "slider", "name": "n", "start": 5, "low": 1, "high": 30, "step": 1, "whole": True},
        {"kind": "switch", "name": "loud", "start": False},
    ]
    assert '<span class="math">a + b</span>' in lesson["blocks"][0]["html"]


def test_headings_have_ids_of_their_own_for_the_contents(client: httpx.Client) -> None:
    lesson = client.get("/api/skills/adding").json()["lesson"]
    assert lesson["contents"] == [
        {"id": "what-adding-is", "title": "What adding is", "level": 2},
        {"id": "what-it-is-not", "title": "What it is not", "level": 3},
        {"id": "what-adding-is-2", "title": "What adding is", "level": 2},
    ]
    prose = " ".join(block["html"] for block in lesson["blocks"] if block["kind"] == "html")
    assert all(f'id="{entry["id"]}"' in prose for entry in lesson["contents"])


def test_a_lesson_that_is_planned_has_no_blocks(client: httpx.Client) -> None:
    lesson = client.get("/api/skills/dividing").json()["lesson"]
    assert lesson == {"written": False, "blocks": [], "contents": [], "words": 0}


def test_every_written_lesson_of_the_built_in_course_can_be_shown() -> None:
    from mlestone.base.settings import builtin_course
    from mlestone.web.lessons import lesson_page

    for skill in load_course(builtin_course()).skills.values():
        if not skill.planned:
            assert lesson_page(skill.path)["written"], skill.id


def test_a_name_nobody_knows_is_answered_with_the_nearest(client: httpx.Client) -> None:
    answer = client.get("/api/skills/addin")
    assert answer.status_code == 404
    assert answer.json()["error"] == {
        "kind": "unknown",
        "message": "There is no skill 'addin'. Did you mean 'adding'?",
        "nearest": ["adding"],
    }


def test_a_request_of_the_wrong_form_says_what_is_wrong(client: httpx.Client) -> None:
    answer = client.post("/api/placement/x/answer", json={"replies": 3})
    assert answer.status_code == 422
    assert answer.json()["error"]["kind"] == "invalid"
    assert "reply" in answer.json()["error"]["message"]


@pytest.mark.parametrize("path", ["/api/", "/api/nothing"])
def test_an_address_of_the_api_that_is_none_is_no_page(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["error"]["kind"]) == (404, "unknown")


class TestSearch:
    def found(self, client: httpx.Client, query: str) -> list[tuple[str, str]]:
        results = client.get("/api/search", params={"q": query}).json()["results"]
        return [(each["kind"], each["id"]) for each in results]

    def test_titles_come_before_texts(self, client: httpx.Client) -> None:
        assert self.found(client, "adding")[:2] == [("skill", "adding"), ("lesson", "adding")]

    def test_all_words_have_to_be_there_in_whatever_case(self, client: httpx.Client) -> None:
        assert ("lesson", "adding") in self.found(client, "HEAPS two")
        assert self.found(client, "heaps elephants") == []

    def test_roadmap_items_regions_and_proofs_are_found_too(self, client: httpx.Client) -> None:
        assert self.found(client, "sheep") == [("roadmap", "numbers.whole.counting")]
        assert ("region", "beyond") in self.found(client, "beyond")
        assert ("proof", "adding/add-two") in self.found(client, "add two")

    def test_nothing_is_found_for_nothing(self, client: httpx.Client) -> None:
        assert self.found(client, "  ") == []

    def test_an_excerpt_shows_where_the_word_stands(self, client: httpx.Client) -> None:
        results = client.get("/api/search", params={"q": "heaps"}).json()["results"]
        assert any("Two heaps" in each["excerpt"] for each in results)
