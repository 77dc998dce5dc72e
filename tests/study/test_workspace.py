"""The learner's files: ordinary, theirs, never written over."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from mlestone.base.errors import MlestoneError
from mlestone.base.ids import ProofId
from mlestone.study.workspace import NoSuchFile, Workspace, read_submission, workspace_dir

ADD = ProofId("adding/add-two")
TODAY = date(2026, 3, 1)


@pytest.fixture
def files(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "mine")


def test_a_proof_has_a_file_named_after_it(files: Workspace) -> None:
    assert files.path_of(ADD, "code") == files.folder / "adding" / "add_two.py"
    assert files.path_of(ADD, "question").name == "add_two.txt"
    assert files.review_path(ADD, "code", TODAY).name == "add_two.review-2026-03-01.py"
    assert files.review_path(ADD, "code", TODAY, 2).name == "add_two.review-2026-03-01-2.py"


def test_nothing_is_made_before_something_is_written(files: Workspace) -> None:
    assert list(files.files()) == []
    assert not files.folder.exists()


def test_a_file_is_written_once_and_never_over(files: Workspace) -> None:
    path = files.path_of(ADD, "code")
    assert files.create(path, "first")
    assert not files.create(path, "second")
    assert path.read_text() == "first"
    assert [each.name for each in path.parent.iterdir()] == ["add_two.py"]  # nothing half-written is left


def test_files_tell_which_proof_they_are_for(files: Workspace) -> None:
    path = files.path_of(ADD, "code")
    assert files.belongs(path) == (ADD, "proof")
    assert files.belongs(files.review_path(ADD, "code", TODAY, 3)) == (ADD, "review")
    kept = path.with_name("add_two.before-2026-03-01.py")
    for other in (kept, path.with_suffix(".md"), files.folder / "notes.py", files.folder / "a" / "b" / "c.py"):
        assert files.belongs(other) is None
    assert files.belongs(files.folder.parent / "elsewhere" / "add_two.py") is None


def test_a_workspace_behind_a_link_is_the_same_workspace(files: Workspace, tmp_path: Path) -> None:
    files.folder.mkdir()
    link = tmp_path / "link"
    link.symlink_to(files.folder)
    linked = Workspace(link)
    assert linked.belongs(link / "adding" / "add_two.py") == (ADD, "proof")
    assert linked.belongs(files.folder / "adding" / "add_two.py") == (ADD, "proof")


def test_a_link_kept_elsewhere_is_still_a_file_of_the_workspace(files: Workspace, tmp_path: Path) -> None:
    real = tmp_path / "real.py"
    real.write_text("x = 1")
    path = files.path_of(ADD, "code")
    path.parent.mkdir(parents=True)
    path.symlink_to(real)
    assert files.belongs(path) == (ADD, "proof")
    assert files.read(path) == b"x = 1"
    assert [each.path for each in files.files()] == [path]


def test_what_is_moved_aside_keeps_its_text_under_a_dated_name(files: Workspace) -> None:
    path = files.path_of(ADD, "code")
    assert files.move_aside(path, TODAY) is None
    names = []
    for text in ("one", "two"):
        files.create(path, text)
        kept = files.move_aside(path, TODAY)
        assert kept is not None
        assert kept.read_text() == text
        names.append(kept.name)
    assert names == ["add_two.before-2026-03-01.py", "add_two.before-2026-03-01-2.py"]
    assert not path.exists()


def test_a_folder_where_a_file_should_be_is_told(files: Workspace) -> None:
    path = files.path_of(ADD, "code")
    path.mkdir(parents=True)
    for refused in (lambda: files.create(path, ""), lambda: files.move_aside(path, TODAY), lambda: files.read(path)):
        with pytest.raises(NoSuchFile, match="folder"):
            refused()


def test_a_link_to_nothing_is_told_and_kept(files: Workspace, tmp_path: Path) -> None:
    path = files.path_of(ADD, "code")
    path.parent.mkdir(parents=True)
    path.symlink_to(tmp_path / "gone")
    with pytest.raises(NoSuchFile, match="link to a file that is not there"):
        files.create(path, "text")
    assert path.is_symlink()


def test_a_file_where_the_skills_folder_should_be_is_told(files: Workspace) -> None:
    files.folder.mkdir()
    (files.folder / "adding").write_text("mine")
    with pytest.raises(MlestoneError, match="no folder"):
        files.create(files.path_of(ADD, "code"), "text")
    assert (files.folder / "adding").read_text() == "mine"
    assert list(files.files()) == []


def test_a_workspace_that_is_a_file_is_told(files: Workspace) -> None:
    files.folder.write_text("mine")
    with pytest.raises(MlestoneError, match="is a file"):
        list(files.files())


def test_a_pipe_is_refused_and_not_waited_for(files: Workspace) -> None:
    path = files.path_of(ADD, "code")
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    with pytest.raises(NoSuchFile, match="no ordinary file"):
        files.read(path)
    assert list(files.files()) == []


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFile, match="There is no file"):
        read_submission(tmp_path / "gone.py")


@pytest.mark.parametrize("name", ["Add_Two.py", "add-two.py", ".add_two.py", "add_two.pyc", "_.py", "__init__.py"])
def test_files_of_other_names_are_left_alone(files: Workspace, name: str) -> None:
    path = files.folder / "adding" / name
    path.parent.mkdir(parents=True)
    path.write_text("")
    assert list(files.files()) == []


def test_the_folder_is_chosen_by_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MLESTONE_HOME", str(tmp_path / "all"))
    assert workspace_dir() == tmp_path / "all" / "workspace"
    monkeypatch.setenv("MLESTONE_WORKSPACE", str(tmp_path / "files"))
    assert workspace_dir() == tmp_path / "files"
    monkeypatch.delenv("MLESTONE_WORKSPACE")
    monkeypatch.delenv("MLESTONE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    assert workspace_dir() == tmp_path / "me" / "mlestone"
