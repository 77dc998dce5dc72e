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


def test_not_a_keystroke_is_lost_while_the_server_is_away_or_comes_back(
    page: Page, fresh: Server, desk: Callable[[Page], Desk], complaints: list[str]
) -> None:
    page.goto(fresh.door)
    page.goto(f"{fresh.address}/proofs/{SHAPES}")
    at = desk(page)
    at.write("first = 1\n")
    expect(at.saved()).to_be_visible()

    page.keyboard.type("before = 2\n")  # perhaps saved before the server goes, perhaps not
    fresh.stop()
    page.keyboard.type("without = 3\n")
    expect(page.get_by_text("The server is away.")).to_be_visible()
    expect(page.get_by_text("Kept in this browser")).to_be_visible()
    at.check.click()
    expect(page.get_by_role("alert")).to_contain_text("What you type is kept")
    at.editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("still = 4\n")

    fresh.start()
    page.keyboard.type("again = 5\n")  # while the page is finding out
    expect(at.saved()).to_be_visible()
    expect(page.get_by_text("The server is away.")).to_have_count(0)
    typed = "first = 1\nbefore = 2\nwithout = 3\nstill = 4\nagain = 5\n"
    [file] = fresh.workspace.rglob("axis_statistics.py")
    assert file.read_text(encoding="utf-8") == typed
    forget_refusals(complaints)


def test_what_was_typed_without_a_server_survives_closing_the_page(
    page: Page, fresh: Server, desk: Callable[[Page], Desk], complaints: list[str]
) -> None:
    page.goto(fresh.door)
    page.goto(f"{fresh.address}/proofs/{SHAPES}")
    at = desk(page)
    at.write("first = 1\n")
    expect(at.saved()).to_be_visible()
    fresh.stop()
    at.write("second = 2\n")
    expect(page.get_by_text("Kept in this browser")).to_be_visible()
    page.close()

    fresh.start()
    later = page.context.new_page()
    later.goto(f"{fresh.address}/proofs/{SHAPES}")
    expect(desk(later).editor).to_contain_text("second = 2")
    expect(desk(later).saved()).to_be_visible()
    forget_refusals(complaints)


def forget_refusals(complaints: list[str]) -> None:
    """The browser itself says of every attempt to reach a server that is away that it failed."""
    refused = re.compile("net::ERR_|Failed to fetch")
    complaints[:] = [each for each in complaints if not refused.search(each)]
