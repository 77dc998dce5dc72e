import random
from collections.abc import Callable, Iterable
from functools import cache
from types import MappingProxyType

import pytest

from mlestone.base.errors import UnknownName
from mlestone.base.ids import SkillId
from mlestone.base.settings import builtin_course
from mlestone.course.load import load_course
from mlestone.course.model import Course
from mlestone.learning.placement import QUESTIONS, Answer, Placement, begin


@cache
def course() -> Course:
    return load_course(builtin_course())


@cache
def newcomer() -> Placement:
    """A placement of which nothing was answered yet, with questions for every skill."""
    return begin(course(), course().skills)


def placed(placement: Placement, answer: Callable[[SkillId], bool | None]) -> Placement:
    while (question := placement.question()) is not None:
        placement = placement.answered(question.skill, answer(question.skill))
    return placement


def honest(known: Iterable[SkillId]) -> Callable[[SkillId], bool]:
    return frozenset(known).__contains__


def share_right(placement: Placement, known: Iterable[SkillId]) -> float:
    knows = frozenset(known)
    beliefs = placement.beliefs()
    return sum((chance > 0.5) == (skill in knows) for skill, chance in beliefs.items()) / len(beliefs)


def test_it_never_asks_more_than_its_limit_and_never_twice_about_one_skill() -> None:
    chance = random.Random(1)
    for limit in (3, QUESTIONS):
        ended = placed(begin(course(), course().skills, limit=limit), lambda _: chance.random() < 0.5)
        asked = [answer.skill for answer in ended.answers]
        assert len(asked) <= limit
        assert len(set(asked)) == len(asked)
        assert ended.ended()


def test_the_same_answers_lead_to_the_same_question_and_beliefs() -> None:
    way = placed(begin(course(), course().skills, limit=6), lambda skill: len(skill) % 2 == 0)
    resumed = begin(course(), course().skills, answers=way.answers)
    stepped = newcomer()
    for answer in way.answers:
        stepped = stepped.answered(answer.skill, answer.right)
    assert resumed.question() == stepped.question()
    assert resumed.beliefs() == stepped.beliefs()
    assert resumed.outcome() == stepped.outcome()


def test_an_answer_leaves_the_placement_before_it_as_it_was() -> None:
    before = dict(newcomer().beliefs())
    question = newcomer().question()
    assert question is not None
    newcomer().answered(question.skill, True)
    assert newcomer().beliefs() == before
    assert newcomer().answers == ()


def test_beliefs_are_probabilities_after_any_answers() -> None:
    chance = random.Random(4)
    placement = newcomer()
    for skill in chance.sample(list(course().skills), 40):
        placement = placement.answered(skill, chance.choice([True, False, None]))
        assert all(0 <= belief <= 1 for belief in placement.beliefs().values())


@pytest.mark.parametrize("skill", ["backpropagation", "pandas-groupby", "bert", "vectors"])
def test_a_right_answer_speaks_for_what_lies_before_and_a_wrong_one_against_what_comes_after(skill: str) -> None:
    asked = SkillId(skill)
    first = newcomer().beliefs()
    right, wrong = newcomer().answered(asked, True).beliefs(), newcomer().answered(asked, False).beliefs()
    assert right[asked] > first[asked] > wrong[asked]
    assert all(right[need] > first[need] for need in course().graph.needs(asked))
    assert all(wrong[opened] < first[opened] for opened in course().graph.opens(asked))


def test_passing_over_is_weaker_evidence_than_a_wrong_answer() -> None:
    skill = SkillId("numpy-shapes")
    first = newcomer().belief(skill)
    assert newcomer().answered(skill, False).belief(skill) < newcomer().answered(skill, None).belief(skill) < first


def test_one_slip_does_not_cost_who_knows_everything_their_place() -> None:
    slipped: list[SkillId] = []

    def nearly_always(skill: SkillId) -> bool:
        slipped.append(skill)
        return len(slipped) != 3

    ended = placed(newcomer(), nearly_always)
    assert share_right(ended, course().skills) > 0.9


def test_who_gets_nothing_right_is_credited_nothing_after_few_questions() -> None:
    ended = placed(newcomer(), honest(()))
    assert len(ended.answers) <= 15
    assert ended.outcome().credited == ()
    assert newcomer().outcome().credited == ()


@pytest.mark.parametrize("track", ["nlp-engineer", "mlops-engineer", "data-analyst-to-ml"])
def test_who_walked_half_a_track_is_placed_about_there(track: str) -> None:
    way = course().required_by(track)
    known = way[: len(way) // 2]
    assert share_right(placed(newcomer(), honest(known)), known) > 0.85


def test_only_what_can_be_asked_is_asked_and_the_rest_is_inferred() -> None:
    askable = {SkillId(name) for name in ("gradient-descent", "descriptive-statistics", "numpy-shapes")}
    ended = placed(begin(course(), askable), lambda _: True)
    assert {answer.skill for answer in ended.answers} <= askable
    assert SkillId("numpy-arrays") in ended.outcome().credited


def test_nothing_to_ask_about_ends_it_at_once() -> None:
    placement = begin(course(), ())
    assert placement.ended()
    assert placement.question() is None


def test_what_is_proved_is_neither_asked_nor_credited_and_speaks_for_its_neighbours() -> None:
    proved = SkillId("backpropagation")
    placement = begin(course(), course().skills, proved=[proved])
    assert placement.belief(proved) == 1.0
    assert proved not in placement.outcome().credited
    assert SkillId("chain-rule") in placement.outcome().credited
    assert proved not in {answer.skill for answer in placed(placement, lambda _: True).answers}


def test_outcome_has_one_belief_for_each_credited_skill_in_the_order_of_the_course() -> None:
    outcome = placed(newcomer(), honest(course().required_by("nlp-engineer"))).outcome()
    assert outcome.credited == course().graph.in_order(outcome.credited)
    assert len(outcome.beliefs) == len(outcome.credited)
    assert all(500 <= belief <= 1000 for belief in outcome.beliefs)
    assert set(outcome.confirm) <= set(outcome.credited)
    assert 0.5 <= outcome.expected_right <= 1


def test_a_question_says_what_its_answer_tells_of_without_itself() -> None:
    question = newcomer().question()
    assert question is not None
    assert question.number == 1
    assert question.belief == newcomer().belief(question.skill)
    assert len(question.tells) == 5
    assert question.skill not in question.tells


def test_answers_about_skills_that_left_the_course_are_passed_over() -> None:
    answers = [Answer(SkillId("gone-since"), True), Answer(SkillId("vectors"), True)]
    assert begin(course(), (), answers=answers).answers == (answers[1],)


def test_unknown_skills_are_named_with_their_nearest() -> None:
    with pytest.raises(UnknownName, match="numpy-shapes"):
        begin(course(), [SkillId("numpy-shape")])
    with pytest.raises(UnknownName, match="vectors"):
        newcomer().answered(SkillId("vector"), True)


def test_a_course_of_one_skill_can_be_placed_in() -> None:
    from dataclasses import replace

    from mlestone.course.graph import Graph

    only = SkillId("python-first-steps")
    small = replace(course(), skills=MappingProxyType({only: course().skills[only]}), graph=Graph({only: ()}))
    ended = placed(begin(small, [only]), lambda _: True)
    assert ended.outcome().credited == (only,)
    assert ended.outcome().confirm == (only,)
