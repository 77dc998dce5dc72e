"""The built page and its files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from mlestone.study.learner import Learner
from mlestone.study.study import Study
from mlestone.web.app import create_app

from .conftest import TOKEN, running


@pytest.mark.parametrize("path", ["/", "/map", "/skills/adding", "/proofs/adding/add-two", "/settings"])
def test_every_address_is_the_page(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "<title>App</title>" in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_files_with_a_hash_in_their_name_may_be_kept_for_good(client: httpx.Client) -> None:
    answer = client.get("/assets/app-1a2b.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"


def test_other_files_are_asked_for_again(client: httpx.Client) -> None:
    answer = client.get("/icon.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.headers["cache-control"] == "no-cache"


def test_a_file_of_an_older_build_is_not_answered_with_the_page(client: httpx.Client) -> None:
    assert client.get("/assets/app-gone.js").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/.stamp",
        "/assets/../.stamp",
        "/..%2f..%2fetc/hosts",
        "/%2e%2e/%2e%2e/etc/hosts",
        "/assets/%00",
        "//etc/hosts",
    ],
)
def test_nothing_else_of_the_machine_is_served(client: httpx.Client, path: str) -> None:
    answer = client.get(str(client.base_url).rstrip("/") + path)
    assert "hidden" not in answer.text
    assert "localhost" not in answer.text


def test_a_page_that_was_not_built_says_so(study: Study, open_learner: Callable[[], Learner], tmp_path: Path) -> None:
    app = create_app(study, open_learner, token=TOKEN, static=tmp_path / "nothing", warm=False)
    with running(app) as client:
        answer = client.get("/")
        assert client.get("/api/today").status_code == 200
    assert answer.status_code == 503
    assert "has not been built" in answer.text
