"""What other programs change in a lab's folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlestone.web.drafts import Drafts
from mlestone.web.folders import Folders


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "lab"
    folder.mkdir()
    (folder / "service.py").write_text("mine = 1\n")
    (folder / "logo.png").write_bytes(b"\x89PNG\r\n\x00\xff")
    return folder


def test_what_is_gone_before_the_first_look_is_told_once(folder: Path) -> None:
    drafts = Drafts()
    drafts.note(folder)  # the page was shown it
    (folder / "logo.png").unlink()
    folders = Folders(drafts)
    changes = folders.changes(folder)
    assert changes is not None
    assert changes["files"] == {"logo.png": None}
    assert folders.changes(folder) is None


def test_an_emptied_folder_is_told_once(folder: Path) -> None:
    drafts = Drafts()
    drafts.note(folder)
    folders = Folders(drafts)
    folders.note(folder)
    for file in folder.iterdir():
        file.unlink()
    changes = folders.changes(folder)
    assert changes is not None
    assert changes["files"] == {"logo.png": None, "service.py": None}
    assert folders.changes(folder) is None
