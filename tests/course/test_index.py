"""The kept course is the loaded one, for exactly as long as nothing has changed."""

import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mlestone.base.errors import CourseProblems
from mlestone.base.settings import builtin_course
from mlestone.course import load
from mlestone.course.index import indexed_course
from mlestone.course.load import load_course
from mlestone.course.model import Course


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return Path(shutil.copytree(builtin_course(), tmp_path / "curriculum"))


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The roots that were really loaded."""
    seen: list[Path] = []

    def spy(root: Path, beside: tuple[Path, ...] = ()) -> Course:
        seen.append(root)
        return load_course(root, beside)

    monkeypatch.setattr(load, "load_course", spy)
    return seen


def test_the_second_time_nothing_is_loaded_and_all_is_equal(course: Path, tmp_path: Path, loads: list[Path]) -> None:
    first = indexed_course(course, folder=tmp_path / "index")
    second = indexed_course(course, folder=tmp_path / "index")
    assert loads == [course]
    for name in ("root", "beside", "regions", "skills", "roadmaps", "tracks", "kits"):
        assert getattr(first, name) == getattr(second, name)
    assert list(first.skills) == list(second.skills)
    assert first.graph.order == second.graph.order
    with pytest.raises(TypeError):
        second.skills["new"] = None  # type: ignore[index]


def edit(course: Path) -> None:
    lesson = course / "data" / "numpy-shapes" / "lesson.md"
    lesson.write_text(lesson.read_text(encoding="utf-8") + "\nmore\n", encoding="utf-8")


def touch_only_the_time(course: Path) -> None:
    os.utime(course / "tracks.yaml", ns=(1, 1))


def add_a_file(course: Path) -> None:
    (course / "data" / "numpy-shapes" / "another.csv").write_text("", encoding="utf-8")


def remove_a_file(course: Path) -> None:
    (course / "data" / "numpy-shapes" / "axis_statistics.py").unlink()


@pytest.mark.parametrize("change", [edit, touch_only_the_time, add_a_file, remove_a_file])
def test_whatever_changes_in_the_course_is_seen(
    course: Path, tmp_path: Path, loads: list[Path], change: Callable[[Path], None]
) -> None:
    indexed_course(course, folder=tmp_path / "index")
    change(course)
    seen = indexed_course(course, folder=tmp_path / "index")
    assert len(loads) == 2
    assert seen.skills == load_course(course).skills


def test_courses_beside_have_an_index_of_their_own(course: Path, tmp_path: Path, loads: list[Path]) -> None:
    other = tmp_path / "other"
    region = other / "extra"
    (region / "knots").mkdir(parents=True)
    (region / "region.yaml").write_text(
        "title: Extra\norder: 90\ncolour: '#112233'\nabout: Knots.\nkit: core\nskills: [knots]\n", encoding="utf-8"
    )
    (region / "knots" / "lesson.md").write_text(
        "---\ntitle: Knots\noutcome: You can tie knots.\nneeds: []\ncovers: []\nminutes: 20\ntools: [python]\n"
        "implied: true\nproofs:\n"
        + "".join(
            f"  - {{id: {name}, kind: code, idea: Tie a rope to itself so that it holds.}}\n"
            for name in ("bow", "hitch")
        )
        + "---\n",
        encoding="utf-8",
    )
    expected = load_course(course, (other,))
    assert indexed_course(course, (other,), tmp_path / "index").skills == expected.skills
    assert "knots" not in indexed_course(course, folder=tmp_path / "index").skills


def test_a_course_with_problems_is_told_each_time(course: Path, tmp_path: Path) -> None:
    (course / "tracks.yaml").write_text("tracks: 3\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(CourseProblems):
            indexed_course(course, folder=tmp_path / "index")


@pytest.mark.parametrize("spoil", ["cut", "foreign", "open to others"])
def test_a_spoilt_index_counts_as_none(course: Path, tmp_path: Path, loads: list[Path], spoil: str) -> None:
    indexed_course(course, folder=tmp_path / "index")
    (index,) = (tmp_path / "index").iterdir()
    whole = index.read_bytes()
    if spoil == "cut":
        index.write_bytes(whole[: len(whole) // 2])
    elif spoil == "foreign":
        index.write_bytes(whole.split(b"\n", 1)[0] + b"\n" + pickle.dumps({"skills": 3}))
    else:
        index.chmod(0o666)
    assert indexed_course(course, folder=tmp_path / "index").skills == load_course(course).skills
    assert len(loads) == 2


def test_where_nothing_can_be_kept_the_course_is_loaded_all_the_same(course: Path, tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file where the folder should be", encoding="utf-8")
    assert indexed_course(course, folder=tmp_path / "index").skills == load_course(course).skills
