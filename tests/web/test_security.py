"""Every rule of `mlestone.web.security`, by somebody who breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from mlestone.study.learner import Learner
from mlestone.study.study import Study
from mlestone.web.app import create_api, create_app
from mlestone.web.reception import Reception

from .conftest import HOST, ORIGIN, TOKEN, running

COOKIE = {"Cookie": f"mlestone-8765={TOKEN}"}
BEARER = {"Authorization": f"Bearer {TOKEN}"}
GET = ("GET", "/api/today")
POST = ("POST", "/api/sessions/none/stop")


@pytest.fixture(scope="module")
def house(study: Study, built: Path) -> Iterator[httpx.Client]:
    """One server for all of these: nothing they do changes anything."""
    app = create_app(study, lambda: Learner.open(study, shared=False), token=TOKEN, static=built, warm=False)
    with running(app) as client:
        yield client


@pytest.fixture
def stranger(house: httpx.Client) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=house.base_url, headers={"Host": HOST}) as stranger:
        yield stranger


def kind(stranger: httpx.Client, request: tuple[str, str], headers: dict[str, str]) -> str:
    """The kind of error a request comes to; `passes` where security had nothing against it."""
    answer = stranger.request(*request, headers=headers)
    told = answer.json() if answer.headers["content-type"] == "application/json" else {}
    found: str = told.get("error", {}).get("kind", "passes") if isinstance(told, dict) else "passes"
    return "passes" if found == "lost" else found


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "LOCALHOST:8765", "127.0.0.1", "[::1]:8765"])
def test_it_answers_to_the_names_of_this_machine(stranger: httpx.Client, host: str) -> None:
    assert kind(stranger, GET, {**BEARER, "Host": host}) == "passes"


@pytest.mark.parametrize(
    "host",
    ["evil.example:8765", "127.0.0.1.evil.example", "localhost.evil.example:8765", "0.0.0.0:8765", "", "localhost:x"],
)
def test_it_refuses_other_names_even_with_the_token(stranger: httpx.Client, host: str) -> None:
    assert kind(stranger, GET, {**BEARER, **COOKIE, "Host": host}) == "foreign"


@pytest.mark.parametrize("path", ["/api/today", "/api/openapi.json", "/api/events", "/api/health", "/api/export"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": "Bearer"},
        {"Cookie": "mlestone-8765=wrong"},
        {"Cookie": f"mlestone={TOKEN}"},
        {"Cookie": f"mlestone-9999={TOKEN}"},
        {"Cookie": "mlestone-8765=ä".encode()},
    ],
)
def test_it_wants_the_token_for_everything_of_the_api(
    stranger: httpx.Client, path: str, headers: dict[str, str | bytes]
) -> None:
    answer = stranger.get(path, headers=list(headers.items()))  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()["error"]["kind"]) == (401, "token")


def test_the_token_in_an_api_address_counts_for_nothing(stranger: httpx.Client) -> None:
    assert kind(stranger, ("GET", f"/api/today?token={TOKEN}"), {}) == "token"


def test_pages_and_files_want_the_token_too(stranger: httpx.Client) -> None:
    for path in ("/", "/map", "/assets/app-1a2b.js", "/icon.svg"):
        answer = stranger.get(path)
        assert answer.status_code == 401
        assert "needs its token" in answer.text


def test_the_first_address_hands_out_a_cookie_and_leads_on_without_the_token(stranger: httpx.Client) -> None:
    answer = stranger.get(f"/map?token={TOKEN}&region=basics")
    assert (answer.status_code, answer.headers["location"]) == (303, "/map?region=basics")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"mlestone-8765={TOKEN};")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Path=/" in cookie
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert stranger.get("/map", headers=COOKIE).status_code == 200


def test_the_development_server_of_the_page_gets_its_cookie_at_an_address_of_the_api(stranger: httpx.Client) -> None:
    answer = stranger.get(f"/api/enter?token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


@pytest.mark.parametrize("path", ["/?token=wrong", "/?token=", "/api/enter?token=wrong"])
def test_a_wrong_token_gets_no_cookie(stranger: httpx.Client, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "///evil.example/x"])
def test_the_entrance_leads_nowhere_else(stranger: httpx.Client, path: str) -> None:
    answer = stranger.get(f"{stranger.base_url}".rstrip("/") + f"{path}?token={TOKEN}")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/")
    assert not answer.headers["location"].startswith(("//", "/\\"))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:3000"},
        {"Origin": "http://localhost:8765"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1:8765.evil.example"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "same-site"},
    ],
)
def test_changes_have_to_come_from_a_page_of_its_own(stranger: httpx.Client, headers: dict[str, str]) -> None:
    assert kind(stranger, POST, {**COOKIE, **headers}) == "foreign"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_that_holds_for_every_method_that_changes_something(stranger: httpx.Client, method: str) -> None:
    assert kind(stranger, (method, "/api/plan"), {**COOKIE, "Origin": "http://evil.example"}) == "foreign"


def test_a_page_of_its_own_may_change_things(stranger: httpx.Client) -> None:
    assert kind(stranger, POST, {**COOKIE, "Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}) == "passes"


def test_a_program_with_the_token_in_its_hand_may(stranger: httpx.Client) -> None:
    assert kind(stranger, POST, BEARER) == "passes"


def test_a_foreign_page_with_the_token_in_its_hand_may_not(stranger: httpx.Client) -> None:
    assert kind(stranger, POST, {**BEARER, "Origin": "http://evil.example"}) == "foreign"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_scripts_and_pictures_of_other_pages_get_nothing(stranger: httpx.Client, site: str) -> None:
    told = {**COOKIE, "Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors"}
    assert kind(stranger, GET, told) == "foreign"
    assert kind(stranger, ("GET", "/assets/app-1a2b.js"), told) == "foreign"


def test_a_link_in_another_page_may_lead_here(stranger: httpx.Client) -> None:
    told = {**COOKIE, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert stranger.get("/map", headers=told).status_code == 200
    assert kind(stranger, ("GET", "/api/export"), told) == "foreign"


def test_nobody_elsewhere_is_told_that_they_may_read(stranger: httpx.Client) -> None:
    answer = stranger.get("/api/today", headers={**BEARER, "Origin": ORIGIN})
    assert not [name for name in answer.headers if name.startswith("access-control")]
    asked = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    assert stranger.options("/api/plan", headers=asked).status_code == 401


@pytest.mark.parametrize("path", ["/", "/api/today", "/api/nothing", "/assets/app-1a2b.js", "/assets/gone.js"])
def test_every_answer_says_what_a_page_may_load(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert "http" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_refusals_say_it_as_well(stranger: httpx.Client) -> None:
    for answer in (stranger.get("/"), stranger.get("/", headers={"Host": "evil.example"})):
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_style_sheets_the_editor_makes_carry_a_number_used_once(client: httpx.Client) -> None:
    first, second = client.get("/"), client.get("/map")
    nonces = [answer.text.split('content="')[1].split('"')[0] for answer in (first, second)]
    assert nonces[0] != nonces[1]
    assert f"style-src 'self' 'nonce-{nonces[0]}'" in first.headers["content-security-policy"]
    assert first.headers["cache-control"] == "no-store"


def test_an_error_of_ours_tells_nothing_of_the_inside(study: Study, open_learner: Callable[[], Learner]) -> None:
    api = create_api(study, open_learner, warm=False)

    @api.get("/api/broken")
    async def broken() -> None:
        raise RuntimeError("/secret/path")

    api.router.routes.insert(0, api.router.routes.pop())
    with running(Reception(lambda: api, token=TOKEN)) as client:
        answer = client.get("/api/broken")
    assert (answer.status_code, answer.json()["error"]["kind"]) == (500, "broke")
    assert "secret" not in answer.text
