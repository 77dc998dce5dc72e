"""The app as a learner waits for it: from the command to a page one can use, in headless Chromium.

    python benchmarks/app.py [rounds]

Each load is a cold browser context, so that nothing is cached; figures are medians. Bytes are those of every answer's
body as it was sent, packed. Needs Debian's Chromium and the page, built (installing MLestone does).
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from mlestone.base.ids import ProofId
from mlestone.base.settings import HOME_VARIABLE
from mlestone.proving.sheet import read_sheet
from mlestone.study.study import Study

CHROMIUM = "/usr/bin/chromium"
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
PATIENCE = 60_000
LESSON = "gradient-descent"
SMALL_PROOF = "numpy-shapes/axis-statistics"

# Resolves after the frame that shows what happened: a key is not answered before it can be seen.
PAINTED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"


def main() -> None:
    rounds = int(sys.argv[1]) if sys.argv[1:] else 7
    with sync_playwright() as play, tempfile.TemporaryDirectory() as home:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        row("figure", "target", "measured")
        row("from `mlestone` to Today usable", "1.5 s", f"{statistics.median(starts(browser, rounds)) / 1000:.2f} s")
        with server(Path(home)) as (address, door):
            loads(browser, address, door, rounds)
            lesson(browser, address, door, rounds)
            proof(browser, address, door, rounds)
        browser.close()


# ---- what is measured -----------------------------------------------------------------------------------


def starts(browser: Browser, rounds: int) -> Iterator[float]:
    """From starting the command, in a new home, to the one button of Today."""
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as home:
            began = time.perf_counter()
            with server(Path(home)) as (_, door):
                page = browser.new_context().new_page()
                page.goto(door)
                page.locator("main a, main button").first.wait_for(timeout=PATIENCE)
                yield 1000 * (time.perf_counter() - began)
                page.context.close()


def loads(browser: Browser, address: str, door: str, rounds: int) -> None:
    took: list[float] = []
    sizes: list[int] = []
    for _ in range(rounds):
        page = let_in(browser, door)
        seen = count_bytes(page)
        took.append(milliseconds(partial(page.goto, f"{address}/map"), page, "svg a"))
        page.wait_for_load_state("networkidle")
        sizes.append(sum(seen))
        page.context.close()
    row("Map usable", "300 ms", f"{statistics.median(took):.0f} ms")
    row("  bytes, packed", "60 kB", f"{statistics.median(sizes) / 1000:.0f} kB")


def lesson(browser: Browser, address: str, door: str, rounds: int) -> None:
    readable, moved = [], []
    for _ in range(rounds):
        page = let_in(browser, door)
        readable.append(milliseconds(partial(page.goto, f"{address}/skills/{LESSON}"), page, "main p + p, main pre"))
        page.context.close()
    page = let_in(browser, door)
    page.goto(f"{address}/skills/{LESSON}")
    demo = page.get_by_role("group", name=re.compile("^Demo"))
    demo.first.scroll_into_view_if_needed()
    drawn = demo.first.locator(".drawn img, .drawn table")
    drawn.first.wait_for(timeout=PATIENCE)
    slider = demo.first.get_by_role("slider").first
    slider.focus()
    for _ in range(3 * rounds):
        before = drawn.first.get_attribute("src")
        began = time.perf_counter()
        slider.press("ArrowRight")
        page.wait_for_function(
            "([old]) => document.querySelector('.demo .drawn img')?.getAttribute('src') !== old",
            arg=[before],
            polling="raf",
        )
        page.evaluate(PAINTED)
        moved.append(1000 * (time.perf_counter() - began))
    page.context.close()
    row("a lesson readable", "400 ms", f"{statistics.median(readable):.0f} ms")
    row("slider to new figure", "100 ms", f"{statistics.median(moved):.0f} ms")


def proof(browser: Browser, address: str, door: str, rounds: int) -> None:
    ready, keys, checks = [], [], []
    for _ in range(rounds):
        page = let_in(browser, door)
        ready.append(milliseconds(partial(page.goto, f"{address}/proofs/{SMALL_PROOF}"), page, ".cm-content"))
        page.context.close()
    page = let_in(browser, door)
    page.goto(f"{address}/proofs/{SMALL_PROOF}")
    editor = page.locator(".cm-content").first
    editor.wait_for(timeout=PATIENCE)
    editor.press("Control+A")
    page.keyboard.insert_text(reference())
    for _ in range(5 * rounds):
        began = time.perf_counter()
        page.keyboard.press("Space")
        page.evaluate(PAINTED)
        keys.append(1000 * (time.perf_counter() - began))
    for _ in range(3 * rounds):
        checks.append(one_check(page))
    page.context.close()
    row("editor ready", "700 ms", f"{statistics.median(ready):.0f} ms")
    row("key press to painted", "50 ms", f"{statistics.median(keys):.0f} ms")
    row("Check to verdict painted", "80 ms", f"{statistics.median(checks):.0f} ms")


def one_check(page: Page) -> float:
    button = page.get_by_role("button", name=re.compile("^Check"))
    with page.expect_response(lambda answer: answer.url.endswith("/attempts")) as answered:
        began = time.perf_counter()
        button.click()
    answered.value.finished()
    page.get_by_role("heading", name="Passed").wait_for(timeout=PATIENCE)
    page.evaluate(PAINTED)
    return 1000 * (time.perf_counter() - began)


# ---- how ------------------------------------------------------------------------------------------------


@contextmanager
def server(home: Path) -> Iterator[tuple[str, str]]:
    """The command, as a learner types it; yields its address, and the one that lets a browser in."""
    command = [sys.executable, "-m", "mlestone", "--no-browser", "--port", "0"]
    environment = {**os.environ, HOME_VARIABLE: str(home)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        door = re.search(r"http://\S+", process.stdout.readline())
        if door is None:
            raise SystemExit("The server did not say where it is.")
        try:
            yield door[0].partition("/?")[0], door[0]
        finally:
            process.terminate()


def let_in(browser: Browser, door: str) -> Page:
    """A page that holds the cookie and nothing else; the engine is warm."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.request.get(door)
    return page


def milliseconds(act: Callable[[], object], page: Page, until: str) -> float:
    """From `act` to the first thing of the page that can be used."""
    began = time.perf_counter()
    act()
    page.locator(until).first.wait_for(timeout=PATIENCE)
    return 1000 * (time.perf_counter() - began)


def count_bytes(page: Page) -> list[int]:
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    return sizes


def reference() -> str:
    with Study.open() as study:
        path = study.course.proof(ProofId(SMALL_PROOF)).path
    assert path is not None
    return read_sheet(path).reference


def row(figure: str, target: str, measured: str) -> None:
    print(f"{figure:44}{target:>10}{measured:>12}", flush=True)


if __name__ == "__main__":
    main()
