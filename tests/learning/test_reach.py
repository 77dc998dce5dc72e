"""How far the passing of a skill reaches."""

from mlestone.base.ids import SkillId
from mlestone.learning.reach import Reach

from .conftest import course_of

E, F = SkillId("e"), SkillId("f")
DIAMOND = Reach(course_of({"a": (), "b": ("a",), "c": ("b",), "d": ("c",), "e": ("d",), "f": ("e", "b")}))


def test_the_share_is_an_eighth_with_every_step_and_ends_after_two() -> None:
    assert DIAMOND.shares(E) == {"d": 1 / 8, "c": 1 / 64}


def test_of_two_ways_the_shorter_counts() -> None:
    assert DIAMOND.shares(F) == {"e": 1 / 8, "b": 1 / 8, "d": 1 / 64, "a": 1 / 64}


def test_everything_before_is_credited_however_far() -> None:
    assert DIAMOND.before(E) == {"a", "b", "c", "d"}


def test_a_skill_the_course_has_not_is_alone() -> None:
    gone = SkillId("weaving")
    assert (DIAMOND.shares(gone), DIAMOND.before(gone), DIAMOND.written_proofs(gone)) == ({}, frozenset(), ())
