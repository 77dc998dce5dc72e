"""What open pages are told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from mlestone.study.learner import Learner

from .conftest import RIGHT, Listening

ADD = "/api/proofs/adding/add-two"


@pytest.fixture
def listening(client: httpx.Client) -> Iterator[Listening]:
    with client.stream("GET", "/api/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield Listening(answer)


def test_the_first_word_says_which_server_this_is(client: httpx.Client, listening: Listening) -> None:
    hello = listening.next("hello")
    assert hello == client.get("/api/health").json()
    assert hello["engine"] == "warming"


def test_an_edit_of_another_program_is_told_with_its_text(client: httpx.Client, listening: Listening) -> None:
    listening.next("hello")
    client.put(f"{ADD}/source", json={"source": "mine", "stamp": ""})
    path = Path(client.get(ADD).json()["path"])
    path.write_text("theirs")
    told = listening.next("file")
    assert (told["proof"], told["file"], told["source"]) == ("adding/add-two", "add_two.py", "theirs")
    saved = client.put(f"{ADD}/source", json={"source": "both", "stamp": told["stamp"]})
    assert saved.status_code == 200


def test_saves_of_the_page_itself_are_not_told(client: httpx.Client, listening: Listening) -> None:
    listening.next("hello")
    stamp = ""
    for number in range(3):
        stamp = client.put(f"{ADD}/source", json={"source": f"mine {number}", "stamp": stamp}).json()["stamp"]
    path = Path(client.get(ADD).json()["path"])
    path.write_text("theirs")
    assert listening.next("file")["source"] == "theirs"


def test_an_attempt_in_another_window_or_program_is_told(
    client: httpx.Client, listening: Listening, learner: Learner
) -> None:
    listening.next("hello")
    learner.check("adding/add-two", source=RIGHT.encode())
    told = listening.next("record")
    assert told["count"] >= 1
    assert told["head"]
