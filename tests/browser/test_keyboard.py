"""Everything can be done from the keyboard: its place is always seen, no page holds on to it, and it comes back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .scenes import EMPTY, FULL
from .serving import Server

WHERE = (Path(__file__).parent / "walk.js").read_text(encoding="utf-8")

PAGES = [
    *("today", "map", "map-outline", "skill", "skill-planned", "proof", "lab", "questions", "review", "place"),
    *("place-question", "plan", "plan-change", "progress", "roadmaps", "roadmap", "settings"),
]
STEPS = 45


@pytest.fixture
def at_home(page: Page, lived_in: Server) -> Page:
    page.context.request.get(lived_in.door)
    return page


def step(page: Page, keys: str) -> dict[str, Any] | None:
    page.keyboard.press(keys)
    where: dict[str, Any] | None = page.evaluate(WHERE)
    return where


@pytest.mark.parametrize("name", PAGES)
def test_tab_leads_through_a_page_in_its_order_and_is_seen_everywhere(
    at_home: Page, lived_in: Server, name: str
) -> None:
    at_home.add_init_script("localStorage.setItem('mlestone.cells-run', 'asked')")  # outputs that come move the page
    FULL[name].play(at_home, lived_in.address)
    at_home.get_by_role("link", name="Skip to the page").focus()
    walked: list[dict[str, Any]] = []
    wrong = []
    for _ in range(STEPS):
        if walked and walked[-1]["writing"]:
            at_home.keyboard.press("Escape")  # in an editor Tab indents, unless Escape came first
        where = step(at_home, "Tab")
        if where is None:
            break  # past the end
        wrong += [f"{where['what']}: {each}" for each in ("ring", "inView", "onward") if not where[each]]
        walked.append(where)
    assert wrong == []
    assert len(walked) > 8
    assert len({where["what"] for where in walked}) > len(walked) / 2


def test_the_first_tab_leads_past_the_navigation(at_home: Page, lived_in: Server) -> None:
    at_home.goto(f"{lived_in.address}/progress")
    expect(at_home.get_by_role("heading", level=1)).to_be_visible()
    at_home.keyboard.press("Tab")
    skip = at_home.get_by_role("link", name="Skip to the page")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    at_home.keyboard.press("Enter")
    expect(at_home.get_by_role("main")).to_be_focused()
    at_home.keyboard.press("Tab")
    assert at_home.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize(("keys", "dialog"), [("Control+K", "Search"), ("?", "Keyboard shortcuts")])
def test_a_dialog_opens_by_its_key_keeps_the_focus_and_gives_it_back(
    at_home: Page, lived_in: Server, keys: str, dialog: str
) -> None:
    at_home.goto(f"{lived_in.address}/roadmaps")
    link = at_home.get_by_role("main").get_by_role("link").first
    link.focus()
    at_home.keyboard.press(keys)
    opened = at_home.get_by_role("dialog", name=dialog)
    expect(opened).to_be_visible()
    for _ in range(6):
        at_home.keyboard.press("Tab")
        inside = "document.activeElement === document.body || document.activeElement.closest('dialog') !== null"
        assert at_home.evaluate(inside), "the page behind a dialog takes the focus"
    at_home.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    expect(link).to_be_focused()


def test_search_finds_opens_and_moves_the_focus_to_what_it_opened(at_home: Page, lived_in: Server) -> None:
    at_home.goto(f"{lived_in.address}/")
    expect(at_home.locator("main .standing").first).to_be_visible()
    at_home.keyboard.press("Control+K")
    field = at_home.get_by_role("combobox", name="Search skills, lessons and topics")
    expect(field).to_be_focused()
    at_home.keyboard.type("gradient descent")
    options = at_home.get_by_role("option")
    expect(options.filter(has_text="Gradient descent").first).to_be_visible()
    chosen = at_home.get_by_role("option", selected=True)
    first = field.get_attribute("aria-activedescendant")
    at_home.keyboard.press("ArrowDown")
    expect(chosen).to_have_count(1)
    assert field.get_attribute("aria-activedescendant") != first
    at_home.keyboard.press("ArrowUp")
    at_home.keyboard.press("Enter")
    expect(at_home.get_by_role("dialog")).to_have_count(0)
    expect(at_home).not_to_have_url(f"{lived_in.address}/")
    expect(at_home.get_by_role("main")).to_be_focused()


def test_letters_lead_from_page_to_page_but_not_while_one_writes(at_home: Page, lived_in: Server) -> None:
    at_home.goto(f"{lived_in.address}/")
    expect(at_home.locator("main .standing").first).to_be_visible()
    for letter, path in {
        "m": "map",
        "r": "review",
        "l": "plan",
        "p": "progress",
        "o": "roadmaps",
        "s": "settings",
    }.items():
        at_home.keyboard.press("g")
        at_home.keyboard.press(letter)
        expect(at_home).to_have_url(f"{lived_in.address}/{path}")
        expect(at_home.get_by_role("heading", level=1)).to_be_visible()
    at_home.keyboard.press("/")
    expect(at_home.get_by_role("dialog", name="Search")).to_be_visible()
    at_home.keyboard.type("gm?")
    expect(at_home.get_by_role("combobox", name="Search skills, lessons and topics")).to_have_value("gm?")
    expect(at_home).to_have_url(f"{lived_in.address}/settings")


def test_back_returns_to_the_page_and_to_the_place_on_it(at_home: Page, lived_in: Server) -> None:
    at_home.goto(f"{lived_in.address}/map?view=outline")
    link = at_home.locator("main section li a").last
    link.scroll_into_view_if_needed()
    there = at_home.evaluate("scrollY")
    assert there > 1000
    link.click()
    expect(at_home).to_have_url(re.compile("/skills/"))
    expect(at_home.get_by_role("heading", level=1)).to_be_visible()
    at_home.go_back()
    expect(link).to_be_in_viewport()
    at_home.go_forward()
    expect(at_home).to_have_url(re.compile("/skills/"))


def test_the_one_thing_to_do_is_the_first_thing_of_today(page: Page, newcomer: Server) -> None:
    page.context.request.get(newcomer.door)
    EMPTY["empty-today"].play(page, newcomer.address)
    page.get_by_role("link", name="Skip to the page").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Begin", exact=True)).to_be_focused()
