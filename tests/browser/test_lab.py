"""A lab in the page: its folder is written in, checked and watched; by keyboard, and beside other programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from .serving import Server, serving
from .test_accessibility import PHONE, axe, findings

__all__ = ["axe"]  # a fixture

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="machines are made of Linux")

CHECKS = '''"""Say hello over HTTP

Write `service.py`: it listens on port 8000 and answers each `GET` with `{"word": "hello"}`. The words are in
`conf/words.json`.
"""
from mlestone.proving import check, expect, hints, limits

hints("Which port?")
limits(seconds=120, disk=16)


def service(lab):
    return lab.server("python service.py", port=8000, seconds=60)


@check("listens on port 8000")
def listens(lab, rng):
    expect(service(lab).get("/", seconds=20).status).equals(200)


@check("says hello")
def says(lab, rng):
    expect(service(lab).get("/", seconds=20).json()).equals({"word": "hello"})
'''
SERVICE = """import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        # [answer] Answer with the first word.
        words = json.loads(Path("conf/words.json").read_text())
        body = json.dumps({"word": words[0]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        # [/answer]


HTTPServer(("127.0.0.1", 8000), Handler).serve_forever()
"""
LESSON = """---
title: Greeting
outcome: You can say hello over HTTP.
needs: []
covers: []
minutes: 30
tools: [python]
implied: true
proofs:
  - id: say-hello
    kind: lab
    idea: A service of a few lines is started for real and asked for its word.
  - id: say-goodbye
    kind: question
    idea: What a service says when it is asked to end is told before it is asked.
---

A service says hello.
"""
REGION = """title: Greetings
order: 1
colour: "#6b7280"
about: What runs.
kit: core
skills: [greeting]
"""
COURSE = {
    "ids.txt": "region greetings\nskill greeting\nproof greeting/say-hello\nproof greeting/say-goodbye\n",
    "greetings/region.yaml": REGION,
    "greetings/greeting/lesson.md": LESSON,
    "greetings/greeting/say_hello/checks.py": CHECKS,
    "greetings/greeting/say_hello/answer/service.py": SERVICE,
    "greetings/greeting/say_hello/answer/conf/words.json": '["hello"]\n',
}
RIGHT = re.sub(r" *# \[/?answer\].*\n", "", SERVICE)
NEVER = "import time\n\ntime.sleep(600)\n"
LAB = "/proofs/greeting/say-hello"


@pytest.fixture(scope="module")
def systems(page_is_built: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of one lab."""
    root = tmp_path_factory.mktemp("systems")
    for name, text in COURSE.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    lab = root / "greetings/greeting/say_hello"
    (lab / "answer/logo.png").write_bytes(b"\x89PNG\r\n\x00\xff")
    (lab / "mistakes").mkdir()
    return root


@pytest.fixture
def lab_server(systems: Path, tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path / "home", systems) as server:
        yield server


@pytest.fixture
def lab(page: Page, lab_server: Server) -> Page:
    """The page of the lab, as it is before anything is done."""
    page.goto(lab_server.door)
    page.goto(lab_server.address + LAB)
    expect(editor(page)).to_be_visible()
    return page


@pytest.fixture
def folder(lab_server: Server) -> Path:
    return lab_server.workspace / "greeting" / "say_hello"


def editor(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your answer")


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("treeitem", name=name, exact=True)


def write(page: Page, text: str) -> None:
    editor(page).click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def check(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Check")).click()


def result(page: Page) -> Locator:
    return page.get_by_role("region", name="Result")


def saved(page: Page) -> Locator:
    return page.get_by_role("status").filter(has_text=re.compile("^Saved$"))


def test_a_lab_is_written_checked_and_passed(lab: Page, folder: Path) -> None:
    expect(row(lab, "service.py")).to_have_attribute("aria-selected", "true")
    expect(editor(lab)).to_contain_text("Your part: Answer with the first word.")
    assert not folder.exists()
    write(lab, RIGHT)
    expect(saved(lab)).to_be_visible()
    assert (folder / "service.py").read_text(encoding="utf-8") == RIGHT
    assert (folder / "conf" / "words.json").read_text(encoding="utf-8") == '["hello"]\n'

    check(lab)
    expect(result(lab).get_by_role("heading", name="Passed")).to_be_visible()
    expect(lab.get_by_role("region", name="Task").get_by_text("Passed").first).to_be_visible()
    result(lab).get_by_text("Log", exact=True).click()
    expect(result(lab).get_by_role("group", name="Log")).to_contain_text("starting python service.py")

    result(lab).get_by_role("button", name="Compare with the author's answer").click()
    expect(lab.get_by_role("dialog")).to_contain_text("==> service.py <==")


def test_what_happens_is_told_while_it_happens_and_can_be_stopped(lab: Page) -> None:
    write(lab, NEVER)
    check(lab)
    log = result(lab).get_by_role("log", name="Log")
    expect(log).to_contain_text("listens on port 8000")
    expect(log).to_contain_text("starting python service.py")
    lab.get_by_role("button", name="Stop").click()
    expect(lab.get_by_text("Stopped. This attempt does not count.")).to_be_visible()
    expect(lab.get_by_role("button", name=re.compile("^Check"))).to_be_focused()
    expect(result(lab).get_by_role("heading", name="What is checked")).to_be_visible()


def test_the_files_are_used_by_keyboard(lab: Page, folder: Path) -> None:
    lab.keyboard.press("f")
    expect(row(lab, "service.py")).to_be_focused()
    lab.keyboard.press("Home")
    expect(row(lab, "conf")).to_be_focused()
    lab.keyboard.press("ArrowLeft")
    expect(row(lab, "conf")).to_have_attribute("aria-expanded", "false")
    expect(row(lab, "words.json")).to_have_count(0)
    lab.keyboard.press("ArrowRight")
    lab.keyboard.press("ArrowRight")
    expect(row(lab, "words.json")).to_be_focused()
    lab.keyboard.press("Enter")
    expect(editor(lab)).to_have_text('["hello"]')
    lab.keyboard.press("End")
    lab.keyboard.press("ArrowUp")
    lab.keyboard.press("Enter")
    expect(lab.get_by_text("logo.png is not text: 8 B.")).to_be_visible()

    lab.keyboard.press("n")
    lab.get_by_role("textbox", name="Path of the new file").fill("service.py")
    lab.keyboard.press("Enter")
    expect(lab.get_by_role("alert")).to_have_text("There is already a file service.py.")
    lab.get_by_role("textbox", name="Path of the new file").fill("app/words.py")
    lab.keyboard.press("Enter")
    expect(row(lab, "words.py")).to_be_focused()
    lab.keyboard.press("e")
    expect(editor(lab)).to_be_focused()
    lab.keyboard.insert_text("WORDS = 1\n")
    expect(saved(lab)).to_be_visible()

    lab.keyboard.press("Escape")
    lab.keyboard.press("Shift+Tab")
    lab.keyboard.press("F2")  # on the tree, which comes before the editor
    lab.get_by_role("textbox", name="New path of app/words.py").fill("words.py")
    lab.keyboard.press("Enter")
    expect(row(lab, "words.py")).to_be_focused()
    expect(editor(lab)).to_have_text("WORDS = 1")
    expect(row(lab, "app")).to_have_count(0)
    assert (folder / "words.py").read_text(encoding="utf-8") == "WORDS = 1\n"

    lab.keyboard.press("Delete")
    expect(lab.get_by_role("alert")).to_contain_text("Delete words.py?")
    lab.keyboard.press("Enter")
    expect(row(lab, "words.py")).to_have_count(0)
    expect(row(lab, "service.py")).to_be_focused()
    assert not (folder / "words.py").exists()


def test_what_other_programs_do_to_the_folder_appears(
    lab: Page, lab_server: Server, folder: Path, complaints: list[str]
) -> None:
    write(lab, "mine = 1\n")
    expect(saved(lab)).to_be_visible()
    other = lab.context.new_page()
    other.goto(lab_server.address + LAB)
    expect(editor(other)).to_have_text("mine = 1")

    (folder / "service.py").write_text("theirs = 2\n", encoding="utf-8")
    (folder / "notes.txt").write_text("a note\n", encoding="utf-8")
    (folder / "logo.png").unlink()
    for page in (lab, other):
        expect(editor(page)).to_have_text("theirs = 2")
        expect(row(page, "notes.txt")).to_be_visible()
        expect(row(page, "logo.png not text")).to_have_count(0)

    other.get_by_role("button", name="New file").click()
    other.get_by_role("textbox", name="Path of the new file").fill("both.py")
    other.keyboard.press("Enter")
    expect(row(lab, "both.py")).to_be_visible()

    lab.route("**/files", lambda route: route.abort())  # it does not come to the folder, and so is still on its way
    write(lab, "mine = 3\n")
    expect(row(lab, "service.py not saved")).to_be_visible()
    (folder / "service.py").write_text("theirs = 4\n", encoding="utf-8")
    expect(lab.get_by_role("alert").filter(has_text="edited elsewhere, and here as well")).to_be_visible()
    lab.unroute("**/files")
    lab.get_by_role("button", name="Keep this text").click()
    expect(saved(lab)).to_be_visible()
    assert (folder / "service.py").read_text(encoding="utf-8") == "mine = 3\n"
    complaints[:] = [each for each in complaints if "ERR_FAILED" not in each]


def test_it_can_be_worked_on_in_a_terminal_before_anything_is_written_here(lab: Page, folder: Path) -> None:
    lab.get_by_text("Work in a terminal").focus()
    lab.keyboard.press("Enter")
    typed = lab.get_by_role("group", name="What to type").locator("code")
    expect(typed).to_have_text(
        [f"cd {folder}", re.compile(r'^export PATH=.*/bin:"\$PATH"$'), re.compile("^mlestone check")]
    )
    typed.nth(1).click()
    assert lab.evaluate("getSelection().toString()") == typed.nth(1).text_content()
    (folder / "notes.txt").write_text("from elsewhere\n", encoding="utf-8")
    expect(row(lab, "notes.txt")).to_be_visible()


def test_nothing_is_wrong_with_the_page(lab: Page, axe: str) -> None:
    write(lab, RIGHT.replace("words[0]", '"bye"'))
    check(lab)
    expect(result(lab).get_by_role("heading", name="Not yet")).to_be_visible()
    row(lab, "logo.png not text").click()
    lab.get_by_role("button", name="New file").click()
    lab.get_by_text("Work in a terminal").click()
    assert findings(lab, axe) == {}
    lab.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    assert lab.evaluate("document.documentElement.scrollWidth <= innerWidth")
