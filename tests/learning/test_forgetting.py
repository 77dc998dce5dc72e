"""How fast one learner forgets, learnt from what their reviews showed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlestone.base.ids import SkillId
from mlestone.learning.events import Contested, PlacementEnded
from mlestone.learning.forgetting import AVERAGE, Forgetting
from mlestone.learning.memory import Memory, due, recall
from mlestone.learning.standing import standings

from .conftest import DAY, MONDAY, Story

MEMORY = Memory(10.0, 5.0, datetime(2026, 3, 2, 18, tzinfo=UTC))
days = st.floats(1, 1000)


def reviewed(*results: bool, after: float = 60.0) -> Forgetting:
    known = AVERAGE
    for passed in results:
        known = known.after(MEMORY, passed, MEMORY.last + after * DAY)
    return known


def test_of_a_stranger_every_memory_is_what_fsrs_says() -> None:
    assert AVERAGE.of(MEMORY) == MEMORY


@given(days, days)
def test_who_passes_forgets_more_slowly_and_who_fails_faster(after: float, asked: float) -> None:
    at = MEMORY.last + asked * DAY
    passed, failed = reviewed(True, after=after), reviewed(False, after=after)
    assert recall(failed.of(MEMORY), at) < recall(MEMORY, at) < recall(passed.of(MEMORY), at)
    assert due(failed.of(MEMORY)) <= due(MEMORY) <= due(passed.of(MEMORY))


@given(st.lists(st.booleans(), min_size=1, max_size=60), days)
def test_no_run_of_results_leads_beyond_reason(results: list[bool], after: float) -> None:
    known = reviewed(*results, after=after)
    assert 0 < known.doubt < 1.5
    assert 0 < recall(known.of(MEMORY), MEMORY.last + after * DAY) < 1


def test_many_results_that_are_no_surprise_take_the_doubt_and_leave_the_factor() -> None:
    expected = round(100 * AVERAGE.shows(MEMORY, MEMORY.last + 60 * DAY))
    results = [number * expected // 100 != (number + 1) * expected // 100 for number in range(100)]
    known = reviewed(*results)
    assert known.lean == pytest.approx(0, abs=0.4)
    assert known.doubt < 0.5


def test_failing_again_and_again_is_believed() -> None:
    known = reviewed(*[False] * 8)
    assert recall(known.of(MEMORY), MEMORY.last + 60 * DAY) < recall(MEMORY, MEMORY.last + 60 * DAY) - 0.1
    assert known.doubt < AVERAGE.doubt


def test_within_a_day_nothing_is_learnt() -> None:
    assert AVERAGE.after(MEMORY, False, MEMORY.last + timedelta(hours=23)) is AVERAGE


class TestInARecord:
    def proved(self) -> Story:
        return Story().proves("counting", "adding").at(MONDAY + 90 * DAY)

    def test_a_review_tells_about_skills_it_did_not_ask_for(self) -> None:
        passed, failed = self.proved(), self.proved()
        passed.reviews("counting/code", "passed")
        failed.reviews("counting/code", "failed")
        now = MONDAY + 91 * DAY
        adding = SkillId("adding")
        well, badly = (standings(each.record, each.course, now)[adding].recall for each in (passed, failed))
        assert well is not None and badly is not None
        assert well > badly

    def test_a_review_counts_once_with_its_first_result(self) -> None:
        failed, retried = self.proved(), self.proved()
        failed.reviews("counting/code", "failed")
        retried.reviews("counting/code", "failed", "failed", "passed")
        assert failed.record.forgetting == retried.record.forgetting != AVERAGE

    def test_proofs_and_credits_never_shown_say_nothing(self) -> None:
        credited = PlacementEnded("p", (SkillId("adding"),), (900,))
        story = self.proved().then(Contested(SkillId("dividing")))
        assert story.record.forgetting == AVERAGE
        placed = Story().then(credited).at(MONDAY + 90 * DAY).reviews("adding/code", "failed")
        assert placed.record.forgetting == AVERAGE
