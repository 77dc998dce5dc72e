"""The description of the API says what the API does."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import httpx
import pytest

from mlestone.web.describing import ANSWERS

from .conftest import RIGHT

ADD = "/api/proofs/adding/add-two"
SUMS = "/api/proofs/adding/sums"

# One request for each route that answers with a shape of its own, in an order in which all of them succeed.
REQUESTS: list[tuple[str, str, str, Any]] = [
    ("show_course", "GET", "/api/course", None),
    ("show_details", "GET", "/api/course/details", None),
    ("show_today", "GET", "/api/today", None),
    ("show_map", "GET", "/api/map", None),
    ("show_progress", "GET", "/api/progress", None),
    ("show_roadmaps", "GET", "/api/roadmaps", None),
    ("show_skill", "GET", "/api/skills/adding", None),
    ("search", "GET", "/api/search?q=adding", None),
    ("health", "GET", "/api/health", None),
    ("show_proof", "GET", ADD, None),
    ("start", "POST", f"{SUMS}/start", None),
    ("save_source", "PUT", f"{ADD}/source", {"source": RIGHT, "stamp": ""}),
    ("submit", "POST", f"{ADD}/attempts", {}),
    ("attempts", "GET", f"{ADD}/attempts", None),
    ("hint", "POST", f"{ADD}/hint", None),
    ("solution", "POST", f"{ADD}/solution", {}),
    ("reset", "POST", f"{ADD}/reset", None),
    ("open_session", "POST", "/api/sessions", {"skill": "adding"}),
    ("open_placement", "GET", "/api/placement", None),
    ("place", "POST", "/api/placement", None),
    ("set_plan", "PUT", "/api/plan", {"track": "arithmetic"}),
    ("plan", "GET", "/api/plan", None),
    ("drop_plan", "DELETE", "/api/plan", None),
    ("due", "GET", "/api/review", None),
    ("read_lesson", "POST", "/api/skills/adding/reading", {"seconds": 42}),
    ("settings", "GET", "/api/settings", None),
    ("kits", "GET", "/api/kits", None),
]


def named(shapes: tuple[Any, ...]) -> set[str]:
    return {field.name for shape in shapes for field in fields(shape)}


def test_answers_have_exactly_the_fields_that_are_described(client: httpx.Client) -> None:
    for route, method, path, body in REQUESTS:
        answer = client.request(method, path, json=body)
        assert answer.status_code == 200, (route, answer.text)
        assert set(answer.json()) == named(ANSWERS[route]), route


def test_every_shape_belongs_to_a_route_and_every_route_is_described(client: httpx.Client) -> None:
    described = client.get("/api/openapi.json").json()
    operations = [operation for path in described["paths"].values() for operation in path.values()]
    names = {operation["operationId"].split("_api_")[0] for operation in operations}
    assert set(ANSWERS) <= names
    assert all(operation["summary"].endswith((".", "null.", ",")) for operation in operations)
    assert all("{" not in operation["summary"] for operation in operations)


def test_references_lead_somewhere(client: httpx.Client) -> None:
    described = client.get("/api/openapi.json").json()

    def references(value: Any) -> list[str]:
        if isinstance(value, dict):
            here = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
            return here + [each for inner in value.values() for each in references(inner)]
        return [each for inner in value for each in references(inner)] if isinstance(value, list) else []

    for reference in references(described):
        assert reference.rpartition("/")[2] in described["components"]["schemas"], reference


def test_bodies_and_answers_of_one_name_are_not_mixed_up(client: httpx.Client) -> None:
    schemas = client.get("/api/openapi.json").json()["components"]["schemas"]
    assert set(schemas["Reply"]["properties"]) == {"number", "right", "got", "sentence"}
    assert set(schemas["PlacementReply"]["properties"]) == {"reply"}
    assert set(schemas["Checked"]["properties"]) >= {"verdict", "news"}


def test_it_can_be_read_as_a_page_without_any_script(client: httpx.Client) -> None:
    answer = client.get("/api")
    assert answer.headers["content-type"].startswith("text/html")
    assert "<code>/api/proofs/{skill}/{name}/attempts</code>" in answer.text
    assert "<script" not in answer.text


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_no_page_that_loads_something_from_elsewhere_is_offered(client: httpx.Client, path: str) -> None:
    assert "<title>App</title>" in client.get(path).text
