"""A browser before a real server: both are started once, and what a page complains about fails the test that saw it."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, WebError, expect

from mlestone import web
from mlestone.base.ids import ProofId
from mlestone.study.study import Study

from ..answers import ANSWERS, handed_in, reference
from .full_home import fill
from .scenes import FURTHER, write
from .serving import CHROMIUM, FLAGS, Server, serving

STATIC = Path(web.__file__).parent / "static"

# Long enough for a machine that does much else; nothing waits for longer than what it waits for takes.
PATIENCE = 30_000


@pytest.fixture(scope="session")
def page_is_built() -> None:
    if not (STATIC / "index.html").is_file():
        pytest.fail(f"The page is not built: {STATIC} has no index.html. Run `pip install -e .` in the checkout.")


@pytest.fixture(scope="session")
def server(page_is_built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that most tests share: each keeps to a skill of its own."""
    with serving(tmp_path_factory.mktemp("home")) as server:
        yield server


@pytest.fixture(scope="session")
def lived_in(page_is_built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server of somebody who has learnt for a year, with a further course of what the built-in one lacks."""
    home = tmp_path_factory.mktemp("lived-in")
    fill(home)
    with serving(home, FURTHER) as server:
        yield server


@pytest.fixture(scope="session")
def newcomer(page_is_built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server of somebody who has done nothing yet, and does nothing."""
    with serving(tmp_path_factory.mktemp("newcomer")) as server:
        yield server


@pytest.fixture
def fresh(page_is_built: None, tmp_path: Path) -> Iterator[Server]:
    """A server whose learner has done nothing yet."""
    with serving(tmp_path / "home") as server:
        yield server


@pytest.fixture
def with_workshop(page_is_built: None, tmp_path: Path) -> Iterator[Server]:
    """A newcomer's server with a further course, which has what the built-in one lacks."""
    with serving(tmp_path / "home", FURTHER) as server:
        yield server


@pytest.fixture
def returned(page_is_built: None, tmp_path: Path) -> Iterator[Server]:
    """The server of somebody who has learnt for two months, and then not for half a year."""
    fill(tmp_path / "home", days=60, end=datetime.now(UTC) - timedelta(days=180))
    with serving(tmp_path / "home") as server:
        yield server


@pytest.fixture(scope="session")
def base_url(server: Server) -> str:
    """Addresses without a host are the shared server's."""
    return server.address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if not CHROMIUM.exists():
        pytest.fail(f"{CHROMIUM} is missing. Run `apt-get install chromium`.")
    return {
        **browser_type_launch_args,
        "executable_path": str(CHROMIUM),
        "args": FLAGS,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    expect.set_options(timeout=PATIENCE)
    return {
        **browser_context_args,
        "viewport": {"width": 1440, "height": 900},
        "locale": "en-GB",
        "reduced_motion": "reduce",  # what moves has no colour to measure and no place to click
    }


@pytest.fixture(autouse=True)
def complaints(context: BrowserContext) -> Iterator[list[str]]:
    """Errors in the console of a test's pages, what they raised, and what they asked of other hosts: nothing."""
    heard: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            heard.append(f"{message.text} ({message.location.get('url', '')})")

    def on_error(error: WebError) -> None:
        heard.append(f"raised: {error.error}")

    def on_request(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            heard.append(f"asked another host: {request.url}")

    context.set_default_timeout(PATIENCE)
    context.on("request", on_request)
    context.on("console", on_console)
    context.on("weberror", on_error)
    yield heard
    assert not heard, "\n".join(heard)


@pytest.fixture(autouse=True)
def pictures(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where pictures of what a test showed go: where `--screenshot on --output FOLDER` says, else to its own files."""
    told = request.config.getoption("--screenshot") != "off"
    return Path(request.config.getoption("--output")) if told else tmp_path


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Take a picture of what a test that failed had before it, or every test if that is wanted.

    Then its pages are closed, before the servers are that they listen to.
    """
    report = yield
    if report.when != "call" or not isinstance(item, pytest.Function) or "context" not in item.funcargs:
        return report
    context, folder = cast(BrowserContext, item.funcargs["context"]), cast(Path, item.funcargs["pictures"])
    if report.failed or item.config.getoption("--screenshot") == "on":
        for number, page in enumerate(context.pages, 1):
            picture = folder / f"{re.sub('[^a-z0-9]+', '-', item.name)}-{number}.png"
            page.screenshot(path=picture)
            report.sections.append(("What the browser showed", str(picture)))
    for page in context.pages:
        page.close()
    return report


@pytest.fixture
def inside(page: Page, server: Server) -> Page:
    """A page of a browser that has come in by the door of the shared server."""
    page.context.request.get(server.door)
    return page


class Answers:
    """What learners may write: the author's answer, and a wrong one that the proof knows by name."""

    def right(self, proof: str) -> str:
        return reference(proof)

    def proof_with_mistakes(self, skill: str) -> str:
        """The first proof of a skill that wrong answers are known of."""
        folder = next(each for each in sorted((ANSWERS / skill).iterdir()) if any(each.glob("wrong_*.py")))
        return f"{skill}/{folder.name}"

    def known_mistake(self, proof: str) -> tuple[str, str]:
        """A wrong answer, and the sentence that the proof says about it."""
        with Study.open() as study:
            for answer in sorted((ANSWERS / proof).glob("wrong_*.py")):
                mistake = study.submit(ProofId(proof), handed_in(answer).encode(), 1).verdict.mistake
                if mistake:
                    return handed_in(answer), mistake.sentence
        raise AssertionError(f"{proof} knows none of the wrong answers in {ANSWERS / proof}")


@pytest.fixture
def answers() -> Answers:
    return Answers()


class Desk:
    """The page of a proof that is written."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.editor = page.get_by_role("textbox", name="Your answer")
        self.result = page.get_by_role("region", name="Result")
        self.verdict = self.result.get_by_role("heading", level=2)
        self.check = page.get_by_role("button", name="Check")

    def write(self, source: str) -> None:
        """Put `source` in the place of all that stands in the editor."""
        write(self.page, source)

    def saved(self) -> Locator:
        return self.page.get_by_role("status").filter(has_text=re.compile("^Saved$"))


@pytest.fixture
def desk() -> Callable[[Page], Desk]:
    return Desk
