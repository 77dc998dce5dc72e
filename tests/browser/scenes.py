"""The app's pages, each in every state worth a look: what axe, the keyboard's tests and the screenshots go through.

A scene is an address, what of it comes last, and what is done there. Scenes may be played again and again, in any
order: `FULL` where `full_home` has filled the home, with the course in `further/`; `EMPTY` where the home is empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from ..answers import ANSWERS, handed_in, reference
from .full_home import HELD_BACK

FURTHER = Path(__file__).parent / "further"

_LINE_SEARCH = "gradient-descent/descent-with-line-search"
_LAB = "python-first-steps/hello-three-ways"
_BROADCASTING = "numpy-shapes/broadcasting-tasks"


@dataclass(frozen=True, slots=True)
class Scene:
    """One page in one state."""

    path: str
    last: str
    """A selector of what comes last: when it is there, there is something to look at."""
    act: Callable[[Page], None] | None = None
    whole: bool = True
    """A screenshot shows the whole length of the page, and not what the window shows."""
    refused: bool = False
    """The server refuses something here, which the browser itself notes as an error."""

    def play(self, page: Page, address: str) -> None:
        """Bring a page to this scene, and wait until nothing of it is under way."""
        page.goto(address + self.path)
        expect(page.locator(self.last).first).to_be_visible()
        if self.act:
            self.act(page)
        expect(page.locator("[aria-busy=true]")).to_have_count(0)


def write(page: Page, source: str) -> None:
    """Put `source` in the place of all that stands in the editor of a proof."""
    page.get_by_role("textbox", name="Your answer").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(source)


def check(page: Page, verdict: str) -> None:
    """Hand in what is there, and wait for what comes of it."""
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("region", name="Result").get_by_role("heading", name=verdict, exact=True)).to_be_visible()


# ---- what is done ---------------------------------------------------------------------------------------------------


def _fails_as_the_author_foresaw(page: Page) -> None:
    write(page, handed_in(ANSWERS / _BROADCASTING / "wrong_unknown_in_the_last_class.py"))
    check(page, "Not yet")


def _passes(page: Page) -> None:
    write(page, reference(_LINE_SEARCH))
    check(page, "Passed")


def _compares(page: Page) -> None:
    _passes(page)
    page.get_by_role("button", name="Compare with the author's answer").click()
    expect(page.get_by_role("dialog").locator(".cm-content").first).to_be_visible()


def _crashes(page: Page) -> None:
    write(page, "def backtrack(f, x, value, slope, step, tries):\n    return undefined\n\n\nundefined\n")
    check(page, "Crashed")


def _is_scored(source: str, verdict: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        write(page, source)
        check(page, verdict)

    return act


def _shows_a_hint(page: Page) -> None:
    shown = page.get_by_role("region", name="Hints").get_by_role("listitem").first
    if not shown.is_visible():
        page.get_by_role("button", name=re.compile("hint", re.IGNORECASE)).first.click()
    expect(shown).to_be_visible()


def _marks_the_paper(page: Page) -> None:
    fresh = page.get_by_role("button", name="Fresh paper")
    if fresh.is_visible():
        fresh.click()
    replies = page.locator("main ol > li input")
    expect(replies.first).to_be_visible()
    for reply in page.locator("main ol > li input:not([type=radio])").all():
        reply.fill("(2, 3)")
    for choices in set(
        page.locator("main ol > li input[type=radio]").evaluate_all("all => all.map((one) => one.name)")
    ):
        page.locator(f"input[name='{choices}']").first.check()
    page.get_by_role("button", name="Mark the paper").click()
    expect(page.get_by_role("heading", name=re.compile("right$"))).to_be_visible()


def _begins(page: Page) -> None:
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("button", name="I don't know this")).to_be_visible()
    expect(page.locator("main :is(input, .cm-content):focus")).to_have_count(1)


def _searches(page: Page) -> None:
    page.keyboard.press("Control+K")
    page.get_by_role("combobox", name="Search skills, lessons and topics").fill("gradient")
    expect(page.get_by_role("option", name=re.compile("Gradient descent")).first).to_be_visible()


def _finds_nothing(page: Page) -> None:
    page.keyboard.press("Control+K")
    page.get_by_role("combobox", name="Search skills, lessons and topics").fill("qqqq")
    expect(page.get_by_text("Nothing is called")).to_be_visible()


def _lists_keys(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()


def _looks_at_a_skill(page: Page) -> None:
    page.locator("main a[data-skill=gradient-descent]").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    expect(page.locator("main .card")).to_be_visible()


def _misses_a_kit(page: Page) -> None:
    page.get_by_role("button", name="Run cell 1", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()


def _runs_a_cell(page: Page) -> None:
    page.get_by_role("button", name="Run cell 1", exact=True).click()
    expect(page.get_by_role("group", name="Output of cell 1", exact=True)).to_be_visible()


def _opens_the_terminal(page: Page) -> None:
    page.get_by_text("Work in a terminal").click()
    expect(page.get_by_text("mlestone check", exact=False).first).to_be_visible()


def _builds_what_does_not_hold(page: Page) -> None:
    write(page, 'print("hello")\n')
    check(page, "Not yet")


def _draws_its_demo(page: Page) -> None:
    page.keyboard.press("Shift")  # whoever does something is not led back to where they left off
    page.get_by_role("group", name="Demo 1", exact=True).scroll_into_view_if_needed()
    expect(page.get_by_role("img", name="Figure of demo 1")).to_be_visible()


def first_demo(skill: str) -> Scene:
    """A lesson at its first demo, drawn."""
    return Scene(f"/skills/{skill}", "main .demo", _draws_its_demo, whole=False)


def _changes_the_plan(page: Page) -> None:
    page.get_by_role("button", name="Change the plan").click()
    expect(page.locator("main form")).to_be_visible()


# ---- the scenes -----------------------------------------------------------------------------------------------------

FULL = {
    "today": Scene("/", "main .standing svg"),
    "map": Scene("/map", "main svg a", whole=False),
    "map-skill": Scene("/map", "main svg a", _looks_at_a_skill, whole=False),
    "map-track": Scene("/map?track=nlp-engineer", "main svg a", whole=False),
    "map-region": Scene("/map?region=calculus-optimization", "main svg a", whole=False),
    "map-outline": Scene("/map?view=outline", "main .outline a"),
    "skill": Scene("/skills/gradient-descent", "main .outcome, main .cell", _runs_a_cell),
    "skill-demo": first_demo("gradient-descent"),
    "skill-planned": Scene("/skills/heaps", "main h1"),
    "skill-kit-missing": Scene("/skills/boosted", "main .cell", _misses_a_kit, refused=True),
    "skill-unknown": Scene("/skills/gradient-decent", "main h1", refused=True),
    "proof": Scene("/proofs/gradient-descent/descent-with-line-search", "main .cm-content", whole=False),
    "proof-failed": Scene(f"/proofs/{_BROADCASTING}", "main .cm-content", _fails_as_the_author_foresaw, whole=False),
    "proof-crashed": Scene(f"/proofs/{_LINE_SEARCH}", "main .cm-content", _crashes, whole=False),
    "proof-passed": Scene(f"/proofs/{_LINE_SEARCH}", "main .cm-content", _passes, whole=False),
    "proof-compared": Scene(f"/proofs/{_LINE_SEARCH}", "main .cm-content", _compares, whole=False),
    "proof-hint": Scene(f"/proofs/{HELD_BACK}", "main .cm-content", _shows_a_hint, whole=False),
    "proof-data": Scene(
        "/proofs/sensors/fill-the-gaps",
        "main .cm-content",
        _is_scored(reference("sensors/fill-the-gaps", FURTHER), "Passed"),
        whole=False,
    ),
    "proof-data-failed": Scene(
        "/proofs/sensors/fill-the-gaps",
        "main .cm-content",
        _is_scored("import numpy as np\n\n\ndef fill(seen):\n    return np.nan_to_num(seen)\n", "Not yet"),
        whole=False,
    ),
    "lab": Scene(f"/proofs/{_LAB}", "main .cm-content", _opens_the_terminal, whole=False),
    "lab-failed": Scene(f"/proofs/{_LAB}", "main .cm-content", _builds_what_does_not_hold, whole=False),
    "questions": Scene("/proofs/numpy-shapes/shape-puzzles", "main ol > li input"),
    "questions-marked": Scene("/proofs/numpy-shapes/shape-puzzles", "main h1", _marks_the_paper),
    "review": Scene("/review", "main h1 ~ *"),
    "place": Scene("/place", "main button"),
    "place-question": Scene("/place", "main button", _begins),
    "plan": Scene("/plan", "main h2"),
    "plan-change": Scene("/plan", "main h2", _changes_the_plan),
    "progress": Scene("/progress", "main h2"),
    "roadmaps": Scene("/roadmaps", "main a"),
    "roadmap": Scene("/roadmaps/math-first", "main h2"),
    "settings": Scene("/settings", "main h2"),
    "search": Scene("/", "main .standing svg", _searches, whole=False),
    "search-nothing": Scene("/", "main .standing svg", _finds_nothing, whole=False),
    "keys": Scene("/proofs/numpy-shapes/axis-statistics", "main .cm-content", _lists_keys, whole=False),
    "nowhere": Scene("/nowhere", "main h1"),
}
EMPTY = {
    "empty-today": Scene("/", "main .stones"),
    "empty-map": Scene("/map", "main svg a", whole=False),
    "empty-review": Scene("/review", "main h1 ~ *"),
    "empty-plan": Scene("/plan", "main form"),
    "empty-progress": Scene("/progress", "main h2"),
    "empty-roadmap": Scene("/roadmaps/math-first", "main h2"),
}
