"""axe-core finds nothing to say about any page, in light and in dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"

# Each page, and what of it comes last: before that there is little to look at.
PAGES = {
    "/": "main .standing",
    "/map": "main svg a",
    "/map?view=outline": "main .outline a",
    "/skills/gradient-descent": "main .outcome",
    "/proofs/gradient-descent/descent-with-line-search": "main .cm-content",
    "/plan": "main form",
    "/progress": "main h2",
    "/roadmaps": "main a",
    "/settings": "main h2",
    "/review": "main h1",
    "/place": "main button",
}

FIND = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, help, nodes }) => ({
    rule: id, help, where: nodes.slice(0, 3).map(({ target, failureSummary }) => `${target} ${failureSummary}`),
  }));
}"""


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.is_file():
        pytest.fail(f"{AXE} is missing. Run `npm ci` in frontend/, or `pip install -e .` in the checkout.")
    return AXE.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_violation(inside: Page, axe: str, path: str) -> None:
    found = {}
    for theme in ("light", "dark"):
        inside.emulate_media(color_scheme="light" if theme == "light" else "dark")
        inside.goto(path)
        expect(inside.locator(PAGES[path]).first).to_be_visible()
        expect(inside.locator("[aria-busy=true]")).to_have_count(0)
        inside.evaluate(axe)  # a script element would be against the page's content security policy
        if violations := inside.evaluate(FIND):
            found[theme] = violations
    assert found == {}
