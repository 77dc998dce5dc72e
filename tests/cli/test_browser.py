"""`mlestone` alone: the app for a person, text for a pipe."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from mlestone.base.settings import HOME_VARIABLE
from mlestone.cli import browser, quick


@pytest.fixture
def became(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands this process would have become."""
    commands: list[list[str]] = []

    def execv(_program: str, command: list[str]) -> None:
        commands.append(command)
        raise SystemExit(0)

    monkeypatch.setattr(os, "execv", execv)
    return commands


def test_a_person_at_a_terminal_gets_the_app(became: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    with pytest.raises(SystemExit):
        quick.answer([])
    assert [command[1:] for command in became] == [["-P", "-m", "mlestone.web"]]


@pytest.mark.parametrize(
    ("asked", "handed_on"),
    [
        (["--no-browser"], ["--no-browser"]),
        (["--port", "0"], ["--port", "0"]),
        (["--port", "8000", "--no-browser"], ["--port", "8000", "--no-browser"]),
    ],
)
def test_its_options_are_understood_without_typer(
    became: list[list[str]], asked: list[str], handed_on: list[str]
) -> None:
    with pytest.raises(SystemExit):
        quick.answer(asked)
    assert [command[4:] for command in became] == [handed_on]


def test_what_was_asked_for_is_handed_on(became: list[list[str]]) -> None:
    with pytest.raises(SystemExit):
        browser.open_app((Path("mine"),), port=0, no_browser=True)
    (command,) = became
    assert command[4:] == ["--port", "0", "--no-browser", "--course", "mine"]


def test_the_app_answers_at_the_address_it_tells(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mlestone", "--no-browser", "--port", "0"]
    env = {**os.environ, HOME_VARIABLE: str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as app:
        assert app.stdout is not None
        told = app.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", told)
        try:
            assert address is not None, told
            browser_like = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
            with browser_like.open(address[0], timeout=60) as page:
                status = page.status
        except urllib.error.HTTPError as refused:
            status = refused.code
        finally:
            app.send_signal(signal.SIGINT)
    # 503: the page says that it was not built here (installed with MLESTONE_SKIP_WEB).
    assert status in (200, 503)
