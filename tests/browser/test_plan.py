"""A goal becomes a plan with dates."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def test_a_plan_is_set_shown_kept_and_given_up(inside: Page) -> None:
    inside.goto("/plan")
    track = inside.get_by_role("radio").nth(1)
    track.check()
    inside.get_by_role("slider", name="Hours a week").press("ArrowRight")
    inside.get_by_role("group", name="Days of the week without learning").get_by_text("Sun").click()
    inside.get_by_role("button", name="Make the plan").click()

    expect(inside.get_by_role("button", name="Change the plan")).to_be_visible()
    title = inside.get_by_role("heading", level=1).inner_text()
    expect(inside.get_by_text("at 5.5 hours a week")).to_be_visible()
    expect(inside.get_by_role("heading", name="The next days")).to_be_visible()
    expect(inside.get_by_role("link", name="Calendar (iCal)")).to_be_visible()

    inside.reload()
    expect(inside.get_by_role("heading", level=1)).to_have_text(title)
    inside.goto("/")
    expect(inside.get_by_role("link", name=title)).to_be_visible()
    inside.goto("/map")
    expect(inside.get_by_role("combobox", name="Track")).to_contain_text("Your plan")

    inside.goto("/plan")
    inside.get_by_role("button", name="Give it up").click()
    inside.get_by_role("button", name="Yes, give it up").click()
    expect(inside.get_by_role("heading", level=1)).to_have_text(re.compile("Set a goal"))
