"""From the first start to the first proof passed, as a newcomer goes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from ..answers import reference
from .scenes import FURTHER

if TYPE_CHECKING:
    from conftest import Answers, Desk, Server


def test_a_newcomer_is_led_from_the_first_page_to_a_proof_passed_and_on(
    page: Page, fresh: Server, answers: Answers, desk: Callable[[Page], Desk]
) -> None:
    page.goto(fresh.door)
    begin = page.get_by_role("link", name="Begin", exact=True)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Begin with")
    first = (begin.get_attribute("href") or "").removeprefix("/proofs/")
    skill = first.partition("/")[0]
    page.get_by_role("link", name="Read the lesson first").click()
    expect(page).to_have_url(re.compile(f"/skills/{skill}$"))
    proofs = page.get_by_role("region", name="Proofs")
    expect(proofs.get_by_role("link", name=re.compile("^Begin "))).to_have_attribute("href", f"/proofs/{first}")

    proof = answers.proof_with_mistakes(skill)  # the first may be a paper
    proofs.locator(f"h3 a[href='/proofs/{proof}']").click()
    expect(page).to_have_url(re.compile(f"/proofs/{proof}$"))

    at = desk(page)
    wrong, sentence = answers.known_mistake(proof)
    at.write(wrong)
    at.check.click()
    expect(at.verdict).to_have_text("Not yet")
    expect(at.result.get_by_text("A known mistake")).to_be_visible()
    expect(at.result).to_contain_text(sentence.replace("`", ""))

    page.get_by_role("button", name="Show a hint").click()
    hints = page.get_by_role("region", name="Hints").get_by_role("listitem")
    expect(hints).to_have_count(1)

    at.write(answers.right(proof))
    page.keyboard.press("Control+Enter")
    expect(at.verdict).to_have_text("Passed")
    onward = at.result.locator(".on").get_by_role("link").first
    title = (onward.inner_text()).strip()
    onward.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page).not_to_have_url(re.compile(f"/proofs/{proof}$"))

    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Today").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Begin with")


def test_a_skill_proved_opens_others_and_leads_to_them(
    page: Page, with_workshop: Server, desk: Callable[[Page], Desk]
) -> None:
    page.goto(with_workshop.door)
    page.goto(f"{with_workshop.address}/proofs/sensors/fill-the-gaps")
    at = desk(page)
    at.write(reference("sensors/fill-the-gaps", FURTHER))
    at.check.click()
    expect(at.verdict).to_have_text("Passed")
    expect(at.result.get_by_text("Proved: Gaps in what sensors say.")).to_be_visible()
    expect(at.result.get_by_role("img", name=re.compile("root mean squared error"))).to_be_visible()
    at.result.locator(".on").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("/skills/boosted$"))
    expect(page.get_by_role("main").get_by_text("Open", exact=True)).to_be_visible()

    page.goto(f"{with_workshop.address}/map?view=outline")
    skill = page.get_by_role("listitem").filter(
        has=page.get_by_role("link", name="Gaps in what sensors say", exact=True)
    )
    expect(skill.first).to_contain_text("proved")
