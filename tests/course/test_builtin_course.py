"""The course that comes with MLestone."""

import subprocess
import sys

import pytest

from mlestone.base.errors import UnknownName
from mlestone.base.ids import ItemId, SkillId
from mlestone.base.settings import builtin_course
from mlestone.course.load import load_course
from mlestone.course.model import Course, Kind


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(builtin_course())


def test_it_holds_all_that_was_inventoried(course: Course) -> None:
    counts = course.counts()
    assert (counts.regions, counts.skills.total, counts.proofs.total) == (19, 260, 692)
    assert (counts.roadmaps, counts.leaves, counts.groups, counts.tracks) == (5, 748, 137, 12)
    assert {kind: tally.total for kind, tally in counts.proofs_by_kind.items()} == {
        Kind.CODE: 291,
        Kind.QUESTION: 128,
        Kind.DATA: 80,
        Kind.DEBUG: 66,
        Kind.LAB: 107,
        Kind.WRITE: 20,
    }
    assert sum(tally.total for tally in counts.skills_by_region.values()) == 260


def test_planned_and_written_are_told_apart(course: Course) -> None:
    counts = course.counts()
    written = [proof for proof in course.proofs.values() if proof.path is not None]
    assert counts.proofs.written == len(written)
    assert counts.proofs.planned == 692 - len(written)
    assert all(proof.path is not None and proof.path.exists() for proof in written)
    assert counts.skills.written == sum(not skill.planned for skill in course.skills.values())


def test_every_leaf_of_every_roadmap_is_covered(course: Course) -> None:
    leaves = [item.id for roadmap in course.roadmaps.values() for item in roadmap.leaves()]
    assert len(leaves) == 748
    assert all(course.covered_by[leaf] for leaf in leaves)


def test_everything_begins_with_one_skill(course: Course) -> None:
    first = SkillId("python-first-steps")
    assert course.graph.order[0] == first
    assert [skill.id for skill in course.skills.values() if not skill.needs] == [first]
    assert set(course.skills) - {first} == {s for s in course.skills if first in course.graph.before(s)}


def test_regions_come_in_order_with_their_skills_as_listed(course: Course) -> None:
    assert [region.order for region in course.regions.values()] == list(range(1, 20))
    assert course.region("python").skills[:3] == ("python-first-steps", "python-values", "python-strings")
    assert list(course.skills) == [skill for region in course.regions.values() for skill in region.skills]


@pytest.mark.parametrize(
    ("track", "skills"),
    [("ml-engineer-full-stack", 154), ("mlops-engineer", 108), ("roadmap-beginner-to-advanced", 210)],
)
def test_a_track_requires_its_targets_and_all_before_them(course: Course, track: str, skills: int) -> None:
    way = course.required_by(track)
    assert len(way) == skills
    for place, skill in enumerate(way):
        assert set(course.skill(skill).needs) <= set(way[:place])


def test_unknown_ids_offer_the_nearest(course: Course) -> None:
    with pytest.raises(UnknownName, match=r"no skill 'numpy-shape'\. Did you mean 'numpy-shapes'\?"):
        course.skill("numpy-shape")
    with pytest.raises(UnknownName, match=r"Did you mean 'numpy-shapes/axis-statistics'\?"):
        course.proof("numpy-shapes/axis-statistic")
    with pytest.raises(UnknownName, match="no track 'mlops-enginer'"):
        course.track("mlops-enginer")
    with pytest.raises(UnknownName, match="no region 'pythn'"):
        course.region("pythn")
    with pytest.raises(UnknownName, match="no roadmap 'math'"):
        course.roadmap("math")
    with pytest.raises(UnknownName, match="no kit 'cor'"):
        course.kit("cor")


def test_items_groups_and_kits_can_be_asked_for(course: Course) -> None:
    assert course.item("tal7aouy.python.while-loop").name == "While Loop"
    assert course.covered_by[ItemId("tal7aouy.python.while-loop")] == ("python-loops",)
    assert {"torch", "numpy"} <= course.kit("vision").tools
    assert course.skill("pytorch").kit == "deep"
    assert course.proof("numpy-shapes/axis-statistics").skill == "numpy-shapes"


def test_values_are_frozen(course: Course) -> None:
    with pytest.raises(AttributeError):
        course.skill("pytorch").title = "x"  # type: ignore[misc]
    with pytest.raises(TypeError):
        course.skills[SkillId("x")] = course.skill("pytorch")  # type: ignore[index]


def test_colours_are_distinct(course: Course) -> None:
    assert len({region.colour for region in course.regions.values()}) == 19


def test_loading_imports_nothing_heavy_and_runs_no_proof() -> None:
    script = (
        "import sys\n"
        "from mlestone.base.settings import builtin_course\n"
        "from mlestone.course.load import load_course\n"
        "load_course(builtin_course())\n"
        "print(*sorted({'numpy', 'pandas', 'markdown_it', 'mlestone.proving', 'asyncio'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
