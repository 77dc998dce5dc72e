"""Every page, in every state worth a look: axe finds nothing in either theme, nor do we where axe does not look."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from .scenes import EMPTY, FULL
from .serving import Server

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
AUDIT = (Path(__file__).parent / "audit.js").read_text(encoding="utf-8")

# The second theme changes colours alone.
FIND = """async (rules) => {
  const only = rules ? { runOnly: { type: "rule", values: rules } } : {};
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...only });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map(({ target, failureSummary }) => `${id}, ${help}: ${target} ${failureSummary}`));
}"""
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.is_file():
        pytest.fail(f"{AXE} is missing. Run `npm ci` in frontend/, or `pip install -e .` in the checkout.")
    return AXE.read_text(encoding="utf-8")


def audit(page: Page, *wanted: str) -> list[str]:
    found: list[str] = page.evaluate(AUDIT, list(wanted))
    return found


def findings(page: Page, axe: str) -> dict[str, list[str]]:
    """What is wrong with what a page shows now: in the light, in the dark, and on a phone."""
    page.evaluate(axe)  # a script element would be against the page's content security policy
    light = [*page.evaluate(FIND), *audit(page, "words", "contrasts", "rest")]
    page.emulate_media(color_scheme="dark")
    dark = [*page.evaluate(FIND, ["color-contrast"]), *audit(page, "contrasts", "rest")]
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    phone = audit(page, "phone")
    return {name: found for name, found in {"light": light, "dark": dark, "phone": phone}.items() if found}


@pytest.mark.parametrize("name", FULL)
def test_nothing_is_wrong_with_a_page_that_is_full(
    page: Page, lived_in: Server, axe: str, name: str, complaints: list[str]
) -> None:
    page.context.request.get(lived_in.door)
    FULL[name].play(page, lived_in.address)
    assert findings(page, axe) == {}
    if FULL[name].refused:
        complaints[:] = [each for each in complaints if "the server responded with a status of 4" not in each]


@pytest.mark.parametrize("name", EMPTY)
def test_nothing_is_wrong_with_a_page_that_is_empty(page: Page, newcomer: Server, axe: str, name: str) -> None:
    page.context.request.get(newcomer.door)
    EMPTY[name].play(page, newcomer.address)
    assert findings(page, axe) == {}
