"""Whoever comes back after a while is asked for what has faded, on fresh inputs, and then it is fresh again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from ..answers import reference
from .scenes import check

if TYPE_CHECKING:
    from conftest import Desk, Server


def test_a_review_leads_from_today_to_a_fresh_variant_and_back(
    page: Page, returned: Server, desk: Callable[[Page], Desk]
) -> None:
    page.goto(returned.door)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Review")
    page.get_by_role("main").get_by_role("link", name="Review", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Review")
    due = page.get_by_role("listitem").filter(has=page.get_by_role("button", name=re.compile("^Begin the review")))
    expect(due.first).to_be_visible()

    for row in due.all():  # a skill that is reviewed by a program, not by a paper
        title = row.get_by_role("heading", level=2).inner_text()
        row.get_by_role("button").click()
        expect(page).to_have_url(re.compile(r"/proofs/.+\?file="))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        at = desk(page)
        expect(at.editor.or_(page.get_by_role("button", name="Mark the paper"))).to_be_visible()
        if at.editor.is_visible():
            break
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text("Review")
    else:
        raise AssertionError("no review that is due is a program")
    expect(page.get_by_role("region", name="Task").get_by_text(re.compile("^Review"))).to_be_visible()
    proof = re.search("/proofs/([^?]+)", page.url)
    assert proof

    at.write("answer = None\n")
    check(page, "Not attempted")
    at.write(reference(proof[1]))
    check(page, "Passed")
    at.result.get_by_role("link", name="Back to the reviews").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Review")
    expect(page.get_by_role("heading", level=2, name=title)).to_have_count(0)
