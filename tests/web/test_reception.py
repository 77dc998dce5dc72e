"""The page is there before the API is, and the API's failure to load is told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
from fastapi import FastAPI

from mlestone.study.learner import Learner
from mlestone.study.study import Study
from mlestone.web.app import create_api
from mlestone.web.reception import Reception

from .conftest import TOKEN, running


def test_the_page_is_served_while_the_api_is_being_loaded(
    study: Study, open_learner: Callable[[], Learner], built: Path
) -> None:
    may_load = threading.Event()

    def load() -> FastAPI:
        may_load.wait()
        return create_api(study, open_learner, warm=False)

    with running(Reception(load, token=TOKEN, static=built)) as client, ThreadPoolExecutor(1) as another:
        asked = another.submit(client.get, "/api/health")
        page, file = client.get("/"), client.get("/assets/app-1a2b.js")
        waited = not asked.done()
        may_load.set()
        answer = asked.result(60)
    assert (page.status_code, file.status_code, waited) == (200, 200, True)
    assert answer.json()["engine"] == "warming"


def test_the_guard_stands_before_what_is_not_loaded_yet(built: Path) -> None:
    may_load = threading.Event()

    def load() -> FastAPI:
        may_load.wait()
        return FastAPI()

    with running(Reception(load, token=TOKEN, static=built)) as client:
        del client.headers["Authorization"]
        statuses = [client.get(address).status_code for address in ("/", "/api/today")]
        may_load.set()
    assert statuses == [401, 401]


def test_an_api_that_cannot_be_loaded_is_told(built: Path) -> None:
    def load() -> FastAPI:
        raise RuntimeError("/secret/path")

    with running(Reception(load, token=TOKEN, static=built)) as client:
        answer, page = client.get("/api/today"), client.get("/")
    assert (answer.status_code, page.status_code) == (503, 200)
    assert "could not be loaded" in answer.json()["error"]["message"]
    assert "secret" not in answer.text


def test_the_page_can_only_be_read(client: httpx.Client) -> None:
    assert [client.request(method, "/map").status_code for method in ("POST", "PUT", "DELETE")] == [405, 405, 405]
