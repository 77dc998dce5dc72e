"""What each kind of entry does to a record."""

from datetime import timedelta

import pytest

from mlestone.base.ids import ProofId, SkillId, TrackId
from mlestone.learning.events import (
    Contested,
    GaveUp,
    HintShown,
    LessonRead,
    PlacementAnswered,
    PlacementEnded,
    Planned,
    Purpose,
    Started,
    Submitted,
    Unknown,
    Unplanned,
)
from mlestone.learning.folding import fold
from mlestone.learning.memory import Rating, credited, first, refreshed, reviewed
from mlestone.learning.record import EMPTY, ProofState, SkillRecord

from .conftest import DAY, MINUTE, MONDAY, TWO, Story, course_of

CODE = ProofId("counting/code")
COUNTING, ADDING, DIVIDING = SkillId("counting"), SkillId("adding"), SkillId("dividing")


def placed(*skills: SkillId, belief: int = 900) -> PlacementEnded:
    return PlacementEnded("p1", skills, (belief,) * len(skills))


def test_nothing_is_known_of_what_nothing_happened_to() -> None:
    assert EMPTY.proof(CODE).state is ProofState.UNTOUCHED
    assert EMPTY.skill(COUNTING) == SkillRecord()


def test_a_started_proof_is_begun() -> None:
    assert Story().then(Started(CODE)).record.proof(CODE).state is ProofState.BEGUN


def test_attempts_are_counted_and_the_first_pass_is_kept() -> None:
    story = Story().tries("counting/code", "failed", "crashed", "out_of_limits")
    assert story.record.proof(CODE).failures == 3
    story.passes("counting/code")
    when = story.now
    proof = story.later(DAY).tries("counting/code", "failed", "passed").record.proof(CODE)
    assert (proof.state, proof.attempts, proof.passed_at, proof.failures) == (ProofState.PASSED, 6, when, 0)


@pytest.mark.parametrize("status", ["not_graded", "not_attempted"])
def test_what_was_no_attempt_never_counts(status: str) -> None:
    proof = Story().tries("counting/code", status).record.proof(CODE)
    assert (proof.attempts, proof.failures, proof.status) == (0, 0, "")
    assert proof.state is ProofState.BEGUN


def test_a_second_verdict_on_a_submission_is_no_second_attempt() -> None:
    story = Story().tries("counting/code", "failed", "passed")
    again = story.events[-1].what
    proof = story.then(again).record.proof(CODE)
    assert (proof.attempts, proof.passed_at is not None) == (2, True)


def test_a_submission_without_a_verdict_is_listed_until_it_gets_one() -> None:
    story = Story().then(Submitted(CODE, 1, Purpose.PROOF, "abc"))
    assert list(story.record.unjudged.items()) == [(story.events[0].id, CODE)]
    assert not Story().tries("counting/code", "failed").record.unjudged
    assert not Story().tries("counting/code", "not_graded").record.unjudged


def test_the_best_of_all_attempts_is_kept() -> None:
    story = Story()
    for score, checks in [(0.4, 1), (0.9, 3), (None, 2)]:
        story.tries("counting/code", "failed", score=score, checks_passed=checks)
    proof = story.record.proof(CODE)
    assert (proof.best_score, proof.best_checks) == (0.9, 0.75)


def test_time_is_added_up_and_time_nobody_knew_is_said() -> None:
    story = Story().tries("counting/code", "failed", seconds=90).tries("counting/code", "failed", seconds=None)
    proof = story.record.proof(CODE)
    assert (proof.seconds, proof.untimed) == (90, 1)
    assert story.record.days[MONDAY.date()].seconds == 90


def test_days_are_kept_in_utc() -> None:
    record = Story(at=MONDAY).proves("counting").at(MONDAY + DAY).reviews("counting/code", "passed").record
    day, next_day = record.days[MONDAY.date()], record.days[(MONDAY + DAY).date()]
    assert (day.attempts, day.passed, day.reviews) == (2, 2, 0)
    assert (next_day.attempts, next_day.passed, next_day.reviews) == (1, 0, 1)


class TestProving:
    def test_a_skill_is_proved_when_its_last_written_proof_passes(self) -> None:
        story = Story().passes("counting/code")
        assert story.record.skill(COUNTING).proved_at is None
        story.passes("counting/question")
        assert story.record.skill(COUNTING).proved_at == story.now

    def test_the_proofs_that_counted_are_those_written_then(self) -> None:
        story = Story().tries("counting/code", "passed", written=("code",))
        assert story.record.skill(COUNTING).proved_at == story.now

    def test_two_machines_prove_a_skill_together(self) -> None:
        story = Story(course_of(planned=["counting/code", "counting/question"]))
        story.tries("counting/code", "passed", written=TWO).tries("counting/question", "passed", written=TWO)
        assert story.record.skill(COUNTING).proved_at == story.now

    def test_a_proof_nobody_knows_proves_no_skill(self) -> None:
        record = Story().passes("weaving/loom").record
        assert record.skill(SkillId("weaving")).proved_at is None
        assert record.proof(ProofId("weaving/loom")).state is ProofState.PASSED

    def test_it_credits_all_that_is_needed(self) -> None:
        story = Story().proves("dividing")
        for skill in (ADDING, COUNTING):
            credit = story.record.skill(skill).credit
            assert credit is not None
            assert (credit.by, credit.at) == (DIVIDING, story.now)
            assert story.record.skill(skill).memory == credited(credit.belief, story.now)

    def test_it_refreshes_what_is_near_by_an_eighth_and_what_is_farther_by_a_sixty_fourth(self) -> None:
        story = Story().proves("counting", "adding")
        before = story.record
        story.later(10 * DAY).proves("dividing")
        for skill, share in [(ADDING, 1 / 8), (COUNTING, 1 / 64)]:
            memory = before.skill(skill).memory
            assert memory is not None
            assert story.record.skill(skill).memory == refreshed(memory, share, story.now)

    def test_its_time_is_measured_with_the_lesson(self) -> None:
        story = Story().then(LessonRead(COUNTING, 300)).proves("counting")
        assert story.record.skill(COUNTING).took == 300 + 60 + 60

    def test_a_lesson_nobody_measured_is_taken_for_ten_minutes(self) -> None:
        assert Story().proves("counting").record.skill(COUNTING).took == 600 + 60 + 60

    def test_its_time_is_unknown_when_a_part_of_it_is(self) -> None:
        story = Story().passes("counting/code", seconds=None).passes("counting/question")
        assert story.record.skill(COUNTING).took is None


class TestRatings:
    @pytest.mark.parametrize(
        ("failures", "hints", "rating"),
        [(0, 0, Rating.EASY), (1, 0, Rating.GOOD), (9, 1, Rating.GOOD), (10, 0, Rating.HARD), (0, 2, Rating.HARD)],
    )
    def test_what_a_first_pass_took_is_its_rating(self, failures: int, hints: int, rating: Rating) -> None:
        story = Story().then(*(HintShown(CODE, number) for number in range(1, hints + 1)))
        story.tries("counting/code", *["failed"] * failures, "passed")
        assert story.record.skill(COUNTING).memory == first(rating, story.now)

    def test_passing_a_proof_again_says_nothing_of_memory(self) -> None:
        story = Story().passes("counting/code")
        memory = story.record.skill(COUNTING).memory
        assert story.later(30 * DAY).passes("counting/code").record.skill(COUNTING).memory == memory

    def test_the_next_proof_of_a_skill_is_a_result_of_its_own(self) -> None:
        story = Story().tries("counting/code", "failed", "passed")
        memory = first(Rating.GOOD, story.now)
        story.later(7 * DAY).tries("counting/question", "failed", "passed")
        assert story.record.skill(COUNTING).memory == reviewed(memory, Rating.GOOD, story.now)


class TestReviews:
    @pytest.fixture
    def story(self) -> Story:
        return Story().proves("counting").later(30 * DAY)

    def test_passed_at_once_is_good(self, story: Story) -> None:
        before = story.record.skill(COUNTING).memory
        assert before is not None
        skill = story.reviews("counting/code", "passed").record.skill(COUNTING)
        assert skill.memory == reviewed(before, Rating.GOOD, story.now)
        assert skill.reviewed_at == story.now

    def test_passed_after_failures_is_hard_whatever_their_number(self, story: Story) -> None:
        before = story.record.skill(COUNTING).memory
        assert before is not None
        skill = story.reviews("counting/code", "failed", "crashed", "failed", "passed").record.skill(COUNTING)
        assert skill.memory == reviewed(before, Rating.HARD, story.now)

    def test_not_passed_is_not_remembered(self, story: Story) -> None:
        before = story.record.skill(COUNTING).memory
        assert before is not None
        story.reviews("counting/code", "failed")
        when = story.now
        story.reviews("counting/code", "failed", "failed")
        assert story.record.skill(COUNTING).memory == reviewed(before, Rating.AGAIN, when)

    def test_the_next_day_is_a_review_of_its_own(self, story: Story) -> None:
        story.reviews("counting/code", "failed")
        lapsed = story.record.skill(COUNTING).memory
        assert lapsed is not None
        skill = story.later(DAY).reviews("counting/code", "passed").record.skill(COUNTING)
        assert skill.memory == reviewed(lapsed, Rating.GOOD, story.now)

    def test_one_that_fails_before_it_passes_is_one_review(self, story: Story) -> None:
        story.reviews("counting/code", "failed", "failed", "passed")
        assert story.record.days[story.now.date()].reviews == 1

    def test_one_that_was_not_graded_is_none(self, story: Story) -> None:
        before = story.record
        after = story.reviews("counting/code", "not_graded").record
        assert after.skills == before.skills

    def test_it_passes_the_proof_too_and_so_confirms_what_was_placed(self) -> None:
        story = Story().then(placed(COUNTING)).later(DAY)
        story.reviews("counting/code", "passed").reviews("counting/question", "passed")
        assert story.record.skill(COUNTING).proved_at == story.now


class TestGivingUp:
    def test_a_pass_after_the_answer_was_shown_is_remembered_as_forgotten(self) -> None:
        story = Story().then(GaveUp(CODE)).passes("counting/code")
        assert story.record.proof(CODE).shown
        assert story.record.skill(COUNTING).memory == first(Rating.AGAIN, story.now)

    def test_it_credits_nothing_before_a_review_was_passed(self) -> None:
        story = Story().then(GaveUp(ProofId("adding/code"))).proves("adding")
        assert story.record.skill(ADDING).proved_at is not None
        assert story.record.skill(COUNTING).credit is None
        story.later(DAY).reviews("adding/code", "passed")
        assert story.record.skill(COUNTING).credit is not None

    def test_after_a_pass_it_is_looking_and_no_giving_up(self) -> None:
        proof = Story().passes("counting/code").then(GaveUp(CODE)).record.proof(CODE)
        assert (proof.gave_up_at, proof.shown) == (None, False)


class TestPlacement:
    def answer(self, placement: str, right: bool | None = True) -> PlacementAnswered:
        return PlacementAnswered(placement, COUNTING, right, CODE, 7)

    def test_the_answers_of_an_open_placement_are_kept_until_it_ends(self) -> None:
        story = Story().then(self.answer("p1"), self.answer("p1", None))
        assert story.record.placement is not None
        assert [answer.right for answer in story.record.placement.answers] == [True, None]
        assert story.then(placed(COUNTING)).record.placement is None

    def test_an_answer_that_comes_late_opens_nothing(self) -> None:
        assert Story().then(placed(COUNTING), self.answer("p1")).record.placement is None

    def test_a_new_placement_takes_the_place_of_one_left_open(self) -> None:
        placement = Story().then(self.answer("p0"), self.answer("p1")).record.placement
        assert placement is not None
        assert (placement.id, len(placement.answers)) == ("p1", 1)

    def test_its_attempts_are_not_attempts_at_the_proof(self) -> None:
        proof = Story().tries("counting/code", "failed", "passed", purpose=Purpose.PLACEMENT).record.proof(CODE)
        assert (proof.state, proof.attempts) == (ProofState.UNTOUCHED, 0)

    def test_a_later_one_never_takes_credit_away(self) -> None:
        story = Story().then(placed(COUNTING, ADDING), PlacementEnded("p2", (COUNTING,), (600,)))
        given = [story.record.skill(skill).credit for skill in (COUNTING, ADDING)]
        assert [credit.belief if credit else None for credit in given] == [0.9, 0.9]

    def test_contested_credit_falls_away_with_its_memory(self) -> None:
        story = Story().then(placed(COUNTING, ADDING), Contested(COUNTING))
        assert story.record.skill(COUNTING) == SkillRecord(contested_at=story.now)
        assert story.record.skill(ADDING).credit is not None

    def test_what_happens_after_a_contest_counts_anew(self) -> None:
        story = Story().then(placed(COUNTING), Contested(COUNTING)).proves("adding")
        credit = story.record.skill(COUNTING).credit
        assert credit is not None
        assert credit.by == ADDING

    def test_what_was_proved_is_not_contested_away(self) -> None:
        story = Story().proves("counting")
        before = story.record.skill(COUNTING)
        after = story.then(Contested(COUNTING)).record.skill(COUNTING)
        assert (after.proved_at, after.memory) == (before.proved_at, before.memory)


class TestGoals:
    def planned(self, *, hours: float = 5.0, weekdays_off: tuple[int, ...] = ()) -> Planned:
        return Planned(TrackId("all"), (DIVIDING,), hours, (), weekdays_off)

    def test_the_latest_counts_until_it_is_given_up(self) -> None:
        story = Story().then(self.planned(), self.planned(hours=2.0))
        assert story.record.goal is not None
        assert story.record.goal.hours_a_week == 2.0
        assert story.then(Unplanned()).record.goal is None

    def test_moving_days_off_does_not_start_the_pace_anew(self) -> None:
        story = Story().then(self.planned())
        since = story.now
        goal = story.later(30 * DAY).then(self.planned(weekdays_off=(6,))).record.goal
        assert goal is not None
        assert (goal.since, goal.weekdays_off) == (since, frozenset({6}))

    @pytest.mark.parametrize("hours", [0.0, -1.0, float("nan"), float("inf")])
    def test_hours_nobody_can_learn_are_passed_over(self, hours: float) -> None:
        assert Story().then(self.planned(hours=hours)).record.goal is None

    def test_a_week_without_a_day_is_passed_over(self) -> None:
        assert Story().then(self.planned(weekdays_off=tuple(range(7)))).record.goal is None


def test_entries_of_a_newer_version_change_nothing_but_the_count() -> None:
    story = Story().then(Unknown("dreamt", {"of": "sheep"}))
    record = story.record
    assert (record.head, record.count, record.skills, record.proofs) == (story.events[-1].id, 1, {}, {})


def test_folding_leaves_the_record_it_was_given_alone() -> None:
    story = Story().passes("counting/code")
    before = story.record
    seen = (dict(before.skills), dict(before.proofs), dict(before.days))
    fold(before, Story().proves("adding").events, story.course)
    assert (before.skills, before.proofs, before.days) == seen


def test_a_clock_that_jumped_ahead_is_forgiven_by_the_next_result() -> None:
    story = Story(at=MONDAY + 3650 * DAY).proves("counting")
    story.at(MONDAY).reviews("counting/code", "passed")
    memory = story.record.skill(COUNTING).memory
    assert memory is not None
    assert memory.last == MONDAY + 2 * MINUTE
    assert timedelta(0) < memory.stability * DAY < 100 * DAY
