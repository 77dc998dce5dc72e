"""A lab in the page: a folder of files, each saved by itself; judged by the real engine."""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from mlestone.course.load import load_course
from mlestone.study.learner import Learner
from mlestone.study.study import Study

from .conftest import FILES, Listening, events_of, lesson, proof

GREET = "/api/proofs/dividing/share"
STARTER = "# Your part: Say hello.\n"
CHECKS = '''"""Say hello

Write `hello.py`, which says hello.
"""
from mlestone.proving import check, expect, limits

limits(seconds=60, disk=16)


@check("says hello")
def says(lab, rng):
    expect(lab.run("python hello.py").output).equals("hello\\n")
'''
LAB = {
    "checks.py": CHECKS,
    "answer/hello.py": '# [answer] Say hello.\nprint("hello")\n# [/answer]\n',
    "answer/conf/words.yaml": "words: [hello]\n",
}
LOGO = b"\x89PNG\r\n\x00\xff"


@pytest.fixture(scope="session")
def course_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course, one of its proofs a lab."""
    root = tmp_path_factory.mktemp("with-a-lab")
    dividing = lesson("Dividing", "adding", proof("divide", "code") + proof("share", "lab"), body="")
    lab = {f"beyond/dividing/share/{name}": text for name, text in LAB.items()}
    for name, text in {**FILES, "beyond/dividing/lesson.md": dividing, **lab}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "beyond/dividing/share/answer/logo.png").write_bytes(LOGO)
    (root / "beyond/dividing/share/mistakes").mkdir()
    return root


@pytest.fixture(scope="session")
def study(course_folder: Path) -> Iterator[Study]:
    with Study(load_course(course_folder)) as study:
        yield study


def page(client: httpx.Client) -> Any:
    return client.get(GREET).json()


def folder_of(client: httpx.Client) -> Path:
    return Path(page(client)["path"])


def save(client: httpx.Client, path: str, source: str, stamp: str = "") -> httpx.Response:
    return client.put(f"{GREET}/files", json={"path": path, "source": source, "stamp": stamp})


def rename(client: httpx.Client, path: str, to: str, stamp: str) -> httpx.Response:
    return client.post(f"{GREET}/files/rename", json={"path": path, "to": to, "stamp": stamp})


def delete(client: httpx.Client, path: str, stamp: str) -> httpx.Response:
    return client.delete(f"{GREET}/files", params={"path": path, "stamp": stamp})


class TestPage:
    def test_it_shows_the_starters_files_and_makes_no_folder(self, client: httpx.Client) -> None:
        shown = page(client)
        assert shown["begun"] is False
        assert shown["files"] == {
            "conf/words.yaml": "words: [hello]\n",
            "logo.png": {"base64": base64.b64encode(LOGO).decode()},
        }
        assert shown["stamps"].keys() == shown["files"].keys()
        assert not folder_of(client).exists()

    def test_it_says_how_to_work_in_a_terminal_and_makes_the_folder_when_asked(self, client: httpx.Client) -> None:
        shown = page(client)
        assert shown["programs"] == str(Path(sys.executable).parent)
        into, programs, check = shown["terminal"]
        assert into == f"cd {shown['path']}"
        assert programs == f'export PATH={shown["programs"]}:"$PATH"'
        assert check == "mlestone check dividing/share"
        begun = client.post(f"{GREET}/start").json()
        assert (begun["begun"], begun["terminal"]) == (True, shown["terminal"])
        assert (folder_of(client) / "conf/words.yaml").is_file()
        assert save(client, "conf/words.yaml", "words: []\n", shown["stamps"]["conf/words.yaml"]).status_code == 200

    def test_a_code_proof_has_no_files(self, client: httpx.Client) -> None:
        shown = client.get("/api/proofs/adding/add-two").json()
        assert (shown["files"], shown["stamps"]) == (None, None)
        assert (shown["programs"], shown["terminal"]) == (None, [])
        answer = client.put("/api/proofs/adding/add-two/files", json={"path": "a.py", "source": "1"})
        assert (answer.status_code, answer.json()["error"]["kind"]) == (409, "no-file")

    def test_its_one_source_cannot_be_saved(self, client: httpx.Client) -> None:
        assert client.put(f"{GREET}/source", json={"source": "x", "stamp": ""}).status_code == 409


class TestSaving:
    def test_the_first_save_begins_the_lab_with_all_its_files(self, client: httpx.Client, learner: Learner) -> None:
        stamp = page(client)["stamps"]["conf/words.yaml"]
        saved = save(client, "conf/words.yaml", "words: [hi]\n", stamp)
        assert saved.status_code == 200
        assert (folder_of(client) / "conf/words.yaml").read_text() == "words: [hi]\n"
        assert (folder_of(client) / "logo.png").read_bytes() == LOGO
        assert learner.proof("dividing/share").standing.state == "begun"
        assert page(client)["stamps"]["conf/words.yaml"] == saved.json()["stamp"]

    def test_a_new_file_may_be_in_a_new_folder(self, client: httpx.Client) -> None:
        assert save(client, "app/main.py", "").status_code == 200
        assert page(client)["files"]["app/main.py"] == ""
        assert sorted(path.name for path in folder_of(client).iterdir()) == ["app", "conf", "logo.png"]

    def test_a_new_file_is_never_written_over_one_that_is_there(self, client: httpx.Client) -> None:
        save(client, "a.py", "first")
        answer = save(client, "a.py", "second")
        assert (answer.status_code, answer.json()["source"]) == (409, "first")
        assert save(client, "a.py/b.py", "x").json()["error"]["kind"] == "taken"
        assert save(client, "conf", "x").json()["error"]["kind"] == "taken"

    def test_what_somebody_else_wrote_is_never_written_over(self, client: httpx.Client) -> None:
        stamp = save(client, "hello.py", "mine").json()["stamp"]
        (folder_of(client) / "hello.py").write_text("theirs")
        told = save(client, "hello.py", "mine too", stamp).json()
        assert (told["error"]["kind"], told["source"]) == ("edited-outside", "theirs")
        assert save(client, "hello.py", "both", told["stamp"]).status_code == 200

    def test_a_file_or_folder_deleted_elsewhere_comes_back_only_when_that_is_asked_for(
        self, client: httpx.Client
    ) -> None:
        stamp = save(client, "hello.py", "x").json()["stamp"]
        folder = folder_of(client)
        folder.rename(folder.with_name("kept"))
        answer = save(client, "hello.py", "xy", stamp)
        assert (answer.status_code, answer.json()["stamp"]) == (409, "")
        assert not folder.exists()
        assert save(client, "hello.py", "xy", "").status_code == 200
        assert (folder / "hello.py").read_text() == "xy"

    @pytest.mark.parametrize(
        "path",
        [
            "../x.py",
            "/etc/x",
            "a//b",
            "a/../../x",
            "",
            ".",
            "a\\b",
            "x\n",
            "__pycache__/x.pyc",
            ".a.1.saving",
            "x" * 300,
        ],
    )
    def test_no_file_elsewhere_or_left_out_is_written(self, client: httpx.Client, path: str) -> None:
        stamp = save(client, "a.py", "x").json()["stamp"]
        before = sorted(folder_of(client).parent.rglob("*"))
        for answer in (save(client, path, "x"), rename(client, "a.py", path, stamp), delete(client, path, "")):
            assert answer.status_code == 400, answer.text
        assert sorted(folder_of(client).parent.rglob("*")) == before

    def test_links_are_not_followed(self, client: httpx.Client, tmp_path: Path) -> None:
        save(client, "a.py", "x")
        (folder_of(client) / "out").symlink_to(tmp_path)
        (folder_of(client) / "one.py").symlink_to(tmp_path / "secret.py")
        for path in ("out/new.py", "one.py"):
            assert "is a link" in save(client, path, "x").json()["error"]["message"]
        assert "one.py" not in page(client)["files"]
        assert not (tmp_path / "new.py").exists()


class TestRenamingAndDeleting:
    def test_a_file_gets_another_name_and_empty_folders_go(self, client: httpx.Client) -> None:
        stamp = page(client)["stamps"]["conf/words.yaml"]
        assert rename(client, "conf/words.yaml", "settings/all.yaml", stamp).json()["stamp"] == stamp
        assert sorted(page(client)["files"]) == ["logo.png", "settings/all.yaml"]
        assert not (folder_of(client) / "conf").exists()

    def test_no_file_is_renamed_over_another(self, client: httpx.Client) -> None:
        stamp = save(client, "a.py", "a").json()["stamp"]
        save(client, "b.py", "b")
        assert rename(client, "a.py", "b.py", stamp).json()["error"]["kind"] == "taken"
        assert page(client)["files"]["b.py"] == "b"

    def test_a_binary_file_can_be_deleted(self, client: httpx.Client) -> None:
        assert delete(client, "logo.png", page(client)["stamps"]["logo.png"]).status_code == 200
        assert list(page(client)["files"]) == ["conf/words.yaml"]

    def test_what_is_not_as_it_was_shown_stays(self, client: httpx.Client) -> None:
        stamp = save(client, "a.py", "x").json()["stamp"]
        (folder_of(client) / "a.py").write_text("theirs")
        assert delete(client, "a.py", stamp).json()["error"]["kind"] == "edited-outside"
        assert rename(client, "a.py", "b.py", stamp).json()["error"]["kind"] == "edited-outside"
        assert (folder_of(client) / "a.py").read_text() == "theirs"


class TestEvents:
    @pytest.fixture
    def listening(self, client: httpx.Client) -> Iterator[Listening]:
        save(client, "hello.py", "x")
        with client.stream("GET", "/api/events") as answer:
            listening = Listening(answer)
            listening.next("hello")
            yield listening

    def test_what_another_program_does_to_the_files_is_told(self, client: httpx.Client, listening: Listening) -> None:
        save(client, "hello.py", "mine", page(client)["stamps"]["hello.py"])
        folder = folder_of(client)
        (folder / "hello.py").write_text("theirs")
        seen: dict[str, Any] = {}
        while "hello.py" not in seen:
            told = listening.next("folder")
            assert (told["proof"], told["file"]) == ("dividing/share", "share")
            seen |= told["files"]
        assert seen["hello.py"] == "theirs"
        (folder / "logo.png").unlink()
        while "logo.png" not in seen:
            seen |= listening.next("folder")["files"]
        assert seen["logo.png"] is None

    def test_what_the_page_itself_does_is_not_told(self, client: httpx.Client, listening: Listening) -> None:
        stamp = save(client, "new.py", "1\n").json()["stamp"]
        rename(client, "new.py", "newer.py", stamp)
        delete(client, "newer.py", stamp)
        (folder_of(client) / "theirs.py").write_text("theirs")
        assert listening.next("folder")["files"] == {"theirs.py": "theirs"}


@pytest.mark.skipif(not Path("/proc").exists(), reason="machines are made of Linux")
class TestAttempts:
    def test_the_folder_is_judged_as_it_is_and_what_happens_is_told(self, client: httpx.Client) -> None:
        save(client, "hello.py", 'print("hello")\n')
        answer = client.post(f"{GREET}/attempts", json={}, headers={"Accept": "text/event-stream"})
        events = events_of(answer.text)
        assert ("said", {"check": 0, "text": "running python hello.py"}) in events
        verdicts = [told for name, told in events if name == "verdict"]
        assert [each["verdict"]["status"] for each in verdicts] == ["passed"]

    def test_the_files_come_afresh_and_the_old_ones_are_kept(self, client: httpx.Client) -> None:
        save(client, "hello.py", "x")
        fresh = client.post(f"{GREET}/reset").json()
        assert "hello.py" not in fresh["files"]
        assert (Path(fresh["backup"]) / "hello.py").read_text() == "x"
