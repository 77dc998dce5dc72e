"""What one window does, another shows; what is typed while the server is away is not lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from conftest import Answers, Desk, Server

SUMMARY = "descriptive-statistics/summary-toolkit"
SHAPES = "numpy-shapes/axis-statistics"


def test_a_second_window_sees_what_the_first_did(inside: Page, answers: Answers, desk: Callable[[Page], Desk]) -> None:
    other = inside.context.new_page()
    for page in (inside, other):
        page.goto(f"/proofs/{SUMMARY}")
        expect(desk(page).editor).to_be_visible()
    at = desk(inside)
    at.write(f"# written in the first window\n{answers.right(SUMMARY)}")
    expect(desk(other).editor).to_contain_text("written in the first window")
    expect(other.get_by_role("alert")).to_have_count(0)

    at.check.click()
    expect(at.verdict).to_have_text("Passed")
    expect(other.get_by_role("region", name="Task").get_by_text("Passed")).to_be_visible()


def test_what_is_typed_while_the_server_is_away_is_kept_and_saved_when_it_is_back(
    page: Page, fresh: Server, desk: Callable[[Page], Desk], complaints: list[str]
) -> None:
    page.goto(fresh.door)
    page.goto(f"{fresh.address}/proofs/{SHAPES}")
    at = desk(page)
    at.write("first = 1\n")
    expect(at.saved()).to_be_visible()

    fresh.stop()
    expect(page.get_by_text("The server is away.")).to_be_visible()
    at.write("second = 2\n")
    expect(page.get_by_text("Kept in this browser")).to_be_visible()
    at.check.click()
    expect(page.get_by_role("alert")).to_contain_text("What you type is kept")

    fresh.start()
    expect(at.saved()).to_be_visible()
    expect(page.get_by_text("The server is away.")).to_have_count(0)
    [file] = fresh.workspace.rglob("axis_statistics.py")
    assert file.read_text(encoding="utf-8") == "second = 2\n"
    # The browser itself says of every attempt to reach the server that it failed.
    refused = re.compile("net::ERR_|Failed to fetch")
    complaints[:] = [each for each in complaints if not refused.search(each)]
