"""What is due, what is next, and why."""

from datetime import timedelta

import pytest

from mlestone.base.ids import ProofId, SkillId, TrackId
from mlestone.learning.events import GaveUp, HintShown, PlacementEnded, Planned, Started
from mlestone.learning.record import EMPTY
from mlestone.learning.reviews import Review, due_reviews, resting_on, review_proof
from mlestone.learning.steps import Step, StepKind, next_steps

from .conftest import CHAIN, DAY, MONDAY, Story, course_of

COUNTING, ADDING, DIVIDING = SkillId("counting"), SkillId("adding"), SkillId("dividing")
WIDE = {**CHAIN, "drawing": (), "plotting": ("drawing",), "painting": ("drawing",)}


def due(story: Story, cap: int | None = 10) -> tuple[Review, ...]:
    return due_reviews(story.record, story.course, story.now, cap=cap)


def steps(story: Story, at_most: int = 5) -> tuple[Step, ...]:
    return next_steps(story.record, story.course, story.now, at_most=at_most)


class TestReviews:
    def test_nothing_is_due_of_what_is_fresh(self) -> None:
        assert due(Story().proves("counting")) == ()

    def test_what_holds_most_up_comes_first(self) -> None:
        story = Story(course_of(WIDE)).proves("plotting", "adding", "counting", "drawing").later(400 * DAY)
        assert [review.skill for review in due(story)] == ["counting", "drawing", "adding", "plotting"]
        assert [review.holds for review in due(story)] == [2, 2, 1, 0]

    def test_what_holds_as_much_comes_in_order_of_recall(self) -> None:
        story = Story(course_of(WIDE)).proves("plotting").later(100 * DAY).proves("painting").later(400 * DAY)
        leaves = [review for review in due(story) if review.holds == 0]
        assert [review.skill for review in leaves] == ["plotting", "painting"]
        assert leaves[0].recall < leaves[1].recall

    def test_there_is_a_cap_a_day_and_today_s_reviews_count(self) -> None:
        story = Story(course_of(WIDE)).proves(*WIDE).later(400 * DAY)
        assert len(due(story, cap=3)) == 3
        assert len(due(story, cap=None)) == 6
        story.reviews("painting/code", "passed")
        assert len(due(story, cap=3)) == 2
        assert len(due(story.later(DAY), cap=3)) == 3

    def test_the_proof_tried_longest_ago_is_varied_and_a_question_where_that_is_open(self) -> None:
        story = Story().then(PlacementEnded("p", (COUNTING,), (900,)))
        counting = story.course.skill("counting")
        assert review_proof(story.record, counting) == "counting/question"
        story.proves("counting")
        assert review_proof(story.record, counting) == "counting/code"
        story.later(DAY).reviews("counting/code", "passed")
        assert review_proof(story.record, counting) == "counting/question"

    def test_a_proof_that_never_passed_is_not_what_is_asked(self) -> None:
        story = Story(course_of(planned=["counting/question"]))
        story.tries("counting/code", "passed", written=("code",))
        story.course = course_of()
        assert review_proof(story.record, story.course.skill("counting")) == "counting/code"

    def test_without_fresh_variants_there_is_nothing_to_vary(self) -> None:
        course = course_of(proofs={"counting": ("lab", "write")})
        assert review_proof(EMPTY, course.skill("counting")) is None

    def test_its_reason_is_in_words(self) -> None:
        story = Story().proves("counting").later(400 * DAY)
        assert due(story)[0].why == (
            'The chance that you would show "Counting" at the first try has fallen to 53 %. 2 skills rest on it.'
        )

    def test_a_credit_is_confirmed(self) -> None:
        story = Story().then(PlacementEnded("p", (DIVIDING,), (900,))).later(400 * DAY)
        assert due(story)[0].why == '"Dividing" was credited to you and never shown; one fresh variant confirms it.'

    def test_what_was_proved_by_looking_is_asked_the_next_day(self) -> None:
        story = Story().then(GaveUp(ProofId("counting/code"))).passes("counting/question", "counting/code")
        assert due(story.later(30 * DAY))[0].why.startswith(
            'You proved "Counting" after its answer had been shown; a fresh variant shows that it is yours.'
        )

    def test_what_rests_on_a_skill_is_all_that_needs_it_however_far(self) -> None:
        resting = resting_on(course_of(WIDE), {DIVIDING, SkillId("plotting")})
        assert resting[COUNTING] == {DIVIDING}
        assert resting[DIVIDING] == frozenset()


class TestSteps:
    def test_the_first_step_is_the_course_s_first_skill(self) -> None:
        assert steps(Story()) == (
            Step(
                StepKind.BEGIN,
                COUNTING,
                ProofId("counting/code"),
                "It opens the way to 2 skills. It needs nothing before it.",
                30,
            ),
        )

    def test_what_was_begun_comes_before_a_review_and_that_before_anything_new(self) -> None:
        story = Story(course_of(WIDE)).proves("counting").later(400 * DAY).then(Started(ProofId("drawing/code")))
        assert [(step.kind, step.skill) for step in steps(story, 3)] == [
            (StepKind.CONTINUE, "drawing"),
            (StepKind.REVIEW, "counting"),
            (StepKind.BEGIN, "adding"),
        ]

    def test_what_was_begun_long_ago_does_not_stand_in_front(self) -> None:
        story = Story(course_of(WIDE)).then(Started(ProofId("drawing/code"))).later(30 * DAY)
        assert [step.kind for step in steps(story)] == [StepKind.BEGIN, StepKind.CONTINUE]

    def test_the_proof_worked_on_last_is_continued_first(self) -> None:
        story = Story(course_of(WIDE)).then(Started(ProofId("counting/code")), Started(ProofId("drawing/code")))
        assert [step.proof for step in steps(story, 2)] == ["drawing/code", "counting/code"]

    def test_a_plan_decides_what_is_new(self) -> None:
        story = Story(course_of(WIDE)).then(Planned(None, (SkillId("plotting"),), 5.0))
        first = steps(story)[0]
        assert (first.skill, first.why) == (
            "drawing",
            "It opens the way to 1 skill of your plan. It needs nothing before it.",
        )
        assert steps(story)[1].why == "It is not on your plan, and open. It needs nothing before it."
        story.proves("drawing")
        assert steps(story)[0].why == 'It is one of your goals. It builds on "Drawing", which you proved.'

    def test_a_goal_that_left_the_course_is_passed_over(self) -> None:
        story = Story().then(Planned(TrackId("gone"), (SkillId("weaving"),), 5.0))
        assert steps(story)[0].skill == COUNTING

    def test_without_a_plan_it_goes_on_from_what_was_proved_last(self) -> None:
        story = Story(course_of(WIDE)).proves("drawing")
        assert [step.skill for step in steps(story)] == ["plotting", "painting", "counting"]

    def test_a_new_proof_of_a_proved_skill_is_offered_last(self) -> None:
        story = Story(course_of(planned=["counting/question"]))
        story.tries("counting/code", "passed", written=("code",))
        story.course = course_of()
        assert [(step.proof, step.why) for step in steps(story)][-1] == (
            "counting/question",
            '"Counting" is proved and has a new proof since.',
        )

    def test_who_has_proved_everything_has_nothing_to_do(self) -> None:
        assert steps(Story().proves(*CHAIN)) == ()

    def test_each_proof_is_named_once(self) -> None:
        story = Story(course_of(WIDE)).proves(*WIDE).later(900 * DAY).then(Started(ProofId("counting/code")))
        proofs = [step.proof for step in steps(story, 50)]
        assert len(proofs) == len(set(proofs))


class TestStories:
    def why(self, story: Story, later: timedelta = DAY) -> str:
        return steps(story.later(later))[0].why

    def test_begun(self) -> None:
        assert self.why(Story().then(Started(ProofId("counting/code")))) == "You began it yesterday."

    def test_failed(self) -> None:
        story = Story().tries("counting/code", "failed", "failed", checks_passed=3)
        assert self.why(story) == "You tried it twice, last yesterday, and 75 % of its checks passed."

    @pytest.mark.parametrize(("hints", "which"), [(0, "first"), (1, "next")])
    def test_stuck(self, hints: int, which: str) -> None:
        story = Story().then(*[HintShown(ProofId("counting/code"), 1)] * hints)
        story.tries("counting/code", *["failed"] * 5)
        assert self.why(story, timedelta(0)) == (
            f'You tried it 5 times, last today. The lesson of "Counting" or the {which} hint may help more than '
            "another try."
        )

    def test_given_up(self) -> None:
        story = Story().tries("counting/code", "failed").then(GaveUp(ProofId("counting/code")))
        assert self.why(story, 3 * DAY) == "You looked at its answer 3 days ago: write it again without looking."

    def test_half_done(self) -> None:
        assert self.why(Story().passes("counting/code")) == '1 of 2 proofs of "Counting" passed: this one is left.'


def test_the_same_record_at_the_same_time_gives_the_same_steps() -> None:
    story = Story(course_of(WIDE)).proves("drawing", "counting").later(200 * DAY).tries("adding/code", "failed")
    assert steps(story) == steps(story)
    assert next_steps(EMPTY, course_of(), MONDAY) == next_steps(EMPTY, course_of(), MONDAY)
