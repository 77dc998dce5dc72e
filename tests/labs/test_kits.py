"""A kit's folder as labs find it: its Python, and the programs that were installed with its libraries."""

from __future__ import annotations

import sysconfig
import venv
from pathlib import Path

import pytest

from mlestone.base.ids import KitName, ProofId
from mlestone.engine.engine import Engine
from mlestone.engine.job import Job
from mlestone.engine.kit import Kit
from mlestone.engine.limits import LAB
from mlestone.proving.labs import bundle

from .conftest import one_check

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="machines are made of Linux")


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """An environment on a shelf, with this Python's libraries and a program of its own."""
    folder = tmp_path / "elsewhere" / "kits" / "tiny"
    venv.create(folder, symlinks=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "ours.pth").write_text(sysconfig.get_path("purelib"))
    program = folder / "bin" / "greet"
    program.write_text(f"#!{folder}/bin/python\nimport sys\nprint('greetings from', sys.prefix)\n")
    program.chmod(0o755)
    return folder


@pytest.mark.parametrize("linked", ["shelf", "kit"])
def test_a_kit_that_is_reached_by_a_link_has_its_programs(
    made: Path, tmp_path: Path, linked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = tmp_path / "kits"
    if linked == "shelf":
        shelf.symlink_to(made.parent)
    else:
        shelf.mkdir()
        (shelf / "tiny").symlink_to(made)
    python = shelf / "tiny" / "bin" / "python"
    kit = Kit(KitName("tiny"), "Tiny", "For a test.", python, (("json",),), {})
    monkeypatch.setattr("mlestone.engine.engine.find_kit", lambda _: kit)
    lab = one_check(
        tmp_path / "course" / "greets",
        'expect(lab.run("greet").output.strip()).equals("greetings from " + lab.text("where.txt"))\n'
        'expect(lab.run(["python", "-c", "print(6 * 7)"]).output.strip()).equals("42")',
    )
    job = Job(ProofId("a/b"), lab, kit.name, 7, bundle.pack({"where.txt": str(made).encode()}), limits=LAB)
    with Engine(courses=(tmp_path / "course",)) as engine:
        verdict = engine.grade(job).verdict
    assert verdict.passed, verdict
