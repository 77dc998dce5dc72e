"""A browser before a real server: both are started once, and what a page complains about fails the test that saw it."""

from __future__ import annotations

import contextlib
import os
import re
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, WebError, expect

from mlestone import web
from mlestone.base.ids import ProofId
from mlestone.base.settings import HOME_VARIABLE, builtin_course
from mlestone.proving.sheet import read_sheet
from mlestone.study.study import Study

TOKEN = "a-token-for-browser-tests"
CHROMIUM = Path("/usr/bin/chromium")
STATIC = Path(web.__file__).parent / "static"
ANSWERS = Path(__file__).parents[1] / "content"

# Long enough for a machine that does much else; nothing waits for longer than what it waits for takes.
PATIENCE = 30_000
START = 60


class Server:
    """`python -m mlestone.web` with a home of its own. It can go away and come back at the same address."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._port = 0
        self._process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def door(self) -> str:
        """The address a learner is told, which lets the browser in."""
        return f"{self.address}/?token={TOKEN}"

    @property
    def workspace(self) -> Path:
        return self._home / "workspace"

    def start(self) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MLESTONE_")}
        process = subprocess.Popen(
            [sys.executable, "-m", "mlestone.web", "--port", str(self._port), "--no-browser", "--token", TOKEN],
            env={**environment, HOME_VARIABLE: str(self._home)},
            stdout=subprocess.PIPE,
            text=True,
        )
        self._process = process
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], START)
        line = process.stdout.readline() if ready else ""
        if "MLestone is at http://127.0.0.1:" not in line:
            self.stop()
            pytest.fail(f"The server did not say where it is: {line!r}")
        self._port = int(line.partition("127.0.0.1:")[2].partition("/")[0])

    def stop(self) -> None:
        process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()
        self._process = None


@contextlib.contextmanager
def serving(home: Path) -> Iterator[Server]:
    server = Server(home)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def page_is_built() -> None:
    if not (STATIC / "index.html").is_file():
        pytest.fail(f"The page is not built: {STATIC} has no index.html. Run `pip install -e .` in the checkout.")


@pytest.fixture(scope="session")
def server(page_is_built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that most tests share: each keeps to a skill of its own."""
    with serving(tmp_path_factory.mktemp("home")) as server:
        yield server


@pytest.fixture
def fresh(page_is_built: None, tmp_path: Path) -> Iterator[Server]:
    """A server whose learner has done nothing yet."""
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
    flags = "no-sandbox disable-gpu disable-quic disable-background-networking disable-component-update disable-sync"
    return {
        **browser_type_launch_args,
        "executable_path": str(CHROMIUM),
        "args": [f"--{flag}" for flag in flags.split()],
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
    """What the pages of a test wrote to the console as an error, or raised: nothing, at the end."""
    heard: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            heard.append(f"{message.text} ({message.location.get('url', '')})")

    def on_error(error: WebError) -> None:
        heard.append(f"raised: {error.error}")

    context.set_default_timeout(PATIENCE)
    context.on("console", on_console)
    context.on("weberror", on_error)
    yield heard
    assert not heard, "\n".join(heard)


@pytest.fixture
def inside(page: Page, server: Server) -> Page:
    """A page of a browser that has come in by the door of the shared server."""
    page.context.request.get(server.door)
    return page


class Answers:
    """What learners may write: the author's answer, and a wrong one that the proof knows by name."""

    def right(self, proof: str) -> str:
        skill, _, name = proof.partition("/")
        [path] = builtin_course().glob(f"*/{skill}/{name.replace('-', '_')}.py")
        return read_sheet(path).reference

    def known_mistake(self, proof: str) -> tuple[str, str]:
        """A wrong answer, and the sentence that the proof says about it."""
        with Study.open() as study:
            for answer in sorted((ANSWERS / proof).glob("wrong_*.py")):
                mistake = study.submit(ProofId(proof), answer.read_bytes(), 1).verdict.mistake
                if mistake:
                    return answer.read_text(encoding="utf-8"), mistake.sentence
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
        self.editor.click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")  # over coloured code, the browser would put the new text into a styled span
        self.page.keyboard.insert_text(source)

    def saved(self) -> Locator:
        return self.page.get_by_role("status").filter(has_text=re.compile("^Saved$"))


@pytest.fixture
def desk() -> Callable[[Page], Desk]:
    return Desk
