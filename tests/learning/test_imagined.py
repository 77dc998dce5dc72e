"""The learners whom a placement has in mind before it asks anything."""

from functools import cache

import pytest

from mlestone.base.ids import SkillId
from mlestone.base.settings import builtin_course
from mlestone.course.load import load_course
from mlestone.course.model import Course
from mlestone.learning.imagined import Shape, imagined
from mlestone.learning.placement_beliefs import PROVED, RIGHT, WRONG, Beliefs

from .conftest import course_of


@cache
def course() -> Course:
    return load_course(builtin_course())


@cache
def learners() -> list[list[bool]]:
    return imagined(Shape.of(course()), 400)


def test_they_are_the_same_every_time() -> None:
    assert imagined(Shape.of(course()), 20) == imagined(Shape.of(course()), 20)


def test_some_know_nearly_nothing_and_some_nearly_everything() -> None:
    shares = sorted(sum(learner) / len(learner) for learner in learners())
    assert shares[20] < 0.05
    assert shares[-20] > 0.5


def test_what_a_known_skill_needs_is_mostly_known_and_not_always() -> None:
    needs = Shape.of(course()).needs
    pairs = [(skill, need) for skill, wanted in enumerate(needs) for need in wanted]
    held = [learner[need] for learner in learners() for skill, need in pairs if learner[skill]]
    assert 0.7 < sum(held) / len(held) < 0.97


def test_a_course_without_tracks_of_one_skill_or_of_none_will_do() -> None:
    assert len(imagined(Shape(((),), (0,), ()), 10)) == 10
    assert Beliefs.at_first(course_of({"only": ()}, targets=["only"])).known[0] == pytest.approx(0.5, abs=0.5)
    assert imagined(Shape((), (), ()), 3) == [[], [], []]


def test_beliefs_at_first_are_the_shares_that_were_counted() -> None:
    shape = Shape.of(course())
    everyone = imagined(shape)
    known = Beliefs.at_first(course()).known
    shares = [sum(column) / len(everyone) for column in zip(*everyone, strict=True)]
    assert known == pytest.approx(shares, abs=0.001)


def test_a_need_says_more_about_a_skill_than_what_stands_far_away() -> None:
    order = course().graph.order
    beliefs = Beliefs.at_first(course())
    skill, need, far = (order.index(SkillId(name)) for name in ("backpropagation", "chain-rule", "big-o"))
    assert beliefs.cov[skill][need] > beliefs.cov[skill][far]


def test_contradictions_leave_variances_that_are_ones() -> None:
    beliefs = Beliefs.at_first(course())
    for number in range(40):
        beliefs = beliefs.after(number * 7 % 260, (RIGHT, WRONG, PROVED)[number % 3])
        assert min(line[place] for place, line in enumerate(beliefs.cov)) > 0
