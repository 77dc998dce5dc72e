"""The map is walked with the arrow keys, and said in words by the outline."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from mlestone.base.settings import builtin_course
from mlestone.course.load import load_course


def test_arrows_lead_from_skill_to_skill_and_enter_opens_one(inside: Page) -> None:
    inside.goto("/map")
    start = inside.locator("a[data-skill][tabindex='0']")
    expect(start).to_have_count(1)
    start.focus()
    first = start.get_attribute("href") or ""
    inside.keyboard.press("ArrowDown")
    inside.keyboard.press("ArrowRight")
    there = inside.locator("a[data-skill]:focus")
    expect(there).to_have_attribute("tabindex", "0")
    expect(inside.locator("a[data-skill][tabindex='0']")).to_have_count(1)
    second = there.get_attribute("href") or ""
    assert second not in ("", first)

    inside.keyboard.press("Enter")
    expect(inside).to_have_url(re.compile(f"{second}$"))
    expect(inside.get_by_role("heading", level=1)).to_be_visible()
    inside.go_back()
    expect(inside.get_by_role("group", name=re.compile("^Map of [0-9]+ skills"))).to_be_visible()


def test_the_outline_has_every_skill_of_the_course(inside: Page) -> None:
    course = load_course(builtin_course())
    inside.goto("/map")
    inside.get_by_role("button", name="Outline").click()
    expect(inside.get_by_role("heading", level=2)).to_have_count(len(course.regions))
    listed = inside.locator("main section li > div > a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    assert sorted(listed) == sorted(f"/skills/{skill}" for skill in course.skills)
