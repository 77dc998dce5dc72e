"""A proof made of questions is answered without a mouse."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def test_a_paper_is_filled_in_marked_and_drawn_afresh_from_the_keyboard(inside: Page) -> None:
    inside.goto("/proofs/numpy-shapes/shape-puzzles")
    questions = inside.locator("main ol > li")
    expect(questions.first.locator("input").first).to_be_focused()
    many = questions.count()
    for index in range(many):
        question = questions.nth(index)
        inside_it = question.locator("input:focus")
        expect(inside_it).to_have_count(1)
        inside.keyboard.type("1")
        if question.get_by_role("radio").count():
            expect(question.get_by_role("radio").first).to_be_checked()
        inside.keyboard.press("Enter")
    expect(inside.get_by_role("button", name="Mark the paper")).to_be_focused()
    expect(inside.get_by_role("status").filter(has_text=f"{many} of {many} replies")).to_be_visible()
    inside.keyboard.press("Control+Enter")
    expect(inside.get_by_role("heading", name=re.compile(f"^[0-9]+ of {many} right$"))).to_be_visible()

    inside.get_by_role("button", name="Fresh paper").press("Enter")
    expect(inside.get_by_role("status").filter(has_text=f"0 of {many} replies")).to_be_visible()
    expect(questions.first.locator("input").first).to_be_focused()
