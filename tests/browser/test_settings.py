"""Settings: the record goes out and in, with a sentence for what is none; a kit that is missing is offered."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from .serving import Server


def test_a_record_is_exported_taken_in_and_refused_in_words(page: Page, lived_in: Server, tmp_path: Path) -> None:
    page.goto(lived_in.door)
    page.goto(f"{lived_in.address}/settings")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export").click()
    exported = tmp_path / "log.jsonl"
    download.value.save_as(exported)
    assert json.loads(exported.read_text(encoding="utf-8").splitlines()[0])["format"] == "mlestone log"

    page.get_by_label("Import…").set_input_files(exported)
    expect(page.get_by_text(re.compile("^Nothing new: all .* entries of log.jsonl were here already"))).to_be_visible()


def test_a_proof_whose_kit_is_missing_says_how_large_it_is(page: Page, with_workshop: Server) -> None:
    page.goto(with_workshop.door)
    page.goto(f"{with_workshop.address}/proofs/boosted/count-the-trees")
    kit = page.get_by_role("region", name="Kit")
    expect(kit).to_contain_text(re.compile(r"which is not installed yet\. \d+ MB to download, [\d.]+ GB on disk"))
    expect(kit.get_by_role("button", name="Install it")).to_be_enabled()
    expect(page.get_by_role("textbox", name="Your answer")).to_be_visible()


def test_time_on_a_lesson_is_told_when_one_leaves_it(page: Page, fresh: Server) -> None:
    page.goto(fresh.door)
    page.goto(f"{fresh.address}/skills/numpy-shapes")
    expect(page.locator("main .cell").first).to_be_visible()  # what was read before the lesson was there is not counted
    page.mouse.move(200, 300)
    since = page.evaluate("performance.now()")
    page.wait_for_function("since => performance.now() > since + 6000", arg=since)
    with page.expect_response("**/api/skills/numpy-shapes/reading") as told:
        page.get_by_role("link", name="Progress").first.click()
    assert told.value.json()["seconds"] >= 5
    page.reload()
    expect(page.get_by_text("on 1 day")).to_be_visible()
