"""The app as a learner waits for it: from the command to a page one can use, in headless Chromium.

    python benchmarks/app.py [rounds]

Each load is a cold browser context, so that nothing is cached; figures are medians. Bytes are those of every answer's
body as it was sent, packed. Needs Debian's Chromium and the page, built (installing MLestone does).
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from front_door import server
from playwright.sync_api import Browser, Page, Request, sync_playwright

from mlestone.base.ids import ProofId
from mlestone.course.model import CORE
from mlestone.proving.sheet import read_sheet
from mlestone.study.study import Study

CHROMIUM = "/usr/bin/chromium"
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
PATIENCE = 60_000
LESSON = "gradient-descent"
SMALL_PROOF = "numpy-shapes/axis-statistics"

# The page's own clock, from an event to the frame that shows its answer: what drives the browser takes time as well.
CLOCK = """
window.time = (kind, answer) => {
  const painted = (done) => requestAnimationFrame(() => setTimeout(done));
  window.timed = new Promise((done) =>
    addEventListener(
      kind,
      ({ timeStamp }) => answer(() => painted(() => done(performance.now() - timeStamp))),
      { once: true, capture: true },
    ));
};
window.figure = (done) => {
  const shown = () => document.activeElement.closest(".demo").querySelector(".drawn img");
  const before = shown().src;
  new MutationObserver((_, observer) => {
    const drawn = shown();
    if (!drawn || drawn.src === before) return;
    observer.disconnect();
    void drawn.decode().then(done);
  }).observe(document.body, { subtree: true, childList: true, attributes: true });
};
window.verdict = (done) => {
  const isReady = (button) => /^\\s*Check/.test(button.textContent) && !button.disabled;
  const waits = () => ![...document.querySelectorAll("button")].some(isReady);
  let begun = false;
  new MutationObserver((_, observer) => {
    begun ||= waits();
    if (!begun || waits() || !document.querySelector(".results header.passed")) return;
    observer.disconnect();
    done();
  }).observe(document.body, { subtree: true, childList: true, attributes: true });
};
"""

USABLE = """
window.usable = new Promise((done) =>
  new MutationObserver((_, observer) => {
    if (!document.querySelector(FIRST)) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  }).observe(document, { subtree: true, childList: true }));
"""


def main() -> None:
    rounds = int(sys.argv[1]) if sys.argv[1:] else 7
    with sync_playwright() as play, tempfile.TemporaryDirectory() as home:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        row("figure", "target", "measured")
        row("from `mlestone` to Today usable", "1.5 s", f"{statistics.median(starts(browser, rounds)) / 1000:.2f} s")
        with server(Path(home)) as (address, door, _):
            warm(browser, address, door)
            loads(browser, address, door, rounds)
            lesson(browser, address, door, rounds)
            proof(browser, address, door, rounds)
        browser.close()


# ---- what is measured -----------------------------------------------------------------------------------


def starts(browser: Browser, rounds: int) -> Iterator[float]:
    """From starting the command, in a new home, to the frame with the one button of Today."""
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as home:
            page = browser.new_context().new_page()
            page.add_init_script(USABLE.replace("FIRST", json.dumps("main a, main button")))
            began = time.time()
            with server(Path(home)) as (_, door, _):
                page.goto(door, wait_until="commit")
                painted: float = page.evaluate("usable.then((painted) => performance.timeOrigin + painted)")
                yield painted - 1000 * began
                page.context.close()


def loads(browser: Browser, address: str, door: str, rounds: int) -> None:
    took: list[float] = []
    for _ in range(rounds):
        page = let_in(browser, door)
        took.append(usable(page, f"{address}/map", "svg a"))
        page.context.close()
    row("Map usable", "300 ms", f"{statistics.median(took):.0f} ms")
    row("  bytes, packed", "60 kB", f"{size(let_in(browser, door), f'{address}/map') / 1000:.0f} kB")


def lesson(browser: Browser, address: str, door: str, rounds: int) -> None:
    readable = []
    for _ in range(rounds):
        page = let_in(browser, door)
        readable.append(usable(page, f"{address}/skills/{LESSON}", "main p + p, main pre"))
        page.context.close()
    row("a lesson readable", "400 ms", f"{statistics.median(readable):.0f} ms")
    moved = {name: list(slides(browser, address, door, name, rounds)) for name in moving_lessons()}
    figures = [took for name in moved for took in moved[name]]
    row("slider to new figure, all lessons", "100 ms", f"{statistics.median(figures):.0f} ms")
    for name, took in sorted(moved.items(), key=lambda each: statistics.median(each[1])):
        row(f"  {name}", "", f"{statistics.median(took):.0f} ms")


def slides(browser: Browser, address: str, door: str, name: str, rounds: int) -> Iterator[float]:
    """From a key on the first slider of a lesson to the new figure."""
    page = let_in(browser, door)
    page.add_init_script(CLOCK)
    page.goto(f"{address}/skills/{name}")
    demo = page.locator(".demo", has=page.get_by_role("slider")).first
    demo.scroll_into_view_if_needed()
    demo.locator(".drawn img").first.wait_for(timeout=PATIENCE)
    page.wait_for_load_state("networkidle")
    slider = demo.get_by_role("slider").first
    slider.focus()
    for _ in range(2 * rounds):
        if slider.evaluate("(slider) => slider.value === slider.max"):
            break
        page.evaluate("time('input', figure)")
        slider.press("ArrowRight")
        yield page.evaluate("timed")
    page.context.close()


def moving_lessons() -> list[str]:
    """Those with a slider that are run by what every learner has."""
    with Study.open() as study:
        skills = [skill for skill in study.course.skills.values() if not skill.planned and skill.kit == CORE]
    return [skill.id for skill in skills if re.search(r"^```python demo", skill.path.read_text(), re.MULTILINE)]


def proof(browser: Browser, address: str, door: str, rounds: int) -> None:
    ready, keys, checks = [], [], []
    for _ in range(rounds):
        page = let_in(browser, door)
        ready.append(usable(page, f"{address}/proofs/{SMALL_PROOF}", ".cm-content"))
        page.context.close()
    page = let_in(browser, door)
    page.add_init_script(CLOCK)
    page.goto(f"{address}/proofs/{SMALL_PROOF}")
    editor = page.locator(".cm-content").first
    editor.wait_for(timeout=PATIENCE)
    editor.press("Control+A")
    page.keyboard.insert_text(reference())
    for _ in range(5 * rounds):
        page.evaluate("time('keydown', (done) => done())")
        page.keyboard.press("Space")
        keys.append(page.evaluate("timed"))
    button = page.get_by_role("button", name=re.compile("^Check"))
    for _ in range(3 * rounds):
        page.evaluate("time('click', verdict)")
        button.click()
        checks.append(page.evaluate("timed"))
    page.context.close()
    row("editor ready", "700 ms", f"{statistics.median(ready):.0f} ms")
    row("key press to painted", "50 ms", f"{statistics.median(keys):.0f} ms")
    row("Check to verdict painted", "80 ms", f"{statistics.median(checks):.0f} ms")


# ---- how ------------------------------------------------------------------------------------------------


def warm(browser: Browser, address: str, door: str) -> None:
    """Wait for the engine: what a start costs is the first figure's business."""
    page = let_in(browser, door)
    while page.request.get(f"{address}/api/health").json()["engine"] != "ready":
        time.sleep(0.1)
    page.context.close()


def let_in(browser: Browser, door: str) -> Page:
    """A page that holds the cookie and nothing else."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.request.get(door)
    return page


def usable(page: Page, address: str, first: str) -> float:
    """From the start of the navigation to the frame with the first thing that can be used, by the page's clock."""
    page.add_init_script(USABLE.replace("FIRST", json.dumps(first)))
    page.goto(address, wait_until="commit")
    took: float = page.evaluate("usable")
    return took


def size(page: Page, address: str) -> int:
    """The bytes of every answer's body."""
    asked: list[Request] = []
    page.on("requestfinished", lambda request: asked.append(request))  # noqa: PLW0108 - Playwright marks the function
    page.goto(address, wait_until="networkidle")
    total = sum(request.sizes()["responseBodySize"] for request in asked)
    page.context.close()
    return total


def reference() -> str:
    with Study.open() as study:
        path = study.course.proof(ProofId(SMALL_PROOF)).path
    assert path is not None
    return read_sheet(path).reference


def row(figure: str, target: str, measured: str) -> None:
    print(f"{figure:44}{target:>10}{measured:>12}", flush=True)


if __name__ == "__main__":
    main()
