"""A slow attempt shows each check as it is judged, and can be stopped; a slider brings one figure after another."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from conftest import Answers, Desk, Server

SHAPES = "numpy-shapes/axis-statistics"
SLOW = """import time
import numpy as np


def summarise(x, axis, ddof=0):
    time.sleep(0.8)
    variance = x.var(axis=axis, ddof=ddof, keepdims=True)
    return x.mean(axis=axis, keepdims=True), variance, variance**0.5


def traces(matrices):
    while True:
        pass
"""


def test_checks_appear_as_they_are_judged_and_the_attempt_can_be_stopped(
    inside: Page, answers: Answers, desk: Callable[[Page], Desk]
) -> None:
    inside.goto(f"/proofs/{SHAPES}")
    at = desk(inside)
    at.write(SLOW)
    at.check.click()
    result = inside.get_by_role("region", name="Result")
    expect(result.get_by_role("heading", name="Checking")).to_be_visible()
    expect(result.get_by_role("listitem").filter(has_text="Met: summarises along each single axis")).to_be_visible()
    expect(result.get_by_role("listitem").filter(has_text="Now: sums the diagonal")).to_be_visible()

    stop = inside.get_by_role("region", name="Your answer").get_by_role("button", name="Stop")
    stop.focus()
    inside.keyboard.press("Enter")
    expect(inside.get_by_text("Stopped. This attempt does not count.")).to_be_visible()
    expect(stop).to_have_count(0)
    expect(at.check).to_be_focused()
    expect(result.get_by_role("heading", name="What is checked")).to_be_visible()
    expect(inside.get_by_role("region", name="Attempts").get_by_text("Stopped")).to_be_visible()

    at.write(answers.right(SHAPES))
    at.check.click()
    expect(at.verdict).to_have_text("Passed")


def test_a_slider_shows_the_figure_of_where_it_stands(inside: Page) -> None:
    inside.goto("/skills/gradient-descent")
    demo = inside.get_by_role("group", name=re.compile("^Demo")).first
    demo.scroll_into_view_if_needed()
    figure = demo.locator(".drawn img")
    expect(figure).to_be_visible()
    slider = demo.get_by_role("slider").first
    slider.focus()
    seen = {figure.get_attribute("src")}
    for _ in range(3):
        slider.press("ArrowRight")
        expect(figure).not_to_have_attribute("src", re.compile("|".join(re.escape(each or "-") for each in seen)))
        seen.add(figure.get_attribute("src"))
    assert len(seen) == 4


def test_a_lesson_reopened_shows_its_outputs_again(inside: Page) -> None:
    inside.goto("/skills/descriptive-statistics")
    cell = inside.get_by_role("group", name="Cell 1", exact=True)
    cell.scroll_into_view_if_needed()
    expect(cell.get_by_role("button", name="Run cell 1")).to_be_visible()
    shown = cell.locator(".out")
    expect(shown).not_to_be_empty()
    before = shown.text_content()
    inside.reload()
    cell.scroll_into_view_if_needed()
    expect(shown).to_have_text(before or "-")


def test_the_call_that_is_typed_is_described_and_escape_puts_that_away(
    inside: Page, desk: Callable[[Page], Desk]
) -> None:
    inside.goto(f"/proofs/{SHAPES}")
    at = desk(inside)
    at.write("def heap(grains, height=2):\n    return grains\n\n")
    inside.keyboard.type("heap(")
    described = inside.locator(".cm-signature")
    expect(described).to_have_text("heap(grains, height=2)", timeout=90_000)  # the first question has libraries read
    inside.keyboard.type("1, ")
    expect(described.locator("strong")).to_have_text("height=2")
    inside.keyboard.press("Escape")
    expect(described).to_have_count(0)
    expect(at.editor).to_be_focused()


def test_names_of_a_library_come_when_it_has_been_read_however_long_that_takes(
    page: Page, fresh: Server, desk: Callable[[Page], Desk]
) -> None:
    """On a machine that has not read it before: the server says to ask again, and the page does."""
    page.goto(fresh.door)
    page.goto(f"{fresh.address}/proofs/{SHAPES}")
    at = desk(page)
    at.write("import statsmodels.api as sm\n\n")
    page.keyboard.type("sm.GL")
    offered = page.locator(".cm-tooltip-autocomplete")
    expect(offered.get_by_text("GLSAR", exact=True)).to_be_visible(timeout=90_000)
    page.keyboard.press("Escape")
    expect(offered).to_have_count(0)
