"""Pictures of every page of the app in every state, taken from the app itself.

    python -m tests.browser.screenshots FOLDER [--only NAME …] [--widths 1440 1024 390] [--themes light dark]
    python -m tests.browser.screenshots --readme      the few that README.md shows, into docs/images

Two homes are made and served: one in which somebody has learnt for a year, and an empty one (`scenes.py` says what is
shown). Needs the page, built, and Debian's Chromium.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from .full_home import fill
from .scenes import EMPTY, FULL, FURTHER, Scene, first_demo
from .serving import CHROMIUM, FLAGS, Server, serving

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")

IMAGES = Path(__file__).parents[2] / "docs" / "images"
# What the README shows, and how wide and high the window is then.
SHOWN = {
    "map": (1440, 900),
    "skill-demo": (1200, 860),
    "proof-failed": (1440, 860),
}
# The way from nothing to a model, as README.md shows it: the first demo of each of these.
WAY = (
    "python-loops",
    "vectors",
    "gradients",
    "pandas-frames",
    "feature-scaling",
    "train-test-split",
    "decision-trees",
    "backpropagation",
)
WINDOW_OF_DEMOS = (1100, 900)
HEIGHTS = {390: 844}
PATIENCE = 60_000


def main() -> None:
    parser = argparse.ArgumentParser(description="Take pictures of the app.")
    parser.add_argument("folder", type=Path, nargs="?", help="where they go")
    parser.add_argument("--only", nargs="+", default=[*FULL, *EMPTY], metavar="NAME", help="names of scenes")
    parser.add_argument("--widths", nargs="+", type=int, default=[1440, 1024, 390])
    parser.add_argument("--themes", nargs="+", choices=["light", "dark"], default=["light", "dark"])
    parser.add_argument("--readme", action="store_true", help="only what README.md shows, into docs/images")
    asked = parser.parse_args()
    if unknown := [name for name in asked.only if name not in FULL and name not in EMPTY]:
        parser.error(f"there is no scene {', '.join(unknown)}; there are {', '.join([*FULL, *EMPTY])}")
    if not asked.readme and asked.folder is None:
        parser.error("name a folder, or --readme")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        if asked.readme:
            take_for_readme(browser)
        else:
            take_all(browser, asked.folder, asked.only, asked.widths, asked.themes)
        browser.close()


def take_all(browser: Browser, folder: Path, names: list[str], widths: list[int], themes: Iterable[Theme]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as full, tempfile.TemporaryDirectory() as empty:
        fill(Path(full))
        with serving(Path(full), FURTHER) as lived_in, serving(Path(empty)) as new:
            for theme in themes:
                for width in widths:
                    for scenes, server in ((FULL, lived_in), (EMPTY, new)):
                        page = window(browser, server.door, theme, width, HEIGHTS.get(width, 900))
                        for name in [name for name in names if name in scenes]:
                            at = f"{name}-{width}-{theme}"
                            try:
                                picture = taken(page, server.address, scenes[name])
                            except (AssertionError, Error) as error:  # the other pictures are worth having
                                failed.append(f"{at}: {str(error).strip().splitlines()[0]}")
                                picture = page.screenshot()
                            (folder / f"{at}.png").write_bytes(picture)
                        page.context.close()
    if failed:
        sys.exit("\n".join(["These did not come to what they show:", *failed]))


def take_for_readme(browser: Browser) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        fill(Path(home))
        with serving(Path(home)) as server:
            for name, (width, height) in SHOWN.items():
                for theme in THEMES:
                    page = window(browser, server.door, theme, width, height)
                    keep(taken(page, server.address, FULL[name], whole=False), f"{name}-{theme}")
                    page.context.close()
            take_the_way(browser, server)


def take_the_way(browser: Browser, server: Server) -> None:
    for theme in THEMES:
        page = window(browser, server.door, theme, *WINDOW_OF_DEMOS)
        for skill in WAY:
            first_demo(skill).play(page, server.address)
            demo = page.get_by_role("group", name="Demo 1", exact=True)
            keep(demo.screenshot(animations="disabled", caret="hide"), f"way-{skill}-{theme}")
        page.context.close()


def keep(picture: bytes, name: str) -> None:
    Image.open(io.BytesIO(picture)).convert("RGB").save(IMAGES / f"{name}.webp", quality=82, method=6)


def window(browser: Browser, door: str, theme: Theme, width: int, height: int) -> Page:
    """A page of a browser that has come in by the door."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=theme,
        reduced_motion="reduce",
        locale="en-GB",
        device_scale_factor=2 if width < 500 else 1,
    )
    context.set_default_timeout(PATIENCE)
    context.request.get(door)
    return context.new_page()


def taken(page: Page, address: str, scene: Scene, *, whole: bool = True) -> bytes:
    scene.play(page, address)
    page.mouse.move(0, 0)
    if whole and scene.whole:
        page.evaluate("scrollTo(0, 0)")
    return page.screenshot(full_page=whole and scene.whole, animations="disabled", caret="hide")


if __name__ == "__main__":
    main()
