"""What the head of a page names, so that it comes at the same time as the shell."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mlestone.study.learner import Learner
from mlestone.study.study import Study
from mlestone.web.app import create_app
from mlestone.web.beginnings import TABLE, Beginnings

from .conftest import TOKEN, running

_TOLD = {
    "everywhere": ["/api/course"],
    "pages": [
        {"path": "/map", "files": ["assets/map.js", "assets/map.css"], "answers": ["/api/map"]},
        {"path": "/skills/:skill", "files": [], "answers": ["/api/skills/:skill"]},
        {"path": "/proofs/:skill/:name", "files": [], "answers": ["/api/proofs/:skill/:name?"]},
    ],
}


@pytest.fixture
def beginnings(tmp_path: Path) -> Beginnings:
    (tmp_path / TABLE).write_text(json.dumps(_TOLD), encoding="utf-8")
    return Beginnings.read(tmp_path)


def _asked(address: str) -> str:
    return f'<link rel="preload" as="fetch" crossorigin href="{address}">'


def test_code_styles_and_answers_of_a_page_are_named(beginnings: Beginnings) -> None:
    assert beginnings.links("/map", "track=nlp") == (
        '<link rel="modulepreload" crossorigin href="/assets/map.js">'
        '<link rel="stylesheet" crossorigin href="/assets/map.css">' + _asked("/api/course") + _asked("/api/map")
    )


def test_parts_of_the_address_are_those_of_the_answer(beginnings: Beginnings) -> None:
    assert beginnings.links("/skills/by%20hand", "") == _asked("/api/course") + _asked("/api/skills/by%20hand")


def test_a_query_goes_along_where_the_answer_takes_it(beginnings: Beginnings) -> None:
    assert _asked("/api/proofs/svd/power?file=a&amp;b") in beginnings.links("/proofs/svd/power", "file=a&b")
    assert _asked("/api/proofs/svd/power") in beginnings.links("/proofs/svd/power", "")


def test_an_address_cannot_write_into_the_page(beginnings: Beginnings) -> None:
    assert '"><script>' not in beginnings.links('/skills/"><script>', '"><script>')


def test_other_pages_begin_with_what_all_do(beginnings: Beginnings) -> None:
    assert beginnings.links("/nowhere/at/all", "") == _asked("/api/course")


def test_a_build_that_tells_nothing_names_nothing(tmp_path: Path) -> None:
    assert Beginnings.read(tmp_path).links("/map", "") == ""


def test_the_head_of_a_served_page_names_them(
    study: Study, open_learner: Callable[[], Learner], tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text("<html><head><title>App</title></head><body></body></html>", encoding="utf-8")
    (tmp_path / TABLE).write_text(json.dumps(_TOLD), encoding="utf-8")
    app = create_app(study, open_learner, token=TOKEN, static=tmp_path, warm=False)
    with running(app) as client:
        page = client.get("/skills/adding").text
    assert f"{_asked('/api/skills/adding')}</head>" in page
