"""FSRS-6 by golden vectors, and what is written out here held to the package."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Scheduler, State
from fsrs import Rating as FsrsRating
from hypothesis import given
from hypothesis import strategies as st

from mlestone.learning.memory import (
    Memory,
    Rating,
    credited,
    due,
    first,
    interval,
    recall,
    refreshed,
    reviewed,
)

MONDAY = datetime(2026, 3, 2, 18, tzinfo=UTC)
DAY = timedelta(days=1)

memories = st.builds(
    Memory,
    stability=st.floats(0.01, 3000),
    difficulty=st.floats(1, 10),
    last=st.just(MONDAY),
)
days = st.integers(0, 2000)
ratings = st.sampled_from(Rating)


def as_card(memory: Memory) -> Card:
    return Card(
        card_id=1,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.last,
        last_review=memory.last,
    )


@pytest.mark.parametrize(
    ("rating", "stability", "difficulty"),
    [
        (Rating.AGAIN, 0.212, 6.4133),
        (Rating.HARD, 1.2931, 5.1122),
        (Rating.GOOD, 2.3065, 2.1181),
        (Rating.EASY, 8.2956, 1.0),
    ],
)
def test_a_first_result_gives_the_memory_fsrs_gives(rating: Rating, stability: float, difficulty: float) -> None:
    memory = first(rating, MONDAY)
    assert (memory.stability, memory.difficulty) == pytest.approx((stability, difficulty), abs=1e-4)
    assert memory.last == MONDAY


def test_a_history_gives_the_stabilities_that_were_worked_out_once() -> None:
    memory = first(Rating.GOOD, MONDAY)
    seen = []
    at = MONDAY
    for rating, after in [(Rating.GOOD, 8), (Rating.GOOD, 40), (Rating.AGAIN, 120), (Rating.HARD, 1), (Rating.GOOD, 9)]:
        at += after * DAY
        memory = reviewed(memory, rating, at)
        seen.append((round(memory.stability, 4), round(memory.difficulty, 4), interval(memory.stability)))
    assert seen == [
        (22.7682, 2.1112, 75),  # 2.3065 days, eight later: recall 0.7957, growth 9.87
        (117.0944, 2.1043, 388),
        (4.1995, 7.39, 14),
        (5.3975, 8.2526, 18),
        (13.9011, 8.2395, 46),
    ]


@given(memories, days)
def test_the_chance_of_recall_is_the_package_s(memory: Memory, after: int) -> None:
    at = MONDAY + after * DAY
    wanted = Scheduler(enable_fuzzing=False).get_card_retrievability(as_card(memory), at)
    assert recall(memory, at) == pytest.approx(wanted, rel=1e-12)


@given(memories, st.sampled_from([0.7, 0.8, 0.85, 0.9, 0.95]))
def test_the_due_date_is_the_package_s(memory: Memory, retention: float) -> None:
    scheduler = Scheduler(desired_retention=retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, _ = scheduler.review_card(as_card(memory), FsrsRating.Good, MONDAY + 30 * DAY)
    after = reviewed(memory, Rating.GOOD, MONDAY + 30 * DAY)
    assert due(after, retention) == card.due


@given(memories, st.integers(1, 2000))
def test_a_whole_credit_is_a_good_review_but_for_difficulty(memory: Memory, after: int) -> None:
    at = MONDAY + after * DAY
    whole, review = refreshed(memory, 1.0, at), reviewed(memory, Rating.GOOD, at)
    assert whole.stability == pytest.approx(review.stability, rel=1e-9)
    assert (whole.last, whole.difficulty) == (review.last, memory.difficulty)


@given(memories, days, st.floats(0, 1), st.floats(0, 1))
def test_a_larger_share_never_leaves_less(memory: Memory, after: int, one: float, other: float) -> None:
    at = MONDAY + after * DAY
    less, more = (refreshed(memory, share, at) for share in sorted((one, other)))
    assert less.stability <= more.stability * (1 + 1e-9)
    assert less.last <= more.last
    assert recall(less, at) <= recall(more, at) + 1e-9


@given(memories, days)
def test_a_share_of_nothing_changes_nothing(memory: Memory, after: int) -> None:
    assert refreshed(memory, 0.0, MONDAY + after * DAY) == memory


def test_within_a_day_nothing_has_faded_and_nothing_is_refreshed() -> None:
    memory = Memory(5.0, 5.0, MONDAY)
    assert refreshed(memory, 0.5, MONDAY + timedelta(hours=23)) is memory


@given(memories, days, ratings)
def test_a_better_result_never_leaves_a_worse_memory(memory: Memory, after: int, rating: Rating) -> None:
    at = MONDAY + after * DAY
    worse = reviewed(memory, Rating(max(rating - 1, 1)), at)
    assert worse.stability <= reviewed(memory, rating, at).stability * (1 + 1e-9)


@given(memories, days, days)
def test_recall_only_falls(memory: Memory, one: int, other: int) -> None:
    sooner, later = sorted((one, other))
    assert 0 < recall(memory, MONDAY + later * DAY) <= recall(memory, MONDAY + sooner * DAY) <= 1


@given(memories)
def test_a_clock_that_stepped_back_costs_nothing(memory: Memory) -> None:
    assert recall(memory, MONDAY - 400 * DAY) == 1.0
    assert reviewed(memory, Rating.GOOD, MONDAY - 400 * DAY).stability >= memory.stability
    assert refreshed(memory, 1.0, MONDAY - 400 * DAY) == memory


@given(st.floats(0.5, 1), st.floats(0.5, 1))
def test_the_surer_a_credit_the_later_it_is_confirmed(one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert due(credited(less, MONDAY)) <= due(credited(more, MONDAY))


def test_times_of_other_zones_are_the_same_times() -> None:
    zone = datetime(2026, 3, 2, 20, tzinfo=UTC).astimezone()
    assert first(Rating.GOOD, zone) == first(Rating.GOOD, datetime(2026, 3, 2, 20, tzinfo=UTC))


def test_asking_what_is_due_does_not_import_fsrs() -> None:
    code = "import sys, mlestone.learning.steps, mlestone.learning.folding as f; sys.exit('fsrs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
